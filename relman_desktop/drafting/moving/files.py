"""The files and hunks of a change that moved on, found again by their paths and by their changed lines."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk, Status
from .likeness import likeness, overlap

_ENOUGH = 0.5  # of a hunk's lines that another one must hold to stand in its place
_ALIKE = 0.6  # likeness of the words, where no line is the same
_MOST = 20_000  # characters that are compared

_Lines = tuple[tuple[str, str, bool], ...]
_Pair = tuple[Hunk, _Lines]


class Files:
    """The files of two changes, paired: by path, by a rename since, by the path from before the change."""

    def __init__(self, old: Change, new: Change, renames: Mapping[str, str], cancel: Cancel) -> None:
        self._old, self._new = old, new
        self._renames = renames
        self._cancel = cancel
        self._by_path = {file.path: file for file in new.files}
        moved = (file for file in new.files if file.status is not Status.COPIED)
        self._by_old_path = {file.old_side_path: file for file in moved}
        self.hunks_of_old = cache(lambda file: [(one, changed_lines(one)) for one in old.hunks(file, cancel)])
        self._hunks_of_new = cache(lambda file: [(one, changed_lines(one)) for one in new.hunks(file, cancel)])

    def pair(self, file: FileChange) -> FileChange | None:
        """The file as it is in the new change."""
        path = self._renames.get(file.path, file.path)
        return self._by_path.get(path) or self._by_old_path.get(file.old_side_path)

    def prefetch(self, files: Iterable[FileChange]) -> None:
        """Make the hunks cheap to ask for of these old files that are not surely the same now."""
        pairs = [(file, new) for file in files if (new := self.pair(file)) and not is_surely_same(file, new)]
        self._old.content.prefetch([old for old, _ in pairs], self._cancel)
        self._new.content.prefetch([new for _, new in pairs], self._cancel)

    def is_same(self, file: FileChange, new: FileChange) -> bool:
        """Whether the change of a file is the same: the same blobs, or (after a rebase) the same changed lines."""
        if is_surely_same(file, new):
            return True
        if _outline(file) != _outline(new) or file.binary:
            return False
        return _all_lines(self.hunks_of_old(file)) == _all_lines(self._hunks_of_new(new))

    def hunk(self, file: FileChange, hunk_id: str, new: FileChange) -> tuple[Hunk | None, bool]:
        """The hunk as it is in the new file, or what is nearest to it, and whether its changed lines are the same."""
        ours, theirs = self.hunks_of_old(file), self._hunks_of_new(new)
        hunk, wanted = next(pair for pair in ours if pair[0].id == hunk_id)
        same_base = bool(file.old_blob) and file.old_blob == new.old_blob
        before, twins = ([one for one, lines in pairs if lines == wanted] for pairs in (ours, theirs))
        if twin := _twin(hunk, before, twins, same_base=same_base):
            return twin, True
        known = {lines for _, lines in ours}
        free = [pair for pair in theirs if pair[1] not in known]
        return _nearest(hunk, wanted, free, same_base=same_base), False


def is_surely_same(file: FileChange, new: FileChange) -> bool:
    """Whether the blobs tell that the change of a file is the same, before anything is read."""
    known = (file.old_blob or file.status is Status.ADDED) and (file.new_blob or file.status is Status.DELETED)
    return bool(known) and _blobs(file) == _blobs(new)


def changed_lines(hunk: Hunk) -> _Lines:
    """What a hunk does, wherever it stands: its lines without the context and without their numbers."""
    return tuple((line.sign, line.text, line.newline) for line in hunk.lines if line.sign != " ")


def _blobs(file: FileChange) -> tuple[str, ...]:
    return file.status, file.old_mode, file.new_mode, file.old_blob, file.new_blob


def _outline(file: FileChange) -> tuple[object, ...]:
    return file.status, file.old_mode, file.new_mode, file.binary, file.added, file.removed


def _all_lines(hunks: Iterable[_Pair]) -> list[_Lines]:
    return [lines for _, lines in hunks]


def _twin(hunk: Hunk, before: Sequence[Hunk], twins: Sequence[Hunk], *, same_base: bool) -> Hunk | None:
    """Of the hunks with equal lines the one in the same order; where some are missing, the one at the same place."""
    if len(before) == len(twins) or not same_base:
        return twins[min(before.index(hunk), len(twins) - 1)] if twins else None
    return next((one for one in twins if one.old_start == hunk.old_start), None)


def _nearest(hunk: Hunk, lines: _Lines, others: Sequence[_Pair], *, same_base: bool) -> Hunk | None:
    """The hunk that holds most of another one's lines, else changes the same place, or reads most alike."""
    held = [(overlap(lines, other), one) for one, other in others]
    most = max((count for count, _ in held), default=0)
    if most and most >= _ENOUGH * len(lines):
        return next(one for count, one in held if count == most)
    if same_base:
        return next((one for one, _ in others if _touches(hunk, one)), None)
    return _most_alike(lines, others)


def _touches(hunk: Hunk, other: Hunk) -> bool:
    """Whether two hunks change lines of the same text that stand together."""
    return hunk.old_start <= other.old_start + other.old_count and other.old_start <= hunk.old_start + hunk.old_count


def _most_alike(lines: _Lines, others: Sequence[_Pair]) -> Hunk | None:
    text = _text(lines)
    likely = [(likeness(text, _text(other)), one) for one, other in others]
    most, best = max(likely, key=lambda pair: pair[0], default=(0.0, None))
    return best if most >= _ALIKE else None


def _text(lines: _Lines) -> str:
    return " ".join(text for _, text, _ in lines)[:_MOST]
