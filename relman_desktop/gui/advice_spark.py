"""A signal over the last tickets, drawn small: a line for numbers, rings and dots for what is so or not."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..wording import counted
from .shown import tooltip, visible
from .theme import SMALL, Role, Theme, sized, theme_of

_HEIGHT = 34  # pixels
_DOT = 3.5  # pixels, the radius of a dot
_AROUND = 7.0  # pixels left free beside the drawing
_GAP = 8  # pixels between the drawing and the last number


class Spark(QWidget):
    """Its accessible name says what it shows, number by number."""

    def __init__(self, name: str, values: Sequence[float | None], tickets: Sequence[str], *, yes_no: bool) -> None:
        """`values`: one a ticket, None where it does not say; `yes_no`: whether 1 is yes and 0 is no."""
        super().__init__()
        self._values, self._yes_no = tuple(values), yes_no
        self.setFont(sized(self.font(), SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{name} in {counted(len(values), 'ticket')}, the newest last: {self._spoken}")
        told = (f"{visible(ticket)}: {self._word(value)}" for ticket, value in zip(tickets, values, strict=True))
        self.setToolTip(tooltip("\n".join(told)))

    def sizeHint(self) -> QSize:
        return QSize(160, _HEIGHT)

    @property
    def last(self) -> str:
        """The newest value, as it stands at the end of the line; "" where the newest ticket says none."""
        return self._word(self._values[-1]) if self._values and self._values[-1] is not None else ""

    def points(self) -> list[QPointF | None]:
        """Where each ticket is drawn; None where it says nothing."""
        known = [value for value in self._values if value is not None]
        low, high = min([0.0, *known]), max([1.0, *known])
        room = max(1.0, self.width() - 2 * _AROUND - self._beside)
        step = room / max(1, len(self._values) - 1)
        tall = self.height() - 2 * _AROUND
        return [
            None if value is None else QPointF(_AROUND + at * step, _AROUND + tall * (1 - (value - low) / (high - low)))
            for at, value in enumerate(self._values)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._yes_no:
                self._paint_marks(painter, theme)
            else:
                self._paint_line(painter, theme)
            painter.setPen(theme[Role.TEXT])
            end = QRectF(self.width() - self._beside, 0, self._beside, self.height())
            painter.drawText(end, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.last)

    def _paint_line(self, painter: QPainter, theme: Theme) -> None:
        points = self.points()
        painter.setPen(QPen(theme[Role.BORDER], 1))
        floor = self.height() - _AROUND
        painter.drawLine(QPointF(_AROUND, floor), QPointF(self.width() - _AROUND - self._beside, floor))
        painter.setPen(QPen(theme[Role.ACCENT], 1.5))
        for before, after in pairwise(points):
            if before and after:
                painter.drawLine(before, after)
        painter.setBrush(theme[Role.ACCENT])
        for at, point in enumerate(points):
            if point:
                radius = _DOT if at == len(points) - 1 else _DOT / 2
                painter.drawEllipse(point, radius, radius)

    def _paint_marks(self, painter: QPainter, theme: Theme) -> None:
        """A dot for yes, a ring for no: they are told apart without colours."""
        for point, value in zip(self.points(), self._values, strict=True):
            if point:
                painter.setPen(QPen(theme[Role.ACCENT if value else Role.QUIET], 1.5))
                painter.setBrush(theme[Role.ACCENT] if value else Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(point.x(), self.height() / 2), _DOT, _DOT)

    @property
    def _beside(self) -> int:
        """The pixels that the newest value takes."""
        widest = max((self._word(value) for value in self._values if value is not None), key=len, default="")
        return QFontMetrics(self.font()).horizontalAdvance(widest) + _GAP

    @property
    def _spoken(self) -> str:
        return ", ".join("not said" if value is None else self._word(value) for value in self._values)

    def _word(self, value: float | None) -> str:
        if value is None:
            return "not said"
        return ("yes" if value else "no") if self._yes_no else f"{value:,g}"
