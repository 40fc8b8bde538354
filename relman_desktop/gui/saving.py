"""Whether what was written is on the disk: told in the ticket's header, and while it is not, in the banner.

The journal is the one that knows, and tells it on its own thread; here it is told on the window's.
"""

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from PySide6.QtCore import QDateTime, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ..errors import ServiceError
from ..fields import OVER
from ..session import Session
from ..store.record import changes
from ..store.rescuing import Rescuing
from ..store.saving import Saving
from ..store.trouble import LOW, Kind, Trouble, free_room, trouble_of
from ..store.waiting import LONGEST
from .elsewhere import Elsewhere
from .jobs import Lane
from .notices import Notice, Offer
from .saving_words import holes_sentence, moment, not_saved, refused_sentence, room_sentence, saved_at, unsaved_sentence

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
    _guarded = Signal(str)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._journal = session, session.library.journal
        self._rescuing, self._lane = Rescuing(self._journal), Lane("rescue", self)
        self._elsewhere = Elsewhere(session, self._rescuing, window)
        self._trouble: Trouble | None = None
        self._failed = 0  # the number of the last record that was not saved then
        self._place: Path | None = None  # of the rescue file
        self._chosen: Path | None = None  # where the person has it saved, too
        self._refused = False  # the window was to be closed where nothing can be written
        self._tried = Event()
        self._looked = 0.0
        self._slow = QTimer(self, singleShot=True, interval=_SLOW)
        self._look = QTimer(self, interval=_LOOK)
        self._writes = not session.library.opened.read_only
        self._connect()

    def expect(self) -> None:
        """Something was given to the journal: if it takes its time, that is said."""
        if not self._trouble and not self._slow.isActive() and self._journal.unsaved:
            self._slow.start()

    def show_ticket(self, at: str) -> None:
        """Another ticket is shown, whose last record is of `at` (UTC, ISO 8601)."""
        self._tell_holes()
        if self._trouble:
            self._tell()
        else:
            self.header.emit((saved_at(moment(at)),), False)
            self.expect()

    def settle(self) -> bool:
        """A last try to write before the window closes, else all is rescued; False the first time where both failed."""
        if not self._writes or not self._journal.unsaved:
            return True
        self._tried.clear()
        self._journal.flush()
        self._journal.retry()
        self._tried.wait(_LAST_TRY)
        try:
            self._rescuing.keep(self._session.ticket, self._markdown)
        except ServiceError:
            leaves, self._refused = self._refused, True
            if not leaves:
                offers = (Offer("Copy the ticket", self._copy), Offer("Save elsewhere…", self._elsewhere.choose))
                self.noticed.emit("closing", Notice(refused_sentence(), offers, "closing"))
            return leaves
        return True

    def close(self) -> None:
        """The journal has ended."""
        self._look.stop()
        self._slow.stop()
        self._lane.close()
        self._elsewhere.close()
        self._rescuing.close()

    def _connect(self) -> None:
        self._slow.timeout.connect(self._say_slow)
        self._look.timeout.connect(self._rescue)
        self._elsewhere.saved.connect(self._show_chosen)
        self._elsewhere.failed.connect(self.failed)
        self._heard.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._guarded.connect(self._tell_guarded, Qt.ConnectionType.QueuedConnection)
        if self._writes:
            self._journal.watch(self._hear)
            self._session.library.watch_trouble(self._guarded.emit)

    def _hear(self, saving: Saving) -> None:
        """On the journal's thread."""
        error, free = saving.error, None
        trouble = trouble_of(self._journal.path, error.__cause__ or error) if error else None
        if not error and time.monotonic() - self._looked >= _ROOM_EACH:
            self._looked = time.monotonic()
            free = free_room(self._journal.path.parent)
        self._heard.emit(_Heard(saving, trouble, free))
        self._tried.set()

    def _take(self, heard: _Heard) -> None:
        self._slow.stop()
        unsaved = self._journal.unsaved
        if heard.saving.brought_back:
            self.noticed.emit("store", Notice(heard.saving.brought_back))
        if heard.trouble:
            self._trouble, self._failed = heard.trouble, max((one.number for one in unsaved), default=0)
            for lesser in ("guard", "space"):  # what they say of saving is not so now
                self.over.emit(lesser)
            self._look.start()
            self._rescue()
            self._tell()
        elif self._trouble and any(one.number <= self._failed for one in unsaved):
            self._tell()  # much waited, and only a part of it is written yet
        else:
            self._mend()
            self.header.emit((saved_at(QDateTime.fromMSecsSinceEpoch(int(1000 * heard.saving.at))),), False)
            self._warn_of_room(heard.free)
            self.expect()

    def _mend(self) -> None:
        if not self._trouble:
            return
        self._trouble, self._place, self._chosen, self._refused = None, None, None, False
        self._look.stop()
        self._lane.start(lambda cancel, _: self._rescuing.end(), lambda _: None, self.failed.emit)
        self.over.emit("unsaved")
        self.over.emit("closing")
        self.said.emit("All is saved again.")
        self._session.library.tell_trouble_again()

    def _rescue(self) -> None:
        """Have in the rescue file what was typed since."""
        if self._trouble and not self._lane.busy:
            ticket, markdown = self._session.ticket, self._markdown
            self._lane.start(lambda cancel, _: self._rescuing.keep(ticket, markdown), self._show_place, self._show_none)

    def _show_place(self, place: Path | None) -> None:
        self._place = place
        self._tell()

    def _show_chosen(self, chosen: Path) -> None:
        self.said.emit(f"Saved in {chosen}, and the ticket as Markdown beside it.")
        self._chosen = chosen if self._trouble else None
        self._tell()

    def _show_none(self, error: Exception) -> None:
        self._show_place(None)
        if not isinstance(error, ServiceError):  # which "in this window only" says
            self.failed.emit(error)

    def _tell(self) -> None:
        unsaved = self._journal.unsaved
        if self._trouble and unsaved:
            self.header.emit(not_saved(changes(unsaved)), True)
            sentence = unsaved_sentence(self._trouble, unsaved, self._session.ticket, self._place, self._chosen)
            again = "Make the folder again" if self._trouble.kind is Kind.GONE else "Try again"  # a try makes it
            offers = (Offer(again, self._journal.retry), Offer("Save elsewhere…", self._elsewhere.choose))
            self.noticed.emit("unsaved", Notice(sentence, offers, f"unsaved: {self._trouble.kind}"))

    def _tell_guarded(self, sentence: str) -> None:
        """The second copy or a backup cannot be made, or a damage was found; "" when that is over."""
        if not sentence:
            self.over.emit("guard")
        elif not self._trouble:
            self.noticed.emit("guard", Notice(sentence, kind=sentence))

    def _tell_holes(self) -> None:
        ticket = self._session.writing.ticket
        near = None
        with suppress(ServiceError):  # which is told where it matters
            near = self._session.library.lost_near(ticket.id)
        if near and ticket.entry("state").text not in OVER:
            self.noticed.emit("holes", Notice(holes_sentence(near), kind=f"holes of {ticket.id}"))
        else:
            self.over.emit("holes")

    def _say_slow(self) -> None:
        if self._journal.unsaved and not self._trouble:
            self.header.emit(("saving…",), False)

    def _warn_of_room(self, free: int | None) -> None:
        if free is not None and free < LOW:
            sentence = room_sentence(self._journal.path.parent, free)
            self.noticed.emit("space", Notice(sentence, kind="space"))
        elif free is not None:
            self.over.emit("space")

    @property
    def _markdown(self) -> str:
        return self._session.text("typed") if self._session.ticket else ""

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._markdown)
        self.said.emit("Copied.")
