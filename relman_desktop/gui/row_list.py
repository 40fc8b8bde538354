"""A list of rows of two lines, straight from plain values: no item is made for any row."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from .row_paint import ROW, RowPainter, RowText
from .row_view import RowView
from .shown import tooltip

if TYPE_CHECKING:
    _Index = QModelIndex | QPersistentModelIndex  # as an expression it would cost 90 ms at every start

_NONE = QModelIndex()


class RowList(RowView):
    """Tells which row is looked at, and which one is opened."""

    looked_at = Signal(object)  # the row that is current now
    opened = Signal(object)  # the row that was double-clicked or on which Enter was pressed

    def __init__(self, name: str, description: str, tell: Callable[[Any], RowText]) -> None:
        super().__init__(name, description)
        self._rows = _Rows(tell, self)
        self.paint_rows(self._rows, RowPainter(self, tell))
        self.selectionModel().currentChanged.connect(self._look)
        self.activated.connect(self._open)

    @property
    def rows(self) -> Sequence[Any]:
        """What is shown, in this order."""
        return self._rows.shown

    @property
    def current(self) -> Any:
        """The row that is looked at, or None."""
        index = self.currentIndex()
        return self._rows.shown[index.row()] if index.isValid() else None

    def show_rows(self, rows: Sequence[Any], at: int = 0) -> None:
        """Show other rows, the one at this place current; nobody is told."""
        self.selectionModel().blockSignals(True)
        self._rows.show_rows(rows)
        self.selectionModel().blockSignals(False)
        self.choose(at)

    def choose(self, at: int) -> None:
        """Make a row the current one without telling."""
        self.blockSignals(True)
        self.setCurrentIndex(self._rows.index(at, 0))
        self.blockSignals(False)
        self.viewport().update()

    def _look(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.looked_at.emit(self._rows.shown[index.row()])

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._rows.shown[index.row()])


class _Rows(QAbstractListModel):
    def __init__(self, tell: Callable[[Any], RowText], parent: QObject) -> None:
        super().__init__(parent)
        self._tell = tell
        self.shown: Sequence[Any] = ()

    def show_rows(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self.shown = rows
        self.endResetModel()

    def rowCount(self, parent: "_Index" = _NONE) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: "_Index", role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.shown[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._tell(row).spoken
        return tooltip(self._tell(row).spoken) if role == Qt.ItemDataRole.ToolTipRole else None
