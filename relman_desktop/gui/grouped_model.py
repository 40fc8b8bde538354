"""A model of two levels, headings and their rows, straight from plain values: no item is made for any row."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    _Index = QModelIndex | QPersistentModelIndex  # as an expression it would cost 90 ms at every start

ITEM = Qt.ItemDataRole.UserRole  # the group or the row itself
_NONE = QModelIndex()


class Group(Protocol):
    """A heading with its rows; what both are is the model's business."""

    @property
    def rows(self) -> Sequence[Any]: ...


class GroupedModel(QAbstractItemModel):
    """A heading's index has the internal id 0, a row's the number of its group from 1."""

    columns = 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: Sequence[Group] = ()

    def tell(self, item: Any, column: int, role: int) -> Any:
        """What a group or a row has to say in a role."""
        raise NotImplementedError

    def _show(self, groups: Sequence[Group]) -> None:
        self.beginResetModel()
        self._groups = groups
        self.endResetModel()

    def _renew(self, groups: Sequence[Group]) -> None:
        """Other words in rows that are as many as before, under the same headings."""
        self._groups = groups
        for at, group in enumerate(groups):
            last = self.createIndex(len(group.rows) - 1, self.columns - 1, at + 1)
            self.dataChanged.emit(self.place(at, 0), last)

    def place(self, group: int, row: int) -> QModelIndex:
        """The index of a row, both numbers from 0."""
        return self.createIndex(row, 0, group + 1)

    def index(self, row: int, column: int, parent: "_Index" = _NONE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: "_Index" = _NONE) -> Any:
        group = int(index.internalId()) if index.isValid() else 0
        return self.createIndex(group - 1, 0, 0) if group else QModelIndex()

    def rowCount(self, parent: "_Index" = _NONE) -> int:
        if not parent.isValid():
            return len(self._groups)
        return 0 if parent.internalId() or parent.column() else len(self._groups[parent.row()].rows)

    def columnCount(self, parent: "_Index" = _NONE) -> int:
        return self.columns

    def data(self, index: "_Index", role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        group = int(index.internalId())
        item = self._groups[group - 1].rows[index.row()] if group else self._groups[index.row()]
        return item if role == ITEM else self.tell(item, index.column(), role)
