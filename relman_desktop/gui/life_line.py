"""The line from the draft to the end: each state as a point, those that were reached with their times."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from .icons import draw_icon
from .life_words import Node, line_words
from .shown import tooltip, visible
from .theme import Role, Theme, sized, theme_of

_POINT = 6.0  # pixels from the middle of a point to its edge
_NOW = 8.0
_TOP = 12.0
_FONT = 0.82  # of the text's size: six states side by side in a narrow pane
_BAD = ("rejected", "rolled back")


class LifeLine(QWidget):
    """Its accessible description says all that is drawn; the mouse is told of each state."""

    def __init__(self) -> None:
        super().__init__()
        self.nodes: tuple[Node, ...] = ()
        self.setFont(sized(self.font(), _FONT))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("States of the ticket")

    def show_nodes(self, nodes: tuple[Node, ...]) -> None:
        if nodes != self.nodes:
            self.nodes = nodes
            self.setAccessibleDescription(visible(line_words(nodes)))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, round(_TOP + _NOW + 2 * QFontMetricsF(self.font()).height() + 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def told_at(self, at: QPointF) -> str:
        """What is told of the state under the mouse."""
        if not self.nodes:
            return ""
        room = self.width() / len(self.nodes)
        return self.nodes[min(int(at.x() / room), len(self.nodes) - 1)].said if room else ""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tooltip(self.told_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.nodes:
            return
        theme, room = theme_of(self), self.width() / len(self.nodes)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            middles = [QPointF(room * (at + 0.5), _TOP) for at in range(len(self.nodes))]
            for one, middle, after in zip(self.nodes[1:], middles, middles[1:], strict=False):
                ahead = one.reach == "to come"
                style = Qt.PenStyle.DotLine if ahead else Qt.PenStyle.SolidLine
                painter.setPen(QPen(theme[Role.BORDER if ahead else _ink(one)], 2, style))
                painter.drawLine(middle + QPointF(_NOW + 1, 0), after - QPointF(_NOW + 1, 0))
            for one, middle in zip(self.nodes, middles, strict=True):
                _paint_point(painter, one, middle, theme)
            self._paint_words(painter, room, theme)

    def _paint_words(self, painter: QPainter, room: float, theme: Theme) -> None:
        """The names under the points; where they have no room only that of the present state, wide."""
        bold = sized(self.font(), 1.0, bold=True)
        widest = max(QFontMetricsF(self.font()).horizontalAdvance(one.state) for one in self.nodes)
        crowded = widest > room - 1
        for at, one in enumerate(self.nodes):
            is_now = one.reach == "now"
            if crowded and not is_now:
                continue
            painter.setFont(bold if is_now else self.font())
            metrics = QFontMetricsF(painter.font())
            wide = max(room, min(self.width(), metrics.horizontalAdvance(one.state) + 4))
            left = min(max(room * (at + 0.5) - wide / 2, 0.0), self.width() - wide)
            top = _TOP + _NOW + 2
            for row, text in enumerate((one.state, one.when)):
                box = QRectF(left, top + row * metrics.height(), wide, metrics.height())
                ink = Role.TEXT if is_now else Role.QUIET
                painter.setPen(theme[ink])
                painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, visible(text))


def _ink(one: Node) -> Role:
    return Role.ERROR if one.state in _BAD else Role.GOOD if one.state == "closed" else Role.ACCENT


def _paint_point(painter: QPainter, one: Node, middle: QPointF, theme: Theme) -> None:
    """A full point where it was reached, a larger one where it is now, an empty one where it is not."""
    ink = theme[_ink(one)]
    size = _NOW if one.reach == "now" else _POINT
    if one.reach in ("reached", "now"):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(middle, size, size)
        icon = "failed" if one.state in _BAD else "check" if one.reach == "reached" or one.state == "closed" else "dot"
        side = size * 1.3
        box = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        draw_icon(painter, icon, box, theme[Role.ON_ACCENT])
        return
    painter.setPen(QPen(theme[Role.QUIET if one.reach == "passed over" else Role.BORDER], 1.5))
    painter.setBrush(theme[Role.WINDOW])
    painter.drawEllipse(middle, _POINT - 1, _POINT - 1)
