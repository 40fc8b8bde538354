"""Handing a start over to the instance that runs already, through a socket that only this user can reach.

The one that runs greets whoever comes, takes one line that says what is wanted, and answers with one word. It does so
in its event loop, so an answer means that its window lives; and nothing is asked of one that does not greet, so that
a window which hung does not jump to a wish of long ago when it goes on.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from ..errors import InputError, ServiceError
from .wanted import LONGEST, Wanted

GREETING = b"relman-desktop 1\n"
_TAKEN, _REFUSED = b"taken\n", b"refused\n"
_MOST = 16  # who may be here at the same time
_PATIENCE = 2000  # milliseconds that somebody has to say what is wanted
_LONGEST_NAME = 100  # bytes of a socket's path; systems know about 104


class Answer(Enum):
    """How an instance took what it was asked for."""

    TAKEN = "taken"
    REFUSED = "refused"  # it is of another version
    SILENT = "silent"  # it hangs, or is not there


class Reception(QObject):
    """Takes the wishes of later starts."""

    asked = Signal(object)  # Wanted

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        self._here: set[_Visitor] = set()

    def open(self, folder: Path, left: str = "") -> str:
        """Listen on behalf of the data folder, and give the socket's name. Raises `ServiceError`.

        `left`: the name of an instance that was killed, whose socket may still lie about.
        """
        if left:
            QLocalServer.removeServer(left)
        for name in _new_names(folder):
            if self._server.listen(name):
                return name
        said = self._server.errorString()
        raise ServiceError(f"Later starts cannot be handed over to this one ({said}); they open beside it, read-only.")

    def close(self) -> None:
        """Take nothing more."""
        self._server.close()
        for visitor in tuple(self._here):
            visitor.send_away()

    def _greet(self) -> None:
        while socket := self._server.nextPendingConnection():
            if len(self._here) >= _MOST:
                socket.abort()
                socket.deleteLater()
                continue
            visitor = _Visitor(socket, self)
            self._here.add(visitor)
            visitor.asked.connect(self.asked)
            visitor.gone.connect(self._forget)

    def _forget(self, visitor: "_Visitor") -> None:
        self._here.discard(visitor)
        visitor.deleteLater()


class _Visitor(QObject):
    """One that has come: greeted, heard, answered, and gone."""

    asked = Signal(object)
    gone = Signal(object)

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        socket.setReadBufferSize(LONGEST + 1)
        socket.readyRead.connect(self._hear)
        socket.disconnected.connect(self._leave)
        QTimer.singleShot(_PATIENCE, self, self.send_away)
        socket.write(GREETING)

    def send_away(self) -> None:
        self._socket.abort()

    def _hear(self) -> None:
        if not self._socket.canReadLine():
            if self._socket.bytesAvailable() > LONGEST:
                self.send_away()
            return
        try:
            wanted = Wanted.from_line(bytes(self._socket.readLine().data()))
        except InputError:
            self._say(_REFUSED)
        else:
            self._say(_TAKEN)
            self.asked.emit(wanted)

    def _say(self, word: bytes) -> None:
        self._socket.readyRead.disconnect(self._hear)  # one wish each
        self._socket.write(word)
        self._socket.flush()
        self._socket.disconnectFromServer()

    def _leave(self) -> None:
        self.gone.emit(self)


def hand_over(name: str, wanted: Wanted, seconds: float) -> Answer:
    """Ask the instance that listens at a socket for what is wanted; waits for its answer, at most so long."""
    until = time.monotonic() + seconds
    socket = QLocalSocket()
    greeted = _greeted(socket, name, until)
    if greeted is not Answer.TAKEN:
        return greeted
    socket.write(wanted.to_line())
    while socket.bytesToWrite() and socket.waitForBytesWritten(_left(until)):
        pass
    said = _line(socket, until)
    return {_TAKEN: Answer.TAKEN, _REFUSED: Answer.REFUSED}.get(said, Answer.SILENT)


def greets(name: str, seconds: float) -> Answer:
    """How the instance that listens at a socket greets; it is asked for nothing. `TAKEN`: as one that would take it."""
    socket = QLocalSocket()
    answer = _greeted(socket, name, time.monotonic() + seconds)
    socket.abort()
    return answer


def _greeted(socket: QLocalSocket, name: str, until: float) -> Answer:
    socket.connectToServer(name)
    greeting = _line(socket, until) if socket.waitForConnected(_left(until)) else b""
    if greeting == GREETING:
        return Answer.TAKEN
    return Answer.REFUSED if greeting else Answer.SILENT


def let_come_to_front(pid: int) -> None:
    """Give the right to come to the front, which a new process has on Windows, to the one that runs."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(pid)


def _line(socket: QLocalSocket, until: float) -> bytes:
    """The next line; "" where none comes in time."""
    while not socket.canReadLine():
        if socket.bytesAvailable() > LONGEST or not (left := _left(until)) or not socket.waitForReadyRead(left):
            return b""
    return bytes(socket.readLine().data())


def _left(until: float) -> int:
    """The milliseconds that are left."""
    return max(0, round(1000 * (until - time.monotonic())))


def _new_names(folder: Path) -> Iterator[str]:
    """Names that nobody can have taken before, in the places where a socket may be, the best first."""
    name = f"relman-{os.urandom(8).hex()}"
    if sys.platform == "win32":
        yield name
        return
    for place in (os.environ.get("XDG_RUNTIME_DIR", ""), str(folder.absolute()), tempfile.gettempdir()):
        path = Path(place, name)
        if place and len(os.fsencode(path)) <= _LONGEST_NAME:
            yield str(path)
