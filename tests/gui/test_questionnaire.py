"""The questionnaire in the tab of the risk: rows, one-click answers, words, and the way to a question."""

from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.gui.questionnaire_card import QuestionnaireCard
from relman_desktop.gui.questionnaire_list import QuestionnaireList
from relman_desktop.gui.questionnaire_row import QuestionnaireRow
from relman_desktop.gui.questionnaire_words import ALL_ANSWERED, against
from relman_desktop.gui.risk_tab import RiskTab
from relman_desktop.risk.assessment import Answered
from relman_desktop.risk.questions import ids

from .risk_scenes import HOSTILE, IMPACT, LIKELIHOOD, LOWERINGS, ROLLBACK, medium

UNIT = ids()["unit_tests"]
BY_EVIDENCE = Answered(
    "unit_tests", UNIT, "partly", "evidence", LIKELIHOOD, 1, 2, "CI runs them.", ("R2",), ("yes", "partly", "no")
)
BY_PERSON = Answered("review", "Reviewed?", "mostly", "person", LIKELIHOOD, 1, 3, "You answered it.", ("A1",), ("yes",))


def missing(name: str, points: int) -> Answered:
    return Answered(
        name, f"Is {name} there?", "", "unanswered", IMPACT, points, points, "Not known.", ("X1",), ("yes", "no")
    )


ASKED = (BY_EVIDENCE, *(missing(f"it{at}", at) for at in range(1, 8)), BY_PERSON)


@pytest.fixture
def asked(qtbot: QtBot) -> Iterator[QuestionnaireList]:
    made = QuestionnaireList()
    qtbot.addWidget(made)
    made.resize(396, 900)
    made.show_asked(ASKED, {})
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found
    return found


def card(asked: QuestionnaireList, question: str) -> QuestionnaireCard:
    entry = asked.entries[question]
    assert isinstance(entry, QuestionnaireCard)
    return entry


def row(asked: QuestionnaireList, question: str) -> QuestionnaireRow:
    entry = asked.entries[question]
    assert isinstance(entry, QuestionnaireRow)
    return entry


def texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_it_counts_what_is_open_and_what_that_costs(asked: QuestionnaireList) -> None:
    assert asked.told == "7 of 9 questions are open. Each counts as no: +28."
    asked.show_asked((BY_EVIDENCE,), {})
    assert asked.told == ALL_ANSWERED and not asked.more.isVisible()


def test_the_open_questions_that_add_most_come_first_and_the_others_are_a_press_away(asked: QuestionnaireList) -> None:
    assert asked.cards == [f"Is it{at} there?" for at in (7, 6, 5, 4)]
    assert list(asked.entries)[4:] == [UNIT, "Reviewed?"]
    assert asked.more.text() == "3 more open questions: +6"
    asked.more.click()
    assert asked.cards[4:] == [f"Is it{at} there?" for at in (3, 2, 1)]
    assert card(asked, "Is it3 there?").isAncestorOf(focused())


def test_a_choice_answers_with_one_click(asked: QuestionnaireList) -> None:
    given = Mock()
    asked.answered.connect(given)
    one = card(asked, "Is it7 there?")
    assert [button.suggestion.text for button in one.choices.buttons] == ["yes", "no", "not needed"]
    one.choices.buttons[0].click()
    given.assert_called_once_with("Is it7 there?", "yes")


def test_not_needed_asks_for_the_reason_before_it_is_given(asked: QuestionnaireList) -> None:
    given = Mock()
    asked.answered.connect(given)
    one = card(asked, "Is it7 there?")
    one.choices.buttons[-1].click()
    given.assert_not_called()
    assert one.view.text == "not needed: " and one.view.is_written_in
    QTest.keyClicks(focused(), "nothing is stored")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    given.assert_called_once_with("Is it7 there?", "not needed: nothing is stored")


def test_it_is_told_what_words_come_to() -> None:
    assert against(UNIT, "not needed: ") == "It gives no reason, so it counts as no."
    assert "counts as no" in against(UNIT, "yes, but two are red")
    assert against(UNIT, "yes, all of them") == "" == against("What else?", "but")


def test_an_answered_question_is_folded_and_unfolds_to_what_it_rests_on(asked: QuestionnaireList) -> None:
    shown = Mock()
    asked.evidence_wanted.connect(shown)
    one = row(asked, UNIT)
    assert "CI runs them." not in texts(one)
    QTest.keyClick(one.line, Qt.Key.Key_Return)
    assert "CI runs them." in texts(one) and UNIT in texts(one)
    assert "+1 of 2" in texts(one) and one.is_unfolded
    one.chips.chips[0].click()
    shown.assert_called_once_with("R2")
    one.line.click()
    assert "CI runs them." not in texts(one)


def test_a_person_may_answer_what_the_evidence_answers_and_take_it_back(asked: QuestionnaireList) -> None:
    given = Mock()
    asked.answered.connect(given)
    one = row(asked, UNIT)
    one.go_to()
    one.own.click()
    assert one.choices
    one.choices.buttons[0].click()
    given.assert_called_once_with(UNIT, "yes")
    own = row(asked, "Reviewed?")
    own.go_to()
    assert own.back.isVisible() and not own.own.isVisible()
    own.back.click()
    given.assert_called_with("Reviewed?", "")


def test_what_is_half_typed_stays_when_the_assessment_changes(asked: QuestionnaireList) -> None:
    typed = Mock()
    asked.half_typed.connect(typed)
    one = card(asked, "Is it7 there?")
    one.view.go_to()
    QTest.keyClicks(focused(), "half")
    typed.assert_called_with("Is it7 there?", "half")
    asked.show_asked([replace(other, text="Otherwise.") for other in ASKED], {"Is it7 there?": "half"})
    assert asked.entries["Is it7 there?"] is one and one.view.text == "half"


def test_a_half_typed_answer_is_shown_though_its_question_adds_little(asked: QuestionnaireList) -> None:
    asked.clear()
    asked.show_asked(ASKED, {"Is it1 there?": "half"})
    assert card(asked, "Is it1 there?").view.text == "half"
    asked.show_half(UNIT, "from elsewhere")
    assert row(asked, UNIT).view is not None and row(asked, UNIT).is_unfolded


def test_going_to_the_next_open_question_goes_all_around(asked: QuestionnaireList) -> None:
    asked.go_to("Is it7 there?")
    assert asked.next_open() == "Is it6 there?"
    assert asked.next_open(back=True) == "Is it1 there?" == asked.next_after("Is it2 there?")
    assert asked.next_after("Is it1 there?") == "Is it7 there?"


def test_a_filed_ticket_is_only_read(asked: QuestionnaireList) -> None:
    asked.set_read_only(True)
    row(asked, UNIT).go_to()
    assert not card(asked, "Is it7 there?").choices.buttons[0].isEnabled()
    assert not row(asked, UNIT).own.isEnabled() and row(asked, UNIT).chips.isEnabled()


def test_what_would_lower_it_leads_to_the_row_of_its_question(qtbot: QtBot) -> None:
    tab = RiskTab()
    qtbot.addWidget(tab)
    tab.resize(396, 400)
    tab.show()
    asked = [*ASKED, replace(BY_EVIDENCE, question=ROLLBACK)]
    tab.show_assessment(medium(), {})
    tab.show_questionnaire(replace(medium(), questionnaire=tuple(asked)), {})
    tab.show_lowerings(LOWERINGS)
    tab.lowerings.question_wanted.emit(ROLLBACK)
    entry = row(tab.questionnaire, ROLLBACK)
    assert entry.is_unfolded
    qtbot.waitUntil(lambda: tab.viewport().rect().contains(entry.mapTo(tab.viewport(), entry.rect().center())))


def test_other_peoples_text_is_shown_as_it_is(asked: QuestionnaireList) -> None:
    asked.show_asked([replace(BY_EVIDENCE, text=HOSTILE, answer=HOSTILE)], {})
    one = row(asked, UNIT)
    one.go_to()
    assert "\u202e" not in texts(one) and "\u202e" not in "".join(one.line.lines)
    assert all(found.textFormat() is Qt.TextFormat.PlainText for found in one.findChildren(QLabel))
