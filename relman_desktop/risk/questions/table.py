"""The table `resources/risk/questions.toml`: what is asked, and what an answer weighs."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...files import resource
from ..axis import Axis

PARTLY, NO, NOT_NEEDED = "partly", "no", "not needed"
YES = "yes"


@dataclass(frozen=True, slots=True)
class Row:
    """One question. `points` by what an answer comes to: yes, partly, no, or a strategy."""

    id: str
    text: str
    axis: Axis
    short: str
    action: str
    why: str
    evidence: str  # which evidence may answer it: a key of `evidence.READERS`
    needed: str  # when the change needs it: a key of `needed.NEEDS`; "" for always
    points: Mapping[str, int]
    kind: str = ""  # of tests
    choices: tuple[str, ...] = (YES, PARTLY, NO)

    @property
    def is_strategy(self) -> bool:
        return YES not in self.points

    @property
    def worst(self) -> str:
        """The answer that stands for none."""
        return max(self.points, key=self.points.__getitem__)

    @property
    def best(self) -> str:
        return min(self.points, key=self.points.__getitem__)

    def weight(self, comes_to: str) -> int:
        """The points of an answer; what is not needed adds none, and what is not answered what the worst adds."""
        return 0 if comes_to == NOT_NEEDED else self.points.get(comes_to, self.points[self.worst])


@dataclass(frozen=True)
class Reviewing:
    """What commits say of their review; each pattern is for one line."""

    merges: re.Pattern[str]
    squashed: re.Pattern[str]
    trailers: re.Pattern[str]
    reviewers: re.Pattern[str]
    authors: re.Pattern[str]
    nobody: frozenset[str]  # words that name nobody


@dataclass(frozen=True)
class Stored:
    """What may change stored data."""

    facts: tuple[str, ...]
    paths: re.Pattern[str]


@cache
def rows() -> tuple[Row, ...]:
    """All questions, in the order in which they are asked."""
    return tuple(_row(one) for one in _table()["question"])


@cache
def ids() -> Mapping[str, str]:
    """The questions by their ids, for files of answers."""
    return {row.id: row.text for row in rows()}


@cache
def reviewing() -> Reviewing:
    table = dict(_table()["review"])
    nobody = frozenset(table.pop("nobody"))
    return Reviewing(nobody=nobody, **{name: re.compile(text, re.IGNORECASE) for name, text in table.items()})


@cache
def stored() -> Stored:
    table = _table()["data"]
    return Stored(tuple(table["facts"]), re.compile(table["paths"], re.IGNORECASE))


@cache
def identified() -> Mapping[str, str]:
    """The questions of the interview whose answers say whom ("users") and what ("services") a change affects."""
    return dict(_table()["identified"])


def not_needed(need: str) -> str:
    """Why a question is not needed, by what it needs."""
    return str(_table()["not_needed"][need])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource("risk/questions.toml").read_text("utf-8"))


def _row(told: Mapping[str, Any]) -> Row:
    choices = {"choices": tuple(told["choices"])} if "choices" in told else {}
    return Row(**{**told, "axis": Axis(told["axis"]), **choices})
