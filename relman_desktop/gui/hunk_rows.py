"""The lines of one or more hunks as rows to draw, found by number, so that a million of them cost nothing."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from ..sources.change import Hunk, Line
from .shown import shown_line, visible

_TAB = 4
_WORDS = {"+": "added", "-": "removed", " ": "unchanged"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a hunk, or a hunk's head."""

    hunk: Hunk
    line: Line | None  # None: the head

    @property
    def sign(self) -> str:
        return self.line.sign if self.line else "@"

    @property
    def shown(self) -> str:
        """What is drawn: no tab, nothing invisible, and not more than a person would ever scroll through."""
        text = self.line.text if self.line else self._head
        ended = "" if self.line is None or self.line.newline else "  (no line end)"
        return shown_line(text).expandtabs(_TAB) + ended

    @property
    def copied(self) -> str:
        """The row as a patch has it, verbatim."""
        ended = "" if self.line is None or self.line.newline else "\n\\ No newline at end of file"
        return f"{self.line.sign}{self.line.text}{ended}" if self.line else self._head

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        if not self.line:
            return f"Changed lines from {self.hunk.new_start or self.hunk.old_start}. {visible(self.hunk.section)}"
        number = self.line.old if self.line.new is None else self.line.new
        return f"Line {number}, {_WORDS.get(self.sign, '')}: {self.shown}"

    @property
    def _head(self) -> str:
        hunk = self.hunk
        numbers = f"@@ -{hunk.old_start},{hunk.old_count} +{hunk.new_start},{hunk.new_count} @@"
        return f"{numbers} {hunk.section}".rstrip()


class HunkRows(Sequence[Row]):
    """All rows of some hunks, in order."""

    def __init__(self, hunks: Sequence[Hunk] = ()) -> None:
        self.hunks = tuple(hunks)
        self._ends = list(accumulate(len(hunk.lines) + 1 for hunk in self.hunks))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __getitem__(self, index: int) -> Row:  # type: ignore[override]  # of single rows only
        at = bisect_right(self._ends, index)
        hunk = self.hunks[at]
        within = index - (self._ends[at] - len(hunk.lines) - 1)
        return Row(hunk, hunk.lines[within - 1] if within else None)

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides whose line numbers are worth a column: a new file has no old ones."""
        old = any(hunk.old_count for hunk in self.hunks)
        new = any(hunk.new_count for hunk in self.hunks)
        return tuple(side for side, there in (("old", old), ("new", new)) if there)

    @property
    def last_number(self) -> int:
        """The highest line number there is."""
        ends = ((hunk.old_start + hunk.old_count, hunk.new_start + hunk.new_count) for hunk in self.hunks)
        return max((max(end) for end in ends), default=0)

    def copied(self, first: int, last: int) -> str:
        """The rows from the first to the last, as a patch has them."""
        return "\n".join(self[index].copied for index in range(first, last + 1))
