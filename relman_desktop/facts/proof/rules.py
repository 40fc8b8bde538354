"""The rules of `resources/tests.toml`: how tests are written, and what their four kinds look like."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...files import resource
from ..production import language

_NEVER = r"(?!)"


@dataclass(frozen=True, slots=True)
class Grammar:
    """How one language writes its tests."""

    name: str
    files: re.Pattern[str]
    head: re.Pattern[str]
    group: re.Pattern[str]
    above: str  # begins a line that belongs to what follows
    comment: tuple[str, ...]
    off_mark: re.Pattern[str]
    off_call: re.Pattern[str]
    only: re.Pattern[str]
    many: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Sort:
    """One of the four kinds of tests."""

    name: str
    label: str
    path: re.Pattern[str]
    has: tuple[str, ...]  # words, of which a text that the pattern finds something in has one
    text: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A way to say how much of the code the tests must reach."""

    path: re.Pattern[str]
    line: re.Pattern[str]
    share: bool


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that a test holds something against; a larger one asks less where `more`."""

    number: re.Pattern[str]
    more: bool


def grammar(path: str) -> Grammar | None:
    """How the tests of the file at a path are written; None where we do not know it or none stand there."""
    written_in = language(path) or ""
    found = _grammars().get(_table()["alike"].get(written_in, written_in))
    return found if found and found.files.search(path) else None


@cache
def sorts() -> tuple[Sort, ...]:
    """The kinds of tests, in the order in which they are tried."""
    return tuple(
        Sort(
            one["name"],
            one["label"],
            _any(one["path"], re.IGNORECASE),
            tuple(one["has"]),
            _any(one["text"], re.MULTILINE),
        )
        for one in _table()["sort"]
    )


@cache
def regressions() -> re.Pattern[str]:
    """The names of tests that hold on to a fault that was mended."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in _without_flags(_table()["regression"]["names"])))


@cache
def assertion() -> re.Pattern[str]:
    """A line with which a test asks something."""
    return re.compile(_table()["asks"]["assertion"])


@cache
def loosened() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """A strict question, and the loose one that may come in its place."""
    return tuple((re.compile(one["strict"]), re.compile(one["loose"])) for one in _table()["loosened"])


@cache
def bounds() -> tuple[Bound, ...]:
    return tuple(Bound(re.compile(one["number"]), one["more"]) for one in _table()["bound"])


@cache
def thresholds() -> tuple[Threshold, ...]:
    return tuple(
        Threshold(re.compile(one["path"]), re.compile(one["line"]), one.get("share", False))
        for one in _table()["coverage"]
    )


@cache
def _grammars() -> Mapping[str, Grammar]:
    return {name: _grammar(name, table) for name, table in _table()["languages"].items()}


def _grammar(name: str, table: Mapping[str, Any]) -> Grammar:
    def pattern(key: str) -> re.Pattern[str]:
        return re.compile(table.get(key, _NEVER), re.MULTILINE)

    return Grammar(
        name,
        re.compile(table.get("files", "")),
        pattern("head"),
        pattern("group"),
        table["above"],
        tuple(table["comment"]),
        pattern("off_mark"),
        re.compile(r"[ \t]*" + f"(?:{table.get('off_call', _NEVER)})"),
        pattern("only"),
        pattern("many"),
    )


def _any(patterns: list[str], flags: re.RegexFlag) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


def _without_flags(patterns: list[str]) -> list[str]:
    """`(?i)` may stand only at the start of a whole pattern; inside, it is written as a group."""
    return [f"(?i:{one.removeprefix('(?i)')})" if one.startswith("(?i)") else one for one in patterns]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource("tests.toml").read_text("utf-8"))
