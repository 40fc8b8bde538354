"""The tab of all questions: the open ones first, choosing, answering, and going from one to the next by key."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.drafting.interview import Asked, State, Suggestion
from relman_desktop.gui.answer_edit import AnswerEdit
from relman_desktop.gui.interview_card import InterviewCard
from relman_desktop.gui.interview_row import InterviewRow
from relman_desktop.gui.interview_tab import InterviewTab
from relman_desktop.gui.interview_words import counts, told
from relman_desktop.gui.shown import soft

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung"
GOALS = (
    Suggestion("Halve failed checkouts", ("N1",), "business goal", "goal"),
    Suggestion(f"{LONG} <b>&amp;</b> & more", ("N2",), "business goal", "goal"),
    Suggestion("Fewer calls.", (), "your answer in CHG-2026-0002, 2026-11-20", "CHG-2026-0002"),
)
NIGHT = Suggestion("2026-12-01 20:00 to 22:00", ("N3",), "maintenance window", "window")
MORNING = Suggestion("2026-12-02 06:00 to 07:00", ("N4",), "maintenance window", "window")
OF_ANOTHER = Suggestion("31 people wait.", (), "your answer in CHG-2026-0002", "CHG-2026-0002", is_aside=True)
ASKED = (
    Asked(
        "justification", "Which goal?", State.OPEN, (), "", "4 goals are known (N1 and N2).", 90, GOALS, several=True
    ),
    Asked("risk", "How risky?", State.OPEN, (), "", "Going back is not safe (X1).", 60, (Suggestion("low"),)),
    Asked("schedule", "When?", State.OPEN, (), "", "The code cannot know it.", 42),
    Asked("description", "In layman's terms?", State.OPEN, (), "", "", 20),
    Asked("title", "What is changing?", State.EVIDENCE, ("X3",), "", "", 0),
    Asked("rollback", "How to go back?", State.TEAM, ("N4", "N5"), "", "", 0, keeps=True),
    Asked("validation", "Who sees it?", State.PERSON, ("A1",), "Support does.", "", 0, keeps=True),
)


@pytest.fixture
def tab(qtbot: QtBot) -> Iterator[InterviewTab]:
    tab = InterviewTab()
    qtbot.addWidget(tab)
    tab.resize(360, 800)
    with qtbot.waitActive(tab):
        tab.show()
    tab.show_asked(ASKED, {})
    QApplication.processEvents()
    yield tab


def card(tab: InterviewTab, question: str) -> InterviewCard:
    entry = tab.list.entries[question]
    assert isinstance(entry, InterviewCard)
    return entry


def row(tab: InterviewTab, question: str) -> InterviewRow:
    entry = tab.list.entries[question]
    assert isinstance(entry, InterviewRow)
    return entry


def edit(tab: InterviewTab, question: str) -> AnswerEdit:
    found = tab.list.entries[question].findChild(AnswerEdit)
    assert isinstance(found, AnswerEdit)
    return found


def answers(tab: InterviewTab) -> list[tuple[str, str]]:
    given: list[tuple[str, str]] = []
    tab.answered.connect(lambda question, answer: given.append((question, answer)))
    return given


def words(tab: InterviewTab) -> str:
    return "\n".join(one.text() for one in tab.findChildren(QLabel) if one.isVisible())


def test_the_open_ones_that_matter_come_first_and_the_others_are_one_click_away(
    qtbot: QtBot, tab: InterviewTab
) -> None:
    assert tab.list.cards == ["Which goal?", "How risky?", "When?"] and tab.pressing == 3
    assert [one for one in tab.list.entries if one not in tab.list.cards] == [
        "What is changing?",
        "How to go back?",
        "Who sees it?",
    ]
    qtbot.mouseClick(tab._more, Qt.MouseButton.LeftButton)
    assert tab.list.cards[-1] == "In layman's terms?" and edit(tab, "In layman's terms?").hasFocus()
    assert not tab._more.isVisible()


def test_each_state_is_told_in_words_and_the_bar_too(tab: InterviewTab) -> None:
    text = words(tab)
    for said in ("Answered by the evidence", "Answered by your team's profile", "Answered by you", "4 open"):
        assert said in text
    assert tab.bar.bar.accessibleName() == told(counts(ASKED))
    assert "7 questions: 1 answered by the evidence, 1 answered by your team's profile" in told(counts(ASKED))
    widths = {state: part.width() for state, part in tab.bar.bar.parts()}
    assert widths[State.OPEN] == max(widths.values())


def test_one_click_answers_where_one_answer_is_wanted(qtbot: QtBot, tab: InterviewTab) -> None:
    given = answers(tab)
    qtbot.mouseClick(card(tab, "How risky?").lists[0].buttons[0], Qt.MouseButton.LeftButton)
    assert given == [("How risky?", "low")]


def test_several_are_chosen_before_they_are_given(qtbot: QtBot, tab: InterviewTab) -> None:
    given, goals = answers(tab), card(tab, "Which goal?").lists
    for button in (goals[0].buttons[0], goals[1].buttons[0], goals[0].buttons[1], goals[1].buttons[0]):
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert given == [] and edit(tab, "Which goal?").text == f"{GOALS[0].text}\n{GOALS[1].text}"
    assert [one.isChecked() for one in goals[0].buttons] == [True, True]
    qtbot.keyClick(edit(tab, "Which goal?"), Qt.Key.Key_Return)
    assert given == [("Which goal?", f"{GOALS[0].text}\n{GOALS[1].text}")]


def test_chosen_with_the_mouse_the_caret_stands_behind_it_and_enter_gives(qtbot: QtBot, tab: InterviewTab) -> None:
    given, goals = answers(tab), card(tab, "Which goal?").lists
    for button in goals[0].buttons:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    answer = edit(tab, "Which goal?")
    assert answer.hasFocus() and answer.textCursor().atEnd()
    qtbot.keyClicks(answer, " too")
    qtbot.keyClick(answer, Qt.Key.Key_Return)
    assert given == [("Which goal?", f"{GOALS[0].text}\n{GOALS[1].text} too")]


def test_lines_of_ones_own_take_control_and_enter(qtbot: QtBot, tab: InterviewTab) -> None:
    given, answer = answers(tab), edit(tab, "Which goal?")
    qtbot.mouseClick(card(tab, "Which goal?").lists[0].buttons[0], Qt.MouseButton.LeftButton)
    qtbot.keyClick(answer, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(answer, "one")
    qtbot.keyClick(answer, Qt.Key.Key_Return)
    assert given == [] and answer.text == f"{GOALS[0].text}\none\n"


def test_another_choice_takes_the_place_of_the_first_where_one_answer_is_wanted(
    qtbot: QtBot, tab: InterviewTab
) -> None:
    given = answers(tab)
    tab.show_asked((*ASKED[:2], replace(ASKED[2], suggestions=(NIGHT, MORNING)), *ASKED[3:]), {})
    buttons = card(tab, "When?").lists[0].buttons
    for button in buttons:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert given == [] and edit(tab, "When?").text == MORNING.text
    assert [one.isChecked() for one in buttons] == [False, True]
    qtbot.keyClick(edit(tab, "When?"), Qt.Key.Key_Return)
    assert given == [("When?", MORNING.text)]


def test_what_gives_at_once_looks_otherwise_than_what_fills(tab: InterviewTab) -> None:
    low, goal = card(tab, "How risky?").lists[0].buttons[0], card(tab, "Which goal?").lists[0].buttons[0]
    assert low.property("look") != goal.property("look")
    assert "Answers the question" in low.toolTip() and "Enter gives" in goal.toolTip()


def test_answers_about_other_changes_are_folded(qtbot: QtBot, tab: InterviewTab) -> None:
    tab.show_asked((replace(ASKED[0], suggestions=(GOALS[0], OF_ANOTHER)), *ASKED[1:]), {})
    shown = card(tab, "Which goal?")
    assert shown.unfold and shown.unfold.text() == "1 answer of other tickets"
    (folded,) = shown.lists[1].buttons
    assert not folded.isVisible()
    qtbot.mouseClick(shown.unfold, Qt.MouseButton.LeftButton)
    assert folded.isVisible() and folded.lines == ("CHG-2026-0002: 31 people wait.",)


def test_an_answer_stands_apart_from_its_question(tab: InterviewTab) -> None:
    shown = row(tab, "Who sees it?").findChildren(QLabel)
    looks = {one.text(): one.property("look") for one in shown if one.isVisible()}
    assert looks["Who sees it?"] == "quiet" and looks["Support does."] == ""


def test_what_is_typed_is_not_replaced_by_a_choice(qtbot: QtBot, tab: InterviewTab) -> None:
    given = answers(tab)
    qtbot.keyClicks(edit(tab, "How risky?"), "Hard to say")
    qtbot.mouseClick(card(tab, "How risky?").lists[0].buttons[0], Qt.MouseButton.LeftButton)
    assert given == [] and edit(tab, "How risky?").text == "Hard to say\nlow"


def test_long_suggestions_fit_and_say_all_in_a_tool_tip(qtbot: QtBot, tab: InterviewTab) -> None:
    button = card(tab, "Which goal?").lists[0].buttons[1]
    assert button.width() <= card(tab, "Which goal?").width() and len(button.lines) > 1
    assert "".join(button.lines).replace(" ", "") == f"goal:{GOALS[1].text}".replace(" ", ""), "all of it can be read"
    assert button.height() == button.heightForWidth(button.width())
    assert LONG in button.toolTip() and "<b>" not in button.toolTip()
    assert button.accessibleName() == f"goal: {GOALS[1].text}"
    assert "Business goal (N2)" in button.accessibleDescription() and "Enter gives" in button.accessibleDescription()
    tab.resize(900, 800)
    QApplication.processEvents()
    assert button.lines == (f"goal: {GOALS[1].text}",)


def test_the_next_question_is_the_one_after_that_with_the_focus_all_around(tab: InterviewTab) -> None:
    for question in ("Which goal?", "How risky?", "When?", "Which goal?"):
        tab.go_to_next()
        assert edit(tab, question).hasFocus()
    tab.go_to_next(back=True)
    assert edit(tab, "When?").hasFocus()
    assert tab.next_after("Which goal?") == "How risky?" and tab.next_after("What is changing?") == ""


def test_half_typed_answers_stay_and_are_always_shown(qtbot: QtBot, tab: InterviewTab) -> None:
    qtbot.keyClicks(edit(tab, "When?"), "On Thurs")
    tab.show_asked(tuple(replace(one, worth=min(one.worth, 1)) for one in ASKED), {"When?": "On Thurs"})
    assert tab.list.cards == ["When?"] and edit(tab, "When?").text == "On Thurs"
    tab.show_half("In layman's terms?", "Paying")
    assert edit(tab, "In layman's terms?").text == "Paying"


def test_what_a_change_does_not_need_is_no_open_question_and_one_click_away(qtbot: QtBot, tab: InterviewTab) -> None:
    asked = (*ASKED[:2], *(replace(one, worth=0) for one in ASKED[2:4]), *ASKED[4:])
    tab.show_asked(asked, {})
    assert counts(asked)[State.OPEN] == 2 and "2 open" in words(tab)
    assert tab.list.cards == ["Which goal?", "How risky?"] and tab.next_after("How risky?") == "Which goal?"
    assert tab._spare.text() == "2 questions not needed for this change" and not tab._more.isVisible()
    qtbot.mouseClick(tab._spare, Qt.MouseButton.LeftButton)
    assert edit(tab, "When?").hasFocus() and tab.list.cards[2:] == ["When?", "In layman's terms?"]
    assert not tab._spare.isVisible() and counts(asked)[State.OPEN] == 2


def test_what_the_evidence_answers_may_be_answered_all_the_same(qtbot: QtBot, tab: InterviewTab) -> None:
    given, entry = answers(tab), row(tab, "How to go back?")
    qtbot.mouseClick(entry.own, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(edit(tab, "How to go back?"), "Call Jonas")
    qtbot.keyClick(edit(tab, "How to go back?"), Qt.Key.Key_Return)
    assert given == [("How to go back?", "Call Jonas")]
    assert not row(tab, "What is changing?").own.isVisible(), "the title is written above"


def test_keeping_is_offered_for_the_persons_own_words_only(qtbot: QtBot, tab: InterviewTab) -> None:
    kept: list[str] = []
    tab.keep_wanted.connect(kept.append)
    assert not row(tab, "How to go back?").keep.isVisible()
    qtbot.mouseClick(row(tab, "Who sees it?").keep, Qt.MouseButton.LeftButton)
    assert kept == ["Who sees it?"]


def test_chips_lead_to_the_evidence_of_an_answer_and_of_a_why(qtbot: QtBot, tab: InterviewTab) -> None:
    wanted: list[str] = []
    tab.evidence_wanted.connect(wanted.append)
    for question in ("How risky?", "How to go back?"):
        qtbot.mouseClick(tab.list.entries[question].chips.chips[0], Qt.MouseButton.LeftButton)
    assert wanted == ["X1", "N4"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "Open a change"),
        (ASKED[4:5], "Everything that is asked about a change is answered by the evidence."),
        (ASKED[4:], "Everything that is asked about this change is answered."),
        (ASKED[3:], "Nothing that is open weighs much"),
    ],
)
def test_without_open_questions_it_says_so(tab: InterviewTab, asked: Sequence[Asked], said: str) -> None:
    tab.show_asked(asked, {})
    assert said in words(tab) and not tab.list.cards


def test_read_only_lets_everything_be_read_and_nothing_be_answered(tab: InterviewTab) -> None:
    tab.set_read_only(True)
    assert not edit(tab, "When?").isEnabled() and not card(tab, "How risky?").lists[0].buttons[0].isEnabled()
    assert not row(tab, "Who sees it?").keep.isEnabled() and row(tab, "How to go back?").chips.chips[0].isEnabled()
    tab.set_read_only(False)
    assert edit(tab, "When?").isEnabled()


def is_as_high_as_its_words(entry: QWidget) -> bool:
    return entry.height() == entry.heightForWidth(entry.width())


def test_forty_questions_are_as_high_as_their_words_at_any_width(qtbot: QtBot, tab: InterviewTab) -> None:
    many = tuple(replace(ASKED[0], question=f"{at}: is the {LONG} told about it?", worth=50) for at in range(40))
    tab.show_asked(many, {})
    tab.show_all()
    for width in (300, 900, 330):
        tab.resize(width, 600)
        QApplication.processEvents()
        assert len(tab.list.cards) == 40 and tab.list.width() <= width
        for entry in tab.list.entries.values():
            qtbot.waitUntil(partial(is_as_high_as_its_words, entry), timeout=2_000)


def test_words_of_a_question_are_never_markup(tab: InterviewTab) -> None:
    odd = replace(ASKED[4], question="<b>What</b> \u202eis &amp; that?")
    tab.show_asked((odd,), {})
    QApplication.processEvents()
    assert soft("<b>What</b> ⟨U+202E⟩is &amp; that?") in words(tab)


def test_a_way_to_answer_stands_at_the_left_edge_where_it_begins_a_row(qtbot: QtBot, tab: InterviewTab) -> None:
    one = row(tab, "How to go back?")
    last = one.chips.chips[-1]
    width = next(width for width in range(600, 200, -10) if _narrowed(tab, width) and one.own.y() > last.y())
    assert width < 590 and one.own.x() == one.chips.layout().contentsRect().x()
    _narrowed(tab, width + 10)
    assert one.own.y() == last.y() and one.own.x() - last.geometry().right() > 4
    drawn = one.own.grab().toImage()
    ground = drawn.pixel(drawn.width() - 1, 0)
    inked = next(x for x in range(drawn.width()) if any(drawn.pixel(x, y) != ground for y in range(drawn.height())))
    assert inked <= 1


def _narrowed(tab: InterviewTab, width: int) -> bool:
    tab.resize(width, 800)
    QApplication.processEvents()
    return True


def test_an_input_goes_as_far_as_what_can_be_chosen(tab: InterviewTab) -> None:
    view = card(tab, "When?").view
    assert edit(tab, "When?").geometry().right() == view.contentsRect().right()
