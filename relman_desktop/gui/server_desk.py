"""What a window of servers asks for, done beside the window's thread: tests, and where keys are kept."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ..jobs import Cancel, Progress
from ..keys import Key, Place, forget_key, keep_key, key_for, state
from ..session import Session
from .jobs import Lane
from .server_entry import Finding, KeyState
from .server_settings import ServerSettings


class Report(Protocol):
    """What a test of a connection found."""

    @property
    def lines(self) -> tuple[Finding, ...]: ...


class ServerDesk(QObject):
    """Owns a window of servers, which lives as long as the app: what is half typed in it is not lost."""

    failed = Signal(object)
    changed = Signal()  # which servers there are
    key_kept = Signal()  # one that the person gave

    def __init__(self, session: Session, page: ServerSettings[Any, Any], window: QWidget) -> None:
        super().__init__(window)
        self.session, self.servers = session, page
        self._testing, self._keys = Lane("tester", self), Lane("keys", self)
        self._tested: Any = None  # the server that is tested now
        self._waiting: list[tuple[Callable[[], KeyState], Any, bool]] = []  # key jobs: none of them replaces another
        page.test_wanted.connect(self._test)
        page.test_stopped.connect(self._testing.stop)
        page.key_given.connect(lambda server, key: self._ask_keys(lambda: _kept(server, key), server, gives=True))
        page.key_forgotten.connect(lambda server: self._ask_keys(lambda: _forgotten(server), server))
        page.key_state_wanted.connect(lambda server: self._ask_keys(lambda: _state(server), server))
        self._testing.progressed.connect(self._show_progress)

    def show(self) -> None:
        """Show the window, in front."""
        self.servers.show()
        self.servers.raise_()
        self.servers.activateWindow()

    def close(self) -> None:
        self.servers.close()
        for lane in (self._testing, self._keys):
            lane.close()

    def try_out(self, server: Any, typed: str, cancel: Cancel, progress: Progress) -> Report:
        """Test a server, with the key that is typed or else the one that is kept; beside the window's thread."""
        raise NotImplementedError

    def _test(self, server: Any, typed: str) -> None:
        answers = self.servers.answers
        if self._tested and self._testing.busy:
            answers.show_report(self._tested, ())  # the new test ends it
        self._tested = server
        self._testing.start(
            lambda cancel, progress: self.try_out(server, typed, cancel, progress),
            lambda report: answers.show_report(server, report.lines),
            lambda error: self._fail_test(server, error),
        )

    def _fail_test(self, server: Any, error: Exception) -> None:
        self.servers.answers.show_report(server, ())
        self.failed.emit(error)

    def _show_progress(self, what: str, part: object) -> None:
        if self._tested:
            self.servers.answers.show_progress(self._tested, what)

    def _ask_keys(self, ask: Callable[[], KeyState], server: Any, *, gives: bool = False) -> None:
        """Ask the keyring, one thing after the other; each answer finds its server."""
        self._waiting.append((ask, server, gives))
        if not self._keys.busy:
            self._ask_next()

    def _ask_next(self) -> None:
        if not self._waiting:
            return
        ask, server, gives = self._waiting.pop(0)
        self._keys.start(
            lambda _cancel, _progress: ask(),
            lambda found: self._tell_key(server, found, gives=gives),
            lambda error: self._tell_key(server, KeyState(words=str(error)), gives=False),
        )

    def _tell_key(self, server: Any, found: KeyState, *, gives: bool) -> None:
        self.servers.answers.show_key_state(server, found)
        if gives and found.held:
            self.key_kept.emit()
        self._ask_next()


def _state(server: Any) -> KeyState:
    return _told(key_for(server), server.secret)


def _told(key: Key | None, secret: str) -> KeyState:
    if key is None or key.place is Place.NOT_NEEDED:
        needed = f"No {secret} is needed on this machine" if key else f"No {secret} is kept yet"
        return KeyState(words=f"{needed}. {state().sentence_of(secret)}")
    own = key.place in (Place.KEYRING, Place.SESSION)
    words = f"Kept {key.where}." if own else f"Taken from the environment: {key.where.removeprefix('in ')}."
    reason = f" {state().reason}" if key.place is Place.SESSION else ""
    return KeyState(held=True, words=words + reason, can_forget=own)


def _kept(server: Any, key: str) -> KeyState:
    keep_key(server, key)
    return _state(server)


def _forgotten(server: Any) -> KeyState:
    forget_key(server)
    return _state(server)
