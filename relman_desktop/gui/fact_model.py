"""The facts as a tree of two levels: topics and their facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from ..facts.topics import Topic
from .fact_query import FactRow
from .grouped_model import GroupedModel
from .shown import shown_line, tooltip


@dataclass(frozen=True, slots=True)
class FactGroup:
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


class FactModel(GroupedModel):
    """What the facts list shows now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups: tuple[FactGroup, ...] = ()

    def show_rows(self, rows: Iterable[FactRow], order: Sequence[Topic]) -> None:
        """Show these facts under their topics, which stand in this order whatever is shown of them."""
        inside: dict[str, list[FactRow]] = {topic.key: [] for topic in order}
        for row in sorted(rows, key=lambda row: -row.fact.weight):
            inside[row.fact.topic].append(row)
        self.groups = tuple(FactGroup(topic, tuple(inside[topic.key])) for topic in order if inside[topic.key])
        self._show(self.groups)

    def index_of(self, fact_id: str) -> QModelIndex:
        """Where a fact stands; an invalid index where it is not shown."""
        for at, group in enumerate(self.groups):
            for number, row in enumerate(group.rows):
                if row.fact.id == fact_id:
                    return self.place(at, number)
        return QModelIndex()

    def tell(self, item: FactRow | FactGroup, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return shown_line(item.fact.text if isinstance(item, FactRow) else item.topic.heading)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return shown_line(item.spoken)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(item.spoken)
        return None
