"""How a row of the work items is drawn: its mark, key and status, its title in up to two lines, and more under it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeView

from .icons import draw_icon
from .row_paint import ROW, Painter, paint_ground
from .shown import visible
from .theme import GRID, SMALL, Role, Theme, sized, theme_of
from .work_rows import MentionsRow, WorkRow
from .work_words import State, state_of, status_words
from .wrapping import wrapped

MARKS: dict[State, tuple[str, Role]] = {  # icon and colour
    State.DONE: ("done", Role.GOOD),
    State.OPEN: ("open", Role.ACCENT),
    State.TOLD: ("told", Role.QUIET),
    State.UNREAD: ("unread", Role.QUIET),
    State.FAULTY: ("alert", Role.WARNING),
}
_SIDE = 14  # pixels of a mark
_LEFT = GRID + _SIDE + GRID  # where the words begin
_PAD = 5  # pixels above and under a row's words
_MOST_LINES = 2  # of a title
_MOST_KEPT = 8000  # wrapped texts
_LONGEST_KEY = 60  # characters


class WorkPainter(Painter):
    """What was wrapped once is kept: a list is painted more often than it is narrowed."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self._kept: dict[tuple[str, int], tuple[str, ...]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: "QModelIndex | QPersistentModelIndex") -> QSize:
        row, width = index.data(ROW), self._view.viewport().width()
        high, small = _high(self._view.font()), _high(self._small)
        if isinstance(row, MentionsRow):
            return QSize(width, high + 2 * GRID)
        return QSize(width, high * (1 + len(self._title(row, width))) + small * bool(row.below) + 2 * _PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: "QModelIndex | QPersistentModelIndex"
    ) -> None:
        row, theme = index.data(ROW), theme_of(self._view)
        painter.save()
        paint_ground(painter, option, self._view)
        if isinstance(row, MentionsRow):
            self._paint_mentions(painter, option.rect, row, theme)
        elif isinstance(row, WorkRow):
            self._paint_item(painter, option.rect, row, theme)
        painter.restore()

    def forget(self) -> None:
        """The font is another one."""
        self._kept.clear()

    def _paint_mentions(self, painter: QPainter, box: QRect, row: MentionsRow, theme: Theme) -> None:
        middle = box.center().y() + 1
        draw_icon(
            painter,
            "closed" if row.folded else "more",
            QRectF(box.left() + GRID, middle - 6, 12, 12),
            theme[Role.QUIET],
        )
        painter.setFont(self._view.font())
        painter.setPen(theme[Role.QUIET])
        painter.drawText(box.adjusted(_LEFT, 0, -GRID, 0), Qt.AlignmentFlag.AlignVCenter, row.text)

    def _paint_item(self, painter: QPainter, box: QRect, row: WorkRow, theme: Theme) -> None:
        font, high, small = self._view.font(), _high(self._view.font()), _high(self._small)
        line = QRect(box.left() + _LEFT, box.top() + _PAD, box.width() - _LEFT - GRID, high)
        icon, role = MARKS[state_of(row.item)]
        corner = QRectF(box.left() + GRID, line.center().y() + 1 - _SIDE / 2, _SIDE, _SIDE)
        draw_icon(painter, icon, corner, theme[role])
        self._paint_head(painter, line, row, theme)
        painter.setFont(font)
        painter.setPen(theme[Role.TEXT])
        top = self._lines(painter, line.left(), line.bottom() + 1, high, self._title(row, box.width()))
        painter.setFont(self._small)
        painter.setPen(theme[Role.QUIET])
        below = QFontMetrics(self._small).elidedText(visible(row.below), Qt.TextElideMode.ElideRight, line.width())
        self._lines(painter, line.left(), top, small, (below,) if below else ())

    def _paint_head(self, painter: QPainter, line: QRect, row: WorkRow, theme: Theme) -> None:
        """The key at the left, the status at the right: the key is seen as a whole as long as it is no sentence."""
        bold = sized(self._view.font(), 1.0, bold=True)
        status = " ".join(visible(status_words(row.item)).split())
        wide = line.width() * 2 // 3 if status else line.width()
        key = QFontMetrics(bold).elidedText(visible(row.item.key[:_LONGEST_KEY]), Qt.TextElideMode.ElideMiddle, wide)
        painter.setFont(bold)
        painter.setPen(theme[Role.TEXT])
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, key)
        room = line.width() - QFontMetrics(bold).horizontalAdvance(key) - 2 * GRID
        painter.setFont(self._small)
        painter.setPen(theme[Role.QUIET])
        said = QFontMetrics(self._small).elidedText(status, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)

    def _lines(self, painter: QPainter, left: int, top: int, high: int, lines: tuple[str, ...]) -> int:
        """Draw lines under each other; gives where the next one would be."""
        for one in lines:
            painter.drawText(
                QRect(left, top, 10_000, high), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, one
            )
            top += high
        return top

    def _title(self, row: WorkRow, width: int) -> tuple[str, ...]:
        text = row.item.title if row.item.title.split() != row.item.key.split() else ""
        key = (text, width)
        if text and key not in self._kept:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = wrapped(text, self._view.font(), max(40, width - _LEFT - GRID), _MOST_LINES)
        return self._kept.get(key, ())

    @property
    def _small(self) -> QFont:
        return sized(self._view.font(), SMALL)


def _high(font: QFont) -> int:
    return QFontMetrics(font).height()
