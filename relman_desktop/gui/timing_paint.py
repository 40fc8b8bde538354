"""How the marks of a timing look, never by colour alone: freezes are hatched, other tickets are outlines with IDs."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from .shown import visible
from .theme import Role, Theme
from .timing_marks import Mark

_BETWEEN = 6  # pixels between two lines of a hatching
_AROUND = 3  # pixels beside a label
_LEAST_LABEL = 14  # pixels of a label that is worth its place


@dataclass(frozen=True, slots=True)
class Look:
    """`hatched`: 1 for lines that rise, -1 for lines that fall."""

    ground: Role | None = None
    edge: Role | None = None
    ink: Role | None = None  # of its label; None for one without
    style: Qt.PenStyle = Qt.PenStyle.SolidLine
    hatched: int = 0
    round: float = 0.0


LOOKS = {
    "day": Look(Role.SURFACE, Role.BORDER),
    "lane": Look(Role.SURFACE, Role.BORDER),
    "weekend": Look(Role.RAISED, Role.BORDER),
    "window": Look(Role.GOOD_TINT, Role.GOOD),
    "holiday": Look(Role.WARNING_TINT, Role.WARNING, hatched=-1),
    "freeze": Look(Role.ERROR_TINT, Role.ERROR, hatched=1),
    "schedule": Look(None, Role.TEXT, round=3),
    "deployment": Look(Role.ACCENT, None, Role.ON_ACCENT, round=2),
    "validation": Look(Role.TINT, Role.ACCENT, Role.ACCENT, round=2),
    "rollback": Look(Role.SURFACE, Role.ACCENT, Role.ACCENT, Qt.PenStyle.DashLine, round=2),
    "other": Look(Role.SURFACE, Role.QUIET, Role.QUIET, round=2),
    "shared": Look(Role.WARNING_TINT, Role.WARNING, Role.WARNING, round=2),
    "now": Look(None, Role.TEXT, None, Qt.PenStyle.DotLine),
}


def paint_mark(painter: QPainter, mark: Mark, theme: Theme) -> None:
    """Draw a mark with its label, where that has room; "tick" and the days' names are drawn by the line itself."""
    look = LOOKS.get(mark.kind)
    if look is None:
        return
    if mark.kind == "now":
        painter.setPen(QPen(theme[Role.TEXT], 1, look.style))
        painter.drawLine(mark.box.topLeft(), mark.box.bottomLeft())
        return
    box = mark.box.adjusted(0.5, 0.5, -0.5, -0.5) if mark.box.width() > 2 else mark.box
    painter.setPen(QPen(theme[look.edge], 1, look.style) if look.edge else Qt.PenStyle.NoPen)
    painter.setBrush(theme[look.ground] if look.ground else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, look.round, look.round)
    if look.hatched and look.edge:
        _hatch(painter, box, theme, look)
    if look.ink and mark.label:
        _label(painter, box, mark.label, theme[look.ink])


def _hatch(painter: QPainter, box: QRectF, theme: Theme, look: Look) -> None:
    """Lines of our own: those of a brush are of the screen's pixels, and too fine on a sharp one."""
    assert look.edge
    painter.save()
    painter.setClipRect(box)
    painter.setPen(QPen(_faint(theme, look.edge), 1))
    start = box.left() - box.height()
    for number in range(int((box.width() + 2 * box.height()) / _BETWEEN) + 1):
        at = start + number * _BETWEEN
        first, last = (box.bottom(), box.top()) if look.hatched > 0 else (box.top(), box.bottom())
        painter.drawLine(QPointF(at, first), QPointF(at + box.height(), last))
    painter.restore()


def _faint(theme: Theme, role: Role) -> QColor:
    faint = QColor(theme[role])
    faint.setAlpha(110)
    return faint


def _label(painter: QPainter, box: QRectF, label: str, ink: QColor) -> None:
    room = box.width() - 2 * _AROUND
    metrics = QFontMetrics(painter.font())
    text = metrics.elidedText(visible(label), Qt.TextElideMode.ElideRight, int(room))
    if room >= _LEAST_LABEL and len(text) > 2:
        painter.setPen(ink)
        painter.drawText(box.adjusted(_AROUND, 0, -_AROUND, 0), _CENTRED, text)


_CENTRED = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextSingleLine
