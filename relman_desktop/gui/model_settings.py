"""What the window "Model" asks for, done beside the window's thread: tests, lists of models, keys."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ..errors import ServiceError
from ..jobs import Cancel, Progress
from ..keys import Key, Place, forget_key, keep_key, key_for, state
from ..session import Session
from ..settings import Endpoint
from .endpoint_entry import KeyState
from .endpoint_settings import EndpointSettings
from .jobs import Lane


class ModelSettings(QObject):
    """Owns the window "Model", which lives as long as the app: what is half typed in it is not lost."""

    failed = Signal(object)
    changed = Signal()  # which endpoints there are, or which one drafts

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self.page = EndpointSettings(window)
        self._testing, self._listing, self._finding = (Lane(name, self) for name in ("tester", "lister", "finder"))
        self._keys = Lane("keys", self)
        self._tested: Endpoint | None = None  # what is tested now, and whose models are asked for
        self._listed: Endpoint | None = None
        self._waiting: list[tuple[Callable[[], KeyState], Endpoint]] = []  # key jobs: none of them replaces another
        settings = session.settings
        self._connect()
        self.page.show_endpoints(settings.endpoints, settings.endpoint)  # which asks where the first one's key is

    def show(self) -> None:
        """Show the window, in front."""
        self.page.show()
        self.page.raise_()
        self.page.activateWindow()

    def close(self) -> None:
        self.page.close()
        for lane in (self._testing, self._listing, self._finding, self._keys):
            lane.close()

    def _save(self, endpoints: tuple[Endpoint, ...], drafting: str) -> None:
        try:
            self._session.change_settings(replace(self._session.settings, endpoints=endpoints, endpoint=drafting))
        except ServiceError as error:
            self.failed.emit(error)
        self.changed.emit()

    def _test(self, endpoint: Endpoint, typed: str) -> None:
        def work(cancel: Cancel, progress: Progress) -> Any:
            from ..llm.connection import test_connection

            key = None if typed else key_for(endpoint)
            given = bool(typed or (key and key.place is not Place.NOT_NEEDED))
            own = typed or (key.reveal() if key else "")
            return test_connection(endpoint, own, cancel, progress, key_given=given)

        answers = self.page.answers
        if self._tested and self._testing.busy:
            answers.show_report(self._tested, ())  # the new test ends it
        self._tested = endpoint
        self._testing.start(
            work,
            lambda report: answers.show_report(endpoint, report.lines),
            lambda error: self._fail_test(endpoint, error),
        )

    def _fail_test(self, endpoint: Endpoint, error: Exception) -> None:
        self.page.answers.show_report(endpoint, ())
        self.failed.emit(error)

    def _show_progress(self, what: str, part: object) -> None:
        if self._tested:
            self.page.answers.show_progress(self._tested, what)

    def _list(self, endpoint: Endpoint, typed: str) -> None:
        def work(cancel: Cancel, _: Progress) -> Any:
            from ..llm.discover import models

            return models(endpoint, typed or _key(endpoint), cancel)

        answers = self.page.answers
        if self._listed and self._listing.busy:
            answers.say_no_models(self._listed, "")  # another server is asked now
        self._listed = endpoint
        self._listing.start(
            work,
            lambda names: answers.show_models(endpoint, names),
            lambda error: answers.say_no_models(endpoint, str(error)),
        )

    def _find(self) -> None:
        def work(cancel: Cancel, _: Progress) -> Any:
            from ..llm.discover import find_local

            return find_local(cancel)

        self._finding.start(work, self.page.answers.show_local, self._fail_finding)

    def _fail_finding(self, error: Exception) -> None:
        self.page.answers.show_local(())
        self.failed.emit(error)

    def _give_key(self, endpoint: Endpoint, key: str) -> None:
        self._ask_keys(lambda: _kept(endpoint, key), endpoint)

    def _forget_key(self, endpoint: Endpoint) -> None:
        self._ask_keys(lambda: _forgotten(endpoint), endpoint)

    def _ask_key(self, endpoint: Endpoint) -> None:
        self._ask_keys(lambda: _state(endpoint), endpoint)

    def _ask_keys(self, ask: Callable[[], KeyState], endpoint: Endpoint) -> None:
        """Ask the keyring, one thing after the other; each answer finds its endpoint."""
        self._waiting.append((ask, endpoint))
        if not self._keys.busy:
            self._ask_next()

    def _ask_next(self) -> None:
        if not self._waiting:
            return
        ask, endpoint = self._waiting.pop(0)
        self._keys.start(
            lambda _cancel, _progress: ask(),
            lambda found: self._tell_key(endpoint, found),
            lambda error: self._tell_key(endpoint, KeyState(words=str(error))),
        )

    def _tell_key(self, endpoint: Endpoint, found: KeyState) -> None:
        self.page.answers.show_key_state(endpoint, found)
        self._ask_next()

    def _connect(self) -> None:
        self.page.saved.connect(self._save)
        self.page.test_wanted.connect(self._test)
        self.page.test_stopped.connect(self._testing.stop)
        self.page.models_wanted.connect(self._list)
        self.page.local_wanted.connect(self._find)
        self.page.key_given.connect(self._give_key)
        self.page.key_forgotten.connect(self._forget_key)
        self.page.key_state_wanted.connect(self._ask_key)
        self._testing.progressed.connect(self._show_progress)


def _key(endpoint: Endpoint) -> str:
    key = key_for(endpoint)
    return key.reveal() if key else ""


def _state(endpoint: Endpoint) -> KeyState:
    return _told(key_for(endpoint))


def _told(key: Key | None) -> KeyState:
    if key is None or key.place is Place.NOT_NEEDED:
        needed = "No key is needed on this machine" if key else "No key is kept yet"
        return KeyState(words=f"{needed}. {state().sentence}")
    own = key.place in (Place.KEYRING, Place.SESSION)
    words = f"Kept {key.where}." if own else f"Taken from the environment: {key.where.removeprefix('in ')}."
    reason = f" {state().sentence}" if key.place is Place.SESSION else ""
    return KeyState(held=True, words=words + reason, can_forget=own)


def _kept(endpoint: Endpoint, key: str) -> KeyState:
    keep_key(endpoint, key)
    return _state(endpoint)


def _forgotten(endpoint: Endpoint) -> KeyState:
    forget_key(endpoint)
    return _state(endpoint)
