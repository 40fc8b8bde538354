"""Has the Sent tab show what was sent for the current ticket, read beside the window's thread: it may be megabytes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ..session import Session
from .jobs import Lane
from .sent_tab import SentTab
from .side_tabs import SideTabs

if TYPE_CHECKING:
    from ..asking.exchange import Exchange


class SentReading(QObject):
    """Its tab says how many requests there are."""

    failed = Signal(object)

    def __init__(self, session: Session, tab: SentTab, side: SideTabs) -> None:
        super().__init__(side)
        self._session, self._tab, self._side = session, tab, side
        self._lane = Lane("sent", self)

    def show_another(self) -> None:
        """Another ticket is current: nothing of the one before stays."""
        self._list(())
        self.refresh()

    def refresh(self) -> None:
        """A request went out, or its answer came."""
        if self._session.ticket:
            self._lane.start(self._session.reader_of_sent(), self._list, self.failed.emit)

    def close(self) -> None:
        self._lane.close()

    def _list(self, exchanges: "tuple[Exchange, ...]") -> None:
        self._tab.show_exchanges(exchanges)
        self._side.count(self._tab, len(exchanges))
