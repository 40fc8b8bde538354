"""Watches whether the code of the open ticket moves on, and brings the ticket up to date when the person says so."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ..drafting.kept import draft_from_json
from ..drafting.moving import Brought
from ..errors import RelmanError
from ..loaded import Loaded
from ..moving_on import Found, bring_former, bring_up_to_date, look_again
from ..session import Session
from ..store.record import What
from ..wording import counted
from .jobs import Lane
from .moved_words import called, commit_lines, found_words, how_moved, left_words
from .notices import Offer
from .workbench import Workbench

_EVERY = 60_000  # milliseconds between two looks while the window is active
_PAUSE = 300  # milliseconds without a key before what is left is counted anew
_MOST_TRIES = 3  # to bring a ticket into which somebody puts sentences meanwhile
_DRAFTING = "A model is drafting; bring the ticket up to date when it is done."
_WROTE = "You wrote in the new ticket, so it stays; the other one is in the library as it was."
_MOVED = "The ticket describes the new commits: {marked}. Undo goes no further back; the History keeps what was before."
_BUSY = "The ticket changed meanwhile, so it stays at its commits; bring it up to date once more."


class MovingDesk(QObject):
    """Looks when the window becomes active, once a minute while it is, and when a change was opened or read again."""

    failed = Signal(object)
    said = Signal(str)
    offered = Signal(str, object)  # what was done, and the Offer that goes with it
    progressed = Signal(str, object)
    idle = Signal()
    moved = Signal(object)  # Loaded: the ticket describes it now
    brought_loaded = Signal(object)  # Loaded, with the former ticket of its file
    as_it_is_wanted = Signal(object)  # Loaded, whose range is to be opened at the commits that it means now

    def __init__(self, session: Session, bench: Workbench, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._bench, self._window = session, bench, window
        self._bar = bench.ticket.moved
        self._found: Found | None = None
        self._left_out: Found | None = None  # that the person put away
        self._left_away = False  # the person put away what is left
        self._gone = False
        self._tries = 0
        self._watch, self._work = Lane("watch", self), Lane("moving", self)
        self._clock = QTimer(self, interval=_EVERY)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._connect()
        self._clock.start()
        window.installEventFilter(self)

    def show_ticket(self) -> None:
        """A change was opened, or read again."""
        self._work.stop()
        loaded = self._session.loaded
        self._know(None)
        self._left_out = None
        self._left_away, self._gone = False, bool(loaded and loaded.brought)
        self.refresh()
        self.look()

    def look(self) -> None:
        """Look whether the code moved on."""
        loaded, library = self._session.loaded, self._session.library
        if loaded and not self._work.busy:
            self._watch.start(
                lambda cancel, _: (loaded, look_again(loaded, library, cancel)), self._looked, self.failed.emit
            )

    def bring(self) -> None:
        """Bring the ticket up to date, beside the person's work on it."""
        self._tries = 0
        self._begin()

    def bring_former(self) -> None:
        """Go on with the ticket of what the file held before."""
        loaded, ticket = self._session.loaded, self._session.ticket
        former = self._found.former if self._found else None
        if loaded and ticket and former:
            begun = ticket.id
            self._watch.stop()
            self._work.start(
                lambda cancel, _: bring_former(loaded, former, begun, cancel), self._former_brought, self._fail
            )
            self._bar.show_working()

    def stop(self) -> None:
        """Leave the ticket as it is."""
        if self._work.busy:
            self._work.stop()
            self.refresh()

    def close(self) -> None:
        """End the threads; a ticket that is on its way stays at its commits."""
        self._window.removeEventFilter(self)
        self._clock.stop()
        self._soon.stop()
        self._watch.close()
        self._work.close()

    def refresh(self) -> None:
        """Have the bar say what there is to say now."""
        loaded = self._session.loaded
        if loaded is None or self._work.busy:
            return
        left = self._session.left()
        words = left_words(left, gone=self._gone)
        if self._found and self._found.former and self._found != self._left_out:
            self._bar.show_former(found_words(self._found, loaded), called(self._found.former))
        elif self._found and self._found != self._left_out:
            commits = commit_lines(self._found.moved) if self._found.moved else ()
            self._bar.show_found(found_words(self._found, loaded), commits, self._found.other)
        elif words and not self._left_away:
            self._bar.show_left(words, stale=sum(len(one.stale) for one in left.values()))
        else:
            self._bar.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self.look()
        return False

    def _connect(self) -> None:
        self._clock.timeout.connect(self._look_if_active)
        self._soon.timeout.connect(self._bench.proposing.show_left)
        self._bench.proposing.left_shown.connect(self.refresh)
        self._bench.ticket.edited.connect(self._soon.start)
        self._work.progressed.connect(self.progressed)
        self._work.idle.connect(self.idle)
        self._bar.bring_wanted.connect(self.bring)
        self._bar.begin_wanted.connect(self._begin_another)
        self._bar.former_wanted.connect(self.bring_former)
        self._bar.stop_wanted.connect(self.stop)
        self._bar.next_wanted.connect(self._bench.ticket.reviewing.go_to_doubt)
        self._bar.take_wanted.connect(self._take_all)
        self._bar.put_away.connect(self._put_away)

    def _look_if_active(self) -> None:
        if self._window.isActiveWindow():
            self.look()

    def _looked(self, result: tuple[Loaded, Found | None]) -> None:
        loaded, found = result
        if loaded is self._session.loaded and found != self._found:
            self._know(found)
            self.refresh()

    def _know(self, found: Found | None) -> None:
        """Know how the code moved on, as do the checks."""
        self._found = found
        self._session.checked.moved = how_moved(found) if found else ""
        self._bench.checks.refresh()

    def _begin(self) -> None:
        session, loaded, ticket = self._session, self._session.loaded, self._session.ticket
        if not loaded or not ticket:
            return
        if self._bench.ticket.drafting.running:
            self.said.emit(_DRAFTING)
            return
        self._tries += 1
        draft = draft_from_json(session.writing.history.draft, session.material.ids)
        known = session.settings
        self._watch.stop()
        self._work.start(
            lambda cancel, progress: bring_up_to_date(
                loaded, ticket, draft, cancel, progress, trusted=known.trusted, trackers=known.trackers
            ),
            self._brought,
            self._fail,
        )
        self._bar.show_working()

    def _brought(self, result: tuple[Loaded, Brought]) -> None:
        now, brought = result
        if self._bench.ticket.drafting.running:
            self.said.emit(_DRAFTING)
            self.refresh()
            return
        saved = self._session.move(now, brought)
        if saved is None:
            self._try_again()
            return
        self._know(None)
        self._left_away, self._gone = False, False
        self._bench.show_moved(now, saved)
        self.refresh()
        self.moved.emit(now)
        stale = sum(len(one.stale) for one in self._session.left().values())
        marked = f"{counted(stale, 'sentence')} to look at" if stale else "all of its sentences stand"
        history = Offer("Show the history", partial(self._bench.show_history, ""))
        self.offered.emit(_MOVED.format(marked=marked), history)

    def _former_brought(self, loaded: Loaded) -> None:
        """Nothing goes into the bin in which the person wrote meanwhile."""
        if any(step.what is not What.CREATED for step in self._session.writing.history.steps):
            self.said.emit(_WROTE)
            self._know(None)
            self.refresh()
        else:
            self.brought_loaded.emit(loaded)

    def _try_again(self) -> None:
        """Sentences were put into the ticket while it was on its way."""
        if self._tries < _MOST_TRIES:
            self._begin()
        else:
            self.said.emit(_BUSY)
            self.refresh()

    def _fail(self, error: Exception) -> None:
        self.refresh()
        if isinstance(error, RelmanError):
            self.said.emit(f"The ticket stays as it is: {error}")
        else:
            self.failed.emit(error)

    def _begin_another(self) -> None:
        if loaded := self._session.loaded:
            self.as_it_is_wanted.emit(loaded)

    def _take_all(self) -> None:
        taken = self._bench.ticket.take_redrafts()
        self.said.emit(f"Redrafted {counted(sum(taken), 'sentence')} in {counted(len(taken), 'field')}.")

    def _put_away(self) -> None:
        if self._found and self._found != self._left_out:
            self._left_out = self._found
        else:
            self._left_away = True
        self.refresh()
