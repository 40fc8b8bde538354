"""The table of the questions about a change: those of the seed, and ours for the details."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..files import resource


@dataclass(frozen=True, slots=True)
class Raise:
    """What makes a question worth more where it is there, and what the person is told of it."""

    by: tuple[str, ...]
    worth: int
    why: str = ""
    one: str = ""  # the same for a single one, where it is worded otherwise
    noun: str = ""
    plural: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be offered as an answer: what there is of it, its text, and what it is for a person."""

    of: str
    text: str
    origin: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Which entry of the team's profile an answer may become."""

    part: str
    key: str
    name: str = ""  # the key that names the entry, where it needs one
    also: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before an answer in its field, for whoever reads it without the question."""

    one: str
    several: str = ""  # on a line of its own, above several answers
    unless: tuple[str, ...] = ()  # words with which an answer begins that needs none, in small letters
    chosen: bool = False  # only before what was chosen: an answer in words of one's own may say the contrary

    def needed_by(self, answer: str, *, is_chosen: bool) -> bool:
        """`is_chosen`: whether other evidence says the answer word for word."""
        told = answer.casefold().lstrip()
        return (is_chosen or not self.chosen) and not told.startswith((*self.unless, self.one.casefold()))


@dataclass(frozen=True, slots=True)
class Row:
    """One question, as `resources/questions.toml` has it."""

    field: str
    text: str
    answered_by: tuple[str, ...]
    why: str
    worth: int
    raised_by: tuple[Raise, ...] = ()
    suggests: tuple[Offer, ...] = ()
    keep: Keeping | None = None
    several: bool = False  # an answer may have several, a line each
    again: bool | str = True  # what was answered before is offered again; "aside": it is about another change
    lead: Lead | None = None
    quiet: float = 0.0  # what is left of its worth where only documentation and tests change
    opens: bool = False  # its answer stands before what is drafted


@dataclass(frozen=True, slots=True)
class Weighing:
    """What decides whether a question is asked at first."""

    matters: int
    at_first: int
    unsupported: int


@cache
def question_rows() -> tuple[Row, ...]:
    """The table's questions, in the ticket's order."""
    return tuple(map(_row, _table()["question"]))


@cache
def weighing() -> Weighing:
    table = _table()
    return Weighing(table["matters"], table["at_first"], table["unsupported"])


@cache
def row_of(question: str) -> Row | None:
    """The row of a question by its text; None for one of a model's."""
    return next((row for row in question_rows() if row.text == question), None)


@cache
def asked_of_the_risk() -> frozenset[str]:
    """The questions of the risk: their answers lie beside the interview's, and are asked and told by the risk alone."""
    table = tomllib.loads(resource("risk/questions.toml").read_text("utf-8"))
    return frozenset((table["override"], *(row["text"] for row in table["question"])))


def _table() -> dict[str, Any]:
    return tomllib.loads(resource("questions.toml").read_text("utf-8"))


def _row(told: Mapping[str, Any]) -> Row:
    raised = tuple(Raise(**{**one, "by": tuple(one["by"])}) for one in told.get("raised_by", ()))
    offers = tuple(Offer(**one) for one in told.get("suggests", ()))
    plain = {name: value for name, value in told.items() if name not in ("raised_by", "suggests", "keep", "lead")}
    plain["answered_by"] = tuple(plain["answered_by"])
    return Row(
        **plain, raised_by=raised, suggests=offers, keep=_keeping(told.get("keep")), lead=_lead(told.get("lead"))
    )


def _lead(told: Mapping[str, Any] | None) -> Lead | None:
    return Lead(**{**told, "unless": tuple(told.get("unless", ()))}) if told else None


def _keeping(told: Mapping[str, Any] | None) -> Keeping | None:
    if told is None:
        return None
    also = {name: tuple(value) if isinstance(value, list) else value for name, value in told.get("with", {}).items()}
    return Keeping(told["part"], told["key"], told.get("name", ""), also)
