"""The pane at the right as tabs: the evidence first, then what else there is to know about the ticket."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from .fitting_tabs import FittingTabs
from .shown import tooltip
from .theme import GRID


class SideTabs(QWidget):
    """Shows one page at a time; the focus of the whole is the shown page's. Left and Right go through the tabs."""

    page_shown = Signal(object)  # the QWidget that is shown now

    def __init__(self) -> None:
        super().__init__()
        self.tabs = FittingTabs("Evidence and more about the ticket")
        self.bar = self.tabs.bar
        self._pages = QStackedWidget()
        self._names: list[str] = []
        self._staying: set[QWidget] = set()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID // 2, 0, 0)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(2 * GRID, 0, GRID, 0)
        head.addWidget(self.tabs, 1)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)
        self.bar.currentChanged.connect(self._show)

    def add_page(self, name: str, page: QWidget, *, hidden: bool = False, stays: bool = False) -> None:
        """Add a page behind the others.

        A hidden one has no tab until it is shown. One that stays is left only when the person goes to another.
        """
        self._names.append(name)
        self._staying |= {page} if stays else set()
        self._pages.addWidget(page)
        self.tabs.add(name, hidden=hidden)
        self._show(self.bar.currentIndex())

    def show_page(self, page: QWidget, *, focus: bool = False) -> None:
        """Show a page, with its tab; `focus` for what the person asked to go to."""
        self.tabs.go_to(self._pages.indexOf(page))
        if focus:
            page.setFocus()

    def offer_page(self, page: QWidget) -> None:
        """Show a page because what it shows is new, unless the person is on one that stays."""
        if self.page not in self._staying:
            self.show_page(page)

    def hide_page(self, page: QWidget) -> None:
        """Take a page's tab away; the first page is shown where it was shown."""
        self.tabs.take_away(self._pages.indexOf(page))

    def count(self, page: QWidget, number: int) -> None:
        """Say in a page's tab how many things it has; 0 says nothing."""
        at = self._pages.indexOf(page)
        self.tabs.name(at, f"{self._names[at]} {number:,}" if number else self._names[at])

    def mark(self, page: QWidget, sentence: str) -> None:
        """Have a dot in a page's tab, which says this; "" takes it away."""
        at = self._pages.indexOf(page)
        self.tabs.name(at, f"{self._names[at]} •" if sentence else self._names[at])
        self.bar.setTabToolTip(at, tooltip(sentence))

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        return self._pages.widget(self.bar.currentIndex()) or self

    @property
    def name(self) -> str:
        """The name of the page that is shown."""
        return self._names[self.bar.currentIndex()] if self._names else ""

    def show_named(self, name: str) -> None:
        """Show the page of this name, if it has a tab."""
        at = self._names.index(name) if name in self._names else -1
        if at in self.tabs.there:
            self.tabs.go_to(at)

    def _show(self, at: int) -> None:
        self._pages.setCurrentIndex(at)
        self.setFocusProxy(self.page)
        self.page_shown.emit(self.page)
