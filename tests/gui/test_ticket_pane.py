"""The whole form: a ticket in, the person's doings out, and nothing left behind."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.drafting.proposal import Draft, Proposal, Question
from relman_desktop.drafting.question_table import asked_of_the_risk
from relman_desktop.drafting.taking import Taken
from relman_desktop.fields import WRITTEN
from relman_desktop.gui.answer_edit import AnswerEdit
from relman_desktop.gui.evidence_pane import EvidencePane
from relman_desktop.gui.question_view import QuestionView
from relman_desktop.gui.theme import DARK, Role, apply
from relman_desktop.gui.ticket_pane import TicketPane
from relman_desktop.ticket import Claim, Entry, Layout, text_of

from . import scenes

NONE = Draft({}, ())


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[TicketPane]:
    pane = TicketPane()
    qtbot.addWidget(pane)
    pane.resize(560, 760)
    with qtbot.waitActive(pane):
        pane.show()
    pane.show_ticket(scenes.a_ticket(), scenes.DRAFT)
    yield pane


def asked(part: QWidget) -> list[QuestionView]:
    QApplication.processEvents()
    views = [view for view in part.findChildren(QuestionView) if not view.isHidden()]
    return sorted(views, key=lambda view: view.y())


def test_a_ticket_is_shown_whole_and_nothing_is_told(qtbot: QtBot, pane: TicketPane) -> None:
    ticket = scenes.a_ticket()
    signals = [pane.edited, pane.evidence_wanted, pane.evidence_passed, pane.accepted, pane.answered]
    told: list[object] = []
    for signal in signals:
        signal.connect(lambda *values: told.append(values))
    pane.show_ticket(ticket, scenes.DRAFT)
    pane.show_draft(scenes.DRAFT, {})
    shown = {name: field.editor.text for name, field in pane.fields.items()}
    shown |= {name: one.input.value for name, one in pane.details.inputs.items()}
    assert shown == {name: ticket.entry(name).text for name in shown}
    assert told == []


def test_the_header_names_the_change_its_state_and_when_it_was_saved(qtbot: QtBot, pane: TicketPane) -> None:
    pane.set_saved("saved 12:03")
    assert (pane._name.text(), pane._state.text(), pane._saved.text()) == ("CHG-2026-0142", "Draft", "saved 12:03")
    qtbot.keyClicks(pane.details.inputs["change_id"].input, "-b")
    assert pane._name.text().endswith("-b") or pane._name.text().startswith("-b")


def test_proposals_stand_under_their_fields_and_change_no_text(pane: TicketPane) -> None:
    before = {name: field.editor.text for name, field in pane.fields.items()}
    pane.show_draft(scenes.DRAFT, {"description": scenes.DRAFT.proposals["description"]})
    assert [name for name, field in pane.fields.items() if not field.proposal.isHidden()] == ["description"]
    assert {name: field.editor.text for name, field in pane.fields.items()} == before
    pane.show_draft(scenes.DRAFT, {})
    assert all(field.proposal.isHidden() for field in pane.fields.values())


def test_questions_stand_under_their_fields(pane: TicketPane) -> None:
    under = {name: [view.question for view in asked(field)] for name, field in pane.fields.items()}
    assert under["justification"] == [question.question for question in scenes.QUESTIONS[:2]]
    assert under["validation"] == [scenes.QUESTIONS[4].question, scenes.ANSWERED]
    assert [view.question for view in asked(pane.details)] == ["When does the deployment start and end?"]
    assert not any(under[name] for name in ("title", "description", "deployment", "rollback"))


def test_an_answer_is_told_and_stays_under_its_field_when_it_is_asked_no_more(qtbot: QtBot, pane: TicketPane) -> None:
    question = scenes.QUESTIONS[5]
    edit = asked(pane.details)[0].findChild(AnswerEdit)
    qtbot.keyClicks(edit, "At 20:00 UTC")
    with qtbot.waitSignal(pane.answered) as told:
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert told.args == [question.question, "At 20:00 UTC"]
    pane.show_draft(Draft({}, scenes.QUESTIONS[:5]), {})
    (view,) = asked(pane.details)
    assert view.question == question.question and not view.is_open


def test_an_unknown_question_that_was_answered_is_kept_in_sight(pane: TicketPane) -> None:
    pane.show_ticket(scenes.a_ticket().with_answer("Who signs?", "The captain."), NONE)
    assert [view.question for view in asked(pane.details)] == ["Who signs?"]


def test_an_edit_is_told_with_its_field(qtbot: QtBot, pane: TicketPane) -> None:
    with qtbot.waitSignal(pane.edited) as told:
        qtbot.keyClicks(pane.fields["justification"].editor, "S")
    assert told.args == ["justification", "S"]
    with qtbot.waitSignal(pane.edited) as told:
        qtbot.keyClicks(pane.details.inputs["risk"].input, "Low")
    assert told.args == ["risk", "low"]


def test_one_sentence_of_the_whole_ticket_is_looked_at(qtbot: QtBot, pane: TicketPane) -> None:
    wanted: list[str] = []
    pane.evidence_passed.connect(wanted.append)
    pane.fields["title"].editor.setFocus(Qt.FocusReason.TabFocusReason)
    pane.fields["rollback"].editor.setFocus(Qt.FocusReason.TabFocusReason)
    move_to(pane, "rollback", "Deploy orders-service")
    assert wanted == ["X1", "R4"] or wanted == ["X1", "X2", "R4"]
    tinted = [name for name, field in pane.fields.items() if field.editor.extraSelections()]
    assert tinted == ["rollback"] and pane.cited == ("R4",)


def move_to(pane: TicketPane, field: str, before: str) -> None:
    editor = pane.fields[field].editor
    cursor = editor.textCursor()
    cursor.setPosition(editor.text.index(before))
    editor.setTextCursor(cursor)


def test_the_form_scrolls_to_the_caret(qtbot: QtBot, pane: TicketPane) -> None:
    editor = pane.fields["validation"].editor
    editor.setFocus()
    for _ in range(5):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    caret = editor.viewport().mapTo(pane, editor.cursorRect().center())
    assert pane.rect().contains(caret)


def test_lines_below_the_caret_stay_in_sight(qtbot: QtBot, pane: TicketPane) -> None:
    editor = pane.fields["description"].editor
    editor.setFocus()
    editor.insertPlainText("\n".join(f"Line {number}" for number in range(80)))
    for line in ("Line 0", "Line 60"):
        move_to(pane, "description", line)
        QApplication.processEvents()
    caret = editor.viewport().mapTo(pane, editor.cursorRect().center())
    below = caret + QPoint(0, 4 * editor.cursorRect().height())
    assert pane.rect().contains(caret) and pane.rect().contains(below)


def test_what_the_session_puts_into_a_field_is_no_edit(qtbot: QtBot, pane: TicketPane) -> None:
    claims = (Claim("It pays for itself.", ("W1",)),)
    with qtbot.assertNotEmitted(pane.edited):
        pane.put_entry("justification", Entry(text_of(claims), claims))
        pane.put_entry("change_id", Entry("CHG-7"))
        pane.put_entry("notes", Entry("One\ntwo"))
    assert pane.fields["justification"].editor.text == "It pays for itself."
    assert pane._name.text() == "CHG-7" and pane.text("notes") == "One\ntwo"


def test_what_was_answered_about_the_risk_stands_under_no_field(pane: TicketPane) -> None:
    ticket = scenes.a_ticket()
    before = len(asked(pane))
    for question in asked_of_the_risk():
        ticket = ticket.with_answer(question, "yes")
    pane.show_ticket(ticket, scenes.DRAFT)
    assert len(asked(pane)) == before
    assert not asked_of_the_risk() & {view.question for view in asked(pane)}


def test_half_typed_answers_are_told_and_shown_again_as_half_typed(qtbot: QtBot, pane: TicketPane) -> None:
    question = scenes.QUESTIONS[3].question  # not among the first two that are shown
    told: list[tuple[str, str]] = []
    pane.half_typed.connect(lambda asked, text: told.append((asked, text)))
    first = asked(pane.fields["justification"])[0]
    qtbot.keyClicks(first.findChild(AnswerEdit), "Hi")
    assert told == [(first.question, "H"), (first.question, "Hi")]
    pane.show_ticket(scenes.a_ticket(), scenes.DRAFT, {question: "half an ans", "Gone?": "once"})
    view = next(one for one in asked(pane.fields["justification"]) if one.question == question)
    edit = view.findChild(AnswerEdit)
    assert edit.text == "half an ans" and edit.isVisible()
    assert [one.question for one in asked(pane.details)][-1] == "Gone?", "also where it is asked no more"
    with qtbot.assertNotEmitted(pane.answered):
        edit.setFocus()
        edit.put_caret(len(edit.text))
        qtbot.keyClicks(edit, "w")
        pane.fields["title"].editor.setFocus()
    with qtbot.waitSignal(pane.answered) as given:
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert given.args == [question, "half an answ"]


def test_a_new_ticket_forgets_the_old_one(qtbot: QtBot, pane: TicketPane) -> None:
    pane.show_draft(scenes.DRAFT, scenes.DRAFT.proposals)
    qtbot.keyClicks(asked(pane.fields["justification"])[0].findChild(AnswerEdit), "half an answer")
    other = scenes.a_ticket().with_text("title", "Another")
    other = type(other)("t2", other.change, other.entries)
    pane.show_ticket(other, NONE)
    assert asked(pane) == []
    assert all(field.proposal.isHidden() for field in pane.fields.values())
    assert pane.fields["title"].editor.text == "Another"


def test_showing_tickets_again_and_again_leaves_no_widgets_behind(pane: TicketPane) -> None:
    def widgets() -> int:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        gc.collect()
        return len(QApplication.allWidgets())

    def show() -> None:
        pane.show_ticket(scenes.a_ticket(), scenes.DRAFT)
        pane.show_draft(scenes.DRAFT, scenes.DRAFT.proposals)
        pane.show_ticket(scenes.a_ticket(), NONE)

    show()
    before = widgets()
    for _ in range(25):  # of two tickets each
        show()
    assert widgets() == before


def a_large_ticket() -> tuple[Entry, Draft]:
    claims = tuple(
        Claim(f"Sentence {at} says what changes in part {at}.", (f"F{at}.h1", f"C{at}"), layout=Layout.SENTENCE)
        for at in range(100)
    )
    questions = tuple(Question(f"Q{at}", WRITTEN[at % 6].name, f"Question {at}?", "Nothing says.") for at in range(60))
    return Entry(text_of(claims), claims), Draft({}, questions)


def test_many_questions_make_few_widgets(pane: TicketPane) -> None:
    entry, draft = a_large_ticket()
    pane.show_ticket(scenes.a_ticket().with_claims("description", entry.claims), draft)
    assert all(len(asked(field)) <= 3 for field in pane.fields.values())


def test_every_control_says_what_it_is(qtbot: QtBot, pane: TicketPane) -> None:
    evidence = EvidencePane()
    qtbot.addWidget(evidence)
    evidence.show_evidence(scenes.COMMIT_EVIDENCE, None, "", scenes.OTHERS)
    evidence.show_evidence(scenes.HUNK_EVIDENCE, scenes.a_hunk(), scenes.PATH, scenes.OTHERS)
    pane.show_draft(scenes.DRAFT, scenes.DRAFT.proposals)
    for part in (pane, evidence):
        inside = [one for one in part.findChildren(QWidget) if one.window() is part]  # no list that a choice drops
        controls = [one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        unnamed = [
            one
            for one in controls
            if not (one.accessibleName() or one.property("text")) or not one.accessibleDescription()
        ]
        assert controls and not unnamed


def test_the_marks_follow_the_theme(qapp: QApplication, pane: TicketPane) -> None:
    move_to(pane, "rollback", "Deploy orders-service")
    apply(qapp, "dark")
    QApplication.processEvents()
    (selection,) = pane.fields["rollback"].editor.extraSelections()
    assert selection.format.background().color() == DARK[Role.TINT]


def test_a_proposal_for_a_detail_is_told_when_it_is_taken(qtbot: QtBot, pane: TicketPane) -> None:
    proposal = Proposal("assignee", (Claim("Priya Raman", ("C1",)),))
    pane.show_draft(scenes.DRAFT, {"assignee": proposal})
    with qtbot.waitSignal(pane.accepted) as told:
        pane.details.inputs["assignee"]._use.click()
    assert told.args == [(Taken("assignee", proposal.claims, "Priya Raman"),)]


def test_tab_goes_from_a_field_to_its_questions_and_then_to_the_next_field(qtbot: QtBot, pane: TicketPane) -> None:
    pane.show_draft(scenes.DRAFT, {"justification": Proposal("justification", scenes.TITLE)})
    QApplication.processEvents()
    pane.fields["justification"].editor.setFocus()
    seen = []
    for _ in range(7):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        seen.append(focused.accessibleName() or focused.property("text"))
    assert seen == [
        "Dismiss",
        "Use this of the proposed justification",
        scenes.TITLE[0].text,
        scenes.QUESTIONS[0].question,
        scenes.QUESTIONS[1].question,
        "2 more questions",
        "Redraft deployment steps",
    ]


def test_a_sentence_that_rests_on_a_dismissed_fact_is_marked_and_stays(qtbot: QtBot, pane: TicketPane) -> None:
    editor = pane.fields["rollback"].editor
    before = editor.text
    pane.show_dismissed(["X2"])
    assert editor.text == before
    chips = [placed.chip for placed in editor.margin.placed]
    assert [chip.text for chip in chips] == ["! X2", "F3.h1", "R4"]
    assert "Rests on a fact that you dismissed" in chips[0].tip and chips[0].struck
    wave = QTextCharFormat.UnderlineStyle.WaveUnderline
    (marked,) = [one for one in editor.extraSelections() if one.format.underlineStyle() is wave]
    assert marked.cursor.selectedText().startswith("The column orders.legacy_id cannot")
    move_to(pane, "rollback", "column orders")
    assert "Rests on a fact that you dismissed." in editor.accessibleDescription()
    assert [chip.text() for chip in pane.details.inputs["risk"]._chips.values()] == ["! X2", "X4"]
    pane.show_dismissed([])
    assert [placed.chip.text for placed in editor.margin.placed] == ["X2", "F3.h1", "R4"]
    assert [chip.text() for chip in pane.details.inputs["risk"]._chips.values()] == ["X2", "X4"]


def test_a_sentence_is_selected_in_its_field_and_asks_for_nothing(qtbot: QtBot, pane: TicketPane) -> None:
    claim = scenes.ROLLBACK[1]
    with qtbot.assertNotEmitted(pane.evidence_passed):
        pane.select_sentence("rollback", claim)
    editor = pane.fields["rollback"].editor
    assert editor.textCursor().selectedText() == claim.text and editor.hasFocus()
    QApplication.processEvents()
    caret = editor.viewport().mapTo(pane, editor.cursorRect().center())
    assert pane.rect().contains(caret)
    assert pane.cited == claim.evidence
    pane.select_sentence("assignee", scenes.a_claim("Priya Raman", "C1", "C4"))
    assert pane.details.inputs["assignee"].input.hasFocus()
