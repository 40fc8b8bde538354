"""The list of what was done to a ticket, the newest first, under the days on which it was done."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from .grouped_model import ITEM
from .history_model import HistoryModel
from .history_rows import Day, HistoryRow
from .history_words import FactId
from .row_paint import RowPainter
from .row_view import RowView
from .theme import GRID, SMALL, Role, sized, theme_of


class HistoryList(RowView):
    """Tells which row is looked at, and that the person wants to go on to what it changed."""

    looked_at = Signal(object)  # the HistoryRow that is current now
    opened = Signal()  # the person wants to go on to what it changed

    def __init__(self) -> None:
        super().__init__("What was done to the ticket", "The newest first; what it changed is below, Enter goes there")
        self.setItemsExpandable(False)
        self._rows = HistoryModel(self)
        self.paint_rows(self._rows, _Painter(self, self._rows))
        self.selectionModel().currentChanged.connect(self._look)
        self.activated.connect(self._open)

    @property
    def current(self) -> HistoryRow | None:
        row = self.currentIndex().data(ITEM)
        return row if isinstance(row, HistoryRow) else None

    @property
    def days(self) -> tuple[Day, ...]:
        return self._rows.days

    def show_days(self, days: Sequence[Day], fact_id: FactId) -> None:
        """Show other rows; the current one stays so where it still is one, else the newest is. Nobody is told."""
        current, follows = self.current, self.current is self._first
        place = self.verticalScrollBar().value()
        with QSignalBlocker(self), QSignalBlocker(self.selectionModel()):
            self._rows.show_days(days, fact_id)
            self.expandAll()
            index = self._rows.index_of(current.id) if current and not follows else QModelIndex()
            self.setCurrentIndex(index if index.isValid() else self._rows.place(0, 0) if days else QModelIndex())
        if not follows:
            self.verticalScrollBar().setValue(place)
        self.viewport().update()

    @property
    def _first(self) -> HistoryRow | None:
        return self.days[0].rows[0] if self.days else None

    def _look(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = index.data(ITEM)
        if isinstance(row, HistoryRow):
            self.looked_at.emit(row)

    def _open(self, _index: QModelIndex) -> None:
        self.opened.emit()


class _Painter(RowPainter):
    """Draws a day's heading above its rows."""

    def __init__(self, view: HistoryList, rows: HistoryModel) -> None:
        super().__init__(view, rows.text)

    def sizeHint(self, option: QStyleOptionViewItem, index: "QModelIndex | QPersistentModelIndex") -> QSize:
        if isinstance(index.data(ITEM), Day):
            return QSize(self._view.viewport().width(), QFontMetrics(self._view.font()).height() + GRID)
        return super().sizeHint(option, index)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: "QModelIndex | QPersistentModelIndex"
    ) -> None:
        day = index.data(ITEM)
        if not isinstance(day, Day):
            super().paint(painter, option, index)
            return
        painter.save()
        painter.setFont(sized(self._view.font(), SMALL, bold=True))
        painter.setPen(theme_of(self._view)[Role.QUIET])
        box = option.rect.adjusted(GRID, GRID // 2, -GRID, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, day.heading(date.today()))
        painter.restore()
