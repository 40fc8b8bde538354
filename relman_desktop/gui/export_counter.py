"""How long a text is against what its field takes: a bar, and the same in words."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..export.targets.prepared import Part
from .labels import note, restyle
from .theme import GRID, Role, theme_of

_WIDE, _HIGH = 56, 6  # pixels of the bar


class LimitBar(QWidget):
    """Filled as far as the text fills its field; the words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self.filled, self.role = 0.0, Role.ACCENT
        self.setFixedSize(QSize(_WIDE, _HIGH + 8))

    def show_part(self, filled: float, role: Role) -> None:
        self.filled, self.role = min(1.0, filled), role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, box = theme_of(self), QRectF(0, 4, _WIDE, _HIGH)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme[Role.BORDER])
            painter.setBrush(theme[Role.RAISED])
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            painter.setBrush(theme[self.role])
            painter.setPen(theme[self.role])
            if self.filled > 0:
                wide = max(4.0, (_WIDE - 1) * self.filled)
                painter.drawRoundedRect(QRectF(0.5, 4.5, wide, _HIGH - 1), 3, 3)


class Counter(QWidget):
    """The bar with `62 of 160`; without a limit the length alone."""

    def __init__(self) -> None:
        super().__init__()
        self.bar, self._said = LimitBar(), note()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.bar)
        row.addWidget(self._said)

    @property
    def text(self) -> str:
        return self._said.text()

    def show_part(self, part: Part) -> None:
        """Show how a text stands in its field."""
        words, role, look = told(part)
        self.bar.setVisible(part.limit is not None)
        self.bar.show_part(part.length / part.limit if part.limit else 0.0, role)
        self._said.setText(words)
        restyle(self._said, look)


def told(part: Part) -> tuple[str, Role, str]:
    """The words, the bar's colour and the words' look."""
    if part.limit is None:
        return f"{part.length:,} characters", Role.ACCENT, "quiet"
    words = f"{part.length:,} of {part.limit:,}"
    if part.length > part.limit:
        return f"{words}, {part.length - part.limit:,} too many", Role.ERROR, "error"
    if part.field.warn_above and part.length > part.field.warn_above:
        return f"{words}, some sites cut at {part.field.warn_above:,}", Role.WARNING, "warning"
    return words, Role.ACCENT, "quiet"
