"""The hunks that may be packed, most valuable for their tokens first; read only as far as they could fit."""

from collections import Counter as Tally
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from math import isqrt

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk
from .ranking import Ranked, Ranking
from .rules import rules

_FEWEST = 20_000  # changed lines that are read whatever the budget; then no more than it has tokens
_MOST_LOCKS = 8  # lock files that are looked into for names
_LIGHT = 3  # by which the worth of a hunk of only imports, comments and blank lines is divided
_HALF = 4  # hunks of one file after which the next one counts for half
_GIANT = 400  # tokens; a larger hunk is first shown cut, and competes as one of these
_SMALL = 12  # added to the root of the tokens, or single lines would come before all that says more


@dataclass(frozen=True, slots=True)
class Candidate:
    """A hunk that may be packed."""

    file: FileChange
    hunk: Hunk
    must: bool
    estimate: int  # tokens, roughly
    priority: int  # worth for its tokens


@dataclass(frozen=True)
class Read:
    """What was read of the change."""

    candidates: tuple[Candidate, ...]  # by priority, most first; those that must be there before others
    hunks: Mapping[str, tuple[Hunk, ...]]  # by file id
    unread: frozenset[str]  # ids of files that were not looked into, because they could not fit
    locks: Mapping[str, tuple[Hunk, ...]]  # of lock files that no fact tells of, for the names in them


def read(change: Change, ranking: Ranking, room: int, cancel: Cancel) -> Read:
    """The hunks of the files, in the order of their rank, until more lines are read than could ever fit."""
    chosen, unread = _within(ranking, max(_FEWEST, room))
    locks = [file for file in ranking.untold_locks if file.added + file.removed <= _FEWEST][:_MOST_LOCKS]
    change.content.prefetch([*(one.file for one in chosen), *locks], cancel)
    hunks: dict[str, tuple[Hunk, ...]] = {}
    candidates: list[Candidate] = []
    seen: Tally[bytes] = Tally()
    for ranked in chosen:
        cancel.check()
        hunks[ranked.file.id] = change.hunks(ranked.file, cancel)
        candidates += _candidates(ranked, hunks[ranked.file.id], ranking.weights, seen)
    place = {candidate.hunk.id: number for number, candidate in enumerate(candidates)}
    candidates.sort(key=lambda one: (not one.must, -one.priority, place[one.hunk.id]))
    return Read(tuple(candidates), hunks, unread, {file.id: change.hunks(file, cancel) for file in locks})


def _within(ranking: Ranking, lines: int) -> tuple[list[Ranked], frozenset[str]]:
    chosen: list[Ranked] = []
    unread: set[str] = set()
    for ranked in ranking.files:
        size = ranked.file.added + ranked.file.removed
        if size <= lines:
            lines -= size
            chosen.append(ranked)
        else:
            unread.add(ranked.file.id)
    return chosen, frozenset(unread)


def _candidates(
    ranked: Ranked, hunks: tuple[Hunk, ...], weights: Mapping[str, int], seen: Tally[bytes]
) -> Iterator[Candidate]:
    worths = []
    for hunk in hunks:
        same = _what_changes(hunk)
        worths.append((_worth(ranked, hunk, weights) // (1 + seen[same]), hunk))
        seen[same] += 1
    worths.sort(key=lambda one: -one[0])  # stable: of equal ones the first in the file
    for place, (worth, hunk) in enumerate(worths):
        tokens = estimate(hunk)
        measure = (_HALF + place) * (isqrt(min(tokens, _GIANT)) + _SMALL)
        yield Candidate(ranked.file, hunk, ranked.must, tokens, worth * 10_000 // measure)


def _what_changes(hunk: Hunk) -> bytes:
    """The same for hunks that change the same lines: the tenth file with one tells little more than the first."""
    changed = "\n".join(line.sign + line.text.strip() for line in hunk.lines if line.sign != " ")
    return sha256(changed.encode("utf-8", "surrogatepass")).digest()


def _worth(ranked: Ranked, hunk: Hunk, weights: Mapping[str, int]) -> int:
    changed = [line for line in hunk.lines if line.sign != " "]
    worth = ranked.worth + weights.get(hunk.id, 0)
    if hunk.id not in weights and all(rules().light_line.match(line.text[:200]) for line in changed):
        return max(1, worth // _LIGHT)
    only_removes = all(line.sign == "-" for line in changed)
    return worth + rules().worth["hint"] + rules().worth["deleted"] * only_removes


def estimate(hunk: Hunk) -> int:
    """About how many tokens a hunk takes, with one line of context around its changes."""
    changed = [line for line in hunk.lines if line.sign != " "]
    return 16 + sum(len(line.text) for line in changed) // 3 + 2 * len(changed)
