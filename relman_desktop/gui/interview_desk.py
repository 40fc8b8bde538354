"""The interview in the window: the tab, the earlier answers beside the window's thread, and what is kept for later."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from ..drafting.earlier import Earlier
from ..drafting.interview.keeping import Kept, let_go
from ..drafting.question_table import row_of
from ..errors import RelmanError
from ..session import Session
from ..sources.profile.layers import team_profile
from ..sources.profile.profile import Profile
from .interview_tab import InterviewTab
from .jobs import Lane
from .notices import Offer

_AFTER = 400  # milliseconds without a keystroke


class InterviewDesk(QObject):
    """Has the tab follow the session."""

    counted = Signal(int)  # how many open questions matter
    failed = Signal(object)
    offered = Signal(str, object)  # what was done, and the Offer that goes with it
    profile_changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._lane = Lane("earlier", self)
        self._profiles = Lane("profile", self)
        self._later = QTimer(self, singleShot=True, interval=_AFTER)
        self._later.timeout.connect(self.refresh)
        self.tab = InterviewTab(self._against)
        self.tab.keep_wanted.connect(self._keep)

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

    def follow_values(self) -> None:
        """Somebody writes a short value, which may answer a question: look again when they rest."""
        self._later.start()

    def against_schedule(self, text: str) -> str:
        """What speaks most against a schedule, in a sentence: the same as the tab "Risk" says of it."""
        return self._session.against_schedule(text)

    def read_profile(self) -> None:
        """Have the session know the profile that holds now."""
        if loaded := self._session.loaded:
            opened = loaded.opened

            def take(profile: Profile) -> None:
                now = self._session.loaded
                if now and now.opened is opened:
                    self._session.take_profile(profile)
                    self.profile_changed.emit()

            self._profiles.start(lambda cancel, _: team_profile(opened, cancel), take, self.failed.emit)

    def close(self) -> None:
        self._later.stop()
        self._lane.close()
        self._profiles.close()

    def _against(self, question: str, answer: str) -> str:
        row = row_of(question)
        return self.against_schedule(answer) if row and row.field == "schedule" else ""

    def _keep(self, question: str) -> None:
        """Put an answer into the person's profile, and offer to take it out again."""
        try:
            kept = self._session.keep_answer(question)
        except RelmanError as error:
            self.failed.emit(error)
            return
        self.read_profile()
        said = f"{kept.words.capitalize()} more in {kept.file}; later tickets find it there."
        self.offered.emit(said, Offer("Take it out", partial(self._let_go, kept)))

    def _let_go(self, kept: Kept) -> None:
        try:
            let_go(kept)
        except RelmanError as error:
            self.failed.emit(error)
            return
        self.read_profile()
        self.offered.emit(f"{kept.words.capitalize()} taken out of {kept.file}.", None)

    def _offer(self, earlier: Sequence[Earlier]) -> None:
        if earlier:
            self._session.offer_earlier(earlier)
            self.refresh()

    def _fail(self, error: Exception) -> None:
        """Without earlier answers all is as it is; only what nobody expects is told."""
        if not isinstance(error, RelmanError):
            self.failed.emit(error)
