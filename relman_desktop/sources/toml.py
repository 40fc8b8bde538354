"""TOML, read from hostile text: never by deep recursion, never for long, and with the place of what is wrong.

Measured: tomllib takes gigabytes for one key of 100,000 dots, so keys of many parts are refused before it sees them.
"""

import re
import tomllib
from dataclasses import dataclass
from typing import Any

# What is no key: strings and comments. Each pattern takes what it begins, closed or not, so that the search is linear.
_NO_KEY = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5}|\\?\Z)'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+",
    re.DOTALL,
)
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")


@dataclass(frozen=True)
class TomlFault(Exception):
    """Why a text is no TOML, and where: `line` and `column` from 1."""

    what: str  # tomllib's words, or why we do not let it try
    line: int
    column: int = 1
    refused: bool = False  # it may be TOML, and would cost too much


def toml_of(text: str, most_parts: int = 100) -> dict[str, Any]:
    """The document of a text whose lines end with LF. Raises `TomlFault`; `most_parts`: of one key."""
    for number, line in enumerate(_NO_KEY.sub(_line_ends, text).split("\n"), 1):
        if line.count(".") >= most_parts:
            raise TomlFault("it has a key with too many parts", number, refused=True)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise TomlFault("it is nested too deeply", 1, refused=True) from None
    except ValueError as error:
        raise _fault(str(error), text) from error


def _line_ends(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _fault(said: str, text: str) -> TomlFault:
    place = _PLACE.search(said)
    what = said[: place.start()] if place else said
    if place and place[1]:
        return TomlFault(what, int(place[1]), int(place[2]))
    last = text.rstrip("\n").rpartition("\n")[2]
    return TomlFault(what, text.rstrip("\n").count("\n") + 1, len(last) + 1)
