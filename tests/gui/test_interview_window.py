"""The questions in the window: answered in one place and known in the other, kept for later, gone through by key."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from relman_desktop.drafting.interview import State
from relman_desktop.gui.answer_edit import AnswerEdit
from relman_desktop.gui.chips import ChipButton
from relman_desktop.gui.interview_card import InterviewCard
from relman_desktop.gui.interview_row import InterviewRow
from relman_desktop.gui.interview_tab import InterviewTab
from relman_desktop.gui.question_list import QuestionList
from relman_desktop.gui.question_view import QuestionView
from relman_desktop.sources.profile.layers import person_files
from relman_desktop.sources.profile.profile import Profile, TeamEntry
from tests.drafting.interview.telling import END_USER, GOAL, SCHEDULE, entry
from tests.gui.model_scenes import SMALLER, Scene, settle, wait

Opened = Callable[..., Scene]


def tab_of(one: Scene, *entries: TeamEntry) -> InterviewTab:
    """The tab of questions, where the team's profile has these entries only."""
    one.session.take_profile(Profile(entries))
    one.bench.proposing.show()
    one.window.actions_by_name["show_questions"].trigger()
    settle()
    return one.bench.interview.tab


def below(one: Scene, field: str) -> QuestionList:
    """The questions under a field of the form, or with the details."""
    fields = one.bench.ticket.fields
    return fields[field].questions if field in fields else one.bench.ticket.details.questions


def view_below(one: Scene, field: str, question: str) -> QuestionView:
    shown = (view for view in below(one, field).findChildren(QuestionView) if not view.isHidden())
    return next(view for view in shown if view.question == question)


def edit_in(tab: InterviewTab, question: str) -> AnswerEdit:
    found = tab.list.entries[question].findChild(AnswerEdit)
    assert isinstance(found, AnswerEdit)
    return found


def state(one: Scene, question: str) -> State:
    return next(asked.state for asked in one.session.interview() if asked.question == question)


def test_answering_in_the_tab_goes_on_and_shows_under_the_field(scene: Opened) -> None:
    one = scene()
    tab = tab_of(one)
    assert one.bench.side.bar.tabText(1) == f"Questions {len(tab.list.cards)}"
    one.window.actions_by_name["next_question"].trigger()
    first, second = tab.list.cards[:2]
    assert one.window.focusWidget() is edit_in(tab, first)
    asked = next(asked for asked in one.session.interview() if asked.question == first)
    QTest.keyClicks(edit_in(tab, first), "As ever")
    QTest.keyClick(edit_in(tab, first), Qt.Key.Key_Return)
    settle()
    assert one.window.focusWidget() is edit_in(tab, second) and isinstance(tab.list.entries[first], InterviewRow)
    assert not view_below(one, asked.field, first).is_open
    assert one.bench.side.bar.tabText(1) == f"Questions {len(tab.list.cards)}" and state(one, first) is State.PERSON
    one.window.actions_by_name["undo"].trigger()
    settle()
    assert isinstance(tab.list.entries[first], InterviewCard) and view_below(one, asked.field, first).is_open


def test_answering_under_the_field_shows_in_the_tab(scene: Opened) -> None:
    one = scene()
    tab = tab_of(one)
    view = view_below(one, "justification", GOAL)
    view._input.setFocus()
    QTest.keyClicks(view._input, "Fewer cal")
    assert edit_in(tab, GOAL).text == "Fewer cal"
    QTest.keyClicks(view._input, "ls")
    QTest.keyClick(view._input, Qt.Key.Key_Return)
    settle()
    shown = tab.list.entries[GOAL]
    assert isinstance(shown, InterviewRow) and shown.asked.answer == "Fewer calls"


def test_what_is_half_typed_in_the_tab_stands_under_the_field_and_outlives_the_window(
    scene: Opened, sample: Path
) -> None:
    one = scene()
    tab = tab_of(one)
    QTest.keyClicks(edit_in(tab, GOAL), "Fewer cal")
    view = view_below(one, "justification", GOAL)
    assert view.text == "Fewer cal" and state(one, GOAL) is State.OPEN
    one.close()
    again = scene()
    assert edit_in(tab_of(again), GOAL).text == "Fewer cal"
    assert view_below(again, "justification", GOAL).text == "Fewer cal"


def test_both_places_ask_in_the_same_order(scene: Opened) -> None:
    one = scene()
    ranks = {asked.question: at for at, asked in enumerate(one.session.interview())}
    for field in (*one.bench.ticket.fields, "schedule"):
        below(one, field).show_all()
        shown = sorted((view for view in below(one, field).findChildren(QuestionView)), key=lambda view: view.y())
        asked = [view.question for view in shown if view.is_open and not view.isHidden()]
        settle()
        assert asked == sorted(asked, key=lambda question: ranks[question])


def test_a_goal_of_the_team_is_chosen_and_cited(scene: Opened) -> None:
    one = scene()
    tab = tab_of(one, entry("goals", text="Fewer calls"), entry("goals", text="Open in Austria"))
    austria = one.session.material.profile.of("goals")[1].id
    card = tab.list.entries[GOAL]
    assert isinstance(card, InterviewCard)
    card.lists[0].buttons[1].click()
    QTest.keyClick(edit_in(tab, GOAL), Qt.Key.Key_Return)
    settle()
    row = tab.list.entries[GOAL]
    assert isinstance(row, InterviewRow) and row.asked.evidence == ("A1", austria) and not row.keep.isVisible()
    proposal = one.session.proposal("justification")
    assert proposal and any({"A1", austria} <= set(claim.evidence) for claim in proposal.claims)


def test_an_answer_is_kept_for_next_time_and_taken_out_again(scene: Opened, sample: Path) -> None:
    one = scene()
    offers: list[tuple[str, object]] = []
    one.window.desk.offered.connect(lambda said, offer: offers.append((said, offer)))
    tab = tab_of(one)
    QTest.keyClicks(edit_in(tab, GOAL), "Fewer calls")
    QTest.keyClick(edit_in(tab, GOAL), Qt.Key.Key_Return)
    settle()
    row = tab.list.entries[GOAL]
    assert isinstance(row, InterviewRow) and row.keep.isVisible()
    row.keep.click()
    wait(lambda: any(goal.get("text") == "Fewer calls" for goal in one.session.material.profile.of("goals")))
    settle()
    assert offers and offers[0][0].startswith("1 entry more in your profile for this repository")
    path = person_files(str(sample))[1]
    assert "Fewer calls" in path.read_text("utf-8")
    row = tab.list.entries[GOAL]
    assert isinstance(row, InterviewRow) and row.asked.evidence[1].startswith("N") and not row.keep.isVisible()
    offers[0][1].do()  # type: ignore[attr-defined]
    wait(lambda: not any(goal.get("text") == "Fewer calls" for goal in one.session.material.profile.of("goals")))
    settle()
    assert "Fewer calls" not in path.read_text("utf-8")
    row = tab.list.entries[GOAL]
    assert isinstance(row, InterviewRow) and row.keep.isVisible()


def test_what_was_answered_in_the_ticket_before_is_offered_and_not_filled_in(scene: Opened, sample: Path) -> None:
    one = scene()
    for question, answer in ((END_USER, "The button is there."), (SCHEDULE, "2026-11-20 20:00 to 21:00 UTC")):
        one.session.answer(question, answer).result()
    one.open(sample, SMALLER)
    tab = tab_of(one)
    wait(lambda: any(asked.suggestions for asked in one.session.interview() if asked.question == END_USER))
    settle()
    tab._spare.click()  # only documentation changes
    card = tab.list.entries[END_USER]
    assert isinstance(card, InterviewCard) and edit_in(tab, END_USER).text == ""
    assert [button.suggestion.text for offered in card.lists for button in offered.buttons] == ["The button is there."]
    assert not any(asked.suggestions for asked in one.session.interview() if asked.question == SCHEDULE)
    card.lists[0].buttons[0].click()
    assert edit_in(tab, END_USER).text == "The button is there." and state(one, END_USER) is State.OPEN


def test_evidence_of_a_question_opens_and_the_key_leads_back(scene: Opened) -> None:
    one = scene()
    tab = tab_of(one)
    weighing = next(asked for asked in one.session.interview() if asked.is_needed and "(X1" in asked.why)
    tab.list.entries[weighing.question].chips.chips[0].click()
    assert one.bench.side.page is one.bench.evidence
    wait(lambda: one.bench.evidence.card.fact_id == "X1")
    one.window.actions_by_name["next_question"].trigger()
    assert one.bench.side.page is tab and one.window.focusWidget() is edit_in(tab, tab.list.cards[0])


def test_a_field_of_which_nothing_matters_only_offers_its_questions(scene: Opened, sample: Path) -> None:
    one = scene()
    tab_of(one)
    asked = [view for view in below(one, "description").findChildren(QuestionView) if not view.isHidden()]
    more = [button.text() for button in below(one, "description").findChildren(QPushButton) if not button.isHidden()]
    assert asked == [] and "1 more question" in more


def told_against(widget: QWidget) -> str:
    """The warnings that are shown in a part of the window."""
    labels = widget.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.property("look") == "warning" and one.isVisible())


def test_a_schedule_in_a_freeze_is_told_where_it_is_typed_and_taken(scene: Opened) -> None:
    one = scene()
    tab = tab_of(
        one,
        entry("freezes", name="Christmas sale", from_="2026-12-14", to="2027-01-04"),
        entry("windows", name="evenings", days=("tue",), from_="17:00", to="21:00"),
    )
    one.session.timed.clock = lambda: datetime(2026, 11, 26, tzinfo=UTC)
    freeze = one.session.material.profile.of("freezes")[0].id
    tab.show_all()
    said = f"lies in the freeze “Christmas sale” ({freeze}, to 2027-01-04)."
    QTest.keyClicks(edit_in(tab, SCHEDULE), "2026-12-15 19:00 to 21:00")
    assert said in plain(told_against(tab.list.entries[SCHEDULE]))
    QTest.keyClick(edit_in(tab, SCHEDULE), Qt.Key.Key_Return)
    settle()
    detail = one.bench.ticket.details.inputs["schedule"]
    assert detail.text == "2026-12-15 19:00 to 21:00" and said in plain(told_against(detail))
    row = tab.list.entries[SCHEDULE]
    assert isinstance(row, InterviewRow) and row.asked.evidence == ("A1",) and said in plain(told_against(row))
    detail.input.setFocus()
    detail.input.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(detail.input, "2026-12-20")
    settle()
    assert said in plain(told_against(detail)) and not detail.findChildren(ChipButton), "the answer said another day"
    detail.input.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(detail.input, "2026-12-08 19:30 to 20:30")
    assert "19:30 to 20:30 is 60 min" in plain(told_against(detail)), "as the tab “Risk” says"
    detail.input.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(detail.input, "2026-12-08 17:15 to 20:45")
    assert told_against(detail) == ""
    one.session.take_profile(Profile())
    one.bench.proposing.show()
    assert told_against(detail) == ""


def plain(text: str) -> str:
    return text.replace("\N{ZERO WIDTH SPACE}", "")


DEPLOYER = "Who carries out the deployment?"


def test_a_value_that_the_person_writes_is_no_answer_of_the_teams(scene: Opened) -> None:
    one = scene()
    tab = tab_of(one, entry("people", name="Orders on-call", roles=("deployer",)))
    assignee = one.bench.ticket.details.inputs["assignee"].input
    assignee.selectAll()
    QTest.keyClicks(assignee, "Orders on-call")
    wait(lambda: state(one, DEPLOYER) is State.TEAM and isinstance(tab.list.entries.get(DEPLOYER), InterviewRow))
    assignee.selectAll()
    QTest.keyClicks(assignee, "Maya")
    wait(lambda: DEPLOYER not in tab.list.entries)  # it is open, and behind those that matter
    tab.show_all()
    card = tab.list.entries[DEPLOYER]
    assert isinstance(card, InterviewCard) and card.lists[0].buttons[0].suggestion.text == "Orders on-call"
    one.window.actions_by_name["undo"].trigger()
    wait(lambda: isinstance(tab.list.entries.get(DEPLOYER), InterviewRow))


def test_a_value_that_is_put_into_its_field_is_asked_for_no_more(scene: Opened) -> None:
    one = scene()
    tab = tab_of(one)
    tab.show_all()
    assert isinstance(tab.list.entries[SCHEDULE], InterviewCard)
    QTest.keyClicks(one.bench.ticket.details.inputs["schedule"].input, "On Tuesday")
    wait(lambda: isinstance(tab.list.entries.get(SCHEDULE), InterviewRow))
    shown = [label.text() for label in tab.list.entries[SCHEDULE].findChildren(QLabel)]
    assert any(text.startswith("Answered by you, in the field: “On Tuesday”") for text in shown)
