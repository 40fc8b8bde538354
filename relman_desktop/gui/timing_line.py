"""A strip of days around the schedule, and its hours below, larger: what is closed, what is open, who else deploys."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ..risk.timing import Timing
from ..risk.timing.wording import strip_words
from .shown import tooltip, visible
from .theme import SMALL, Role, Theme, sized, theme_of
from .timing_marks import Mark, Rows, day_scale, hour_scale, marks
from .timing_paint import paint_mark

_WIDE = 360  # pixels that it would like to have
_REACH = 3.0  # pixels beside a narrow mark in which the mouse still meets it
_DAYS = ("day", "weekend")
_OTHERS = ("other", "shared")
_EMPTY = "The days around the schedule are drawn here once a change is open."


class TimingLine(QWidget):
    """Its accessible description says all that is drawn; the mouse is told of each thing."""

    def __init__(self) -> None:
        super().__init__()
        self._timing: Timing | None = None
        self.setFont(sized(self.font(), SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Calendar around the schedule")
        self.setAccessibleDescription(_EMPTY)

    def show_timing(self, timing: Timing | None) -> None:
        """Draw a timing; None for that no change is open."""
        self._timing = timing
        self.setAccessibleDescription(visible(strip_words(timing)) if timing else _EMPTY)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDE, round(self._rows.height))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, round(self._rows.height))

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is drawn now, what is behind first."""
        return marks(self._timing, self.width(), self._rows) if self._timing else ()

    def told_at(self, at: QPointF) -> str:
        """What is told of the foremost thing under the mouse, or of all deployments there; "" for nothing."""
        found = [one for one in reversed(self.marks) if one.told and _around(one.box).contains(at)]
        others = [one.told for one in found if one.kind in _OTHERS]
        return "\n".join(others) if found and found[0].kind in _OTHERS else next((one.told for one in found), "")

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tooltip(self.told_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._timing is None:
                painter.setPen(theme[Role.QUIET])
                painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, _EMPTY)
                return
            drawn = self.marks
            self._paint_leads(painter, self._timing, theme)
            for one in drawn:
                paint_mark(painter, one, theme)
            self._paint_names(painter, [one for one in drawn if one.kind in _DAYS], theme)
            self._paint_figures(painter, [one for one in drawn if one.kind == "tick"], theme)

    @property
    def _rows(self) -> Rows:
        return Rows(QFontMetrics(self.font()).height(), bool(self._timing and hour_scale(self._timing, _WIDE)))

    def _paint_leads(self, painter: QPainter, timing: Timing, theme: Theme) -> None:
        """From the schedule among the days to its hours below."""
        hours = hour_scale(timing, self.width())
        if hours is None:
            return
        days, rows = day_scale(timing, self.width()), self._rows
        painter.setPen(QPen(theme[Role.BORDER], 1))
        for moment, at in ((hours.start, hours.left), (hours.end, hours.left + hours.width)):
            foot = QPointF(days.at(moment), rows.line + rows.lane)
            painter.drawLine(foot, QPointF(at, rows.hours))
            painter.drawLine(QPointF(at, rows.hours), QPointF(at, rows.hours + rows.line))

    def _paint_names(self, painter: QPainter, days: list[Mark], theme: Theme) -> None:
        """The names of the days; where they have no room their numbers, and of many each second one."""
        metrics = QFontMetrics(self.font())
        room = min((one.box.width() for one in days), default=0.0)
        short = max(metrics.horizontalAdvance(one.label) for one in days) > room - 2
        each = 1 if not short or metrics.horizontalAdvance("30") + 4 <= room else 2
        painter.setPen(theme[Role.QUIET])
        for one in days[::each]:
            text = one.label.partition(" ")[2] if short else one.label
            box = QRectF(one.box.left(), 0, one.box.width() * each, one.box.top())
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_figures(self, painter: QPainter, ticks: list[Mark], theme: Theme) -> None:
        metrics, rows = QFontMetrics(self.font()), self._rows
        width = max((metrics.horizontalAdvance(one.label) for one in ticks), default=0) + 4
        steps = [after.box.left() - before.box.left() for before, after in pairwise(ticks)]
        each = 1 if not steps or min(steps) >= width else 2
        for one in ticks[::each]:
            at = min(max(one.box.left(), width / 2), self.width() - width / 2)
            box = QRectF(at - width / 2, rows.hours, width, rows.line)
            painter.setPen(theme[Role.QUIET])
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, one.label)


def _around(box: QRectF) -> QRectF:
    reach = max(0.0, _REACH - box.width() / 2)
    return box.adjusted(-reach, 0, reach, 0)
