"""The origin of each line of one version of a file, by intervals: a file of thousands of lines takes a few numbers."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from .section import NEW, REST, Piece

UNKNOWN = -1


class Lines:
    """Who wrote which line. Beyond its end all is unknown."""

    __slots__ = ("_ends", "_origins")

    def __init__(self) -> None:
        self._ends: list[int] = []  # of intervals that follow each other, ascending
        self._origins: list[int] = []

    def __len__(self) -> int:
        """How many intervals there are."""
        return len(self._ends)

    def origin(self, line: int) -> int:
        """The number of the commit that wrote a line (counted from 0); UNKNOWN where nobody knows."""
        place = bisect_right(self._ends, line)
        return self._origins[place] if place < len(self._ends) else UNKNOWN

    def intervals(self, start: int, count: int) -> Iterator[tuple[int, int]]:
        """The origins of some lines: (how many, origin)."""
        place, stop = bisect_right(self._ends, start), start + count
        while start < stop and place < len(self._ends):
            end = min(self._ends[place], stop)
            yield end - start, self._origins[place]
            start, place = end, place + 1
        if start < stop:
            yield stop - start, UNKNOWN

    def add(self, count: int, origin: int) -> None:
        """Put lines at the end."""
        if self._origins and self._origins[-1] == origin:
            self._ends[-1] += count
        else:
            self._ends.append((self._ends[-1] if self._ends else 0) + count)
            self._origins.append(origin)


def made(pieces: Sequence[Piece], parents: Sequence[Lines], commit: int) -> Lines:
    """A new version, made of pieces of the ones before and of what a commit writes."""
    lines = Lines()
    for parent, start, count in pieces:
        if parent == NEW:
            lines.add(count, commit)
        else:
            for some, origin in parents[parent].intervals(start, count):
                if some < REST >> 1 or origin != UNKNOWN:
                    lines.add(some, origin)
    return lines
