"""How heavy a fact is, drawn: four rising bars, of which as many are full as its level's rank."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..facts.topics import Level, level_of
from .theme import Role, Theme, theme_of

SIDE = 13  # pixels
_BARS = 4
_INKS = {4: Role.ERROR, 3: Role.WARNING, 2: Role.ACCENT}  # by rank; lighter ones are quiet


def paint_weight(
    painter: QPainter, left: float, top: float, level: Level, theme: Theme, *, faint: bool = False
) -> None:
    """Draw the mark with its upper left corner at a place; `faint` for a fact that does not count."""
    step = (SIDE + 1) / _BARS
    for bar in range(_BARS):
        high = SIDE * (bar + 1.6) / (_BARS + 0.6)
        full = bar < level.rank and not faint
        role = _INKS.get(level.rank, Role.QUIET) if full else Role.BORDER
        painter.fillRect(QRectF(left + bar * step, top + SIDE - high, step - 1, high), theme[role])


class WeightMark(QWidget):
    """The mark beside the words that say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._level, self._faint = level_of(0), False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_level(self, level: Level, *, faint: bool) -> None:
        self._level, self._faint = level, faint
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE + 1, SIDE + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_weight(painter, 0, 0, self._level, theme_of(self), faint=self._faint)
