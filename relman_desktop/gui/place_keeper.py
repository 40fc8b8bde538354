"""Keeps where the person is, beside the window's thread, and brings them back to it when the same ticket is shown."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from ..errors import InputError
from ..places import Place, save_place
from .window import MainWindow

if TYPE_CHECKING:
    from .workbench import Workbench

_SOON = 1000  # milliseconds between two writes
_TRIES = 3  # starts that may end while they open what was open
_SHAPES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.WindowStateChange)


class PlaceKeeper(QObject):
    """Watches a window. It writes what has changed, at most every second, and at the end."""

    def __init__(self, window: MainWindow, place: Place, *, writes: bool) -> None:
        """`place`: where the person was last. `writes`: whether this window is the one that is remembered."""
        super().__init__(window)
        self.writes = writes
        self._window = window
        self._place = self._written = place
        self._bench: Workbench | None = None
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="place")
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.keep)
        window.installEventFilter(self)
        window.showing.connect(self._remember)
        window.loaded.connect(self._come_back)
        window.pages.shown.connect(self._touch)
        window.closing.connect(self._end)

    @property
    def here(self) -> Place:
        """Where the person is now. While nothing is open yet, what was open last is not forgotten."""
        desk = self._window.working
        place = replace(self._place, window=self._window.shape, panes=self._window.panes)
        if desk is None:
            return place
        opening = desk.opening
        place = replace(
            place,
            start_page=self._window.pages.on_start and not opening,
            tries=place.tries if opening else 0,
        )
        loaded, ticket = desk.session.loaded, desk.session.ticket
        if not loaded or not ticket:
            return place
        opened, pane = loaded.opened, desk.bench.ticket.place
        return replace(
            place,
            location=opened.location,
            range=opened.range,
            base=loaded.change.base,
            head=loaded.change.head,
            ticket=ticket.id,
            tab=desk.bench.side.name,
            caret=pane.caret,
            scroll=pane.scroll,
            expanded=pane.expanded,
        )

    def restore(self) -> None:
        """Open what was open. Where the last starts did not survive that, it is left alone; so each try is kept."""
        place = self._place
        if place.start_page or not place.location:
            return
        if place.tries >= _TRIES:
            said = f"{place.location} was left alone: the last {place.tries} starts ended while opening it."
            self._window.complaints.tell(InputError(said))
            return
        self._place = replace(place, tries=place.tries + 1)
        self._write()
        self._window.open_again(place)

    def keep(self) -> None:
        """Write where the person is, if it is another place than before; nobody waits for it."""
        self._place = self.here
        self._write()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SHAPES:
            self._touch()
        return False

    def _write(self) -> None:
        if self.writes and self._place != self._written:
            self._written = self._place
            self._executor.submit(_save, self._place)

    def _remember(self) -> None:
        """The ticket may be shown anew, from its beginning: where the person is in it now is where they go back to."""
        self._place = self.here

    def _come_back(self) -> None:
        """A change is shown: go to where the person was, if it is that ticket."""
        bench, ticket = self._window.desk.bench, self._window.desk.session.ticket
        self._watch(bench)
        if ticket and ticket.id == self._place.ticket:
            bench.ticket.place.go_to(self._place)
            bench.side.show_named(self._place.tab)
        self._touch()

    def _watch(self, bench: "Workbench") -> None:
        if bench is self._bench:
            return
        self._bench = bench
        for signal in (bench.ticket.place.moved, bench.side.page_shown, bench.splitterMoved):
            signal.connect(self._touch)

    def _touch(self) -> None:
        if self.writes and not self._soon.isActive():
            self._soon.start()

    def _end(self) -> None:
        """The window closes: write the last place, and wait for it."""
        self._soon.stop()
        self.keep()
        self.writes = False
        self._executor.shutdown(wait=True)


def _save(place: Place) -> None:
    with suppress(OSError):  # where nothing can be written the journal says so; a place is worth no complaint
        save_place(place)
