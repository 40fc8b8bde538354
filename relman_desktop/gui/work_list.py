"""The list of a change's work items, with its filter; what is only mentioned is one line until it is asked for."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ..sources.work.item import WorkItem
from .labels import label
from .row_paint import ROW
from .row_view import RowView
from .shown import shown_line, tooltip
from .theme import GRID
from .work_paint import WorkPainter
from .work_rows import MentionsRow, Row, WorkRow, rows_of

if TYPE_CHECKING:
    _Index = QModelIndex | QPersistentModelIndex  # as an expression it would cost 90 ms at every start

_NONE = QModelIndex()
_MENTIONS = "\n"  # which no key is
_FOLDS = {Qt.Key.Key_Right: False, Qt.Key.Key_Left: True}


class WorkList(QWidget):
    """Tells which item is meant; that others arrive moves neither the current row nor what is in sight."""

    looked_at = Signal(str)  # the key of the item that is current now; "" for the line of mentions
    opened = Signal(str)  # the person wants to go on to what it says
    taken_away = Signal(str)  # the person wants to do without it
    narrowed = Signal()  # the filter leaves other rows: another may be the current one

    def __init__(self) -> None:
        super().__init__()
        self._items: Sequence[WorkItem] = ()
        self._folded = True
        self.filter = QLineEdit(placeholderText="Filter work items", clearButtonEnabled=True)
        self.filter.setAccessibleName("Filter work items")
        self.view = _WorkView()
        self._nothing = label(look="quiet", wraps=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing.setMargin(2 * GRID)
        self._pages = QStackedWidget()
        for page in (self.view, self._nothing):
            self._pages.addWidget(page)
        head = QVBoxLayout()
        head.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        head.addWidget(self.filter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)
        self._connect()

    def show_items(self, items: Sequence[WorkItem], *, anew: bool = False) -> None:
        """Show what is known now; `anew` for another ticket, whose first item is looked at."""
        self._items = items
        if anew:
            self._folded = True
            self.filter.clear()
        self._show()
        if anew:
            self.view.scrollToTop()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return self.filter, self.view

    @property
    def current(self) -> str:
        """The key of the item that is looked at; "" for none."""
        row = self.view.currentIndex().data(ROW)
        return row.item.key if isinstance(row, WorkRow) else ""

    @property
    def instead(self) -> str:
        """What is said where no item is looked at."""
        row = self.view.currentIndex().data(ROW)
        if not isinstance(row, MentionsRow):
            return "No work item is chosen."
        return f"{row.text}. Enter {'lists' if row.folded else 'folds'} them."

    @property
    def rows(self) -> Sequence[Row]:
        """What is shown, in this order."""
        return self.view.rows.shown

    def choose(self, key: str) -> bool:
        """Choose an item as a click on it would, unfolding what hides it; False where there is none."""
        item = next((one for one in self._items if one.key == key), None)
        if item and not any(isinstance(row, WorkRow) and row.item.key == key for row in self.rows):
            self.filter.clear()
            self._fold(item.is_named and self._folded)
        at = next((at for at, row in enumerate(self.rows) if isinstance(row, WorkRow) and row.item.key == key), -1)
        if at >= 0:
            self.view.setCurrentIndex(self.view.rows.index(at, 0))
        return at >= 0

    def _show(self) -> None:
        rows = rows_of(self._items, self.filter.text(), datetime.now(UTC), folded=self._folded)
        self.view.show_rows(rows)
        words = "No work item matches." if self.filter.text().strip() else ""
        self._nothing.setText(words)
        self._pages.setCurrentWidget(self._nothing if words and not rows else self.view)

    def _fold(self, folded: bool) -> None:
        if folded != self._folded:
            self._folded = folded
            self._show()
            self.narrowed.emit()  # the current row may be behind the line now

    def _turn(self, index: QModelIndex) -> None:
        """A click or Enter on the line of mentions folds it; Enter on an item goes to what it says."""
        row = index.data(ROW)
        if isinstance(row, MentionsRow):
            self._fold(not row.folded)
        elif isinstance(row, WorkRow):
            self.opened.emit(row.item.key)

    def _click(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, MentionsRow):
            self._fold(not row.folded)
        elif isinstance(row, WorkRow):
            self.looked_at.emit(row.item.key)  # again: another one may be shown by now

    def _take_away(self) -> None:
        if key := self.current:
            self.taken_away.emit(key)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._show)
        self.filter.textChanged.connect(self.narrowed)
        self.filter.installEventFilter(self)
        self.view.looked_at.connect(self.looked_at)
        self.view.activated.connect(self._turn)
        self.view.clicked.connect(self._click)
        self.view.folded.connect(self._fold)
        self.view.unwanted.connect(self._take_away)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter go from the filter to the rows, Escape empties it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.view.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape and self.filter.text():
                self.filter.clear()
                return True
        return super().eventFilter(watched, event)


class _WorkView(RowView):
    looked_at = Signal(str)
    folded = Signal(bool)
    unwanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Work items of the change",
            "Those that somebody named first; Enter opens one, Delete takes an added one away",
        )
        self.rows = _Rows(self)
        self.paint_rows(self.rows, WorkPainter(self))
        self.selectionModel().currentChanged.connect(self._look)

    def show_rows(self, rows: list[Row]) -> None:
        """Show these; the current one and what is in sight stay where they are."""
        if [_identity(row) for row in rows] == [_identity(row) for row in self.rows.shown]:
            self.rows.renew(rows)
            self.scheduleDelayedItemsLayout()
            return
        current, top = (
            _identity(self.currentIndex().data(ROW)),
            _identity(self.indexAt(self.rect().topLeft()).data(ROW)),
        )
        self.selectionModel().blockSignals(True)
        self.rows.show_rows(rows)
        self.selectionModel().blockSignals(False)
        places = {_identity(row): at for at, row in enumerate(rows)}
        self.blockSignals(True)
        self.setCurrentIndex(self.rows.index(places.get(current, 0), 0))
        self.blockSignals(False)
        if top in places:
            self.scrollTo(self.rows.index(places[top], 0), RowView.ScrollHint.PositionAtTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().data(ROW)
        if isinstance(row, MentionsRow) and event.key() in _FOLDS:
            self.folded.emit(_FOLDS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete:
            self.unwanted.emit()
        else:
            super().keyPressEvent(event)

    def _look(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = index.data(ROW)
        if row:
            self.looked_at.emit(row.item.key if isinstance(row, WorkRow) else "")


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shown: list[Row] = []

    def show_rows(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self.shown = rows
        self.endResetModel()

    def renew(self, rows: list[Row]) -> None:
        """Other words of the same rows."""
        self.shown = rows
        self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))

    def rowCount(self, parent: "_Index" = _NONE) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: "_Index", role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not (index.isValid() and index.row() < len(self.shown)):
            return None
        row = self.shown[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return shown_line(row.spoken)
        return tooltip(shown_line(row.spoken)) if role == Qt.ItemDataRole.ToolTipRole else None


def _identity(row: Any) -> str:
    """What a row is, whatever is known of it."""
    return row.item.key if isinstance(row, WorkRow) else _MENTIONS if isinstance(row, MentionsRow) else ""
