"""How a row of a hunk is drawn: line numbers, sign and text, in colours that the signs say too."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from .hunk_rows import HunkRows, Row
from .theme import Role, Theme

_PAD = 8  # pixels after a number and before a text
_BAR = 3  # pixels of the mark beside chosen rows
_COLOURS = {  # by sign: ink, ground
    "+": (Role.ADDED, Role.ADDED_TINT),
    "-": (Role.REMOVED, Role.REMOVED_TINT),
    " ": (Role.TEXT, Role.SURFACE),
    "@": (Role.QUIET, Role.RAISED),
}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class RowPainter:
    """Draws rows in a font of equally wide characters; all lengths are in pixels."""

    metrics: QFontMetricsF
    sides: tuple[str, ...] = ()  # whose line numbers have a column
    digits: int = 1

    @classmethod
    def of(cls, metrics: QFontMetricsF, rows: HunkRows) -> "RowPainter":
        """The painter with the columns that these rows need."""
        return cls(metrics, rows.sides, len(str(rows.last_number)))

    @property
    def high(self) -> int:
        return int(self.metrics.height()) + 3

    @property
    def cell(self) -> float:
        return self.metrics.horizontalAdvance("0")

    @property
    def column(self) -> float:
        """The width of the line numbers of one side."""
        return self.digits * self.cell + _PAD

    @property
    def left(self) -> float:
        """Where the texts begin."""
        return _BAR + len(self.sides) * self.column + 2 * self.cell + _PAD

    def width(self, text: str) -> float:
        """The width of a text; one of ASCII need not be measured."""
        return len(text) * self.cell if text.isascii() else self.metrics.horizontalAdvance(text)

    def paint(self, painter: QPainter, box: QRectF, row: Row, theme: Theme, *, chosen: bool, scrolled: int) -> None:
        """Draw a row into its box, its text moved left by `scrolled`."""
        ink, ground = _COLOURS.get(row.sign, _COLOURS[" "])
        painter.fillRect(box, theme[Role.TINT if chosen else ground])
        if chosen:
            painter.fillRect(box.adjusted(0, 0, _BAR - box.width(), 0), theme[Role.ACCENT])
        if row.line is None:
            painter.setPen(theme[ink])
            painter.drawText(box.adjusted(_BAR + _PAD, 0, 0, 0), _LEFT, row.shown)
            return
        painter.setPen(theme[Role.QUIET])
        self._paint_numbers(painter, box, row)
        painter.setPen(theme[ink])
        painter.drawText(box.adjusted(self.left - 2 * self.cell, 0, 0, 0), _LEFT, row.sign)
        painter.setPen(theme[Role.TEXT])
        self._paint_text(painter, box.adjusted(self.left, 0, 0, 0), row.shown, scrolled)

    def _paint_numbers(self, painter: QPainter, box: QRectF, row: Row) -> None:
        for place, side in enumerate(self.sides):
            number = getattr(row.line, side)
            column = QRectF(_BAR + place * self.column, box.top(), self.column, box.height())
            if number is not None:
                painter.drawText(column, _RIGHT, str(number))

    def _paint_text(self, painter: QPainter, box: QRectF, text: str, scrolled: int) -> None:
        """Draw as far as it is scrolled to; of ASCII only the characters in sight."""
        first = int(scrolled // self.cell) if text.isascii() else 0
        count = int(box.width() // self.cell) + 2 if text.isascii() else len(text)
        left = box.left() - scrolled + first * self.cell
        painter.save()
        painter.setClipRect(box)
        painter.drawText(QRectF(left, box.top(), 1e6, box.height()), _LEFT, text[first : first + count])
        painter.restore()
