"""Drawing the loaded window into a file: for documentation, and for checks that look at it."""

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from ..errors import InputError, RelmanError
from .window import MainWindow

_SETTLE = 500  # milliseconds for evidence to be read and drawn
_MOST = 20  # such waits, on a machine that is busy


class Screenshot(QObject):
    """Draws the window once a change is loaded, then ends the application."""

    def __init__(self, window: MainWindow, path: Path, size: str) -> None:
        super().__init__(window)
        self._window, self._path, self._waits = window, path, 0
        width, _, height = size.partition("x")
        if not (width.isdecimal() and height.isdecimal()):
            raise InputError(f"{size!r} is no size; give width and height in pixels, such as 1280x800.")
        window.resize(int(width), int(height))
        window.loaded.connect(self.soon)
        window.load_failed.connect(self._fail)

    def soon(self) -> None:
        """Draw when all has come to rest."""
        QTimer.singleShot(_SETTLE, self._draw)

    def _fail(self, error: Exception) -> None:
        print(f"relman-desktop: {error}", file=sys.stderr)
        self._end(error.exit_status if isinstance(error, RelmanError) else 1)

    def _draw(self) -> None:
        desk = self._window.working
        self._waits += 1
        if desk and (desk.bench.reader.busy or desk.bench.risk.busy or desk.bench.checks.busy) and self._waits < _MOST:
            self.soon()
            return
        saved = self._window.grab().save(str(self._path))
        if not saved:
            print(f"relman-desktop: {self._path} cannot be written; choose another place.", file=sys.stderr)
        self._end(0 if saved else 2)

    def _end(self, status: int) -> None:
        self._window.close()
        QApplication.exit(status)
