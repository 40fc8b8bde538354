"""How the levels of risk look: never by their colour alone, for each has its letter.

It is imported before the engine is, so it knows levels by their names only.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from .flow import FlowLayout
from .labels import note
from .theme import GRID, SMALL, Role, Theme, sized, theme_of

_SIDE = 18  # pixels


@dataclass(frozen=True, slots=True)
class Look:
    """A level's letter, and the colours of what is written on its ground."""

    letter: str
    ink: Role
    ground: Role


LOOKS = {
    "low": Look("L", Role.GOOD, Role.GOOD_TINT),
    "medium": Look("M", Role.WARNING, Role.WARNING_TINT),
    "high": Look("H", Role.ERROR, Role.ERROR_TINT),
    "critical": Look("C", Role.ON_ACCENT, Role.ERROR),
}
UNKNOWN = Look("?", Role.QUIET, Role.RAISED)


def look_of(level: str) -> Look:
    """The look of a level, or of what is none."""
    return LOOKS.get(level.strip().casefold(), UNKNOWN)


def paint_level(painter: QPainter, box: QRectF, level: str, theme: Theme, font: QFont) -> None:
    """Draw a level's ground with its letter into a box."""
    look = look_of(level)
    painter.setPen(theme[look.ink] if look.ground is not Role.ERROR else Qt.PenStyle.NoPen)
    painter.setBrush(theme[look.ground])
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(theme[look.ink])
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, look.letter)


class LevelMark(QWidget):
    """A level's letter on its ground, beside words that say the same."""

    def __init__(self, level: str = "") -> None:
        super().__init__()
        self._level = level
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_level(self, level: str) -> None:
        self._level = level
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_level(painter, QRectF(self.rect()), self._level, theme_of(self), sized(self.font(), SMALL, bold=True))


class LevelLegend(QWidget):
    """What the letters of the levels stand for."""

    def __init__(self) -> None:
        super().__init__()
        flow = FlowLayout(GRID)
        self.setLayout(flow)
        for level in LOOKS:
            one = QWidget()
            row = QHBoxLayout(one)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(GRID // 2)
            row.addWidget(LevelMark(level))
            row.addWidget(note(level))
            flow.addWidget(one)
