"""A window beside another instance: everything can be read and copied, and nothing is changed, here or on the disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from relman_desktop.errors import ServiceError
from relman_desktop.fields import TEXTS
from relman_desktop.gui.actions import ACTIONS
from relman_desktop.gui.answer_edit import AnswerEdit
from relman_desktop.gui.read_only import ReadOnlySession
from relman_desktop.gui.window import MainWindow
from relman_desktop.loaded import Loaded
from relman_desktop.sample import RANGE
from relman_desktop.session import Session
from relman_desktop.settings import Settings, settings_file
from relman_desktop.store.library import Library

NOTICE = "Another Relman Desktop does not answer."


@pytest.fixture
def tickets(tmp_path: Path) -> Path:
    return tmp_path / "tickets.sqlite"


@pytest.fixture
def other(tickets: Path, loaded: Loaded) -> Iterator[Session]:
    """The session of the other instance, which has written."""
    session = Session(Settings(), Library(tickets))
    session.show(loaded)
    session.edit("notes", "Written in the other window.").result()
    yield session
    session.close()


@pytest.fixture
def window(qtbot: QtBot, other: Session, tickets: Path, sample: Path) -> Iterator[MainWindow]:
    made = MainWindow(Settings(), lambda settings: ReadOnlySession(settings, tickets))
    made.set_read_only(NOTICE)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.loaded, timeout=20_000):
        made.open(sample, RANGE)
    yield made
    made.close()


def test_what_the_other_one_wrote_is_there_and_cannot_be_changed(
    qtbot: QtBot, window: MainWindow, other: Session
) -> None:
    pane, session = window.desk.bench.ticket, window.desk.session
    assert session.ticket == other.ticket
    editors: list[QPlainTextEdit] = [field.editor for field in pane.fields.values()]
    inputs = [one.input for one in pane.details.inputs.values()]
    answers = pane.findChildren(AnswerEdit)
    assert len(editors) == len(TEXTS) and answers
    for one in (*editors, *inputs, *answers):
        one.setFocus()
        qtbot.keyClicks(one, "x")
        qtbot.keyClick(one, Qt.Key.Key_Down)
        qtbot.keyClick(one, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(one, Qt.Key.Key_Return)
    assert session.ticket == other.ticket and session.ticket.answers == {}
    assert pane.fields["title"].editor.text == other.entry("title").text
    assert pane._saved.text() == "read-only"


def test_texts_can_be_gone_through_with_keys_and_copied(qtbot: QtBot, window: MainWindow) -> None:
    editor = window.desk.bench.ticket.fields["description"].editor
    editor.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(editor, key)
    assert editor.textCursor().position() == 2
    qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(editor, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == editor.text
    window.actions_by_name["copy_markdown"].trigger()
    assert "Written in the other window." in QGuiApplication.clipboard().text()


def test_what_writes_is_greyed_out_and_facts_stay(qtbot: QtBot, window: MainWindow) -> None:
    for definition in ACTIONS:
        assert window.actions_by_name[definition.name].isEnabled() is not definition.writes
    bench = window.desk.bench
    fact = bench.change.facts.first
    qtbot.waitUntil(lambda: bench.evidence.card.fact_id == fact, timeout=5_000)
    bench.change.facts.setFocus()
    qtbot.keyClick(bench.change.facts.view, Qt.Key.Key_D)
    qtbot.mouseClick(bench.evidence.card._open, Qt.MouseButton.LeftButton)
    assert not bench.evidence.card.form.isVisible() and bench.change.facts.first == fact


def test_the_notice_stays_as_long_as_it_is_true(qtbot: QtBot, window: MainWindow, sample: Path) -> None:
    window.complaints.tell(ServiceError("Something else."))
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.open(sample, "v1.5.0~1..v1.5.0")
    (button,) = window.banner.buttons
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Escape)
    assert window.banner.said("read-only")
    with qtbot.waitSignal(window.writing_wanted):
        button.click()
    window.set_read_only("")
    assert not window.banner.text
    greyed = [name for name, action in window.actions_by_name.items() if not action.isEnabled()]
    assert greyed == ["undo", "redo"], "nothing was done yet"
    editor = window.desk.bench.ticket.fields["title"].editor
    qtbot.keyClicks(editor, "x")
    assert editor.text.startswith("x")


def test_nothing_is_written_of_what_the_other_one_keeps(
    qtbot: QtBot, window: MainWindow, tickets: Path, sample: Path
) -> None:
    files = (tickets, Path(f"{tickets}-wal"), settings_file())
    kept = [path.read_bytes() for path in files]
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.open(sample, "v1.5.0~1..v1.5.0")  # which has no ticket yet
    window.actions_by_name["use_dark_theme"].trigger()
    window.actions_by_name["use_light_theme"].trigger()
    window.close()
    assert [path.read_bytes() for path in files] == kept


def test_the_window_begins_again_to_be_written(
    qtbot: QtBot, window: MainWindow, other: Session, tickets: Path, sample: Path
) -> None:
    before = window.desk
    other.close()
    window._make_session = lambda settings: Session(settings, Library(tickets))
    window.begin_again(Settings())
    window.set_read_only("")
    assert window.pages.on_start and window.working is None
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.open(sample, RANGE)
    assert window.desk is not before
    editor = window.desk.bench.ticket.fields["title"].editor
    qtbot.keyClicks(editor, "Mine: ")
    assert window.desk.session.entry("title").text.startswith("Mine: ")
    assert window.desk.session.entry("notes").text == "Written in the other window."


def test_tickets_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "no.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(ServiceError, match=r"no\.sqlite cannot be read"):
        ReadOnlySession(Settings(), tmp_path / "no.sqlite")


def test_where_there_are_no_tickets_yet_there_are_none_to_read(tmp_path: Path) -> None:
    session = ReadOnlySession(Settings(), tmp_path / "none.sqlite")
    session.close()
    assert not (tmp_path / "none.sqlite").exists()
