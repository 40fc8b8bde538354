"""The page of all tickets: a search line and filters, the list, and at its right the ticket that is looked at."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..store.search import Query, Row
from .buttons import button
from .labels import label
from .library_filters import LibraryFilters
from .library_list import MOVES, LibraryList
from .library_nothing import NothingFound
from .library_preview import LibraryPreview
from .library_query import Around, Listing
from .theme import GRID

_WIDTHS = (720, 560)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LibraryPage(QWidget):
    """Tells what the person wants; what is found is given to it."""

    query_changed = Signal()
    act_wanted = Signal(str)  # the name of an act, on what is chosen
    back_wanted = Signal()
    undo_wanted = Signal()
    export_wanted = Signal()
    import_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit(placeholderText="Search in all texts of all tickets", clearButtonEnabled=True)
        self.line.setAccessibleName("Search")
        self.line.setAccessibleDescription("Up and Down go through the tickets, Enter opens one, Esc goes back")
        self.filters = LibraryFilters()
        self.list = LibraryList()
        self.preview = LibraryPreview()
        self.nothing = NothingFound()
        self.back = button("‹ Back", "Goes back to where you came from (Esc)", "quiet")
        self.more = QPushButton("Export or import")
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.line)

    @property
    def query(self) -> Query:
        """What is asked for now."""
        asked = self.filters.query
        return Query(
            self.line.text(),
            asked.repository,
            asked.state,
            asked.risk,
            asked.person,
            asked.since,
            asked.until,
            asked.shelf,
        )

    def ask(self, query: Query) -> None:
        """Ask for something else, as if the person had chosen it."""
        self.set_query(query)
        self.query_changed.emit()

    def set_query(self, query: Query) -> None:
        """Show what is asked for, without asking."""
        self.line.blockSignals(True)
        self.line.setText(query.text)
        self.line.blockSignals(False)
        self.filters.set_query(query)

    def show_listing(self, listing: Listing, ticket: str, at: int) -> None:
        """Show an answer, the given ticket the current one, or else that at a place."""
        self.preview.text.show_searched(listing.query.text)
        self.list.show_found(listing.found, listing.query.text, ticket, at)
        if listing.found.total:
            self._pages.setCurrentIndex(0)

    def show_around(self, around: Around) -> None:
        """Show what stands around the answer; where that is empty, why."""
        self.filters.show_around(around)
        self.nothing.show_around(around)
        self.preview.show_none(found=bool(around.total))
        if not around.total and self.list.hasFocus():
            self.line.setFocus()
        self._pages.setCurrentIndex(0 if around.total else 1)

    def show_chosen(self, rows: tuple[Row, ...], number: int, *, has_change: bool, read_only: bool) -> None:
        """Show what is chosen: `number` tickets, of which these were read."""
        shelves = [self.filters.shelves.shelf] * number
        if number == 1:
            shelves = [row.shelf for row in rows]
        self.preview.show_rows(rows, shelves, has_change=has_change, read_only=read_only)

    def leave_preview(self) -> None:
        """Go back to the list: the buttons beside it stand for another ticket now, or are gone."""
        focused = self.preview.focusWidget()
        if focused and focused.hasFocus():
            self.list.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in the search line that are for the list: the caret stays where the person types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._takes(event):
            return True
        return super().eventFilter(watched, event)

    def _takes(self, event: QKeyEvent) -> bool:
        if event.key() in MOVES:
            self.list.move(event)
        elif event.key() in _ENTER:
            self.act_wanted.emit("open")
        elif event.matches(QKeySequence.StandardKey.Copy) and not self._selects_text():
            self.act_wanted.emit("copy")
        elif event.key() == Qt.Key.Key_Delete and (self.list.hasFocus() or not self.line.text()):
            self.act_wanted.emit("delete")
        else:
            return False
        return True

    def _selects_text(self) -> bool:
        return self.line.hasFocus() and self.line.hasSelectedText()

    def _connect(self) -> None:
        self.line.textChanged.connect(self.query_changed)
        self.line.installEventFilter(self)
        self.list.installEventFilter(_ListKeys(self))
        self.filters.changed.connect(self.query_changed)
        self.nothing.chosen.connect(self.ask)
        self.nothing.import_wanted.connect(self.import_wanted)
        self.list.opened.connect(lambda _row: self.act_wanted.emit("open"))
        self.preview.wanted.connect(self.act_wanted)
        for answer in (self.preview.keep, self.preview.erase, self.preview.template.leave):
            answer.clicked.connect(self.list.setFocus)
        self.back.clicked.connect(self.back_wanted)
        for keys, signal in ((Qt.Key.Key_Escape, self._leave), (QKeySequence.StandardKey.Undo, self.undo_wanted.emit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(signal)

    def _leave(self) -> None:
        """Esc puts a question away first."""
        if self.preview.asking:
            self.preview.stop_asking()
            self.list.setFocus()
        else:
            self.back_wanted.emit()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.nothing)
        column.addWidget(self._pages, 1)
        panes = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1)
        for pane, stretch in ((left, 5), (self.preview, 4)):
            panes.addWidget(pane)
            panes.setStretchFactor(panes.count() - 1, stretch)
        panes.setSizes(list(_WIDTHS))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panes)

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("look", "bar")
        menu = QMenu(self.more)
        for text, signal in (("Export library…", self.export_wanted), ("Import library…", self.import_wanted)):
            action = QAction(text, menu)
            action.triggered.connect(signal)
            menu.addAction(action)
        self.more.setMenu(menu)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        for part in (self.back, label("Library of tickets", size=1.15, bold=True), self.filters.shelves):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self.more)
        column = QVBoxLayout(head)
        column.setContentsMargins(GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addWidget(self.line)
        column.addWidget(self.filters)
        return head


class _ListKeys(QObject):
    """Keys of the list that are acts; it moves by itself."""

    def __init__(self, page: LibraryPage) -> None:
        super().__init__(page)
        self._page = page

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() not in MOVES:
            return self._page._takes(event)
        return super().eventFilter(watched, event)
