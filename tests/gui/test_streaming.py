"""While a model writes: nothing of what the person does is disturbed, and it can be stopped at any time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.drafting.proposal import Draft
from relman_desktop.gui.answer_edit import AnswerEdit
from relman_desktop.gui.draft_bar import DraftBar
from relman_desktop.gui.draft_stream import DraftStream
from relman_desktop.gui.workbench import Workbench
from relman_desktop.loaded import Loaded
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.store.library import Library

from . import scripted

DRAFT = scripted.a_draft()


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path, loaded: Loaded) -> Iterator[Workbench]:
    """The sample in a small window, while a model drafts."""
    session = Session(Settings(), Library(tmp_path / "tickets.sqlite"))
    bench = Workbench(session)
    qtbot.addWidget(bench)
    bench.resize(1100, 620)
    with qtbot.waitActive(bench):
        bench.show()
    bench.show_loaded(loaded)
    qtbot.waitUntil(lambda: not bench.risk.busy, timeout=20_000)
    bench.proposing.begin(scripted.MODEL)
    yield bench
    bench.close_reader()
    session.close()


def flush(bench: Workbench, draft: Draft) -> None:
    """Show a draft as it is shown when its time has come."""
    bench.proposing.show_partial(draft, 1)
    bench.proposing._stream._flush()
    QApplication.processEvents()


def in_pane(bench: Workbench, widget: QWidget, point: QPoint) -> QPoint:
    return widget.mapTo(bench.ticket, point)


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def test_typing_goes_on_while_a_draft_grows(qtbot: QtBot, bench: Workbench) -> None:
    editor = bench.ticket.fields["description"].editor
    editor.setFocus()
    before, typed = editor.text, ""
    for number, draft in enumerate(scripted.stream(DRAFT)):
        if number % 2:
            key = "abcdefghij"[number % 10]
            qtbot.keyClicks(editor, key)
            typed += key
        flush(bench, draft)
        assert editor.hasFocus() and editor.text.startswith(typed)
        assert editor.textCursor().position() == len(typed)
    while bench._session.writing.history.undoable:
        bench.undoing.undo()
    assert editor.text == before and editor.hasFocus()


def test_caret_selection_and_undo_are_not_touched(qtbot: QtBot, bench: Workbench) -> None:
    editor = bench.ticket.fields["rollback"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "mine")
    cursor = editor.textCursor()
    cursor.setPosition(1)
    cursor.setPosition(3, cursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    before = editor.text, bench._session.writing.history.undoable
    for draft in scripted.stream(DRAFT):
        flush(bench, draft)
    bench.proposing.end(DRAFT)
    assert editor.textCursor().selectedText() == "in" and editor.hasFocus()
    assert (editor.text, bench._session.writing.history.undoable) == before


@pytest.mark.parametrize("field", ["deployment", "validation"])
def test_the_caret_stays_where_it_is_on_the_screen(qtbot: QtBot, bench: Workbench, field: str) -> None:
    editor = bench.ticket.fields[field].editor
    editor.setFocus()
    editor.moveCursor(editor.textCursor().MoveOperation.Down)
    settle()
    place = in_pane(bench, editor.viewport(), editor.cursorRect().center())
    for draft in scripted.stream(DRAFT):
        flush(bench, draft)
        assert in_pane(bench, editor.viewport(), editor.cursorRect().center()) == place
    bench.proposing.end(DRAFT)
    settle()
    assert in_pane(bench, editor.viewport(), editor.cursorRect().center()) == place


def test_an_answer_that_is_written_stays_in_its_place_too(qtbot: QtBot, bench: Workbench) -> None:
    edit = bench.ticket.fields["validation"].findChild(AnswerEdit)
    assert isinstance(edit, AnswerEdit)
    edit.setFocus()
    qtbot.keyClicks(edit, "half")
    settle()
    bench.ticket._scroll.ensureWidgetVisible(edit)
    settle()
    place = in_pane(bench, edit, QPoint(0, 0))
    for draft in scripted.stream(DRAFT):
        flush(bench, draft)
    assert in_pane(bench, edit, QPoint(0, 0)) == place and edit.text == "half" and edit.hasFocus()


def test_what_is_read_stays_in_its_place_without_a_focus_in_the_form(qtbot: QtBot, bench: Workbench) -> None:
    bench.change.setFocus()
    bar = bench.ticket._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()
    details = bench.ticket.details.inputs["notes"]
    place = in_pane(bench, details, QPoint(0, 0))
    for draft in scripted.stream(DRAFT):
        flush(bench, draft)
    assert in_pane(bench, details, QPoint(0, 0)) == place


def test_drafts_come_at_most_ten_times_a_second_and_the_newest_is_shown(qtbot: QtBot) -> None:
    stream, shown = DraftStream(), []
    stream.due.connect(shown.append)
    drafts = list(scripted.stream(DRAFT))
    for draft in drafts[:60]:
        stream.put(draft)
        qtbot.wait(5)
    assert 1 <= len(shown) <= 5
    stream.put(drafts[60])
    qtbot.wait(150)
    assert shown[-1] == drafts[60]
    qtbot.wait(150)
    assert len(shown) <= 7


def test_stopping_keeps_what_is_complete(qtbot: QtBot, bench: Workbench) -> None:
    bench.ticket.drafting.stop_wanted.connect(lambda: bench.proposing.end(None))
    half = next(one for one in scripted.stream(DRAFT) if "plan" in one.proposals.get("deployment", _NONE).text[60:])
    bench.proposing.show_partial(half, 40)
    bench.ticket.fields["title"].editor.setFocus()
    assert bench.ticket.drafting.isVisible()
    qtbot.keyClick(bench.ticket.fields["title"].editor, Qt.Key.Key_Escape)
    assert not bench.ticket.drafting.isVisible()
    rows = bench.ticket.fields["deployment"].proposal.sentences.rows
    assert [one.shown.claim.text for one in rows] == [DRAFT.proposals["deployment"].claims[0].text]
    assert [one.shown.claim for one in bench.ticket.fields["description"].proposal.sentences.rows] == list(
        DRAFT.proposals["description"].claims
    )
    qtbot.wait(150)
    assert not any(one.proposal.growing for one in _shown(bench) if one.proposal)


def _shown(bench: Workbench):  # type: ignore[no-untyped-def]
    return [field.proposal for field in bench.ticket.fields.values()]


_NONE = scripted.a_draft(1).proposals["title"]


def test_the_template_is_there_for_the_fields_that_the_model_did_not_reach(bench: Workbench) -> None:
    session = bench._session
    session.edit("rollback", "mine")
    template = session.redraft().proposals["rollback"]
    first = next(one for one in scripted.stream(DRAFT) if "description" in one.proposals)
    flush(bench, first)
    assert session.draft and session.draft.proposals["rollback"] == template
    bench.proposing.end(None)
    assert session.draft.proposals["title"] == DRAFT.proposals["title"]


def test_an_answer_keeps_the_models_proposals_and_a_redraft_from_the_template_drops_them(bench: Workbench) -> None:
    session = bench._session
    flush(bench, DRAFT)
    session.answer(session.draft.questions[0].question, "Because.")  # type: ignore[union-attr]
    assert session.draft and session.draft.proposals["title"].drafter == scripted.MODEL
    assert session.redraft().proposals["title"].drafter == "template"


def test_another_change_forgets_the_stream(qtbot: QtBot, bench: Workbench, loaded: Loaded) -> None:
    bench.proposing.show_partial(DRAFT, 9)
    bench.show_loaded(loaded)
    qtbot.wait(150)
    assert bench._session.draft and bench._session.draft.proposals["title"].drafter == "template"
    assert not bench.ticket.drafting.isVisible()


def test_the_bar_says_what_is_drafted_and_how_quickly(qtbot: QtBot) -> None:
    bar = DraftBar()
    qtbot.addWidget(bar)
    bar.begin("a-very-long-name-of-a-model-that-is-too-long-to-show:latest")
    assert bar.isVisible() and "waiting for the first word" in bar._speed.text()
    bar.count(1)
    bar.count(51)
    bar.show_field("deployment")
    assert bar._what.whole == "a-very-long-name-of-a-model-that-is-too…: deployment steps"
    assert "tokens/s" in bar._speed.text()
    with qtbot.waitSignal(bar.stop_wanted):
        qtbot.mouseClick(bar._stop, Qt.MouseButton.LeftButton)
    assert bar._stop.text() == "Stopping…" and not bar._stop.isEnabled()
    bar.end()
    with qtbot.assertNotEmitted(bar.stop_wanted):
        qtbot.keyClick(bar, Qt.Key.Key_Escape)


def test_escape_in_a_half_written_answer_gives_that_up_and_stops_nothing(qtbot: QtBot, bench: Workbench) -> None:
    edit = bench.ticket.fields["validation"].findChild(AnswerEdit)
    assert isinstance(edit, AnswerEdit)
    edit.setFocus()
    qtbot.keyClicks(edit, "half")
    with qtbot.assertNotEmitted(bench.ticket.drafting.stop_wanted):
        qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text == ""
    with qtbot.waitSignal(bench.ticket.drafting.stop_wanted):
        qtbot.keyClick(edit, Qt.Key.Key_Escape)
