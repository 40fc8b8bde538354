"""What was typed is written at once, not a moment later, when the person goes elsewhere with it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relman_desktop.gui.window import MainWindow
from relman_desktop.loaded import Loaded
from relman_desktop.sample import RANGE
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.store import waiting
from relman_desktop.store.library import Library


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(waiting, "QUIET", 60.0)  # seconds: what is written is not written by waiting
    monkeypatch.setattr(waiting, "LONGEST", 60.0)
    session = Session(Settings(), Library(tmp_path / "tickets.sqlite"))
    made = MainWindow(session.settings, lambda settings: session)
    qtbot.addWidget(made)
    made.show()
    made.desk._show(loaded)
    assert loaded.opened.range == RANGE
    session.library.journal.flush().result(10)
    yield made
    made.close()


def leave_the_field(window: MainWindow, _: Path) -> None:
    window.desk.bench.ticket.fields["description"].editor.setFocus()


def leave_the_window(window: MainWindow, _: Path) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)


def copy(window: MainWindow, _: Path) -> None:
    window.actions_by_name["copy_markdown"].trigger()


def save_elsewhere(window: MainWindow, folder: Path) -> None:
    window.desk.files.save(folder / "ticket.md", "markdown")


@pytest.mark.parametrize("act", [leave_the_field, leave_the_window, copy, save_elsewhere], ids=lambda one: one.__name__)
def test_what_was_typed_is_written_at_once(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, act: Callable[[MainWindow, Path], None]
) -> None:
    editor = window.desk.bench.ticket.fields["title"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "typed ")
    journal = window.desk.session.library.journal
    assert journal.unsaved
    act(window, tmp_path)
    qtbot.waitUntil(lambda: not journal.unsaved, timeout=10_000)


def test_the_end_of_the_desktop_session_waits_until_it_is_written(qtbot: QtBot, window: MainWindow) -> None:
    editor = window.desk.bench.ticket.fields["title"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "typed ")
    assert window.desk.session.library.journal.unsaved
    window.desk._resting.end()
    assert not window.desk.session.library.journal.unsaved
