"""When what was typed is written at once: leaving a field or the window, and the end of the desktop session."""

from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from ..errors import ServiceError

if TYPE_CHECKING:
    from ..session import Session

_PATIENCE = 5.0  # seconds that the end of the desktop session waits for the disk


class Resting(QObject):
    """Watches the whole application; what takes a ticket elsewhere (copying, exporting) asks the session itself."""

    def __init__(self, session: "Session", parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._leave)
            app.applicationStateChanged.connect(self._change_state)
            app.commitDataRequest.connect(self.end, Qt.ConnectionType.DirectConnection)

    def end(self, *_: object) -> None:
        """The desktop session ends, and does not wait long for who is not ready."""
        with suppress(ServiceError, TimeoutError):  # the window says that something is not saved
            self._rest().result(_PATIENCE)

    def _leave(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None and old is not new:
            self._rest()

    def _change_state(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self._rest()

    def _rest(self) -> "Future[None]":
        return self._session.rest()
