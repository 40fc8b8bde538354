"""What became of a deployment, as a coloured mark that says it in words too."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from .shown import visible
from .theme import SMALL, Role, Theme, sized, theme_of

HEIGHT = 17  # pixels
_PAD = 6
_LONGEST = 30  # characters of an outcome that somebody else's tool has written


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a mark; one without a ground has an edge."""

    ink: Role
    ground: Role | None


LOOKS = {
    "successful": Look(Role.GOOD, Role.GOOD_TINT),
    "with problems": Look(Role.WARNING, Role.WARNING_TINT),
    "rolled back": Look(Role.ERROR, Role.ERROR_TINT),
    "not deployed": Look(Role.QUIET, Role.RAISED),
}
_OTHER = Look(Role.QUIET, None)
_UNKNOWN = "No outcome yet"


def words(outcome: str) -> str:
    """An outcome as the mark says it, also where none is known yet."""
    shown = visible(outcome.strip())
    return (shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…").capitalize() or _UNKNOWN


def mark_font(font: QFont) -> QFont:
    return sized(font, SMALL)


def mark_width(outcome: str, font: QFont) -> float:
    """Pixels that the mark takes; `font` is the one of the text around it."""
    pads = 2 * _PAD if outcome.strip() else 0
    return QFontMetricsF(mark_font(font)).horizontalAdvance(words(outcome)) + pads


def paint_mark(painter: QPainter, left: float, middle: float, outcome: str, font: QFont, theme: Theme) -> None:
    """Draw the mark from `left` on, around a line's `middle`; without an outcome it is plain words."""
    look = LOOKS.get(outcome.strip().lower(), _OTHER)
    box = QRectF(left + 0.5, middle - HEIGHT / 2 + 0.5, mark_width(outcome, font) - 1, HEIGHT - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = look.ground is None and bool(outcome.strip())
    painter.setPen(theme[Role.BORDER] if edge else Qt.PenStyle.NoPen)
    painter.setBrush(theme[look.ground] if look.ground else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, HEIGHT / 2, HEIGHT / 2)
    painter.setFont(mark_font(font))
    painter.setPen(theme[look.ink])
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words(outcome))
    painter.restore()


class OutcomeMark(QWidget):
    """The mark beside other words."""

    def __init__(self) -> None:
        super().__init__()
        self._outcome = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_outcome(self, outcome: str) -> None:
        self._outcome = outcome
        self.setAccessibleName(f"Outcome: {words(outcome)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(mark_width(self._outcome, self.font())) + 1, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_mark(painter, 0, HEIGHT / 2, self._outcome, self.font(), theme_of(self))
