"""What the chance of a case rests on: commits with their history, or the diff alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...sources.change import Change
from ...wording import counted, joined
from ..case import Case
from ..past.past import CommitPast, Past, Rate
from .card import Card, Weights
from .counting import counting, uncounted, whole_change

_NO_HISTORY = "The chance of a fault rests on the size and the kinds of the changed files alone: no history was read."
_GONE = "{of} and {by} count nothing: the second takes the first back."
_MANY_GONE = "{pairs} count nothing: of each pair the second takes the first back."
_MOST_NAMED = 6  # pairs
_ANYWHERE = "How often commits proved faulty in the public projects that the weights were learned from."
_HERE = "How often commits proved faulty here: {faulty} of {commits} until {until}, by reverts and later fixes."


@dataclass(frozen=True)
class Basis:
    """The commits that count, with the card that can score them."""

    pieces: tuple[tuple[str, CommitPast, Card], ...]  # by the commits' ids; "" for a whole change, or what is of none
    but: frozenset[str]  # paths that do not count
    shift: float = 0.0  # of the log-odds of this repository's commits
    unnamed: str = "The change"  # what is of no commit, to begin a sentence
    constant: str = _ANYWHERE  # a sentence about how often commits prove faulty
    notes: tuple[str, ...] = ()


def basis_of(case: Case, weights: Weights) -> Basis:
    past, change = case.background.past, case.material.change
    if past is None or not past.commits:
        whole = whole_change(change)
        return Basis((("", whole, weights.diff),), uncounted(case, (whole,)), notes=(_NO_HISTORY,))
    but = uncounted(case, past.commits)
    count = counting(change, past, but)
    pieces = tuple((id, one, weights.history) for id, one in count.commits)
    rest = (("", count.rest, weights.diff),) if count.rest else ()
    notes = tuple(_gone([(of.id, by.id) for by, of in count.gone]))
    found = Basis((*pieces, *rest), but, unnamed=_unnamed(change, past), notes=notes)
    rate = past.rate
    if rate is None or not rate.commits:
        return found
    return replace(found, shift=weights.shift(rate.in_a_year * rate.commits, rate.commits), constant=_here(rate))


def _unnamed(change: Change, past: Past) -> str:
    """Where lines come from that no commit has."""
    if change.leaving:
        return "What leaves production"
    if len(past.commits) < sum(not one.is_merge for one in change.commits):
        return "What commits bring that could not be read"
    return "What came by merging" if any(one.is_merge for one in change.commits) else "What no commit tells"


def _gone(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """What counts nothing, so that nobody misses it."""
    if len(pairs) == 1:
        yield _GONE.format(of=pairs[0][0], by=pairs[0][1])
    elif pairs:
        yield _MANY_GONE.format(pairs=joined([f"{of} with {by}" for of, by in pairs], _MOST_NAMED))


def _here(rate: Rate) -> str:
    return _HERE.format(faulty=f"{rate.faulty:,}", commits=counted(rate.commits, "commit"), until=rate.until)
