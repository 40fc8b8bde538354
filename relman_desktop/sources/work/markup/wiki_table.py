"""Tables of wiki markups: a line a row, cells between bars."""

import re
from collections.abc import Iterator

from .phrases import Phrases
from .writer import Writer

# a bar that parts cells, and what a bar may stand in
_BARS = re.compile(
    r"\\.|\[[^\[\]\n]*\]|\{\{[^{}\n]*\}\}|(?<!\w)![^\s!|][^!|\n]*\|[^!\n]*!(?!\w)|(?<!\w)@[^@\n]+@(?!\w)|(?P<bar>\|{1,2})"
)
_MOST_LINES = 200  # of a row


class WikiTable:
    """The table that is open in one place of a document, if one is."""

    def __init__(self, writer: Writer, phrases: Phrases, cell: re.Pattern[str] | None = None) -> None:
        self._writer = writer
        self._phrases = phrases
        self._cell = cell  # what a cell may begin with that says how it is drawn
        self._row: list[str] = []  # the lines of the row that is read

    def takes(self, line: str) -> bool:
        """Read a line if it is one of a table; where it is none, the table is over."""
        stripped = line.strip()
        if stripped.startswith("|"):
            if self._row:
                self._end_row()
            else:
                self._writer.begin("table")
            self._row = [stripped]
        elif self._row and stripped and not self._row[-1].endswith("|") and len(self._row) < _MOST_LINES:
            self._row.append(stripped)
        else:
            self.close()
            return False
        return True

    def close(self) -> None:
        if self._row:
            self._end_row()
            self._row = []
            self._writer.end()

    def _end_row(self) -> None:
        self._writer.begin("row")
        for cell in _cells("\n".join(self._row)):
            self._writer.begin("cell")
            start = self._cell.match(cell) if self._cell else None
            for line in cell[start.end() if start else 0 :].split("\n"):
                self._phrases.write(self._writer, line)
                self._writer.new_block()
            self._writer.end()
        self._writer.end()


def _cells(row: str) -> Iterator[str]:
    bars = [found for found in _BARS.finditer(row) if found["bar"]]
    for left, right in zip(bars, [*bars[1:], None], strict=True):
        cell = row[left.end() : right.start() if right else len(row)].strip()
        if right or cell:
            yield cell
