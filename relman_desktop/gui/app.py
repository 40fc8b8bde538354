"""Starting the window: what the command line asked for, and the ways of drawing it without a person."""

import json
import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMessageLogContext, QObject, QTimer, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ..errors import InputError, RelmanError, ServiceError
from ..files import home, resource
from ..settings import Settings, load_settings
from .ending import Ending
from .engine import Engine
from .faults import Faults
from .memory import keep_for_good
from .opening_notices import tell_nowhere, tell_opened
from .presence import Presence
from .theme import apply
from .window import MainWindow, NotYet

if TYPE_CHECKING:
    from ..session import Session
    from ..store.anywhere import OpenedAnywhere
    from .screenshot import Screenshot
    from .wanted import Wanted


class Start(QObject):
    """One start of the application, as its command line asked for it."""

    def __init__(
        self, app: QApplication, parsed: Namespace, started: float, presence: Presence, wanted: "Callable[[], Wanted]"
    ) -> None:
        """`started`: `time.perf_counter()`. `wanted`: what the command line asks for, which may wait for its input."""
        super().__init__()
        self._parsed, self._started, self._presence, self._wanted = parsed, started, presence, wanted
        settings, problem = _settings()
        apply(app, parsed.theme or settings.theme)
        self._problem: RelmanError | None = problem or presence.problem
        self._opened: OpenedAnywhere | None = None
        self._engine = Engine(self, self._make_session, drafts=settings.chosen is not None)
        self.window = MainWindow(settings, self._engine.take)
        self.window.desk_made.connect(self._tell_opened)
        self._faults = Faults(self)
        self._faults.caught.connect(self.window.complaints.tell)
        self._faults.install()
        self._shot = self._make_screenshot() if parsed.screenshot else None
        self._left = False  # the window is closed
        self._then = self._begin  # when the tickets are open
        self._asked: Wanted | None = None  # by a later start, before that
        self._painted = FirstPaint(self.window)
        self._painted.seen.connect(self._go_on)
        if not _draws_only(parsed):
            self.window.set_read_only(presence.notice)
            self.window.restore_shape(_kept_shape())

    def _go_on(self) -> None:
        """The window is on the screen; now do what takes longer."""
        if self._parsed.exit_after_paint:
            print(json.dumps({"exposed_s": round(time.perf_counter() - self._started, 4)}), flush=True)
            self.window.close()
            return
        QApplication.setWindowIcon(QIcon(str(resource("icons/relman-desktop.svg"))))
        self._engine.ready.connect(self._open)
        self._engine.slow.connect(lambda: self.window.show_looking(True))
        self.window.closing.connect(self._leave)
        self._engine.open(self.window.settings)
        if not self._shot:
            self._take_place()
            self._take_part()

    def _open(self) -> None:
        """The tickets are open, or cannot be opened."""
        self.window.show_looking(False)
        if self._left or not self._make_desk():
            return
        then, self._then = self._then, self._restore
        then()
        self.window.do_waiting()

    def _begin(self) -> None:
        self.window.loaded.connect(self._keep_tables)
        wanted = self._asked or self._wanted()
        if not wanted.nothing:
            self._show(wanted)
        elif self._shot:
            self._shot.soon()
        else:
            self._restore()

    def _restore(self) -> None:
        self._keeper.restore()

    def _leave(self) -> None:
        self._left = True

    def end(self) -> None:
        """End what is still begun; before the folder is let go."""
        self._engine.end()

    def _make_desk(self) -> bool:
        """Whether there are tickets, in whatever place; else they are being opened, or it can be tried again."""
        try:
            return bool(self.window.desk)
        except NotYet:
            return False
        except ServiceError as error:
            tell_nowhere(self.window, error, self._make_desk)
            return False

    def _tell_opened(self) -> None:
        """Whoever made the desk, the person is told what was found."""
        if self._problem:
            self.window.complaints.tell(self._problem)
        if self._opened:
            tell_opened(self.window, self._opened, self._try_home)
        self._problem = self._opened = None

    def _take_part(self) -> None:
        """Be there for later starts."""
        self._presence.asked.connect(self._take_over)
        self._presence.failed.connect(self.window.complaints.tell)
        self.window.closing.connect(self._presence.leave)
        self.window.writing_wanted.connect(self._try_to_write)
        self._presence.receive()

    def _take_place(self) -> None:
        """Read where the person was, and keep where they are from now on."""
        from ..places import load_place
        from .place_keeper import PlaceKeeper

        place = load_place()
        self.window.restore_panes(place.panes)
        self._keeper = PlaceKeeper(self.window, place, writes=not self._presence.read_only)

    def _show(self, wanted: "Wanted") -> None:
        if wanted.sample:
            self.window.when_there(lambda: self.window.desk.open_sample())
        else:
            self.window.open(Path(wanted.path), wanted.range)

    def _take_over(self, wanted: "Wanted") -> None:
        """Do what a later start was asked for: what is written in this window is kept, as ever."""
        self.window.come_to_front(wanted.token)
        if wanted.nothing:
            return
        if self._then == self._begin:
            self._asked = wanted
        else:
            self._show(wanted)

    def _try_to_write(self) -> None:
        """The other instance may have ended: claim its tickets, and open anew what is open, to be written."""
        if not self._presence.try_again():
            self.window.set_read_only(self._presence.notice)
            return
        self._keeper.writes = True
        self._open_anew()

    def _try_home(self) -> None:
        """The tickets are kept beside: perhaps they can be written in their own place now."""
        desk = self.window.working
        if not desk or desk.may_close():
            self._open_anew()

    def _open_anew(self) -> None:
        self._keeper.keep()
        self.window.begin_again(_settings()[0])
        self.window.set_read_only("")  # what is opened now may say otherwise
        self._make_desk()

    def _keep_tables(self) -> None:
        """The first change has read the tables of the facts."""
        self.window.loaded.disconnect(self._keep_tables)
        keep_for_good()

    def _make_screenshot(self) -> "Screenshot":
        from .screenshot import Screenshot

        return Screenshot(self.window, self._parsed.screenshot, self._parsed.size)

    def _make_session(self, settings: Settings) -> "Session":
        """The session over the store of tickets, or over one that is told to be elsewhere; on the engine's thread."""
        from ..session import Session
        from ..store.anywhere import open_anywhere

        tickets = home() / "tickets.sqlite"
        if self._presence.read_only:
            return self._reading_session(settings, tickets)
        self._opened = opened = open_anywhere(tickets, self._presence.hold)
        return Session(settings, opened.library)

    def _reading_session(self, settings: Settings, tickets: Path) -> "Session":
        """The session beside the instance that writes; where its tickets cannot be read there are none."""
        from .read_only import ReadOnlySession

        try:
            return ReadOnlySession(settings, tickets)
        except ServiceError as error:
            self._problem = error
            return ReadOnlySession(settings, tickets / "none")


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


def run(parsed: Namespace, started: float) -> int:
    """Open the window and stay until it is closed; gives the exit status. `started`: `time.perf_counter()`."""
    qInstallMessageHandler(_say)
    token = os.environ.get("XDG_ACTIVATION_TOKEN", "")  # which Qt takes for its own window
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Relman Desktop")
    app.setDesktopFileName("relman-desktop")
    wanted = cache(partial(_wanted, parsed, token))
    presence = Presence(home())
    if not _draws_only(parsed) and presence.hands_over(wanted):
        return 0
    start = Start(app, parsed, started, presence, wanted)
    ending = Ending(start.window)
    start.window.show()
    status = app.exec()
    ending.close()
    start.end()
    presence.end()
    return status


def _say(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's own words, as it says them, but for those that only tell that there is no screen."""
    if not any(one in message for one in ("propagateSizeHints", "does not support raise()")):
        print(message, file=sys.stderr)


def _draws_only(parsed: Namespace) -> bool:
    """Whether a start only shows itself: nobody works in it."""
    return bool(parsed.screenshot) or parsed.exit_after_paint


def _wanted(parsed: Namespace, token: str) -> "Wanted":
    from .wanted import wanted_of

    return wanted_of(parsed, token)


def _kept_shape() -> str:
    """The window's size when it was last closed: all that is needed of the place before the window is painted."""
    try:
        return str(json.loads((home() / "session.json").read_bytes())["window"])
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return ""


def _settings() -> tuple[Settings, RelmanError | None]:
    try:
        return load_settings(), None
    except InputError as error:
        return Settings(), error
