"""How a row of the facts list is drawn: its weight, the fact in up to three lines, why it was dismissed, its id."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeView

from .chips import chip_font
from .fact_model import FactGroup
from .fact_query import FactRow
from .grouped_model import ITEM
from .icons import draw_icon
from .row_paint import Painter, paint_ground
from .theme import GRID, Role, Theme, sized, theme_of
from .weight_mark import SIDE, paint_weight
from .wrapping import wrapped

_MOST_LINES = 3
_MOST_REASON = 2
_PAD = 5  # pixels above and under a row's text
_LEFT = GRID + SIDE + GRID  # where a fact's text begins
_RIGHT = 40  # for the id
_MOST_KEPT = 8000  # wrapped texts
_TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class FactPainter(Painter):
    """Draws both kinds of rows. What was wrapped once is kept: a list is painted more often than it is narrowed."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self._kept: dict[tuple[str, int, int], tuple[str, ...]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: "QModelIndex | QPersistentModelIndex") -> QSize:
        row, width = index.data(ITEM), self._view.viewport().width()
        high = QFontMetrics(self._view.font()).height()
        if isinstance(row, FactGroup):
            return QSize(width, high + 2 * GRID)
        lines = len(self._text(row, width)) + len(self._reason(row, width))
        return QSize(width, lines * high + 2 * _PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: "QModelIndex | QPersistentModelIndex"
    ) -> None:
        row, theme = index.data(ITEM), theme_of(self._view)
        painter.save()
        paint_ground(painter, option, self._view)
        if isinstance(row, FactGroup):
            self._paint_group(painter, option.rect, row, theme, opened=self._view.isExpanded(index))
        else:
            self._paint_fact(painter, option.rect, row, theme)
        painter.restore()

    def _paint_group(self, painter: QPainter, box: QRect, group: FactGroup, theme: Theme, *, opened: bool) -> None:
        middle = box.center().y() + 1
        draw_icon(
            painter, "more" if opened else "closed", QRectF(box.left() + 8, middle - 6, 12, 12), theme[Role.QUIET]
        )
        font = sized(self._view.font(), 1.0, bold=True)
        painter.setFont(font)
        painter.setPen(theme[Role.TEXT])
        inside = box.adjusted(_LEFT, 0, -GRID, 0)
        number = f"{len(group.rows):,}"
        room = inside.width() - QFontMetrics(font).horizontalAdvance(number) - SIDE - 3 * GRID
        heading = QFontMetrics(font).elidedText(group.topic.heading, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, heading)
        after = inside.left() + QFontMetrics(font).horizontalAdvance(heading) + GRID
        paint_weight(painter, after, middle - SIDE / 2 - 1, group.heaviest.level, theme)
        painter.setFont(self._view.font())
        painter.setPen(theme[Role.QUIET])
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number)

    def _paint_fact(self, painter: QPainter, box: QRect, row: FactRow, theme: Theme) -> None:
        font, metrics = self._view.font(), QFontMetrics(self._view.font())
        top = box.top() + _PAD
        middle = top + metrics.height() / 2 - SIDE / 2
        paint_weight(painter, box.left() + GRID, middle, row.level, theme, faint=bool(row.reason))
        painter.setFont(chip_font(font))
        painter.setPen(theme[Role.QUIET])
        corner = QRect(box.left(), top, box.width() - GRID, metrics.height())
        painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.fact.id)
        painter.setFont(_struck(font) if row.reason else font)
        painter.setPen(theme[Role.QUIET if row.reason else Role.TEXT])
        top = _draw_lines(painter, box.left() + _LEFT, top, self._text(row, box.width()))
        painter.setFont(font)
        painter.setPen(theme[Role.WARNING])
        _draw_lines(painter, box.left() + _LEFT, top, self._reason(row, box.width()))

    def _text(self, row: FactRow, width: int) -> tuple[str, ...]:
        return self._wrapped(row.fact.text, width - _LEFT - _RIGHT, _MOST_LINES)

    def _reason(self, row: FactRow, width: int) -> tuple[str, ...]:
        reason = f"Dismissed: {row.reason}" if row.reason else ""
        return self._wrapped(reason, width - _LEFT - GRID, _MOST_REASON) if reason else ()

    def _wrapped(self, text: str, width: int, most: int) -> tuple[str, ...]:
        key = (text, width, most)
        if key not in self._kept:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = wrapped(text, self._view.font(), max(40, width), most)
        return self._kept[key]

    def forget(self) -> None:
        """The font is another one."""
        self._kept.clear()


def _draw_lines(painter: QPainter, left: int, top: int, lines: tuple[str, ...]) -> int:
    """Draw lines of text under each other; gives where the next one would be."""
    high = painter.fontMetrics().height()
    for line in lines:
        painter.drawText(QRect(left, top, 10_000, high), _TOP_LEFT, line)
        top += high
    return top


def _struck(font: QFont) -> QFont:
    struck = QFont(font)
    struck.setStrikeOut(True)
    return struck
