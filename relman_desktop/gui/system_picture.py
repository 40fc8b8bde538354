"""What goes where in one picture: ours at the left, the fields there at the right, a line for each way."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..export.targets.mapping import ATTACHMENT, COMMENT, NOT_SENT
from ..export.targets.target import Target
from .shown import visible
from .system_rows import Row
from .theme import GRID, SMALL, Role, Theme, sized, theme_of

_ROW = 19  # pixels of a line
_SIDE = 0.36  # of the width, each
_COMMENT, _FILE, _NOWHERE = "Comment", "Attached file", "Not sent"


@dataclass(frozen=True)
class Way:
    """From one of ours to a place there."""

    ours: str
    theirs: str
    look: str  # "field", "folded", "aside", "nowhere"


def ways_of(rows: Sequence[Row], target: Target) -> tuple[Way, ...]:
    """All ways, in the order of the rows."""
    fold = next((one.label for one in target.fields if target.fold and one.ours == target.fold.into), "")
    found = []
    for row in rows:
        if row.in_field:
            found += [Way(row.label, one.their_label, "field") for one in row.places]
        else:
            found.append(_aside(row, fold))
    return tuple(found)


def _aside(row: Row, fold: str) -> Way:
    if row.aside == NOT_SENT:
        return Way(row.label, _NOWHERE, "nowhere")
    if row.aside == ATTACHMENT:
        return Way(row.label, _FILE, "aside")
    if row.aside == COMMENT or not fold:
        return Way(row.label, _COMMENT, "aside")
    return Way(row.label, fold, "folded")


class SystemPicture(QWidget):
    """Full lines go to fields, dashed ones into the main text under a heading, dotted ones beside."""

    def __init__(self) -> None:
        super().__init__()
        self.ways: tuple[Way, ...] = ()
        self._left: tuple[str, ...] = ()
        self._right: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("What goes where")

    def show_rows(self, rows: Sequence[Row], target: Target) -> None:
        """Show another mapping."""
        self.ways = ways_of(rows, target)
        self._left = tuple(dict.fromkeys(one.ours for one in self.ways))
        self._right = tuple(dict.fromkeys(one.theirs for one in self.ways))
        told = "; ".join(
            f"{one.ours} to {one.theirs}{' under a heading' if one.look == 'folded' else ''}" for one in self.ways
        )
        self.setAccessibleDescription(visible(told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, max(len(self._left), len(self._right)) * _ROW + GRID)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, side = theme_of(self), self.width() * _SIDE
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(sized(self.font(), SMALL))
            for way in self.ways:
                self._draw_way(painter, way, theme)
            painter.setPen(theme[Role.TEXT])
            for at, name in enumerate(self._left):
                box = QRectF(0, self._at(at, len(self._left)) - _ROW / 2, side - GRID, _ROW)
                self._write(painter, box, name, Qt.AlignmentFlag.AlignRight)
            for at, name in enumerate(self._right):
                box = QRectF(self.width() - side + GRID, self._at(at, len(self._right)) - _ROW / 2, side - GRID, _ROW)
                self._write(painter, box, name, Qt.AlignmentFlag.AlignLeft)

    def _draw_way(self, painter: QPainter, way: Way, theme: Theme) -> None:
        role, style = _LOOKS[way.look]
        painter.setPen(QPen(theme[role], 1.4, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        side = self.width() * _SIDE
        begin = QPointF(side, self._at(self._left.index(way.ours), len(self._left)))
        end = QPointF(self.width() - side, self._at(self._right.index(way.theirs), len(self._right)))
        middle = (begin.x() + end.x()) / 2
        path = QPainterPath(begin)
        path.cubicTo(QPointF(middle, begin.y()), QPointF(middle, end.y()), end)
        painter.drawPath(path)

    def _at(self, at: int, count: int) -> float:
        """The middle of a line; the shorter side is spread over the height of the longer."""
        most = max(len(self._left), len(self._right), 1)
        return GRID / 2 + (at + 0.5) * _ROW * most / max(1, count)

    def _write(self, painter: QPainter, box: QRectF, name: str, side: Qt.AlignmentFlag) -> None:
        shown = painter.fontMetrics().elidedText(visible(name), Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)


_LOOKS = {
    "field": (Role.ACCENT, Qt.PenStyle.SolidLine),
    "folded": (Role.QUIET, Qt.PenStyle.DashLine),
    "aside": (Role.WARNING, Qt.PenStyle.DotLine),
    "nowhere": (Role.ERROR, Qt.PenStyle.DotLine),
}
