"""The history as a tree of two levels: days and what was done then."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from ..typing_step import Splice
from ..wording import shorten
from .grouped_model import GroupedModel
from .history_marks import paint_author
from .history_rows import Day, HistoryRow
from .history_words import FactId, author_words, done
from .row_paint import RowText
from .shown import shown_line, tooltip

_OF_A_ROW = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EXCERPT = 60  # characters of what was written


class HistoryModel(GroupedModel):
    """What the list shows now; words are made for the rows in sight only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.days: tuple[Day, ...] = ()
        self._fact_id: FactId = lambda key: ""

    def show_days(self, days: Sequence[Day], fact_id: FactId) -> None:
        self.days, self._fact_id = tuple(days), fact_id
        self._show(self.days)

    def index_of(self, row_id: str) -> QModelIndex:
        """Where the row stands that began with a step; an invalid index where there is none."""
        for at, day in enumerate(self.days):
            for number, row in enumerate(day.rows):
                if row.id == row_id:
                    return self.place(at, number)
        return QModelIndex()

    def flags(self, index: "QModelIndex | QPersistentModelIndex") -> Qt.ItemFlag:
        """Keys go from row to row, over the headings."""
        return _OF_A_ROW if index.internalId() else Qt.ItemFlag.NoItemFlags

    def text(self, row: HistoryRow) -> RowText:
        """What a row says: what was done and when, who or what wrote it, and the words that are new."""
        name, icon, ink = author_words(row.author, row.what)
        told = " · ".join(filter(None, (name, f"{row.steps:,} steps" if row.steps > 1 else "", excerpt(row))))
        when = row.when
        what = done(row.what, row.before, row.after, row.fields, self._fact_id, row.of)
        full = f"{when:%A} {when.day} {when:%B %Y, %H:%M:%S}"
        return RowText(what, f"{when:%H:%M}", told, paint_author(icon, ink), more=full)

    def tell(self, item: HistoryRow | Day, column: int, role: int) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        said = shown_line(self.text(item).spoken if isinstance(item, HistoryRow) else item.heading(date.today()))
        return tooltip(said) if role == Qt.ItemDataRole.ToolTipRole else said


def excerpt(row: HistoryRow) -> str:
    """The words that are new in the one field of a row, or those that are gone; "" for several fields."""
    if len(row.fields) != 1:
        return ""
    old, new = (ticket.entry(row.fields[0]).text for ticket in (row.before, row.after))
    splice = Splice.between(old, new)
    gone = old[splice.start : splice.start + splice.removed]
    words = " ".join((splice.inserted or gone).split())
    return f"{'' if splice.inserted else 'without '}“{shorten(words, _EXCERPT)}”" if words else ""
