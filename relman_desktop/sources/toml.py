"""TOML, read from hostile text: never by deep recursion, never for long, and with the place of what is wrong.

Measured: tomllib takes gigabytes for one key of 100,000 dots, so keys of many parts are refused before it sees them.
It reads whole numbers of any size, though TOML has those of 64 bits only: a larger one breaks whoever shows it.
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
_LONG_NUMBER = re.compile(r"\b(?:0[xob][0-9a-f_]{16,}|[0-9][0-9_]{18,})", re.IGNORECASE)
_LARGEST_NUMBER = 1 << 63
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
    lines = _NO_KEY.sub(_line_ends, text).split("\n")
    for number, line in enumerate(lines, 1):
        if line.count(".") >= most_parts:
            raise TomlFault("it has a key with too many parts", number, refused=True)
    try:
        document = tomllib.loads(text)
    except RecursionError:
        raise TomlFault("it is nested too deeply", 1, refused=True) from None
    except ValueError as error:
        if "integer string conversion" in str(error):
            raise _too_large(lines) from None
        raise _fault(str(error), text) from error
    if _has_too_large(document):
        raise _too_large(lines)
    return document


def _has_too_large(document: dict[str, Any]) -> bool:
    """Whether a whole number is in it that TOML does not have."""
    waiting: list[Any] = [document]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, int) and not -_LARGEST_NUMBER <= one < _LARGEST_NUMBER:
            return True
    return False


def _too_large(lines: list[str]) -> TomlFault:
    line = next((number for number, line in enumerate(lines, 1) if _LONG_NUMBER.search(line)), 1)
    return TomlFault("it has a number of more than 64 bits", line, refused=True)


def _line_ends(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _fault(said: str, text: str) -> TomlFault:
    place = _PLACE.search(said)
    what = said[: place.start()] if place else said
    if place and place[1]:
        return TomlFault(what, int(place[1]), int(place[2]))
    last = text.rstrip("\n").rpartition("\n")[2]
    return TomlFault(what, text.rstrip("\n").count("\n") + 1, len(last) + 1)
