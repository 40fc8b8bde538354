"""The facts as a tree of two levels, topics and their facts, straight from the rows: no item is made for any."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ..facts.topics import Topic, by_topic
from .fact_query import FactRow
from .shown import shown_line, tooltip

ROW = Qt.ItemDataRole.UserRole  # the FactRow, or the Group

if TYPE_CHECKING:
    _Index = QModelIndex | QPersistentModelIndex  # as an expression it would cost 90 ms at every start

_NONE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Group:
    """A topic with the facts that are shown of it, the heaviest first."""

    topic: Topic
    rows: tuple[FactRow, ...]

    @property
    def heaviest(self) -> FactRow:
        return self.rows[0]

    @property
    def spoken(self) -> str:
        """The heading for a screen reader."""
        return f"{self.topic.heading}, {len(self.rows):,}, the heaviest: {self.heaviest.level.words}"


class FactModel(QAbstractItemModel):
    """A heading's index has the internal id 0, a fact's the number of its group from 1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups: tuple[Group, ...] = ()

    def show_rows(self, rows: Sequence[FactRow]) -> None:
        """Show these facts, under their topics."""
        by_id = {row.fact.id: row for row in rows}
        self.beginResetModel()
        self.groups = tuple(
            Group(topic, tuple(by_id[fact.id] for fact in facts)) for topic, facts in by_topic(row.fact for row in rows)
        )
        self.endResetModel()

    def index_of(self, fact_id: str) -> QModelIndex:
        """Where a fact stands; an invalid index where it is not shown."""
        for at, group in enumerate(self.groups):
            for number, row in enumerate(group.rows):
                if row.fact.id == fact_id:
                    return self.createIndex(number, 0, at + 1)
        return QModelIndex()

    def index(self, row: int, column: int, parent: "_Index" = _NONE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: "_Index" = _NONE) -> Any:
        group = int(index.internalId()) if index.isValid() else 0
        return self.createIndex(group - 1, 0, 0) if group else QModelIndex()

    def rowCount(self, parent: "_Index" = _NONE) -> int:
        if not parent.isValid():
            return len(self.groups)
        return 0 if parent.internalId() else len(self.groups[parent.row()].rows)

    def columnCount(self, parent: "_Index" = _NONE) -> int:
        return 1

    def item(self, index: "_Index") -> FactRow | Group:
        group = int(index.internalId())
        return self.groups[group - 1].rows[index.row()] if group else self.groups[index.row()]

    def data(self, index: "_Index", role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self.item(index)
        if role == ROW:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return shown_line(item.fact.text if isinstance(item, FactRow) else item.topic.heading)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return shown_line(item.spoken)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(item.spoken)
        return None
