"""Whether what was written is on the disk: told in the ticket's header, and while it is not, in the banner.

The journal is the one that knows, and tells it on its own thread; here it is told on the window's.
"""

import time
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from PySide6.QtCore import QDateTime, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ..errors import ServiceError
from ..session import Session
from ..store.journal import Saving
from ..store.rescuing import Rescuing
from ..store.trouble import LOW, Kind, Trouble, free_room, in_words, trouble_of
from ..store.waiting import LONGEST
from ..wording import counted
from .jobs import Lane
from .notices import Notice, Offer
from .saving_words import not_saved, saved_at, trouble_sentence

_SLOW = round(1000 * (LONGEST + 1.0))  # milliseconds until "saving…": typed text itself waits up to LONGEST
_LOOK = 1000  # milliseconds between two looks at what was typed while nothing can be written
_LAST_TRY = 3.0  # seconds that closing waits for it
_ROOM_EACH = 60.0  # seconds between two looks at how much room there is


@dataclass(frozen=True)
class _Heard:
    """What the journal said, and what its thread found of the place: a slow drive must not stop the window."""

    saving: Saving
    trouble: Trouble | None
    free: int | None


class SavingWatch(QObject):
    """Watches one session's journal from its beginning to its end."""

    header = Signal(tuple, bool)  # texts, the longest first; whether it is a warning
    noticed = Signal(str, object)  # topic, Notice
    over = Signal(str)  # topic
    said = Signal(str)
    failed = Signal(object)
    _heard = Signal(object)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._journal = session.library.journal
        self._rescuing = Rescuing(self._journal)
        self._lane, self._choosing = Lane("rescue", self), Lane("save-elsewhere", self)
        self._trouble: Trouble | None = None
        self._place: Path | None = None  # of the rescue file
        self._refused = False  # the window was to be closed where nothing can be written
        self._tried = Event()
        self._looked = 0.0
        self._slow = QTimer(self, singleShot=True, interval=_SLOW)
        self._slow.timeout.connect(self._say_slow)
        self._look = QTimer(self, interval=_LOOK)
        self._look.timeout.connect(self._rescue)
        self._heard.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._journal.watch(self._hear)

    def expect(self) -> None:
        """Something was given to the journal: if it takes its time, that is said."""
        if not self._trouble and not self._slow.isActive() and self._journal.unsaved:
            self._slow.start()

    def show_ticket(self, at: str) -> None:
        """Another ticket is shown, whose last record is of `at` (UTC, ISO 8601)."""
        if self._trouble:
            self._tell()
        else:
            self.header.emit((saved_at(QDateTime.fromString(at, Qt.DateFormat.ISODateWithMs)),), False)
            self.expect()

    def settle(self) -> bool:
        """A last try to write before the window closes, else all is rescued; False the first time where both failed."""
        if not self._journal.unsaved:
            return True
        self._tried.clear()
        self._journal.flush()
        self._journal.retry()
        self._tried.wait(_LAST_TRY)
        try:
            self._rescuing.keep(self._session.ticket, self._markdown)
        except ServiceError:
            if self._refused:
                return True
            self._refused = True
            self._tell_refused()
            return False
        return True

    def close(self) -> None:
        """The journal has ended."""
        self._look.stop()
        self._slow.stop()
        self._lane.close()
        self._choosing.close()
        self._rescuing.close()

    def save_elsewhere(self) -> None:
        """Have the person choose a file in which what cannot be saved is kept from now on, and keep it there."""
        ticket = self._session.ticket
        name = (ticket.entry("change_id").text if ticket else "") or "tickets"
        proposed = str(Path.home() / f"{''.join(one if one.isalnum() or one in '-_' else '-' for one in name)}.jsonl")
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Save elsewhere", proposed, "Records (*.jsonl)")
        if chosen:
            path, markdown = Path(chosen), self._markdown
            self._choosing.start(
                lambda cancel, _: self._rescuing.choose(path, ticket, markdown),
                lambda _: self.said.emit(f"Saved in {path}, and the ticket as Markdown beside it."),
                self.failed.emit,
            )

    def _hear(self, saving: Saving) -> None:
        """On the journal's thread."""
        error = saving.error
        trouble = trouble_of(self._journal.path, error.__cause__ or error) if error else None
        free = None
        if not error and time.monotonic() - self._looked >= _ROOM_EACH:
            self._looked = time.monotonic()
            free = free_room(self._journal.path.parent)
        self._heard.emit(_Heard(saving, trouble, free))
        self._tried.set()

    def _take(self, heard: _Heard) -> None:
        self._slow.stop()
        if heard.trouble:
            self._trouble = heard.trouble
            self._look.start()
            self._rescue()
            self._tell()
            return
        if self._trouble:
            self._mend()
        self.header.emit((saved_at(QDateTime.fromMSecsSinceEpoch(int(1000 * heard.saving.at))),), False)
        self._warn_of_room(heard.free)
        self.expect()

    def _mend(self) -> None:
        self._trouble, self._place, self._refused = None, None, False
        self._look.stop()
        self._lane.start(lambda cancel, _: self._rescuing.end(), lambda _: None, self.failed.emit)
        self.over.emit("unsaved")
        self.over.emit("closing")
        self.said.emit("All is saved again.")

    def _rescue(self) -> None:
        """Have in the rescue file what was typed since."""
        if self._trouble and not self._lane.busy:
            ticket, markdown = self._session.ticket, self._markdown
            self._lane.start(
                lambda cancel, _: self._rescuing.keep(ticket, markdown), self._show_rescued, self._show_unrescued
            )

    def _show_rescued(self, place: Path | None) -> None:
        self._place = place
        self._tell()

    def _show_unrescued(self, error: Exception) -> None:
        self._place = None
        self._tell()
        if not isinstance(error, ServiceError):  # which the banner's "in this window only" says
            self.failed.emit(error)

    def _tell(self) -> None:
        unsaved = self._journal.unsaved
        if not (self._trouble and unsaved):
            return
        self.header.emit(not_saved(len(unsaved)), True)
        sentence = trouble_sentence(self._trouble, len(unsaved), self._tickets, self._place)
        self.noticed.emit("unsaved", Notice(sentence, self._offers, f"unsaved: {self._trouble.kind}"))

    def _tell_refused(self) -> None:
        sentence = (
            "Nothing can be written anywhere, so the window stays open: copy the ticket to where it can be kept. Close"
            " the window again to leave what is not saved."
        )
        copy = Offer("Copy the ticket", self._copy)
        self.noticed.emit("closing", Notice(sentence, (copy, Offer("Save elsewhere…", self.save_elsewhere)), "closing"))

    @property
    def _offers(self) -> tuple[Offer, ...]:
        gone = self._trouble and self._trouble.kind is Kind.GONE
        again = "Make the folder again" if gone else "Try again"  # a try makes what is missing
        return (Offer(again, self._journal.retry), Offer("Save elsewhere…", self.save_elsewhere))

    @property
    def _tickets(self) -> str:
        tickets = {one.ticket for one in self._journal.unsaved}
        current = self._session.ticket
        if current and tickets == {current.id}:
            return current.entry("change_id").text or "this ticket"
        return counted(len(tickets), "ticket")

    @property
    def _markdown(self) -> str:
        return self._session.text("markdown") if self._session.ticket else ""

    def _copy(self) -> None:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(self._markdown)
        self.said.emit("Copied.")

    def _say_slow(self) -> None:
        if self._journal.unsaved and not self._trouble:
            self.header.emit(("saving…",), False)

    def _warn_of_room(self, free: int | None) -> None:
        if free is None:
            return
        if free >= LOW:
            self.over.emit("space")
            return
        folder = self._journal.path.parent
        sentence = (
            f"The disk of {folder} is nearly full ({in_words(free)} free): make room before it cannot be written."
        )
        self.noticed.emit("space", Notice(sentence, kind="space"))
