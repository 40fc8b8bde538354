"""Has the tab "Deployment" follow the ticket, and what is done there go into it: each tick is kept at once."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from ..errors import InputError, SettingsNotKept
from ..life import LifeStep
from ..lived import Living
from ..session import Session
from ..wording import shorten
from .life_clock import ClockWatch
from .life_tab import LifeTab
from .life_words import left_words
from .session_undo import undo_key
from .shown import shown_line

_EACH = 5_000  # milliseconds between two looks at the clock, while the tab is seen
_AFTER = 150  # milliseconds without a keystroke in a field
_LONGEST = 60  # characters of a command that is told


class LifeDesk(QObject):
    """Every act is one of `Session.living`; nothing is told to any change system."""

    kept = Signal(object)  # the Future of an act
    field_changed = Signal(str)  # a field that holds something else since
    said = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._clock = ClockWatch()
        self.tab = LifeTab()
        self._soon = QTimer(self, singleShot=True, interval=_AFTER)
        self._soon.timeout.connect(self._show)
        self._each = QTimer(self, interval=_EACH)
        self._each.timeout.connect(self._tell_time)
        self._connect()

    def show_ticket(self) -> None:
        """Another ticket is open."""
        self.tab.head.ask.end()
        if self.tab.isVisible():
            self._show()

    def roll_back(self) -> None:
        """Ask why it is rolled back; what is not under way cannot be."""
        life = self._session.living.life if self._session.ticket else None
        if life and life.state.is_under_way and not life.is_going_back:
            self.tab.head.begin_back()
        else:
            self.said.emit("Nothing is being deployed, so nothing is to be rolled back.")

    def refresh(self) -> None:
        """Follow soon, where the tab is seen: something was done to the ticket."""
        if self.tab.isVisible():
            self._soon.start()

    def close(self) -> None:
        self._soon.stop()
        self._each.stop()

    def _connect(self) -> None:
        tab = self.tab
        tab.looked_at.connect(self._show)
        tab.head.moved.connect(self._move)
        tab.head.turned.connect(lambda back, why: self._do(lambda living: living.turn(why, back=back), go=True))
        tab.list.ticked.connect(lambda step: self._do(lambda living: living.tick(step), _ticked(step)))
        tab.list.taken_back.connect(lambda step: self._do(lambda living: living.take_back(step), _open(step)))
        tab.list.skipped.connect(lambda step, why: self._do(lambda living: living.skip(step, why), _skipped(step)))
        tab.list.noted.connect(lambda step, text: self._do(lambda living: living.annotate(step, text)))
        tab.list.copied.connect(self._copy)
        tab.bar.noted.connect(lambda text, is_problem: self._do(lambda living: living.note(text, problem=is_problem)))
        tab.end.outcome_wanted.connect(lambda outcome: self._write("outcome", outcome))
        tab.end.note_wanted.connect(self._take_note)
        tab.end.copy_wanted.connect(self._copy)
        tab.signed.connect(self._sign)

    def _move(self, state: str, why: str) -> None:
        left = left_words(self._session.living.life) if self._session.ticket else ""
        told = " ".join(filter(None, (f"The ticket is “{state}” now; {undo_key()} takes it back.", left)))
        self._do(lambda living: living.move(state, why), told, go=True)
        self.field_changed.emit("state")

    def _do(self, act: Callable[[Living], "Future[None]"], said: str = "", *, go: bool = False) -> None:
        """Do something and show it at once; `go` to what is to be done next."""
        try:
            saved = act(self._session.living)
        except InputError as error:
            self._show()
            self.said.emit(str(error))
            return
        self.kept.emit(saved)
        self._show()
        if said:
            self.said.emit(said)
        if go:
            self.tab.go_to_next()

    def _show(self) -> None:
        self._soon.stop()
        if not (self._session.ticket and self._session.loaded):
            self._each.stop()
            return
        living = self._session.living
        life = living.life
        self.tab.show_life(life, living.zone, living.by)
        over = life.state.is_over or life.state.name == "rejected"
        text = living.closing_note() if over and any(one.at for one in life.states) else ""
        outcome = self._session.entry("outcome").text.strip()
        offered = life.offered_outcome if life.offered_outcome != outcome else ""
        self.tab.end.show_end(text, offered, taken=bool(text) and text in self._session.entry("notes").text)
        self._tell_time()
        self._each.start()

    def _tell_time(self) -> None:
        if not self.tab.isVisible() or not self._session.ticket:
            self._each.stop()
            return
        living = self._session.living
        self.tab.show_time(living.now, living.zone, self._clock.look(living.now))

    def _take_note(self, text: str) -> None:
        """Put the closing note below what stands in the notes."""
        before = self._session.entry("notes").text.rstrip()
        self._write("notes", f"{before}\n\n{text}" if before else text)

    def _write(self, field: str, text: str) -> None:
        self._session.rest()
        self.kept.emit(self._session.edit(field, text))
        self._session.rest()
        self.field_changed.emit(field)
        self._show()

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.said.emit(f"Copied: {shorten(shown_line(' '.join(text.split())), _LONGEST)}")

    def _sign(self, name: str) -> None:
        if name == self._session.living.by or not self._session.ticket:
            return
        try:
            self._session.change_settings(replace(self._session.settings, signed_as=name))
        except SettingsNotKept as error:
            self.failed.emit(error)
        self._show()


def _ticked(step: LifeStep) -> str:
    return f"Step {step.number} is ticked; {undo_key()} takes it back."


def _open(step: LifeStep) -> str:
    return f"Step {step.number} is open again."


def _skipped(step: LifeStep) -> str:
    return f"Step {step.number} is skipped."
