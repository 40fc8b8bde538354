"""The points of commits, and the chance that at least one of several proves faulty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, expm1, inf, log, log1p

from ..past.past import CommitPast, FilePast
from .card import Card, Term


@dataclass(frozen=True)
class Scored:
    """A commit with its points by a card; its chance is what the sum of them means."""

    id: str  # "C4"; "" for the whole change of a diff file, or for what is of no commit
    card: Card
    files: tuple[FilePast, ...]  # that count
    features: Mapping[str, float]
    constant: int
    terms: tuple[tuple[Term, int], ...]
    usual: float  # the chance of a commit whose terms add nothing
    log_odds: float

    @property
    def points(self) -> int:
        return self.constant + sum(points for _, points in self.terms)

    @property
    def chance(self) -> float:
        return 1 / (1 + exp(-self.log_odds))


def scored(id: str, past: CommitPast, but: frozenset[str], card: Card, shift: float) -> Scored | None:
    """The commit as if it did not touch the paths in `but`; None where it touches no others."""
    files = tuple(file for file in past.files if file.path not in but)
    if not files:
        return None
    features = past.features(but)
    terms = tuple((term, card.points(term.log_odds(features))) for term in card.terms)
    constant = card.constant(shift)
    points = constant + sum(points for _, points in terms)
    usual = 1 / (1 + exp(-card.odds_of(constant)))
    return Scored(id, card, files, features, constant, terms, usual, card.odds_of(points))


def together(commits: Sequence[Scored], count: float) -> float:
    """The log-odds that at least one proves faulty; the riskiest is the first, each other counts by `count`."""
    if len(commits) == 1:
        return commits[0].log_odds
    fine = sum(_log_fine(one.log_odds) * (count if place else 1.0) for place, one in enumerate(commits))
    return -fine + log(-expm1(fine)) if fine < 0 else -inf


def summed(commits: Sequence[Scored], count: float) -> float:
    """The logarithm of all their odds together: what points are of, for a chance near 1 says no more of a release.

    A release of a hundred commits hardly ever goes without a fault; how many to expect is what still tells.
    """
    first, *others = (exp(one.log_odds) for one in commits)
    return log(first + count * sum(others))


def _log_fine(log_odds: float) -> float:
    """The logarithm of the chance that a commit proves to be without a fault."""
    return -log1p(exp(log_odds)) if log_odds < 30 else -log_odds
