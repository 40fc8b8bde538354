"""The cards of `resources/risk/likelihood.toml`: terms whose weights were learned, as points that add up."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log, log1p
from typing import Any

from ...files import resource
from ...wording import counted

_TRANSFORMS: Mapping[str, Callable[[float], float]] = {
    "log": lambda value: log1p(max(value, 0.0)),
    "any": lambda value: float(value > 0),
    "as it is": lambda value: value,
}


@dataclass(frozen=True)
class Term:
    """One term of a card: what a column of the data adds to the log-odds."""

    name: str
    column: str  # of `CommitPast.features`
    transform: str  # a key of `_TRANSFORMS`
    most: float  # what is over it counts as it
    weight: float  # of the transformed value
    reference: float  # the transformed value that adds nothing: the mean over the projects
    unit: str  # "line", "%"
    text: str  # with {which} commit and {value}
    none: str  # the same where there is nothing: with {which}
    of: str = "commit"  # or "repository": then nothing of the change is behind it

    def log_odds(self, features: Mapping[str, float]) -> float:
        return self.weight * (self._transformed(features[self.column]) - self.reference)

    def difference(self, value: float, other: float) -> float:
        """What the log-odds lose when the column is the other value."""
        return self.weight * (self._transformed(value) - self._transformed(other))

    def _transformed(self, value: float) -> float:
        return _TRANSFORMS[self.transform](min(value, self.most))

    def value(self, features: Mapping[str, float]) -> str:
        """What was found, for a person: `1,240 lines`."""
        found = features[self.column]
        return f"{found:.0%}" if self.unit == "%" else counted(round(found), self.unit)

    def sentence(self, features: Mapping[str, float], which: str) -> str:
        template = self.text if features[self.column] > 0 else self.none
        return template.format(which=which, value=self.value(features))


@dataclass(frozen=True)
class Card:
    """A set of terms with their constant. Points are whole: the sum of a card can be checked by hand."""

    terms: tuple[Term, ...]
    log_odds: float  # of a commit whose terms all add nothing
    zero: float  # points of even odds
    factor: float  # points of one unit of log-odds

    def points(self, log_odds: float) -> int:
        """The points of a part of the log-odds."""
        return round(self.factor * log_odds)

    def constant(self, shift: float) -> int:
        """The points that every commit has, `shift` being what this repository's log-odds differ by."""
        return round(self.zero + self.factor * (self.log_odds + shift))

    def odds_of(self, points: int) -> float:
        """The log-odds that a sum of points means."""
        return (points - self.zero) / self.factor

    def points_of(self, log_odds: float) -> int:
        """The points that log-odds are."""
        return round(self.zero + self.factor * log_odds)

    def sum_of(self, features: Mapping[str, float]) -> float:
        """The log-odds of a commit without the constant, not rounded."""
        return sum(term.log_odds(features) for term in self.terms)


@dataclass(frozen=True)
class Weights:
    """All that `resources/risk/likelihood.toml` says."""

    history: Card
    diff: Card
    together: float  # how much the other commits of a range count beside its riskiest one, 0..1
    usual: float  # the share of faulty commits by the rule of reverts and fixes that shifts nothing
    slope: float  # log-odds by which a commit's differ for each unit by which those of the rule's share do
    least: float  # shares of the rule below and above which it says no more
    most: float

    def shift(self, faulty: float, commits: int) -> float:
        """What the log-odds of a repository's commits differ by where the rule found so many of them faulty."""
        share = min(max((faulty + 0.5) / (commits + 1), self.least), self.most)
        return self.slope * (log(share / (1 - share)) - log(self.usual / (1 - self.usual)))


@cache
def weights() -> Weights:
    return read_weights(resource("risk/likelihood.toml").read_text("utf-8"))


def read_weights(text: str) -> Weights:
    """The weights of a file in the format of `likelihood.toml`."""
    read: dict[str, Any] = tomllib.loads(text)
    history, diff = (_card(read[name], read["scale"]) for name in ("history", "diff"))
    return Weights(history, diff, read["range"]["together"], **read["recalibration"])


def _card(read: Mapping[str, Any], scale: Mapping[str, float]) -> Card:
    terms = tuple(Term(**{"most": float("inf"), **row}) for row in read["terms"])
    return Card(terms, read["log_odds"], scale["zero"], scale["factor"])
