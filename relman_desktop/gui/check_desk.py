"""The checks in the window: made a moment after the last key, beside the window's thread."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from ..checks.finding import Finding, Severity
from ..errors import RelmanError
from ..session import Session
from .check_tab import CheckTab
from .check_words import LOOKING, CheckState, state_of
from .jobs import Lane

_AFTER = 450  # milliseconds after the last thing that happened


class CheckDesk(QObject):
    """Has the tab and the chip follow the ticket, whichever tab is shown."""

    failed = Signal(object)
    told = Signal(object)  # the CheckState for the chip; None while nothing is known
    counted = Signal(int)  # findings that block

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._lane = Lane("checks", self)
        self._soon = QTimer(self, singleShot=True, interval=_AFTER)
        self._soon.timeout.connect(self._check)
        self._gone_to = ""  # the id of the finding that the person went to last
        self.tab = CheckTab()

    @property
    def busy(self) -> bool:
        """Whether what is shown may be older than the ticket."""
        return self._soon.isActive() or self._lane.busy

    def show_ticket(self) -> None:
        """Another ticket is open, or it describes other commits."""
        self._lane.stop()
        self._gone_to = ""
        self.tab.say(LOOKING)
        self.told.emit(None)
        self.refresh()

    def refresh(self) -> None:
        """Check again soon: the ticket or what is known of its change is another."""
        if self._session.ticket:
            self._soon.start()

    def next(self, *, back: bool = False) -> Finding | None:
        """The finding after the one that was gone to last, or before it; None where there is none."""
        return self.tab.next_after(self._gone_to, back=back)

    def went_to(self, finding: Finding) -> None:
        self._gone_to = finding.id

    def close(self) -> None:
        self._soon.stop()
        self._lane.close()

    def _check(self) -> None:
        ticket, session = self._session.ticket, self._session
        if not ticket or not session.loaded:
            return

        def show(found: Sequence[Finding]) -> None:
            now = self._session.ticket
            if now and now.id == ticket.id:
                self._show(found, session.unchecked)

        try:
            read = session.reader_of_checks()
        except RelmanError as error:  # a target's own file that is wrong
            self.tab.say(str(error))
            return
        self._lane.start(read, show, self._fail)

    def _show(self, found: Sequence[Finding], unchecked: str) -> None:
        self.tab.show_findings(found, unchecked)
        state: CheckState = state_of(found, unchecked)
        self.told.emit(state)
        self.counted.emit(sum(one.severity is Severity.BLOCK for one in found))

    def _fail(self, error: Exception) -> None:
        self.tab.say(str(error) if isinstance(error, RelmanError) else "The ticket could not be checked.")
        if not isinstance(error, RelmanError):
            self.failed.emit(error)
