"""Long texts as pages under tabs, with a line to search them and a button to copy the one that is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTabBar, QVBoxLayout, QWidget

from .icons import IconButton
from .labels import note
from .long_text import LongText, Part
from .theme import GRID


@dataclass(frozen=True)
class Page:
    """A text: its tab, what makes its parts when it is first looked at, and what a copy of it holds."""

    name: str
    parts: Callable[[], Sequence[Part]]
    copied: Callable[[], str]


class TextPages(QWidget):
    """Shows one page at a time; the page that was chosen stays chosen when other texts are shown."""

    copied = Signal(str)  # the name of the page that is on the clipboard now

    def __init__(self, name: str) -> None:
        super().__init__()
        self._pages: Sequence[Page] = ()
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.tabs.setAccessibleName(f"{name}: what to show")
        self.view = LongText(name)
        self.search = QLineEdit(placeholderText="Search (Ctrl+F)", clearButtonEnabled=True)
        self.search.setAccessibleName(f"Search in {name.lower()}")
        self.search.setAccessibleDescription("Enter goes to the next place, Shift+Enter to the one before")
        self.search.installEventFilter(self)
        self._found = note()
        self._copy = IconButton("copy", "Copy all of this")
        self._lay_out()
        self.setFocusProxy(self.view)
        self.tabs.currentChanged.connect(self._show)
        self.search.textChanged.connect(self._search_anew)
        self._copy.clicked.connect(self.copy)
        find = QShortcut(QKeySequence.StandardKey.Find, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._begin_search)

    def show_pages(self, pages: Sequence[Page]) -> None:
        """Show other texts; with the same tabs as before, at the same one."""
        at = self.tabs.currentIndex() if [one.name for one in pages] == [one.name for one in self._pages] else 0
        self._pages = pages
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for page in pages:
            self.tabs.addTab(page.name)
        self.tabs.setCurrentIndex(at)
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(pages) > 1)
        self._show(at)

    def copy(self) -> None:
        """Put all of the page on the clipboard, as it is and not as it is drawn."""
        if page := self._page:
            QGuiApplication.clipboard().setText(page.copied())
            self._found.setText("Copied.")
            self.copied.emit(page.name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the search line goes on from place to place, Escape goes back to the text."""
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress):
            return super().eventFilter(watched, event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._search(back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.view.setFocus()
            return True
        return super().eventFilter(watched, event)

    @property
    def _page(self) -> Page | None:
        at = self.tabs.currentIndex()
        return self._pages[at] if 0 <= at < len(self._pages) else None

    def _show(self, _at: int) -> None:
        page = self._page
        self.view.show_parts(page.parts() if page else ())
        self._found.setText("")
        if self.search.text():
            self._search_anew()

    def _begin_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _search_anew(self) -> None:
        cursor = self.view.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self.view.setTextCursor(cursor)
        self._search()

    def _search(self, *, back: bool = False) -> None:
        wanted = self.search.text()
        at, count = self.view.find_text(wanted, back=back)
        self._found.setText("" if not wanted else f"{at:,} of {count:,}" if count else "Not found")

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self.search, 1)
        foot.addWidget(self._found)
        foot.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.tabs)
        layout.addLayout(foot)
        layout.addWidget(self.view, 1)
