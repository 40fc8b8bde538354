"""A list to choose from with our own arrow: the style sheet that gives it our look takes the style's arrow away."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from .icons import draw_icon
from .theme import Role, theme_of

_SIDE = 12  # pixels of the arrow
_FROM_RIGHT = 22


class ArrowCombo(QComboBox):
    """Chooses nothing by the wheel, which scrolls what it stands in."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        box = QRectF(self.width() - _FROM_RIGHT, (self.height() - _SIDE) / 2, _SIDE, _SIDE)
        with QPainter(self) as painter:
            draw_icon(painter, "more", box, theme_of(self)[Role.QUIET])

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
