"""Drawn icons, always in the theme's colours, and the small button that is one."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QToolButton, QWidget

from .theme import Role, theme_of

# Lines in a square of 16, drawn 1.5 wide.
ICONS = {
    "redraft": "M13 8a5 5 0 1 1-1.6-3.7M13 1.8v3.2h-3.2",
    "copy": "M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1",
    "more": "M4.5 6.5 8 10l3.5-3.5",
    "closed": "M6.5 4.5 10 8l-3.5 3.5",
    "check": "M3 8.5 6.5 12 13 4.5",
    "here": "M2.5 7.5 8 3l5.5 4.5M4 6.5v6.5h8v-6.5",
    "away": "M7 3.5H3.5v9h9V9M9.5 2.5h4v4M13 3 7.5 8.5",
    "alert": "M8 2.5 14 13H2zM8 6.5v3M8 11.3v.2",
    "failed": "M4 4l8 8M12 4l-8 8",
    "person": "M8 7.5a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM2.8 14a5.2 4.6 0 0 1 10.4 0",
    "team": (
        "M5.6 7.4a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6zM1.4 13.6a4.2 4.2 0 0 1 8.4 0"
        "M10.6 3a2.2 2.2 0 0 1 0 4.2M11.6 9.6a4 4 0 0 1 3 4"
    ),
    "earlier": "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 5.2V8l2 1.6",
    "template": "M4 2h5.5L12.5 5v9H4zM6.2 7.5h4M6.2 10.5h4",
    "model": "M8 2l1.6 4.4L14 8l-4.4 1.6L8 14l-1.6-4.4L2 8l4.4-1.6z",
    "import": "M8 2v7.5M4.8 6.5 8 9.7l3.2-3.2M2.5 13.5h11",
    "done": "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM5.4 8.2 7.3 10l3.4-3.8",
    "open": "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z",
    "told": "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM7.4 8h1.2",
    "dot": "M8 8v.01",
    "unread": "M8 2.5a5.5 5.5 0 0 1 4.8 2.8M12.8 10.7A5.5 5.5 0 0 1 8 13.5M3.2 10.7a5.5 5.5 0 0 1 0-5.4",
    "advice": "M5.9 11.2c0-1.5-1.9-2.3-1.9-4.7a4 4 0 0 1 8 0c0 2.4-1.9 3.2-1.9 4.7zM6.4 13.6h3.2",
    "question": "M5.6 6a2.4 2.4 0 1 1 3.5 2.1c-.8.4-1.1.8-1.1 1.6M8 11.8v.5",
}


def draw_icon(painter: QPainter, name: str, box: QRectF, colour: QColor) -> None:
    """Draw an icon of `ICONS` into a square box."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" stroke-width="1.5" '
        f'stroke-linecap="round" stroke-linejoin="round" stroke="{colour.name()}"><path d="{ICONS[name]}"/></svg>'
    )
    QSvgRenderer(QByteArray(svg.encode())).render(painter, box)


class Icon(QWidget):
    """An icon beside a text that says the same in words."""

    def __init__(self, icon: str, role: Role) -> None:
        super().__init__()
        self._icon, self._role = icon, role
        self.setFixedSize(16, 18)

    def show_icon(self, icon: str, role: Role) -> None:
        self._icon, self._role = icon, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            draw_icon(painter, self._icon, QRectF(0, 1, 16, 16), theme_of(self)[self._role])


class IconButton(QToolButton):
    """An icon with a tool tip; `words` says what it does and is its accessible name."""

    def __init__(self, icon: str, words: str, description: str = "") -> None:
        super().__init__()
        self._icon = icon
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(description or words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(16 if self._icon == "more" else 26, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        role = Role.TEXT if self.underMouse() or self.hasFocus() else Role.QUIET
        side = 12 if self._icon == "more" else 16
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        with QPainter(self) as painter:
            draw_icon(painter, self._icon, box, theme_of(self)[role])
