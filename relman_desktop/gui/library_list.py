"""The list of found tickets: any number of them, several of which can be chosen."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ..store.search import Found, Row
from .library_model import LibraryModel
from .library_paint import LibraryPainter
from .scroll_handle import hide_idle_handle

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class LibraryList(QListView):
    """Tells what is chosen; what can be done with it is said elsewhere."""

    page_wanted = Signal(int)
    chosen = Signal()  # another ticket is the current one, or others are chosen with it
    opened = Signal(object)  # Row: Enter or a double click

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = LibraryModel(self)
        self._painter = LibraryPainter(self)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        hide_idle_handle(self.verticalScrollBar())
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("Tickets")
        self.setAccessibleDescription("Enter opens a ticket, Del puts it into the bin, Ctrl+C copies it")
        self.setModel(self._found)
        self.setItemDelegate(self._painter)
        self._found.page_wanted.connect(self.page_wanted)
        self.selectionModel().currentChanged.connect(self._tell)
        self.selectionModel().selectionChanged.connect(self._tell)
        self.activated.connect(self._open)

    @property
    def total(self) -> int:
        """How many tickets are listed, read or not."""
        return self._found.total

    @property
    def current(self) -> Row | None:
        return self._found.row(self.currentIndex().row()) if self.currentIndex().isValid() else None

    @property
    def selected(self) -> tuple[int, ...]:
        """Where the chosen tickets stand in the list."""
        ranges = self.selectionModel().selection().toList()
        return tuple(sorted(at for one in ranges for at in range(one.top(), one.bottom() + 1)))

    def row(self, at: int) -> Row | None:
        """The ticket at a place; None where it was not read yet."""
        return self._found.row(at)

    def show_found(self, found: Found, searched: str, ticket: str = "", at: int = 0) -> None:
        """Show another answer; the given ticket is the current one, or else the one at a place."""
        model = self.selectionModel()
        model.blockSignals(True)
        self._painter.searched = searched
        self._painter.lines = 3 if any(row.excerpt not in ("", row.title) for row in found.rows) else 2
        self._found.show_found(found)
        place = self._found.place(ticket) if ticket else -1
        place = place if place >= 0 else min(at, found.total - 1)
        model.blockSignals(False)
        self.choose(place)
        self.scheduleDelayedItemsLayout()
        self.chosen.emit()

    def put_page(self, number: int, found: Found) -> bool:
        """Take a page that was wanted; False where the answer must be read anew."""
        fresh = self._found.put_page(number, found)
        if self.current:
            self.chosen.emit()
        return fresh

    def choose(self, at: int) -> None:
        """Make a ticket the current one, and the only one that is chosen."""
        index = self._found.index(at, 0)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _SELECT)
            self.scrollTo(index)

    def move(self, event: QKeyEvent) -> None:  # type: ignore[override]
        """Move as a key says that was pressed elsewhere."""
        self.keyPressEvent(event)

    def add_actions(self, *actions: QAction) -> None:
        """What the menu of a ticket offers."""
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.addActions(actions)

    def keyboardSearch(self, search: str) -> None:
        """The search line is for searching."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _tell(self, _now: QModelIndex | QItemSelection, _before: QModelIndex | QItemSelection) -> None:
        self.chosen.emit()

    def _open(self, index: QModelIndex) -> None:
        if row := self._found.row(index.row()):
            self.opened.emit(row)
