"""The found tickets as a list of which pages are read when they come in sight: no item is made for any row."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from ..store.search import Found, Row
from .library_query import PAGE
from .library_words import spoken, tip
from .shown import shown_line, tooltip

if TYPE_CHECKING:
    _Index = QModelIndex | QPersistentModelIndex  # as an expression it would cost 90 ms at every start

ROW = Qt.ItemDataRole.UserRole
_NONE = QModelIndex()


class LibraryModel(QAbstractListModel):
    """A row is None until its page was read."""

    page_wanted = Signal(int)  # the number of a page, from 0, of which something is in sight

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._total = 0
        self._pages: dict[int, tuple[Row, ...]] = {}
        self._missing = -1  # the page that was looked for last
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)

    @property
    def total(self) -> int:
        return self._total

    @property
    def searched(self) -> bool:
        """Whether a row may say where searched words stand."""
        return any(row.excerpt for row in self._pages.get(0, ()))

    def show_found(self, found: Found) -> None:
        """Show the first page of another answer."""
        self.beginResetModel()
        self._total, self._pages, self._missing = found.total, {0: found.rows}, -1
        self.endResetModel()

    def put_page(self, number: int, found: Found) -> bool:
        """Take a further page; False where the answer has changed by now, and must be read anew."""
        if found.total != self._total:
            return False
        self._pages[number], self._missing = found.rows, -1
        first = number * PAGE
        last = min(first + PAGE, self._total) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(max(first, last), 0))
        return True

    def row(self, at: int) -> Row | None:
        rows = self._pages.get(at // PAGE, ())
        return rows[at % PAGE] if at >= 0 and at % PAGE < len(rows) else None

    def place(self, ticket: str) -> int:
        """Where a ticket stands among what was read; -1 where it does not."""
        for number, rows in sorted(self._pages.items()):
            for at, row in enumerate(rows):
                if row.ticket == ticket:
                    return number * PAGE + at
        return -1

    def rowCount(self, parent: "_Index" = _NONE) -> int:
        return 0 if parent.isValid() else self._total

    def data(self, index: "_Index", role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if row is None:
            self._miss(index.row() // PAGE)
            return "Being read" if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return shown_line(spoken(row))
        return tooltip(tip(row)) if role == Qt.ItemDataRole.ToolTipRole else None

    def _miss(self, page: int) -> None:
        self._missing = page
        if not self._soon.isActive():
            self._soon.start()

    def _ask(self) -> None:
        if self._missing >= 0 and self._missing not in self._pages:
            self.page_wanted.emit(self._missing)
