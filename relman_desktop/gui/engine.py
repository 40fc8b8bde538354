"""What takes long at a start goes on beside the window's thread: importing the engine, and opening the tickets.

Large tickets are checked after a kill, which takes seconds; damaged ones are recovered, which may take half a minute.
"""

from collections.abc import Callable
from concurrent.futures import Future
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ..settings import Settings
from .memory import keep_for_good
from .window import NotYet

if TYPE_CHECKING:
    from ..session import Session

_PATIENCE = 1000  # milliseconds before it is said: what ends sooner would only flicker


class Engine(QObject):
    """Makes the session. All but `make_session` is of the window's thread."""

    ready = Signal()  # the session can be taken, or what is wrong with it
    slow = Signal()

    def __init__(self, parent: QObject, make_session: "Callable[[Settings], Session]", *, drafts: bool) -> None:
        """`drafts`: whether a model is set up, whose part of the engine follows when the rest is ready."""
        super().__init__(parent)
        self._make_session, self._drafts = make_session, drafts
        self._thread: Thread | None = None
        self._made: Future[Session] | None = None
        self._imported = False
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self.slow)
        self.ready.connect(self._patience.stop)

    def open(self, settings: Settings) -> None:
        """Begin to open the tickets."""
        made: Future[Session] = Future()
        self._made = made
        self._thread = Thread(target=self._run, args=(settings, made), name="engine")
        self._thread.start()
        self._patience.start()

    def take(self, settings: Settings) -> "Session":
        """The session that was opened, once; where none is, it is begun.

        Raises `NotYet` while it is being opened, and what went wrong with it.
        """
        if self._made is None:
            self.open(settings)
        made = self._made
        if made is None or not made.done():
            raise NotYet
        self._made = None
        return made.result()

    def end(self) -> None:
        """Wait for what was begun, and close what nobody took."""
        self._patience.stop()
        if self._thread:
            self._thread.join()
        made, self._made = self._made, None
        if made and not made.exception():
            made.result().close()

    def _run(self, settings: Settings, made: "Future[Session]") -> None:
        try:
            self._import()
            made.set_result(self._make_session(settings))
        except Exception as error:  # it belongs to the window, which tells bugs from expected ones
            made.set_exception(error)
        self.ready.emit()
        if self._drafts:
            import_module("relman_desktop.asking.wishes")

    def _import(self) -> None:
        if not self._imported:
            import_module("relman_desktop.gui.desk")
            keep_for_good()
            self._imported = True
