"""Faults of ours: what nobody expected is shown with details to copy, never printed and forgotten."""

import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion

from .. import __version__


def details(error: BaseException) -> str:
    """All that a report of the fault needs, in plain text."""
    import platform  # not needed before something fails
    import traceback

    where = f"Relman Desktop {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    return where + "\n" + "".join(traceback.format_exception(error))


class Faults(QObject):
    """Catches what would otherwise be lost: exceptions in slots and in threads."""

    caught = Signal(object)

    def install(self) -> None:
        """From now on unexpected errors are told by `caught`, and still printed."""
        sys.excepthook = self._in_window
        threading.excepthook = self._in_thread

    def _in_window(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        self.caught.emit(error)

    def _in_thread(self, raised: threading.ExceptHookArgs) -> None:
        threading.__excepthook__(raised)
        if raised.exc_value:
            self.caught.emit(raised.exc_value)
