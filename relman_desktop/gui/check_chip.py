"""The chip in the bar above the panes: how many findings block; a click shows them.

It is imported before the engine is: what it shows it is given in words.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from .icons import draw_icon
from .shown import tooltip, visible
from .theme import RADIUS, Role, theme_of

_AROUND, _GAP, _ICON = 9, 6, 14  # pixels
_HEIGHT = 26
_LOOKS = {  # by severity: icon, ink, ground
    "block": ("failed", Role.ERROR, Role.ERROR_TINT),
    "warn": ("alert", Role.WARNING, Role.WARNING_TINT),
    "note": ("check", Role.QUIET, Role.RAISED),
    "": ("check", Role.GOOD, Role.GOOD_TINT),
}


class CheckChip(QAbstractButton):
    """Hidden until a ticket was checked."""

    def __init__(self) -> None:
        super().__init__()
        self._severity, self._words = "", ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    @property
    def shown(self) -> str:
        """What is drawn now, in words."""
        return "" if self.isHidden() else self._words

    def show_state(self, words: str, told: str, severity: str) -> None:
        """Show how it stands with the checks: in few words and in a sentence."""
        self._words, self._severity = visible(words), severity
        self.setAccessibleName(f"Checks: {self._words}")
        self.setAccessibleDescription(visible(told))
        self.setToolTip(tooltip(told))
        self.show()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(self.font()).horizontalAdvance(self._words)
        return QSize(round(wide + 2 * _AROUND + _ICON + _GAP + 1), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The icon alone, where there is no room for words."""
        return QSize(2 * _AROUND + _ICON, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, (icon, ink, ground) = theme_of(self), _LOOKS.get(self._severity, _LOOKS[""])
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            outlined = self.hasFocus() or self.underMouse()
            painter.setPen(theme[Role.TEXT if self.hasFocus() else ink] if outlined else Qt.PenStyle.NoPen)
            painter.setBrush(theme[ground])
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
            draw_icon(painter, icon, QRectF(_AROUND, (self.height() - _ICON) / 2, _ICON, _ICON), theme[ink])
            if self.width() >= self.sizeHint().width():
                painter.setPen(theme[ink])
                left = _AROUND + _ICON + _GAP
                painter.drawText(QRectF(left, 0, self.width() - left, self.height()), _LEFT, self._words)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
