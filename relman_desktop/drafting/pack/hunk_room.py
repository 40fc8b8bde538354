"""Hunks picked into the tokens there are for them: whole ones by value, giant ones cut, grown where room is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...jobs import Cancel
from .assembly import SAMPLE, Block
from .candidates import Candidate
from .cleaning import LONGEST_RUN, WIDE, cleaned, cleaned_part
from .outside import Counting, Named, Outside
from .views import NARROW, View, cut_view, whole_view

_RUNS = tuple(LONGEST_RUN >> shift for shift in range(7))  # 64, 32, ... 1 lines of a run, where a hunk is cut
_SCARCE = 24  # tokens into which no hunk fits
_SURELY = 3  # a hunk whose estimate is more than so many times what is left is not looked at
_MOST_MISSES = 60  # hunks that were looked at and did not fit, after which no more are
_FEWEST_LINES = 5  # that say something of a hunk, with what is said of the others
_LINE = 3  # tokens of a line at least


@dataclass(frozen=True, slots=True)
class Sized:
    """A view of a hunk, and what it takes."""

    view: View
    tokens: int


@dataclass
class Picked:
    """The hunks that are in the pack, by id, in the order in which they were picked."""

    views: dict[str, Sized] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)  # the tokens of the heading, by file id


class HunkRoom:
    """Shows hunks, each cleaned and counted once, and picks among them."""

    def __init__(self, named: Mapping[str, Named], outside: Outside, counter: Counting, cancel: Cancel) -> None:
        self._named = named
        self._outside = outside
        self._counter = counter
        self._cancel = cancel
        self._whole: dict[tuple[str, int], Sized] = {}
        self._cut: dict[tuple[str, int], Sized | None] = {}
        self._heads: dict[str, int] = {}

    def whole(self, candidate: Candidate, context: int = NARROW) -> Sized:
        key = candidate.hunk.id, context
        if key not in self._whole:
            self._cancel.check()
            clean = cleaned(candidate.hunk, candidate.file.path, self._outside)
            for lines in (NARROW, WIDE):
                view = whole_view(clean, lines)
                self._whole[candidate.hunk.id, lines] = Sized(view, self._counter.count(view.text))
        return self._whole[key]

    def head(self, file_id: str) -> int:
        """The tokens of the line above a file's hunks."""
        if file_id not in self._heads:
            longest = Block(f"{file_id} {self._named[file_id].path}", "modified, 999 of 999 hunks", "")
            self._heads[file_id] = self._counter.count(longest.text(SAMPLE))
        return self._heads[file_id]

    def take_all(self, picked: Picked, candidates: Sequence[Candidate], room: int) -> int | None:
        """Pick every one of the hunks, whole. Gives what is left, or None (and picks nothing) where they do not fit."""
        if sum(candidate.estimate for candidate in candidates) > _SURELY * room:
            return None
        files = {candidate.file.id for candidate in candidates}
        left = room - sum(map(self.head, sorted(files)))
        for candidate in candidates:
            left -= self.whole(candidate).tokens
            if left < 0:
                return None
        for candidate in candidates:
            self._pick(picked, candidate, self.whole(candidate))
        return left

    def take(self, picked: Picked, candidates: Sequence[Candidate], room: int, most: int) -> int:
        """Pick by priority what fits, no hunk with more than `most` tokens at first; then grow those that were cut."""
        cut: list[Candidate] = []
        misses = 0
        for candidate in candidates:
            if room < _SCARCE or misses > _MOST_MISSES:
                break
            if candidate.hunk.id in picked.views:
                continue
            head = 0 if candidate.file.id in picked.files else self.head(candidate.file.id)
            sized = self._fitting(candidate, room - head, most)
            if sized is None:
                misses += 1
                continue
            if not sized.view.whole:
                cut.append(candidate)
            self._pick(picked, candidate, sized)
            room -= head + sized.tokens
        return self._grow(picked, cut, room)

    def widen(self, picked: Picked, candidates: Sequence[Candidate], room: int) -> int:
        """Give whole hunks all their context, by priority, as far as it fits."""
        for candidate in candidates:
            sized = picked.views.get(candidate.hunk.id)
            if room <= 0:
                break
            if sized and sized.view.whole:
                wide = self.whole(candidate, WIDE)
                if 0 < wide.tokens - sized.tokens <= room:
                    room -= wide.tokens - sized.tokens
                    picked.views[candidate.hunk.id] = wide
        return room

    def _pick(self, picked: Picked, candidate: Candidate, sized: Sized) -> None:
        picked.views[candidate.hunk.id] = sized
        picked.files.setdefault(candidate.file.id, self.head(candidate.file.id))

    def _fitting(self, candidate: Candidate, room: int, most: int) -> Sized | None:
        """The hunk whole where it is small enough, else cut; None where neither fits."""
        if room < _SCARCE:
            return None
        if candidate.estimate <= _SURELY * min(room, most):
            sized = self.whole(candidate)
            if sized.tokens <= min(room, most):
                return sized
            if sized.tokens <= most:
                return None  # it is no giant: there is just no room left for it
        return self._cut_to(candidate, min(room, most))

    def _cut_to(self, candidate: Candidate, most: int) -> Sized | None:
        key = candidate.hunk.id, most
        if key not in self._cut:
            self._cancel.check()
            self._cut[key] = self._largest_cut(candidate, most)
        return self._cut[key]

    def _largest_cut(self, candidate: Candidate, most: int) -> Sized | None:
        lines = max(1, most // _LINE)
        part = cleaned_part(candidate.hunk, candidate.file.path, self._outside, lines)
        for run in _RUNS:
            view = cut_view(part, run, lines)
            if (tokens := self._counter.count(view.text)) <= most:
                return Sized(view, tokens)
        while lines >= 2 * _FEWEST_LINES:
            lines //= 2
            view = cut_view(part, 1, lines)
            if (tokens := self._counter.count(view.text)) <= most:
                return Sized(view, tokens)
        return None

    def _grow(self, picked: Picked, cut: Sequence[Candidate], room: int) -> int:
        for candidate in cut:
            before = picked.views[candidate.hunk.id].tokens
            grown = self._fitting(candidate, room + before, room + before)
            if grown and grown.tokens > before:
                picked.views[candidate.hunk.id] = grown
                room -= grown.tokens - before
        return room
