"""Which hunks show an operation."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from ...jobs import Cancel
from ...sources.change import Change, FileChange
from .operations import Operation

_MOST = 8  # hunks that one finding cites


class Evidence:
    """The hunks of one file by their lines."""

    def __init__(self, change: Change, file: FileChange, cancel: Cancel) -> None:
        self.file = (file.id,)
        self.hunks = change.hunks(file, cancel)

    def of(self, operations: Iterable[Operation]) -> tuple[str, ...]:
        """The hunks that hold operations of the new side; else the file."""
        return self._some(self._new(operations)) or self.file

    def of_edit(self, come: Iterable[Operation], gone: Iterable[Operation]) -> tuple[str, ...]:
        """The hunks that hold operations of the new side and of the old; else all, for what they call was edited."""
        old = self._at([(hunk.old_start, hunk.old_count) for hunk in self.hunks], gone)
        return self._some(self._new(come) + old) or self._some([hunk.id for hunk in self.hunks]) or self.file

    def _some(self, hunks: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(hunks))[:_MOST]

    def _new(self, operations: Iterable[Operation]) -> list[str]:
        return self._at([(hunk.new_start, hunk.new_count) for hunk in self.hunks], operations)

    def _at(self, ranges: Sequence[tuple[int, int]], operations: Iterable[Operation]) -> list[str]:
        """The hunks whose range of lines holds an operation's first line."""
        starts = [start for start, _ in ranges]
        places = [(bisect_right(starts, operation.line) - 1, operation.line) for operation in operations]
        return [self.hunks[place].id for place, line in places if place >= 0 and line < sum(ranges[place])]
