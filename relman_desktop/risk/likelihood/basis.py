"""What the chance of a case rests on: commits with their history, or the diff alone."""

from dataclasses import dataclass

from ...wording import counted
from ..case import Case
from ..past.past import CommitPast, Rate
from .card import Card, Weights
from .counting import counting, whole_change

_NO_HISTORY = "The chance of a fault rests on the size and the kinds of the changed files alone: no history was read."
_ANYWHERE = "How often commits proved faulty in the public projects that the weights were learned from."
_HERE = "How often commits proved faulty here: {faulty} of {commits} until {until}, by reverts and later fixes."


@dataclass(frozen=True)
class Basis:
    """The commits that count, with the card that can score them."""

    commits: tuple[tuple[str, CommitPast], ...]  # by their ids; "" for a whole change
    card: Card
    shift: float = 0.0  # of the log-odds of this repository's commits
    constant: str = _ANYWHERE  # a sentence about how often commits prove faulty
    notes: tuple[str, ...] = ()


def basis_of(case: Case, weights: Weights) -> Basis:
    past, change = case.background.past, case.material.change
    if past is None or not past.commits:
        return Basis((("", whole_change(change)),), weights.diff, notes=(_NO_HISTORY,))
    commits = tuple(counting(change, past))
    if past.rate is None or not past.rate.commits:
        return Basis(commits, weights.history)
    return Basis(commits, weights.history, weights.shift(past.rate.faulty, past.rate.commits), _here(past.rate))


def _here(rate: Rate) -> str:
    return _HERE.format(faulty=f"{rate.faulty:,}", commits=counted(rate.commits, "commit"), until=rate.until)
