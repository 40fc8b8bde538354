"""The window as a person uses it: open, look, edit, answer, copy, choose another range, fail and go on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from relman_desktop.gui.window import MainWindow
from relman_desktop.sample import RANGE
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.store.tickets import TicketStore


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(Settings(), TicketStore(tmp_path / "tickets.sqlite"))


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> Iterator[MainWindow]:
    made = MainWindow(session.settings, lambda settings: session)
    qtbot.addWidget(made)
    made.show()
    assert made.desk.session is session
    yield made
    made.close()  # which ends the session too


def open_in(qtbot: QtBot, window: MainWindow, path: Path, text: str = "") -> None:
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.open(path, text)


def fail_in(qtbot: QtBot, window: MainWindow, path: Path, text: str = "") -> str:
    """Open what cannot be opened; gives the sentence of the banner."""
    with qtbot.waitSignal(window.load_failed, timeout=20_000):
        window.open(path, text)
    return window.banner.text


def test_the_start_page_opens_the_sample(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.open_sample()
    assert session.ticket and session.ticket.entry("title").text
    assert "orders-service" in window.windowTitle()


def test_choosing_a_file_shows_its_hunks(qtbot: QtBot, window: MainWindow, sample: Path) -> None:
    open_in(qtbot, window, sample, RANGE)
    assert window.desk.bench.change.choose("orders/payments/client.py")
    qtbot.waitUntil(lambda: "client.py" in window.desk.bench.evidence.hunks.accessibleName(), timeout=5_000)


def test_filtering_leaves_what_matches(qtbot: QtBot, window: MainWindow, sample: Path) -> None:
    open_in(qtbot, window, sample, RANGE)
    window.desk.bench.change.filter.setText("0008_drop")
    texts = window.desk.bench.change.visible_texts()
    assert any("0008_drop_legacy_id.py" in text for text in texts)
    assert not any("Dockerfile" in text for text in texts)


def test_the_ticket_is_copied_whole(qtbot: QtBot, window: MainWindow, sample: Path, session: Session) -> None:
    open_in(qtbot, window, sample, RANGE)
    window.copy_markdown()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("# ") and "## Rollback steps" in copied
    window.copy_plain()
    assert "ROLLBACK STEPS" in QGuiApplication.clipboard().text()


def test_another_range_is_another_ticket_and_the_first_is_kept(
    qtbot: QtBot, window: MainWindow, sample: Path, session: Session
) -> None:
    open_in(qtbot, window, sample, RANGE)
    session.edit("notes", "mine")
    first = session.ticket
    open_in(qtbot, window, sample, "v1.5.0~1..v1.5.0")
    assert session.ticket and first and session.ticket.id != first.id
    open_in(qtbot, window, sample, RANGE)
    assert session.ticket == first


@pytest.mark.parametrize("text", ["nonsense..HEAD", "v1.5.0..v1.5.0", "--output=x"])
def test_a_wrong_range_is_told_and_the_ticket_stays(
    qtbot: QtBot, window: MainWindow, sample: Path, session: Session, text: str
) -> None:
    open_in(qtbot, window, sample, RANGE)
    before = session.ticket
    assert fail_in(qtbot, window, sample, text)
    assert session.ticket is before
    open_in(qtbot, window, sample, "v1.5.0~1..v1.5.0")
    assert window.banner.text == ""


def test_what_is_no_repository_and_no_diff_is_told(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    (tmp_path / "empty.diff").write_bytes(b"")
    (tmp_path / "binary.diff").write_bytes(bytes(range(256)) * 100)
    for path in (empty, tmp_path / "empty.diff", tmp_path / "binary.diff", tmp_path / "missing"):
        assert path.name in fail_in(qtbot, window, path)


def test_a_folder_can_be_dropped(qtbot: QtBot, window: MainWindow, sample: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sample))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(QPoint(5, 5)), copy, data, left, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.dropEvent(event)


def test_opening_can_be_stopped_and_started_again(qtbot: QtBot, window: MainWindow, sample: Path) -> None:
    window.open(sample, RANGE)
    window.stop()
    open_in(qtbot, window, sample, RANGE)


def test_a_fault_shows_details_to_copy(window: MainWindow) -> None:
    window.complain(ZeroDivisionError("a fault <b>of ours</b>"))
    assert "ZeroDivisionError: a fault <b>of ours</b>" in window.banner.text
    window.banner.acted.emit()
    assert "ZeroDivisionError" in QGuiApplication.clipboard().text()


def test_actions_that_need_a_ticket_wait_for_one(qtbot: QtBot, window: MainWindow, sample: Path) -> None:
    assert not window.actions_by_name["copy_markdown"].isEnabled()
    open_in(qtbot, window, sample, RANGE)
    assert window.actions_by_name["copy_markdown"].isEnabled()
