"""Works out what a ticket says about its team, beside the window's thread and only while somebody looks at it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from ..advice import Advice, Line, Point, advise, lines, trend
from ..errors import RelmanError
from ..jobs import Cancel, Progress
from ..session import Session
from ..ticket import Ticket
from .advice_tab import AdviceTab
from .advice_words import LOOKING
from .jobs import Lane

_AFTER = 400  # milliseconds without a keystroke
_Found = tuple[tuple[Advice, ...], tuple[Point, ...], tuple[Line, ...]]


class AdviceDesk(QObject):
    """Follows the ticket that is open."""

    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._lane = Lane("advice", self)
        self._before: tuple[str, tuple[Ticket, ...]] = ("", ())  # the id of the ticket that is open, and the last ones
        self._later = QTimer(self, singleShot=True, interval=_AFTER)
        self._later.timeout.connect(self._look)
        self.tab = AdviceTab()
        self.tab.looked_at.connect(self._look)

    def show_ticket(self) -> None:
        """Another ticket is open."""
        self._before = ("", ())
        self.tab.say(LOOKING)
        self.refresh()

    def refresh(self) -> None:
        """Look again soon, where the tab is seen: the ticket or what is known of its change is another."""
        if self.tab.isVisible():
            self._later.start()

    def close(self) -> None:
        self._later.stop()
        self._lane.close()

    def _look(self) -> None:
        ticket, session = self._session.ticket, self._session
        if ticket is None or not session.loaded or not self.tab.isVisible():
            return
        material, read_last, kept = session.material, session.reader_of_last(), self._before

        def work(cancel: Cancel, _: Progress) -> tuple[tuple[Ticket, ...], _Found]:
            read = kept[0] == ticket.id
            last = kept[1] if read else read_last()
            cancel.check()
            points = trend(with_current(last, ticket))
            return last, (advise(material, ticket), points, lines(points))

        def show(found: tuple[tuple[Ticket, ...], _Found]) -> None:
            self._before = (ticket.id, found[0])
            self.tab.show_advice(*found[1])

        self._lane.start(work, show, self._fail)

    def _fail(self, error: Exception) -> None:
        self.tab.say(str(error))
        if not isinstance(error, RelmanError):
            self.failed.emit(error)


def with_current(last: Sequence[Ticket], ticket: Ticket) -> tuple[Ticket, ...]:
    """The last tickets with the open one as it is now, at its place; at the end where it is not among them."""
    if any(one.id == ticket.id for one in last):
        return tuple(ticket if one.id == ticket.id else one for one in last)
    return (*last, ticket)
