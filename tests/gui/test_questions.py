"""Questions under a field: a few at first, answered by Enter, else half typed, and taken back."""

from collections.abc import Iterator, Mapping

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.drafting.proposal import Question
from relman_desktop.gui.answer_edit import AnswerEdit
from relman_desktop.gui.question_list import QuestionList
from relman_desktop.gui.question_view import QuestionView

QUESTIONS = tuple(Question(f"Q{at}", "justification", f"Why {at}?", f"Nothing says why {at}.") for at in range(5))


@pytest.fixture
def questions(qtbot: QtBot) -> Iterator[QuestionList]:
    questions = QuestionList()
    qtbot.addWidget(questions)
    questions.resize(500, 400)
    with qtbot.waitActive(questions):
        questions.show()
    questions.show_questions(QUESTIONS, {})
    yield questions


def shown(questions: QuestionList) -> list[QuestionView]:
    QApplication.processEvents()
    views = [view for view in questions.findChildren(QuestionView) if view.isVisibleTo(questions)]
    return sorted(views, key=lambda view: view.y())


def answer_of(view: QuestionView) -> AnswerEdit:
    return view.findChild(AnswerEdit)


def button(parent: QWidget, text: str) -> QPushButton:
    return next(one for one in parent.findChildren(QPushButton) if one.text() == text and one.isVisible())


def answers(questions: QuestionList) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []
    questions.answered.connect(lambda question, answer: told.append((question, answer)))
    return told


def test_only_the_first_questions_are_shown_until_all_are_wanted(qtbot: QtBot, questions: QuestionList) -> None:
    assert [view.question for view in shown(questions)] == ["Why 0?", "Why 1?"]
    qtbot.mouseClick(button(questions, "3 more questions"), Qt.MouseButton.LeftButton)
    assert len(shown(questions)) == 5


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_enter_answers(qtbot: QtBot, questions: QuestionList, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    told, view = answers(questions), shown(questions)[0]
    qtbot.keyClicks(answer_of(view), " Because. ")
    qtbot.keyClick(answer_of(view), key, modifier)
    assert told == [("Why 0?", "Because.")]
    assert not view.is_open and not answer_of(view).isVisible()


def test_an_answer_of_several_lines_takes_control_enter(qtbot: QtBot, questions: QuestionList) -> None:
    told, edit = answers(questions), answer_of(shown(questions)[0])
    qtbot.keyClicks(edit, "One")
    qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(edit, "two")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "three")
    assert told == []
    qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told == [("Why 0?", "One\ntwo\nthree")]


def test_leaving_an_answer_leaves_it_half_typed_and_shows_so(qtbot: QtBot, questions: QuestionList) -> None:
    told, (first, second) = answers(questions), shown(questions)
    answer_of(first).setFocus()
    assert not first._give.isVisible() and not first._waits.isVisible()
    qtbot.keyClicks(answer_of(first), "Because.")
    answer_of(second).setFocus()
    questions.show_questions(QUESTIONS, {}, {"Why 0?": "Because."})
    assert told == [] and first.is_open and answer_of(first).text == "Because."
    assert first._waits.isVisible() and "Not given yet" in first._waits.text() and "Enter" in first._waits.text()
    qtbot.mouseClick(button(first, "Give"), Qt.MouseButton.LeftButton)
    assert told == [("Why 0?", "Because.")]
    assert not first.is_open and not first._give.isVisible() and not first._waits.isVisible()


def test_several_lines_are_told_the_key_that_gives_them(qtbot: QtBot, questions: QuestionList) -> None:
    view = shown(questions)[0]
    answer_of(view).setFocus()
    qtbot.keyClicks(answer_of(view), "One")
    qtbot.keyClick(answer_of(view), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert "Ctrl+" in view._waits.text()


def test_leaving_an_empty_question_answers_nothing(qtbot: QtBot, questions: QuestionList) -> None:
    told, (first, second) = answers(questions), shown(questions)
    answer_of(first).setFocus()
    answer_of(second).setFocus()
    qtbot.keyClick(answer_of(second), Qt.Key.Key_Return)
    assert told == [] and first.is_open


def test_an_answer_is_changed_and_taken_back(qtbot: QtBot, questions: QuestionList) -> None:
    questions.show_questions(QUESTIONS[:1], {"Why 0?": "Because."})
    told, view = answers(questions), shown(questions)[0]
    qtbot.mouseClick(button(view, "Change"), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(answer_of(view), "Never mind.")  # over the selected old answer
    qtbot.keyClick(answer_of(view), Qt.Key.Key_Escape)
    assert told == [] and not view.is_open
    qtbot.mouseClick(button(view, "Change"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(answer_of(view), Qt.Key.Key_Backspace)
    qtbot.keyClick(answer_of(view), Qt.Key.Key_Return)
    assert told == [("Why 0?", "")]
    assert view.is_open


def test_another_answer_half_typed_leaves_the_given_one_and_names_it(qtbot: QtBot, questions: QuestionList) -> None:
    questions.show_questions(QUESTIONS[:1], {"Why 0?": "Because."})
    told, view = answers(questions), shown(questions)[0]
    qtbot.mouseClick(button(view, "Change"), Qt.MouseButton.LeftButton)
    assert not view._give.isVisible(), "what stands there is the answer"
    qtbot.keyClicks(answer_of(view), "So there")
    answer_of(view).clearFocus()
    assert told == [] and view.is_open and "Because." in view._waits.text()
    answer_of(view).setFocus()
    qtbot.keyClick(answer_of(view), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(answer_of(view), Qt.Key.Key_Backspace)
    qtbot.mouseClick(button(view, "Take back"), Qt.MouseButton.LeftButton)
    assert told == [("Why 0?", "")] and view.is_open and not view._give.isVisible()


def test_an_answer_that_is_only_looked_at_closes_again(qtbot: QtBot, questions: QuestionList) -> None:
    questions.show_questions(QUESTIONS[:2], {"Why 0?": "Because."})
    told, view = answers(questions), shown(questions)[1]
    qtbot.mouseClick(button(view, "Change"), Qt.MouseButton.LeftButton)
    answer_of(shown(questions)[0]).setFocus()
    assert told == [] and not view.is_open


def test_an_answer_in_the_making_survives_a_new_draft(qtbot: QtBot, questions: QuestionList) -> None:
    edit = answer_of(shown(questions)[1])
    edit.setFocus()
    qtbot.keyClicks(edit, "Half an ans")
    questions.show_questions((QUESTIONS[3], QUESTIONS[4]), {"Why 0?": "Because."})
    assert edit.isVisible() and edit.hasFocus() and edit.text == "Half an ans"


def test_answered_questions_come_last_and_keep_their_answers(questions: QuestionList) -> None:
    kept: Mapping[str, str] = {"Why 0?": "Because <b>so</b>."}
    questions.show_questions(QUESTIONS, kept)
    views = shown(questions)
    assert [view.question for view in views] == ["Why 1?", "Why 2?", "Why 0?"]
    assert [view.is_open for view in views] == [True, True, False]
    assert (views[2]._asked.text(), views[2]._told.text()) == ("Why 0?", "Because <b>so</b>.")


def test_a_half_written_answer_is_not_given_when_the_window_goes(qtbot: QtBot, questions: QuestionList) -> None:
    told, edit = answers(questions), answer_of(shown(questions)[0])
    qtbot.keyClicks(edit, "Because")
    QApplication.sendEvent(edit, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason))
    questions.close()
    assert told == []


def test_another_tickets_questions_take_no_half_written_answer(qtbot: QtBot, questions: QuestionList) -> None:
    told = answers(questions)
    qtbot.keyClicks(answer_of(shown(questions)[0]), "Because")
    questions.clear()
    questions.show_questions(QUESTIONS[3:], {})
    assert told == []
