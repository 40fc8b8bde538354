"""The tickets are opened beside the window's thread: however long that takes, the window answers."""

import sys
import threading
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relman_desktop.errors import ServiceError
from relman_desktop.gui import app
from relman_desktop.gui.presence import Presence
from relman_desktop.gui.wanted import Wanted
from relman_desktop.store import anywhere
from relman_desktop.store.anywhere import OpenedAnywhere

from .model_scenes import no_thread_left

SLOW = 1.6  # seconds; longer than the patience of the status line
Begin = Callable[[], app.Start]


class Pulse(QTimer):
    """Beats as long as the event loop runs, and knows the longest pause between two beats in seconds."""

    def __init__(self) -> None:
        super().__init__(interval=10)
        self.longest, self._last = 0.0, time.monotonic()
        self.timeout.connect(self._beat)
        self.start()

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest, self._last = max(self.longest, now - self._last), now


@pytest.fixture
def begin(qapp: QApplication, qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Begin]:
    """Starts the application in this process; at the end no thread of it is left."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    parsed = Namespace(theme="light", screenshot=None, exit_after_paint=False, size=None)
    begun: list[tuple[app.Start, Presence]] = []

    def one() -> app.Start:
        presence = Presence(home)
        start = app.Start(qapp, parsed, time.perf_counter(), presence, Wanted)
        begun.append((start, presence))
        qtbot.addWidget(start.window)
        start.window.show()
        return start

    with no_thread_left():
        yield one
        for start, presence in begun:
            start.window.close()
            start.end()
            presence.end()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[OpenedAnywhere]:
    """Has the tickets open slowly; gives what was opened so far."""
    found: list[OpenedAnywhere] = []
    real = anywhere.open_anywhere

    def slowly(database: Path, hold: Callable[[], None]) -> OpenedAnywhere:
        time.sleep(SLOW)
        found.append(real(database, hold))
        return found[-1]

    monkeypatch.setattr(anywhere, "open_anywhere", slowly)
    return found


def status(start: app.Start) -> str:
    return start.window._status._text.text()


def test_while_the_tickets_are_opened_the_window_answers_and_what_is_asked_for_is_done_then(
    begin: Begin, opened: list[OpenedAnywhere], qtbot: QtBot
) -> None:
    import relman_desktop.gui.desk  # noqa: F401 - here only the tickets take long

    start = begin()
    pulse = Pulse()
    window = start.window
    qtbot.waitUntil(lambda: start._engine._made is not None)
    window.actions_by_name["show_library"].trigger()
    window.actions_by_name["open_sample"].trigger()  # the person thought better of it
    assert window.working is None and window.pages.on_start
    qtbot.waitUntil(lambda: status(start) == "Looking at your tickets…", timeout=1500)
    assert not opened
    qtbot.waitUntil(lambda: bool(opened))
    assert pulse.longest < 0.3
    pulse.stop()
    with qtbot.waitSignal(window.loaded, timeout=10_000):
        pass
    assert window.pages.on_ticket and status(start) != "Looking at your tickets…"


def test_a_window_that_is_closed_meanwhile_leaves_nothing_open(
    begin: Begin, opened: list[OpenedAnywhere], qtbot: QtBot
) -> None:
    start = begin()
    qtbot.waitUntil(lambda: start._engine._made is not None)
    began = time.monotonic()
    assert start.window.close() and time.monotonic() - began < 0.5
    qtbot.waitUntil(lambda: bool(opened))
    qtbot.wait(50)  # for what the engine has to say
    assert start.window.working is None
    start.end()
    (one,) = opened
    with pytest.raises(ServiceError):
        one.library.journal.do(lambda connection: None).result()


def test_where_nothing_can_be_opened_it_is_told_and_tried_again(
    begin: Begin, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    real = anywhere.open_anywhere

    def fails(database: Path, hold: Callable[[], None]) -> OpenedAnywhere:
        raise ServiceError("There is no place at all.")

    monkeypatch.setattr(anywhere, "open_anywhere", fails)
    start = begin()
    qtbot.waitUntil(lambda: "no place at all" in start.window.banner.said("elsewhere"))
    monkeypatch.setattr(anywhere, "open_anywhere", real)
    start.window.actions_by_name["show_library"].trigger()  # whoever wants something tries again, too
    qtbot.waitUntil(lambda: bool(start.window.working))
    qtbot.waitUntil(lambda: not start.window.banner.said("elsewhere"))
    assert not start.window.pages.on_start
