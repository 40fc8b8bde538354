"""The rules of `resources/behaviour.toml`: which names, calls and words of source code say how a system behaves."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from ...files import resource
from ..production import language

PROGRAMS = frozenset(
    "python javascript typescript vue go ruby java kotlin scala csharp php rust elixir swift c".split()  # noqa: SIM905
)
ENDS = ("added", "removed", "changed")  # what may happen to a mark


@dataclass(frozen=True, slots=True)
class Told:
    """How an event is told, and its operational weight."""

    text: str
    weight: int


@dataclass(frozen=True, slots=True)
class ValueRule:
    """A named value, such as a time-out. `name` is searched in the words of its name."""

    kind: str
    languages: frozenset[str]  # none: all programming languages
    has: tuple[str, ...]  # a text without any of these has no such value
    name: re.Pattern[str]
    unless: re.Pattern[str] | None
    line: re.Pattern[str] | None  # what else the line must hold
    kinds: tuple[str, ...]  # of quantities
    words: re.Pattern[str] | None  # what a quantity that is a word must be
    same_line: bool  # told only where the rest of the line stays as it is
    is_size: bool  # a bare number is bytes
    constant: bool  # only of constants and defaults of parameters
    usual_units: Mapping[str, str]  # of a bare number in a call of a well-known client, by language
    told: Mapping[str, Told]


@dataclass(frozen=True, slots=True)
class MarkRule:
    """Something that is there or not: a permission check, a lock, a cache. `name` is a group of the pattern.

    on: what it is a mark of: what is defined "next", what it stands "within", its "route", or the "file".
    """

    kind: str
    family: str
    has: tuple[str, ...]
    languages: frozenset[str]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    on: str
    bare: bool  # looked for outside of strings only
    in_text: bool  # also in the midst of a string, as SQL is
    itself: bool  # the function's own head has the mark
    anywhere: bool  # told also where what it is a mark of is new, or goes away
    names: Mapping[str, str]  # spellings of one thing, as they are told
    told: Mapping[str, Told]


@dataclass(frozen=True, slots=True)
class TopicRule:
    """Code that an approver wants to know of. `path` and `within` say where it stands, `words` what it must hold."""

    kind: str
    has: tuple[str, ...]
    path: re.Pattern[str]
    within: re.Pattern[str]
    words: re.Pattern[str]
    unless: re.Pattern[str]
    told: Told


@dataclass(frozen=True, slots=True)
class PersonalRule:
    """A way to declare a field or a column; `name` is a group of the pattern."""

    languages: frozenset[str]
    path: re.Pattern[str] | None
    pattern: re.Pattern[str]


@lru_cache(maxsize=100)
def value_rules(written_in: str) -> tuple[ValueRule, ...]:
    """The rules about values in a language."""
    return tuple(rule for rule in _value_rules() if written_in in (rule.languages or PROGRAMS))


@cache
def _value_rules() -> tuple[ValueRule, ...]:
    return tuple(map(_value_rule, _table()["value"]))


@lru_cache(maxsize=100)
def mark_rules(written_in: str) -> tuple[MarkRule, ...]:
    """The rules about marks in a language."""
    return tuple(rule for rule in _mark_rules() if written_in in (rule.languages or PROGRAMS))


@cache
def topic_rules() -> tuple[TopicRule, ...]:
    return tuple(map(_topic_rule, _table()["topic"]))


@cache
def personal_rules() -> tuple[PersonalRule, ...]:
    return tuple(
        PersonalRule(frozenset(row["languages"]), _optional(row.get("path")), re.compile(row["pattern"], re.MULTILINE))
        for row in _table()["personal"]["declared"]
    )


@cache
def personal_words() -> tuple[str, ...]:
    """The words without which a text names no personal data."""
    return tuple(_table()["personal"]["has"])


@cache
def personal(key: str) -> re.Pattern[str]:
    """A pattern about personal data: the `names` of it, what is `unless`, and what is `logged`."""
    return re.compile(_table()["personal"][key], re.IGNORECASE)


@cache
def units() -> Mapping[str, tuple[str, Fraction]]:
    """What a unit's name stands for: its kind, and how many milliseconds or bytes it is."""
    return {
        name: (kind, Fraction(amount))
        for kind, rows in _table()["unit"].items()
        for amount, names in rows.items()
        for name in names
    }


@cache
def is_interface(path: str) -> bool:
    """Whether a file is a user interface, which decides nothing about safety."""
    return bool(_files("interface").search("/" + path))


@cache
def is_made_up(path: str) -> bool:
    """Whether a file stands in for the real thing in tests, or runs them."""
    return bool(_files("made_up").search("/" + path))


def written_in(path: str) -> str:
    """The language of a file; "" where it is not source code that we read."""
    return "hcl" if path.endswith(".tf") else language(path) or ""


@cache
def _files(key: str) -> re.Pattern[str]:
    return re.compile(_table()["files"][key], re.IGNORECASE)


def _value_rule(row: Mapping[str, Any]) -> ValueRule:
    return ValueRule(
        f"behaviour.{row['kind']}",
        frozenset(row.get("languages", ())),
        tuple(row["has"]),
        re.compile(row["name"]),
        _optional(row.get("unless")),
        _optional(row.get("line")),
        tuple(row["quantities"]),
        _optional(row.get("words")),
        row.get("same_line", False),
        row.get("size", False),
        row.get("constant", False),
        row.get("units", {}),
        {end: Told(row[end], row.get(f"{end}_weight", row["weight"])) for end in ENDS if end in row},
    )


@cache
def _mark_rules() -> tuple[MarkRule, ...]:
    return tuple(map(_mark_rule, _table()["mark"]))


def _mark_rule(row: Mapping[str, Any]) -> MarkRule:
    return MarkRule(
        f"behaviour.{row['kind']}",
        row.get("family", row["kind"]),
        tuple(row["has"]),
        frozenset(row.get("languages", ())),
        re.compile(row["pattern"], re.MULTILINE),
        _optional(row.get("unless")),
        row["on"],
        row.get("bare", False),
        row.get("in_text", False),
        row.get("itself", False),
        row.get("anywhere", False),
        {spelling.lower(): name for name, spellings in row.get("names", {}).items() for spelling in spellings},
        {end: Told(row[end], row.get(f"{end}_weight", row["weight"])) for end in ENDS if end in row},
    )


def _topic_rule(row: Mapping[str, Any]) -> TopicRule:
    patterns = {key: re.compile(row[key], re.IGNORECASE) for key in ("path", "within", "words", "unless")}
    return TopicRule(f"behaviour.{row['kind']}", tuple(row["has"]), told=Told(row["text"], row["weight"]), **patterns)


def _optional(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource("behaviour.toml").read_text("utf-8"))
