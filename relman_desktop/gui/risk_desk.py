"""The risk in the window: its background beside the window's thread, then the tab, the chip and the ticket's fields."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from ..errors import RelmanError
from ..risk import Assessment, Background, Lowering
from ..risk.telling import OVERRIDE
from ..session import Session
from .jobs import Lane
from .risk_tab import RiskTab
from .risk_words import AGAIN, LOOKING, READ, STOPPED, against_level, state_of

_PATIENCE = 1000  # milliseconds before anybody is told how far it is


class RiskDesk(QObject):
    """Has the tab and the chip follow the session."""

    failed = Signal(object)
    progressed = Signal(str, object)
    idle = Signal()
    told = Signal(object)  # the RiskState for the chip
    kept = Signal(object)  # the Future of an act
    known = Signal()  # what is computed, and so what is proposed

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._reading, self._lowering = Lane("background", self), Lane("lowering", self)
        self._missing = LOOKING  # why there is no assessment
        self._step = LOOKING  # what is read now
        self._shows_progress = False
        self._lowered: Assessment | None = None  # of which the lowerings are shown, or worked out
        self._soon = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._soon.timeout.connect(self._begin_progress)
        self.tab = RiskTab()
        self.tab.looked_at.connect(self.refresh)
        self.tab.again_wanted.connect(self.read)
        self.tab.rehearsal.again_wanted.connect(self.read)
        self.tab.stop_wanted.connect(self.stop)
        self._reading.progressed.connect(self._progress)
        self._reading.idle.connect(self._rest)

    @property
    def busy(self) -> bool:
        """Whether the background is being read."""
        return self._reading.busy

    def show_ticket(self) -> None:
        """Another ticket is open, or it describes other commits."""
        self.tab.clear()
        self._lowered = None
        self._lowering.stop()
        self.read()

    def read(self) -> None:
        """Read what the risk of the change rests on."""
        loaded = self._session.loaded
        if not loaded:
            return
        self._missing = self._step = LOOKING
        opened = loaded.opened

        def take(background: Background) -> None:
            now = self._session.loaded
            if now and now.opened is opened:
                self._take(background)

        self._soon.start()
        self._reading.start(self._session.reader_of_background(), take, self._fail)
        self.refresh()

    def refresh(self) -> None:
        """Show how risky the change is by what is known now."""
        if not self._session.ticket:
            return
        now = self._session.risk()
        self.told.emit(state_of(now, self._session.entry("risk").text, self._missing))
        if not self.tab.isVisible():
            return
        if now:
            self._show(now)
        elif self._missing == LOOKING:
            self.tab.say(f"{self._step.rstrip('…')}…", stops=self._shows_progress)
        else:
            self.tab.say(self._missing, READ if self._missing == STOPPED else AGAIN)

    def show_half(self, question: str, text: str) -> None:
        """Show what is typed as an answer in another place."""
        if question == OVERRIDE:
            self.tab.override.show_half(text)
        else:
            self.tab.questionnaire.show_half(question, text)

    def against_level(self, on_ticket: str) -> str:
        """What speaks against a level on the ticket, in a sentence."""
        if not self._session.ticket:
            return ""
        has_reason = OVERRIDE in self._session.writing.ticket.answers
        return against_level(self._session.risk(), on_ticket, has_reason=has_reason)

    def stop(self) -> None:
        """Stop reading; what is shown of the change stays without a risk."""
        if self._reading.busy:
            self._missing = STOPPED
            self._reading.stop()
            self.refresh()

    def close(self) -> None:
        self._soon.stop()
        self._reading.close()
        self._lowering.close()

    def _take(self, background: Background) -> None:
        self.kept.emit(self._session.take_background(background))
        self.known.emit()
        self.refresh()

    def _show(self, now: Assessment) -> None:
        ticket, half = self._session.writing.ticket, self._session.writing.history.half
        if not self.tab.is_showing(now):  # it is asked for with every key that is typed
            self.tab.show_assessment(now, self._names)
            self.tab.show_questionnaire(now, half)
            self.tab.treemap.show_files(self._session.known.loaded.change.files, now.files)
        self._show_background()
        level, reason = ticket.entry("risk").text, ticket.answers.get(OVERRIDE, "")
        self.tab.override.show_level(now, level, reason, half.get(OVERRIDE, ""))
        if now is not self._lowered:
            self._lowered = now
            self._lowering.start(self._session.reader_of_lowerings(), self._show_lowerings, self._fail_to_lower)

    def _show_background(self) -> None:
        """What stands beside the score: the way back, and the time."""
        background = self._session.background
        self.tab.rehearsal.show_rehearsal(background.rehearsal if background else None, busy=self._reading.busy)
        self.tab.timing.show_timing(self._session.timing())
        self.tab.order()

    def _show_lowerings(self, found: Sequence[Lowering]) -> None:
        self.tab.show_lowerings(found)

    @property
    def _names(self) -> dict[str, str]:
        change = self._session.known.loaded.change
        commits = {one.id: one.subject for one in change.commits}
        return commits | {one.id: one.path for one in change.files}

    def _begin_progress(self) -> None:
        """It takes so long that somebody may wait for it."""
        if self._reading.busy:
            self._shows_progress = True
            self._progress(self._step, None)

    def _progress(self, what: str, part: object) -> None:
        self._step = what
        if self._shows_progress:
            self.progressed.emit(what.rstrip("…"), part)
            self.refresh()

    def _rest(self) -> None:
        self._soon.stop()
        if self._shows_progress:
            self._shows_progress = False
            self.idle.emit()

    def _fail(self, error: Exception) -> None:
        self._missing = str(error) if isinstance(error, RelmanError) else "The risk could not be worked out."
        self.refresh()
        if not isinstance(error, RelmanError):
            self.failed.emit(error)

    def _fail_to_lower(self, error: Exception) -> None:
        self.tab.show_lowerings(())
        self.failed.emit(error)
