"""What is told at the start: what was recovered or put back, and tickets of a newer version, which can only be read."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

from relman_desktop.files import home
from relman_desktop.gui.opening_notices import tell_opened
from relman_desktop.gui.window import MainWindow
from relman_desktop.loaded import Loaded
from relman_desktop.sample import RANGE
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.store.anywhere import open_anywhere
from relman_desktop.store.database import connect
from relman_desktop.store.library import Library
from relman_desktop.store.meta import SCHEMA, write_meta


@pytest.fixture(autouse=True)
def _person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture
def opened(qtbot: QtBot, sample: Path) -> Iterator[Callable[[], MainWindow]]:
    """Opens the person's tickets as a start does."""
    windows = []

    def one() -> MainWindow:
        found = open_anywhere(home() / "tickets.sqlite")
        window = MainWindow(Settings(), lambda settings: Session(settings, found.library))
        qtbot.addWidget(window)
        window.show()
        assert window.desk
        tell_opened(window, found)
        windows.append(window)
        return window

    yield one
    for window in windows:
        window.close()


@pytest.fixture
def kept(loaded: Loaded) -> Path:
    """A file with a ticket of the sample."""
    path = home() / "tickets.sqlite"
    session = Session(Settings(), Library(path))
    session.show(loaded)
    session.edit("notes", "Mine.").result(5)
    session.edit("assignee", "Ann").result(5)
    session.close()
    return path


def test_a_start_with_nothing_to_tell_tells_nothing(opened: Callable[[], MainWindow], kept: Path) -> None:
    assert opened().banner.text == ""


def test_a_recovery_is_told_and_its_file_can_be_shown(
    opened: Callable[[], MainWindow], kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    kept.write_bytes(b"no database" * 1000)
    window = opened()
    assert "1 ticket with" in window.banner.said("recovered") and "recovered" in window.banner.said("recovered")
    window.banner.buttons[0].click()
    assert [Path(one.toLocalFile()) for one in shown] == [home()]


def test_tickets_of_a_newer_version_can_be_read_and_copied_and_nothing_else(
    qtbot: QtBot, opened: Callable[[], MainWindow], kept: Path, sample: Path
) -> None:
    with closing(connect(kept)) as connection:
        write_meta(connection, SCHEMA, "99")
    before = kept.read_bytes()
    window = opened()
    assert "written by a newer version" in window.banner.text and not window.banner.buttons
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.open(sample, RANGE)
    ticket = window.desk.bench.ticket
    assert ticket.details.inputs["notes"].input.value == "Mine."
    for field in ticket.fields.values():
        assert field.editor.isReadOnly()
    assert ticket._saved.whole == "read-only" and not window.actions_by_name["undo"].isEnabled()
    window.actions_by_name["copy_markdown"].trigger()
    assert "Mine." in QGuiApplication.clipboard().text()
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.open(sample, "v1.5.0~1..v1.5.0")  # a change without a ticket
    qtbot.wait(100)
    assert window.banner.said("unsaved") == "" and "newer" in window.banner.text
    assert window.close(), "nothing is unsaved that anybody wrote"
    assert kept.read_bytes() == before


def test_a_ticket_that_a_damage_has_holed_says_so(
    qtbot: QtBot, opened: Callable[[], MainWindow], kept: Path, sample: Path
) -> None:
    shutil.rmtree(home() / "backups")
    data = kept.read_bytes()
    assert b'"Mine."' in data
    kept.write_bytes(data.replace(b'"Mine."', b'"Mien."'))
    window = opened()
    assert window.banner.said("recovered").startswith("1 ticket with ")
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.open(sample, RANGE)
    said = window.banner.said("holes")
    assert said.startswith("1 edit from ") and "probably of this ticket" in said
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.open(sample, "v1.5.0~1..v1.5.0")
    assert not window.banner.said("holes")
