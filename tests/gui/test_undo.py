"""One undo for the whole ticket: it goes to what it changes, says what that is, and outlives the window."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.files import home
from relman_desktop.gui.answer_edit import AnswerEdit
from relman_desktop.gui.growing_edit import GrowingEdit
from relman_desktop.gui.question_view import QuestionView
from relman_desktop.gui.value_inputs import LongInput
from relman_desktop.loaded import Loaded
from relman_desktop.sample import RANGE
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.store.library import Library
from relman_desktop.store.record import What

from .model_scenes import Scene, settle

Open = Callable[..., Scene]
UNDO, REDO = QKeySequence("Ctrl+Z"), QKeySequence("Ctrl+Shift+Z")


@pytest.fixture
def one(scene: Open) -> Scene:
    return scene()


def press(keys: QKeySequence) -> None:
    """Press keys where the focus is, as the person does."""
    focused = QApplication.focusWidget()
    assert focused
    QTest.keySequence(focused, keys)


def editor(one: Scene, field: str) -> GrowingEdit:
    return one.bench.ticket.fields[field].editor


def menu(one: Scene) -> tuple[str, str]:
    """What the menu offers to undo and to redo; "" where it is greyed."""
    actions = (one.window.actions_by_name[name] for name in ("undo", "redo"))
    undo, redo = (action.text() if action.isEnabled() else "" for action in actions)
    return undo, redo


def acts(one: Scene) -> list[What]:
    """What was done since the ticket was begun."""
    return [step.what for step in one.session.writing.history.steps[1:]]


def type_at(edit: GrowingEdit, before: str, keys: str) -> None:
    edit.setFocus()
    edit.put_caret(edit.text.index(before))
    QTest.keyClicks(edit, keys)


def in_sight(one: Scene, widget: QWidget, point: QPoint) -> bool:
    viewport = one.bench.ticket._scroll.viewport()
    return viewport.rect().contains(widget.mapTo(viewport, point))


def test_undo_goes_from_field_to_field_and_redo_back(one: Scene) -> None:
    title, inputs = editor(one, "title"), one.bench.ticket.details.inputs
    before = title.text
    type_at(title, "orders", "all of the ")
    risk, assignee, notes = (inputs[name].input for name in ("risk", "assignee", "notes"))
    assert isinstance(risk, QComboBox) and isinstance(assignee, QLineEdit) and isinstance(notes, LongInput)
    chosen = risk.currentText()
    risk.setFocus()
    QTest.keyClicks(risk, "Critical")
    assignee.setFocus()
    QTest.keyClicks(assignee, "Sam")
    noted = notes.value
    notes.setFocus()
    notes.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(notes, " Ask")
    one.bench.change.setFocus()
    settle()
    press(UNDO)
    assert (
        notes.value == noted and notes.hasFocus() and menu(one) == ("Undo typing in Assignee", "Redo typing in Notes")
    )
    press(UNDO)
    assert assignee.hasFocus() and "Sam" not in assignee.text()
    press(UNDO)
    assert risk.hasFocus() and risk.currentText() == chosen and menu(one)[1] == "Redo choosing Risk level"
    press(UNDO)
    settle()
    assert title.text == before and title.hasFocus() and title.textCursor().position() == before.index("orders")
    assert in_sight(one, title.viewport(), title.cursorRect().center())
    assert menu(one) == ("", "Redo typing in Title")
    for _ in range(4):
        press(REDO)
    assert notes.hasFocus() and notes.textCursor().position() == len(noted) + 4 and menu(one)[1] == ""
    assert (notes.value, risk.currentText()) == (f"{noted} Ask", "Critical") and "all of the orders" in title.text
    press(QKeySequence("Ctrl+Y"))
    assert acts(one).count(What.REDONE) == 4, "greyed is greyed"


def test_undo_brings_a_far_place_into_sight_and_leaves_one_that_is(one: Scene) -> None:
    steps, bar = editor(one, "validation"), one.bench.ticket._scroll.verticalScrollBar()
    steps.setFocus()
    steps.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(steps, " Then rest.")
    settle()
    one.bench.change.setFocus()
    bar.setValue(0)
    settle()
    press(UNDO)
    settle()
    assert in_sight(one, steps.viewport(), steps.cursorRect().center()) and bar.value() > 0
    place = bar.value()
    press(REDO)
    settle()
    assert bar.value() == place


def test_an_accepted_sentence_is_one_act_of_its_drafter_and_comes_back_with_its_chips(one: Scene) -> None:
    title = one.bench.ticket.fields["title"]
    chips = [placed.chip.text for placed in title.editor.margin.placed]
    drafted = title.editor.text
    title.editor.setFocus()
    title.editor.selectAll()
    QTest.keyClicks(title.editor, "Mine")
    one.bench.proposing.redraft("title")
    title.proposal.sentences.rows[0].click()
    assert acts(one) == [What.TYPED, What.ACCEPTED] and one.session.writing.history.steps[-1].author == "template"
    assert menu(one)[0] == "Undo taking sentences into Title"
    press(UNDO)
    assert title.editor.text == "Mine" and title.proposal.isVisible(), "and it is proposed again"
    press(UNDO)
    assert title.editor.text == drafted and [placed.chip.text for placed in title.editor.margin.placed] == chips
    press(REDO)
    press(REDO)
    assert title.editor.text == drafted and one.session.entry("title").spans[0].claim.evidence


def asked(one: Scene, question: str) -> tuple[QuestionView, AnswerEdit]:
    settle(1)
    views = one.bench.ticket.findChildren(QuestionView)
    view = next(each for each in views if each.question == question and each.isVisibleTo(one.bench))
    return view, view.findChild(AnswerEdit)


def first_question(one: Scene, field: str = "justification") -> str:
    assert one.session.draft
    return next(each.question for each in one.session.draft.questions if each.field == field)


def test_an_answer_that_is_undone_stands_in_its_input_again(one: Scene) -> None:
    question = first_question(one)
    _, edit = asked(one, question)
    edit.setFocus()
    QTest.keyClicks(edit, "Support waits.")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert menu(one)[0].startswith("Undo the answer to “")
    press(UNDO)
    view, edit = asked(one, question)
    assert view.is_open and edit.text == "Support waits." and edit.hasFocus()
    assert one.session.writing.ticket.answers == {} and one.session.writing.history.half == {question: "Support waits."}
    press(REDO)
    view, _ = asked(one, question)
    assert not view.is_open and one.session.writing.ticket.answers == {question: "Support waits."}
    press(UNDO)
    _, edit = asked(one, question)
    editor(one, "title").setFocus()
    assert one.session.writing.ticket.answers == {}, "leaving it does not give it again"
    edit.setFocus()
    QTest.keyClicks(edit, " Long.")
    press(UNDO)
    assert edit.text == "Support waits." and menu(one)[1], "what is typed here has an undo of its own"
    QTest.keyClicks(edit, " So long.")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert one.session.writing.ticket.answers == {question: "Support waits. So long."}
    assert one.session.writing.history.half == {}


def test_a_field_that_an_answer_fills_is_one_step_with_it(one: Scene) -> None:
    reason = editor(one, "justification")
    reason.setFocus()
    reason.selectAll()
    QTest.keyClick(reason, Qt.Key.Key_Delete)
    question = first_question(one)
    _, edit = asked(one, question)
    edit.setFocus()
    QTest.keyClicks(edit, "Support waits.")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    filled = reason.text
    assert "Support waits." in filled
    press(UNDO)
    assert reason.text == "" and one.session.writing.ticket.answers == {}
    press(REDO)
    assert reason.text == filled and one.session.entry("justification").spans


def test_a_half_typed_answer_stays_half_typed_when_the_menu_undoes_something_else(one: Scene) -> None:
    title = editor(one, "title")
    type_at(title, "orders", "x")
    question = first_question(one)
    _, edit = asked(one, question)
    edit.setFocus()
    QTest.keyClicks(edit, "Half")
    one.window.actions_by_name["undo"].trigger()
    assert title.hasFocus() and one.session.writing.ticket.answers == {}
    _, edit = asked(one, question)
    assert edit.text == "Half" and menu(one)[1] == "Redo typing in Title"


def test_what_is_no_field_of_the_ticket_keeps_its_own_undo(one: Scene) -> None:
    type_at(editor(one, "title"), "orders", "x")
    search = one.bench.change.filter
    search.setFocus()
    QTest.keyClicks(search, "drop")
    press(UNDO)
    assert search.text() == "" and acts(one) == [What.TYPED]


def test_undo_and_redo_go_on_after_a_restart(scene: Open) -> None:
    one = scene()
    before = editor(one, "title").text
    type_at(editor(one, "title"), "orders", "all ")
    type_at(editor(one, "rollback"), "", "First. ")
    one.window.actions_by_name["undo"].trigger()
    one.close()
    again = scene()
    assert menu(again) == ("Undo typing in Title", "Redo typing in Rollback steps")
    again.window.actions_by_name["redo"].trigger()
    assert editor(again, "rollback").text.startswith("First. ")
    again.window.actions_by_name["undo"].trigger()
    again.window.actions_by_name["undo"].trigger()
    assert editor(again, "title").text == before and menu(again)[0] == ""


def test_half_typed_answers_come_back_after_a_kill(one: Scene, loaded: Loaded, tmp_path: Path, qtbot: QtBot) -> None:
    question = first_question(one)
    _, edit = asked(one, question)
    edit.setFocus()
    QTest.keyClicks(edit, "Because of")
    one.session.writing.rest().result()
    for name in ("tickets.sqlite", "tickets.sqlite-wal"):
        shutil.copy(home() / name, tmp_path)  # as a kill leaves them
    left = Session(Settings(), Library(tmp_path / "tickets.sqlite"))
    left.show(loaded)
    assert left.writing.history.half == {question: "Because of"} and left.writing.ticket.answers == {}
    left.close()


def test_a_half_typed_answer_is_given_neither_by_another_repository_nor_by_the_end(scene: Open, sample: Path) -> None:
    one = scene()
    question = first_question(one)
    _, edit = asked(one, question)
    edit.setFocus()
    QTest.keyClicks(edit, "Because of")
    one.open(sample, "v1.4.0..v1.5.0~1")
    assert one.session.writing.history.half == {}
    one.open(sample, RANGE)
    _, edit = asked(one, question)
    edit.setFocus()
    QTest.keyClicks(edit, "So ")
    one.close()
    again = scene()
    view, edit = asked(again, question)
    assert view.is_open and edit.text == "So Because of" and view._waits.isVisible()
    assert again.session.writing.ticket.answers == {} and acts(again) == []


def test_what_is_composed_is_no_text_until_it_is_done(one: Scene) -> None:
    title = editor(one, "title")
    before = title.text
    title.setFocus()
    for preedit in ("n", "ni", "nih"):
        QApplication.sendEvent(title, QInputMethodEvent(preedit, []))
    assert title.text == before and acts(one) == []
    done = QInputMethodEvent("", [])
    done.setCommitString("你好")
    QApplication.sendEvent(title, done)
    accent = QInputMethodEvent("", [])
    accent.setCommitString("é")
    QApplication.sendEvent(title, accent)
    assert title.text == f"你好é{before}"
    press(UNDO)
    assert title.text == f"你好{before}"
    press(UNDO)
    assert title.text == before


def test_emoji_pasting_and_cutting_are_steps_that_leave_no_halves(one: Scene) -> None:
    title = editor(one, "title")
    before = title.text
    title.setFocus()
    family = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}"
    for text in ("\N{WAVING HAND SIGN}", family):
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(title, key)
    QApplication.clipboard().setText("pasted words:")
    QTest.keySequence(title, QKeySequence.StandardKey.Paste)
    assert title.text == f"\N{WAVING HAND SIGN}{family}pasted words:{before}"
    title.selectAll()
    QTest.keySequence(title, QKeySequence.StandardKey.Cut)
    expected = [f"\N{WAVING HAND SIGN}{family}pasted words:{before}", f"\N{WAVING HAND SIGN}{family}{before}"]
    for text in (*expected, f"\N{WAVING HAND SIGN}{before}", before):
        press(UNDO)
        assert title.text == text and one.session.entry("title").text == text
    assert title.textCursor().position() == 0


def test_the_context_menu_offers_the_sessions_undo(one: Scene) -> None:
    title = one.bench.ticket.fields["title"].editor
    type_at(title, "orders", "x")
    shown = title.evidence_menu(None)
    undo = next(each for each in shown.actions() if each.text() == "Undo typing in Title")
    undo.trigger()
    assert "x" not in title.text[: title.text.index("orders")]
    shown.deleteLater()


def test_a_question_in_the_menu_is_no_mnemonic_and_hides_nothing(one: Scene) -> None:
    one.bench._answer("Q&A \u202e of a model that asks a very long question indeed?", "Yes.")
    text = one.window.actions_by_name["undo"].text()
    assert text.startswith("Undo the answer to “Q&&A ⟨U+202E⟩ of a model") and text.endswith("…”")


def test_a_sentence_about_an_act_goes_with_the_next_act(one: Scene) -> None:
    status, title = one.window._status, editor(one, "title")
    resting = status._text.whole
    one.bench.dismissing.dismiss(one.session.facts.items[0].id, "Not ours")
    assert "is dismissed" in status._text.whole
    one.bench.show_history("")
    assert "is dismissed" in status._text.whole, "looking elsewhere is no act"
    type_at(title, "orders", "all of the ")
    assert status._text.whole == resting
    one.bench.copy("title", "markdown")
    assert status._text.whole.startswith("Copied for another site (Markdown).")
    one.window.actions_by_name["show_library"].trigger()
    assert status._text.whole == resting
    one.window.desk.library.said.emit("1 ticket put back.")
    one.window.desk.library.back_wanted.emit()
    assert status._text.whole == resting
