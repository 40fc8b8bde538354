"""The pages of the window: the start page, the open change, and the library of tickets, which comes and goes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from .start_page import StartPage

if TYPE_CHECKING:
    from ..store.search import Row
    from .desk import Desk
    from .library_desk import LibraryDesk


class Pages(QStackedWidget):
    """There is only the start page until there is a desk."""

    shown = Signal()  # a page, whichever it is

    def __init__(self) -> None:
        super().__init__()
        self.start = StartPage()
        self._desk: Desk | None = None
        self._before: QWidget | None = None  # the page that the library was asked for from
        self.addWidget(self.start)

    def take_desk(self, desk: "Desk") -> None:
        """Have the pages of what works on a change from now on."""
        self._desk = desk
        self.addWidget(desk.bench)
        desk.library_left.connect(self.leave_library)
        desk.library_wanted.connect(self.show_in_library)
        desk.copied.connect(self.show_bench)
        desk.recent.connect(self.start.show_tickets)
        desk.read_recent()

    def drop_desk(self) -> None:
        """Do without the pages of the desk, for good; the start page is left."""
        desk, self._desk, self._before = self._desk, None, None
        for page in desk.pages if desk else ():
            self.removeWidget(page)
            page.deleteLater()

    @property
    def on_start(self) -> bool:
        """Whether the start page is shown."""
        return self.currentWidget() is self.start

    @property
    def on_ticket(self) -> bool:
        """Whether the page that is shown is that of a ticket."""
        return self._desk is not None and self.currentWidget() is self._desk.bench

    def show_start(self, recent: Sequence[str]) -> None:
        """Show the start page, with the places that were open before."""
        self.start.show_recent(recent)
        if self._desk:
            self._desk.read_recent()
        self._show(self.start)

    def show_bench(self) -> None:
        """Show the open change, and go to its ticket."""
        if self._desk:
            self._show(self._desk.bench)
            self._desk.bench.focus_ticket()

    def show_library(self, library: "LibraryDesk") -> None:
        """Show all tickets; Esc there goes back to where the person came from."""
        if self.indexOf(library.page) < 0:
            self.addWidget(library.page)
        if self.currentWidget() is not library.page:
            self._before = self.currentWidget()
        self._show(library.page)
        library.show()

    def show_in_library(self, row: "Row") -> None:
        """Show a ticket among all tickets."""
        if self._desk:
            self.show_library(self._desk.library)
            self._desk.library.show_ticket(row)

    def leave_library(self) -> None:
        """Go back to where the person was before the library."""
        if not self._desk:
            return
        session = self._desk.session
        if self._before is self.start or not session.loaded:
            self.show_start(session.settings.recent)
        else:
            self.show_bench()

    def _show(self, page: QWidget) -> None:
        self.setCurrentWidget(page)
        self.shown.emit()
