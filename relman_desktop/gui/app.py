"""Starting the window: what the command line asked for, and the ways of drawing it without a person."""

import json
import sys
import time
from argparse import Namespace
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMessageLogContext, QObject, QTimer, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ..errors import InputError, RelmanError
from ..files import home, resource
from ..settings import Settings, load_settings
from .faults import Faults
from .memory import keep_for_good
from .opening_notices import tell_opened
from .theme import apply
from .window import MainWindow

if TYPE_CHECKING:
    from ..session import Session
    from ..store.anywhere import OpenedAnywhere
    from .screenshot import Screenshot


class Start(QObject):
    """One start of the application, as its command line asked for it."""

    def __init__(self, app: QApplication, parsed: Namespace, started: float) -> None:
        super().__init__()
        self._parsed, self._started = parsed, started
        settings, problem = _settings()
        apply(app, parsed.theme or settings.theme)
        self._problem: RelmanError | None = problem
        self._opened: OpenedAnywhere | None = None
        self.window = MainWindow(settings, self._make_session)
        self._faults = Faults(self)
        self._faults.caught.connect(self.window.complain)
        self._faults.install()
        self._shot = self._make_screenshot() if parsed.screenshot else None
        self._engine = Engine(self, drafts=settings.chosen is not None)
        self._painted = FirstPaint(self.window)
        self._painted.seen.connect(self._go_on)
        if not self._shot:
            self.window.restore_shape()

    def _go_on(self) -> None:
        """The window is on the screen; now do what takes longer."""
        if self._parsed.exit_after_paint:
            print(json.dumps({"exposed_s": round(time.perf_counter() - self._started, 4)}), flush=True)
            self.window.close()
            return
        QApplication.setWindowIcon(QIcon(str(resource("icons/relman-desktop.svg"))))
        self._engine.ready.connect(self._open)
        self._engine.warm()

    def _open(self) -> None:
        parsed = self._parsed
        desk = self.window.desk  # made now, so that it is there before the first click
        self.window.loaded.connect(self._keep_tables)
        if self._problem:
            self.window.complain(self._problem)
        if self._opened:
            tell_opened(self.window.banner, self._opened)
        if parsed.sample:
            desk.open_sample()
        elif parsed.diff == "-":
            desk.open(_standard_input())
        elif parsed.diff or parsed.path:
            desk.open(Path(parsed.diff or parsed.path), "" if parsed.diff else parsed.range)
        elif self._shot:
            self._shot.soon()

    def _keep_tables(self) -> None:
        """The first change has read the tables of the facts."""
        self.window.loaded.disconnect(self._keep_tables)
        keep_for_good()

    def _make_screenshot(self) -> "Screenshot":
        from .screenshot import Screenshot

        return Screenshot(self.window, self._parsed.screenshot, self._parsed.size)

    def _make_session(self, settings: Settings) -> "Session":
        """The session over the store of tickets, or over one that is told to be elsewhere."""
        from ..session import Session
        from ..store.anywhere import open_anywhere

        self._opened = opened = open_anywhere(home() / "tickets.sqlite")
        return Session(settings, opened.library)


class FirstPaint(QObject):
    """Watches for the window's first paint."""

    seen = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.seen.emit)
        return False


class Engine(QObject):
    """Imports what works on a change beside the window's thread, which would stand still for half a second."""

    ready = Signal()

    def __init__(self, parent: QObject, *, drafts: bool) -> None:
        """`drafts`: whether a model is set up, whose part of the engine follows when the rest is ready."""
        super().__init__(parent)
        self._drafts = drafts

    def warm(self) -> None:
        Thread(target=self._import, name="engine").start()

    def _import(self) -> None:
        import_module("relman_desktop.gui.desk")
        keep_for_good()
        self.ready.emit()
        if self._drafts:
            import_module("relman_desktop.asking.wishes")


def run(parsed: Namespace, started: float) -> int:
    """Open the window and stay until it is closed; gives the exit status. `started`: `time.perf_counter()`."""
    qInstallMessageHandler(_say)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Relman Desktop")
    app.setDesktopFileName("relman-desktop")
    start = Start(app, parsed, started)
    start.window.show()
    return app.exec()


def _say(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's own words, as it says them, but for one that only tells that there is no screen."""
    if "propagateSizeHints" not in message:
        print(message, file=sys.stderr)


def _settings() -> tuple[Settings, RelmanError | None]:
    try:
        return load_settings(), None
    except InputError as error:
        return Settings(), error


def _standard_input() -> Path:
    """Standard input as a file, so that the change can be read again."""
    path = _new_folder() / "standard-input.diff"
    path.write_bytes(sys.stdin.buffer.read())
    return path


def _new_folder() -> Path:
    import tempfile

    return Path(tempfile.mkdtemp(prefix="relman-"))
