"""The process is told to end (by `kill`, the terminal, the system): the window closes as if the person closed it."""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication, QWidget

_SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]


class Ending(QObject):
    """Qt's loop runs no Python while nothing happens, so a signal comes as a byte on a socket that it watches."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._told, self._teller = socket.socketpair()
        for end in (self._told, self._teller):
            end.setblocking(False)
        self._before = signal.set_wakeup_fd(self._teller.fileno(), warn_on_full_buffer=False)
        self._handlers = {one: signal.signal(one, _let) for one in _SIGNALS}
        self._notifier = QSocketNotifier(self._told.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)

    def close(self) -> None:
        """Let signals do what they did before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for one, handler in self._handlers.items():
            signal.signal(one, handler)
        for end in (self._told, self._teller):
            end.close()

    def _end(self) -> None:
        told = self._told.recv(64)
        if any(one in told for one in _SIGNALS) and self._window.close():
            QApplication.quit()  # whatever other window is open


def _let(number: int, frame: object) -> None:
    """What a signal does is done when its byte is read."""
