"""Finds past tickets that are like the open one, beside the window's thread."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from ..errors import RelmanError
from ..session import Session
from ..store.similar import Similar
from ..ticket import Ticket
from .jobs import Lane
from .similar_tab import LOOKING, SimilarTab
from .similar_words import ranked

_MOST = 6  # that are worth a person's time


class SimilarDesk(QObject):
    """What is found is stale when the ticket's texts are others; then it is looked for again."""

    found = Signal(int)  # how many
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._looked: Ticket | None = None  # the ticket as it was when it was compared
        self._shown: tuple[Similar, ...] = ()
        self._lane = Lane("similar", self)
        self.tab = SimilarTab()
        self.read_only = False

    def show_ticket(self) -> None:
        """Look for what is like another ticket."""
        self.tab.say(LOOKING)
        self._shown = ()
        self.found.emit(0)
        self._look()

    def refresh(self) -> None:
        """Look again where the ticket has changed since."""
        if self._session.ticket is not self._looked:
            self._look()

    def close(self) -> None:
        self._lane.close()

    def _look(self) -> None:
        ticket, library = self._session.ticket, self._session.library
        if ticket:
            self._looked = ticket
            self._lane.start(lambda *_: ranked(library.similar(ticket, _MOST)), self._show, self._fail)

    def _show(self, found: Sequence[Similar]) -> None:
        if self._shown != tuple(found) or not found:
            self._shown = tuple(found)
            self.tab.show_similar(found, self._text, writes=not self.read_only)
        self.found.emit(len(found))

    def _fail(self, error: Exception) -> None:
        self.tab.say(str(error))
        if not isinstance(error, RelmanError):
            self.failed.emit(error)

    def _text(self, field: str) -> str:
        return self._session.entry(field).text
