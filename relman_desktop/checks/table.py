"""The table `resources/checks.toml`: what is checked, how much it matters, and the words by which it is found."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..files import resource
from .finding import Severity

OFF = "off"  # of a check that a team may switch on
Patterns = Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One check."""

    id: str
    fields: tuple[str, ...]  # in which it is found; "" in it for the whole ticket, or a field that the check names
    severity: Severity | None  # None: off, unless a team switches it on
    text: str  # one sentence, with {names} that the check fills in
    asks: str  # who misses it: "approver", "deployer"
    needs: tuple[str, ...] = ()
    finder: str = ""
    kinds: tuple[str, ...] = ()  # of remarks on the schedule
    about: str = ""  # what it is about, for documentation, where the text does not say it
    always: bool = False  # also of a ticket that is over


@dataclass(frozen=True, slots=True)
class Weighty:
    """Facts of which a ticket must not be silent."""

    does: str  # goes on after "the change"
    kinds: tuple[str, ...]
    least: int  # of their weight
    field: str


@dataclass(frozen=True)
class Words:
    """By what the checks find what they look for."""

    placeholders: Patterns
    may_be_whole: frozenset[str]  # fields in which "none" says enough
    title: Patterns
    generic: frozenset[str]  # words of a title that say nothing
    people: Patterns
    steps: Patterns
    rollback: Patterns
    english: frozenset[str]  # words of which an English text is full
    share: float  # of a text's words, from which it is English
    least_words: int  # of a text of which that can be told
    ordinary: frozenset[str]  # words that show no kinship of two steps
    emergency: re.Pattern[str]
    open_work: re.Pattern[str]
    told_by_others: frozenset[str]  # questions whose answers are looked for in the steps
    of_template: tuple[str, ...]  # how its reasons begin
    over: frozenset[str]  # states in which nobody approves any more
    weighty: tuple[Weighty, ...]
    limits: Mapping[str, int]


@cache
def rows() -> tuple[Row, ...]:
    """All checks, in the order of the table."""
    return tuple(map(_row, _table()["check"]))


@cache
def words() -> Words:
    read = _table()
    title, placeholders, steps = dict(read["title"]), dict(read["placeholders"]), dict(read["steps"])
    may_be_whole, generic, ordinary = placeholders.pop("may_be_whole"), title.pop("generic"), steps.pop("ordinary")
    return Words(
        placeholders=_patterns(placeholders),
        may_be_whole=frozenset(may_be_whole),
        title={name: re.compile(text, 0 if name in _IN_CASE else re.IGNORECASE) for name, text in title.items()},
        generic=frozenset(generic),
        people=_patterns(read["people"]),
        steps=_patterns(steps),
        rollback=_patterns(read["rollback"]),
        english=frozenset(read["language"]["english"]),
        share=read["language"]["share"],
        least_words=read["language"]["least"],
        ordinary=frozenset(ordinary),
        emergency=re.compile(read["emergency"]["reason"], re.IGNORECASE),
        open_work=re.compile(read["work"]["open"], re.IGNORECASE),
        told_by_others=frozenset(read["questions"]["told_by_others"]),
        of_template=tuple(read["sentences"]["of_template"]),
        over=frozenset(read["over"]["states"]),
        weighty=tuple(Weighty(**{**one, "kinds": tuple(one["kinds"])}) for one in read["weighty"]),
        limits=read["limits"],
    )


_IN_CASE = ("sentence_end", "key", "branch")  # patterns in which capitals count


def _row(told: Mapping[str, Any]) -> Row:
    fields = tuple(told["fields"]) if "fields" in told else (told["field"],)
    rest = {name: value for name, value in told.items() if name not in ("field", "fields")}
    for name in ("needs", "kinds"):
        rest[name] = tuple(rest.get(name, ()))
    severity = None if told["severity"] == OFF else Severity(told["severity"])
    return Row(**{"finder": told["id"], **rest, "fields": fields, "severity": severity})


def _patterns(texts: Mapping[str, str]) -> Patterns:
    return {name: re.compile(text, re.IGNORECASE | re.MULTILINE) for name, text in texts.items()}


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource("checks.toml").read_text("utf-8"))
