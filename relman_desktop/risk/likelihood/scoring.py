"""The points of commits, and the chance that at least one of several proves faulty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, expm1, inf, log, log1p

from ..past.past import CommitPast
from .card import Card, Term


@dataclass(frozen=True)
class Scored:
    """A commit with its points by a card; its chance is what the sum of them means."""

    id: str  # "C4"; "" for the whole change of a diff file
    past: CommitPast
    features: Mapping[str, float]
    constant: int
    terms: tuple[tuple[Term, int], ...]
    log_odds: float

    @property
    def points(self) -> int:
        return self.constant + sum(points for _, points in self.terms)

    @property
    def chance(self) -> float:
        return 1 / (1 + exp(-self.log_odds))


def scored(id: str, past: CommitPast, but: frozenset[str], card: Card, shift: float) -> Scored | None:
    """The commit as if it did not touch the paths in `but`; None where it touches no others."""
    if all(file.path in but for file in past.files):
        return None
    features = past.features(but)
    terms = tuple((term, card.points(term.log_odds(features))) for term in card.terms)
    constant = card.constant(shift)
    points = constant + sum(points for _, points in terms)
    return Scored(id, past, features, constant, terms, card.odds_of(points))


def together(commits: Sequence[Scored], count: float) -> float:
    """The log-odds that at least one proves faulty; the riskiest is the first, each other counts by `count`."""
    fine = sum(_log_fine(one.log_odds) * (count if place else 1.0) for place, one in enumerate(commits))
    return -fine + log(-expm1(fine)) if fine < 0 else -inf


def _log_fine(log_odds: float) -> float:
    """The logarithm of the chance that a commit proves to be without a fault."""
    return -log1p(exp(log_odds)) if log_odds < 30 else -log_odds
