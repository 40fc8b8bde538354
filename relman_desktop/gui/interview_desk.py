"""The interview in the window: the tab, the earlier answers beside the window's thread, and what is kept for later."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from ..drafting.earlier import Earlier
from ..errors import RelmanError
from ..session import Session
from .interview_tab import InterviewTab
from .jobs import Lane


class InterviewDesk(QObject):
    """Has the tab follow the session."""

    counted = Signal(int)  # how many open questions matter
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._lane = Lane("earlier", self)
        self.tab = InterviewTab()

    def show_ticket(self) -> None:
        """Show another ticket's questions; what was answered in earlier ones follows when it is read."""
        self.tab.clear()
        self.refresh()
        if self._session.ticket:
            self._lane.start(self._session.reader_of_earlier(), self._offer, self._fail)

    def refresh(self) -> None:
        """Show how it stands with the questions now."""
        session = self._session
        half = session.writing.history.half if session.ticket else {}
        self.tab.show_asked(session.interview(), half)
        self.counted.emit(self.tab.pressing)

    def close(self) -> None:
        self._lane.close()

    def _offer(self, earlier: Sequence[Earlier]) -> None:
        if earlier:
            self._session.offer_earlier(earlier)
            self.refresh()

    def _fail(self, error: Exception) -> None:
        """Without earlier answers all is as it is; only what nobody expects is told."""
        if not isinstance(error, RelmanError):
            self.failed.emit(error)
