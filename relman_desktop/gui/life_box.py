"""The box of a step: large, ticked by Space, with keys that go on from it."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from .icons import draw_icon
from .theme import Role, theme_of

SIDE = 26  # pixels of the box
_AROUND = 9  # around it, where a click counts as well
_DASH = QPointF(6, 0)

_KEYS = {
    Qt.Key.Key_Down: "next",
    Qt.Key.Key_Up: "previous",
    Qt.Key.Key_C: "copy",
    Qt.Key.Key_N: "note",
    Qt.Key.Key_S: "skip",
}


class StepBox(QCheckBox):
    """Three faces: open, done, skipped; and a dotted one where the step changed since."""

    asked = Signal(str)  # a value of `_KEYS`

    def __init__(self) -> None:
        super().__init__()
        self._face, self._changed = "", False
        self.setFixedSize(self.sizeHint())
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_face(self, face: str, *, changed: bool) -> None:
        """`face`: "", "done" or "skipped"."""
        self._face, self._changed = face, changed
        self.setChecked(bool(face) and not changed)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE + _AROUND, SIDE + _AROUND)

    def hitButton(self, pos: QPoint) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        wanted = _KEYS.get(Qt.Key(event.key())) if plain else None
        if wanted:
            self.asked.emit(wanted)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        box = QRectF(_AROUND / 2, _AROUND / 2, SIDE, SIDE).adjusted(1, 1, -1, -1)
        done = self._face == "done" and not self._changed
        ink = Role.GOOD if done else Role.WARNING if self._changed else Role.QUIET
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            style = Qt.PenStyle.DashLine if self._changed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(theme[ink], 1.5, style))
            painter.setBrush(theme[Role.GOOD if done else Role.SURFACE])
            painter.drawRoundedRect(box, 6, 6)
            if self._face == "done":
                draw_icon(painter, "check", box.adjusted(3, 3, -3, -3), theme[Role.WINDOW if done else ink])
            elif self._face == "skipped":
                painter.setPen(QPen(theme[ink], 2))
                painter.drawLine(box.center() - _DASH, box.center() + _DASH)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme[Role.ACCENT], 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)
