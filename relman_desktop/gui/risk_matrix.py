"""The matrix of likelihood and impact, drawn: the change is a dot in it, and where it would be is a ring."""

from math import atan2, cos, pi, sin

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ..risk.assessment import Assessment, Axis, Lowering
from ..risk.scale import PLACES, Scale
from .risk_looks import look_of
from .risk_words import cell_told, matrix_told, place_told
from .shown import tooltip, visible
from .theme import GRID, SMALL, Role, Theme, sized, theme_of

_CELL_HIGH, _CELL_MOST = 34, 96  # pixels: a cell's height, and its greatest width
_GAP, _DOT, _CORNER = 2, 6.0, 4
_NAMES_MOST = 96  # pixels of the names at the left
_EDGE = 0.2  # of a cell: the dot keeps so far from its edges, and its whole stays inside
_ARROW = 7.0  # pixels


class RiskMatrix(QWidget):
    """Its accessible description says all that it shows, cell by cell."""

    def __init__(self) -> None:
        super().__init__()
        self._now: Assessment | None = None
        self._then: Lowering | None = None
        self.setFont(sized(self.font(), SMALL))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_assessment(self, now: Assessment) -> None:
        """Show where the change stands."""
        self._now, self._then = now, None
        self.setAccessibleName(f"Risk matrix. {place_told(now)}")
        self.setAccessibleDescription(matrix_told(now))
        self.updateGeometry()
        self.update()

    def show_then(self, then: Lowering | None) -> None:
        """Show where it would be after a lowering, or no longer."""
        self._then = then if then and then.likelihood >= 0 else None
        self.update()

    @property
    def dot(self) -> QPointF:
        """Where the change is drawn."""
        assert self._now
        return self._point(self._now.points(Axis.LIKELIHOOD), self._now.points(Axis.IMPACT))

    @property
    def ring(self) -> QPointF | None:
        """Where it would be; None where no lowering is shown."""
        return self._point(self._then.likelihood, self._then.impact) if self._then else None

    def cell(self, likelihood: int, impact: int) -> QRectF:
        """Where the cell of two places is drawn."""
        wide = self._cell_wide
        left = self._left + (likelihood - 1) * wide
        top = self._top + (len(PLACES) - impact) * _CELL_HIGH
        return QRectF(left, top, wide - _GAP, _CELL_HIGH - _GAP)

    def sizeHint(self) -> QSize:
        below = (self._name_lines + 1) * self._line + GRID
        return QSize(320, self._top + len(PLACES) * _CELL_HIGH + below)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()  # the names may take another line

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._now:
            told = (cell_told(self._now, *at) for at in self._cells if self.cell(*at).contains(event.pos()))
            QToolTip.showText(event.globalPos(), tooltip(next(told, place_told(self._now))), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._now is None:
            return
        theme = theme_of(self)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for at in self._cells:
                self._paint_cell(painter, theme, self._now, *at)
            self._paint_names(painter, theme, self._now.scale)
            self._paint_focus(painter, theme)
            self._paint_places(painter, theme, self._now)

    @property
    def _cells(self) -> list[tuple[int, int]]:
        return [(likelihood, impact) for impact in PLACES[::-1] for likelihood in PLACES]

    @property
    def _line(self) -> int:
        return self.fontMetrics().lineSpacing()

    @property
    def _name_lines(self) -> int:
        """How many lines the names below the matrix take: one where all have room in one, or none has in two."""
        names, wide = self._names_below, round(self._cell_wide) - _GAP
        return 1 if max(map(self.fontMetrics().horizontalAdvance, names), default=0) <= wide else 2

    @property
    def _names_below(self) -> list[str]:
        """The likelihood's names, or their numbers where a word has no room."""
        names = [visible(name) for name in self._now.scale.names[Axis.LIKELIHOOD]] if self._now else []
        wide = round(self._cell_wide) - _GAP
        has_room = all(self.fontMetrics().horizontalAdvance(word) <= wide for name in names for word in name.split())
        return names if has_room else [str(place) for place in PLACES]

    @property
    def _top(self) -> int:
        return self._line + GRID // 2

    @property
    def _left(self) -> int:
        """The pixels of the impact's names."""
        names = self._now.scale.names[Axis.IMPACT] if self._now else ()
        widest = max((self.fontMetrics().horizontalAdvance(visible(name)) for name in names), default=0)
        return min(widest + GRID, _NAMES_MOST, self.width() // 3)

    @property
    def _cell_wide(self) -> float:
        return min((self.width() - self._left) / len(PLACES), _CELL_MOST)

    def _point(self, likelihood: int, impact: int) -> QPointF:
        """Where points of both axes lie: inside of their cell, the farther on the more they are."""
        assert self._now
        scale = self._now.scale
        box = self.cell(scale.place(Axis.LIKELIHOOD, likelihood), scale.place(Axis.IMPACT, impact))
        along, up = within(scale, Axis.LIKELIHOOD, likelihood), within(scale, Axis.IMPACT, impact)
        return QPointF(box.left() + along * box.width(), box.bottom() - up * box.height())

    def _paint_cell(self, painter: QPainter, theme: Theme, now: Assessment, likelihood: int, impact: int) -> None:
        box, look = self.cell(likelihood, impact), look_of(now.scale.level(likelihood, impact))
        here = (likelihood, impact) == (now.likelihood, now.impact)
        painter.setPen(QPen(theme[Role.TEXT], 2) if here else Qt.PenStyle.NoPen)
        painter.setBrush(theme[look.ground])
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1) if here else box, _CORNER, _CORNER)
        painter.setPen(theme[look.ink])
        painter.setFont(sized(self.font(), 0.9, bold=here))
        painter.drawText(box.adjusted(6, 2, -6, -2), self._corner(box) if here else _TOP_LEFT, look.letter)

    def _corner(self, box: QRectF) -> Qt.AlignmentFlag:
        """The corner of the change's own cell that its dot leaves free."""
        above, left = self.dot.y() > box.center().y(), self.dot.x() > box.center().x()
        up = Qt.AlignmentFlag.AlignTop if above else Qt.AlignmentFlag.AlignBottom
        return up | (Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight)

    def _paint_names(self, painter: QPainter, theme: Theme, scale: Scale) -> None:
        painter.setFont(self.font())
        painter.setPen(theme[Role.QUIET])
        metrics, wide = self.fontMetrics(), round(self._cell_wide) - _GAP
        painter.drawText(QRectF(0, 0, self.width(), self._line), Qt.AlignmentFlag.AlignLeft, "Impact ↑")
        for place, name in zip(PLACES, scale.names[Axis.IMPACT], strict=True):
            box = self.cell(1, place)
            at = QRectF(0, box.top(), self._left - GRID / 2, box.height())
            cut = metrics.elidedText(visible(name), Qt.TextElideMode.ElideRight, int(at.width()))
            painter.drawText(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, cut)
        below = self.cell(1, 1).bottom() + GRID / 2
        for place, name in zip(PLACES, self._names_below, strict=True):
            box = QRectF(self.cell(place, 1).left(), below, wide, self._name_lines * self._line)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(box, flags | Qt.TextFlag.TextWordWrap, name)
        end = QRectF(self._left, below + self._name_lines * self._line, self._cell_wide * len(PLACES), self._line)
        painter.drawText(end, Qt.AlignmentFlag.AlignRight, "Likelihood →")

    def _paint_focus(self, painter: QPainter, theme: Theme) -> None:
        if self.hasFocus():
            around = self.cell(1, len(PLACES)).united(self.cell(len(PLACES), 1)).adjusted(-1.5, -1.5, 1.5, 1.5)
            painter.setPen(QPen(theme[Role.ACCENT], 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(around, _CORNER + 1, _CORNER + 1)

    def _paint_places(self, painter: QPainter, theme: Theme, now: Assessment) -> None:
        """The dot is full and the ring is empty on whatever ground they stand."""
        dot, ring = self.dot, self.ring
        if ring and self._then:
            self._paint_arrow(painter, theme, dot, ring)
            ink, ground = _colours(theme, self._then.level)
            painter.setPen(QPen(ink, 2))
            painter.setBrush(ground)
            painter.drawEllipse(ring, _DOT - 1, _DOT - 1)
        ink, ground = _colours(theme, now.level)
        painter.setPen(QPen(ground, 1.5))
        painter.setBrush(ink)
        painter.drawEllipse(dot, _DOT, _DOT)

    def _paint_arrow(self, painter: QPainter, theme: Theme, start: QPointF, end: QPointF) -> None:
        """From the edge of the dot to that of the ring; none where they touch."""
        way = end - start
        if way.manhattanLength() < 4 * _DOT:
            return
        angle = atan2(way.y(), way.x())
        step = QPointF(cos(angle), sin(angle)) * (_DOT + 2)
        start, tip = start + step, end - step
        sides = [tip + QPointF(cos(angle + side), sin(angle + side)) * _ARROW for side in (pi - 0.5, pi + 0.5)]
        for role, width in ((Role.SURFACE, 5), (Role.TEXT, 2)):  # it is seen on any ground
            painter.setPen(QPen(theme[role], width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            for away in (start, *sides):
                painter.drawLine(tip, away)


def _colours(theme: Theme, level: str) -> tuple[QColor, QColor]:
    """The colours of a mark on the ground of a level, and the ground."""
    look = look_of(level)
    return theme[look.ink if look.ground is Role.ERROR else Role.TEXT], theme[look.ground]


_TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


def within(scale: Scale, axis: Axis, points: int) -> float:
    """How far into their place points are, from 0 to 1, but never at its edges."""
    edges = (0, *scale.bands[axis], scale.most + 1)
    place = scale.place(axis, points)
    low, high = edges[place - 1], edges[place]
    share = (points - low) / (high - low) if high > low else 0.5
    return _EDGE + min(1.0, max(0.0, share)) * (1 - 2 * _EDGE)
