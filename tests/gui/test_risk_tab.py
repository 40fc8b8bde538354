"""The parts of the risk tab: reasons that sum to the score and lead to their evidence, lowerings, commits and files."""

from collections.abc import Iterator
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.gui.risk_bar_row import BarLine
from relman_desktop.gui.risk_row import RiskRow
from relman_desktop.gui.risk_tab import RiskTab
from relman_desktop.gui.risk_words import COMMITS, FILES, LOOKING_LOWER, NOTHING_LOWER, RESTS
from relman_desktop.risk.assessment import Assessment, Axis, CommitRisk, FileRisk

from .risk_scenes import HOSTILE, LOWERINGS, REASONS, ROLLBACK, critical, hostile, low, medium, without_chance

NAMES = {"C4": "Cancel payments that hang", "F3": "migrations/0008_drop_legacy_id.py", "F2": "orders/client.py"}


@pytest.fixture
def tab(qtbot: QtBot) -> Iterator[RiskTab]:
    made = RiskTab()
    qtbot.addWidget(made)
    made.resize(396, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


def show(tab: RiskTab, now: Assessment) -> None:
    tab.show_assessment(now, NAMES)
    QApplication.processEvents()


def lower(tab: RiskTab) -> None:
    tab.show_lowerings(LOWERINGS)
    QApplication.processEvents()


def lines(tab: RiskTab) -> list[BarLine]:
    return [row.line for row in tab.bars.rows]


def test_the_head_says_level_score_reason_and_chance(tab: RiskTab) -> None:
    show(tab, medium())
    level, most, chance, kind = tab.head.texts
    assert level == "Medium · 47 of 100"
    assert most.endswith("Commits that add as many lines proved faulty more often.")
    assert "about 1 in 5 changes like this proved faulty" in chance
    assert kind == "Suggested type of change: normal. Nothing speaks for another type."


def test_the_shown_reasons_sum_to_the_score_by_axis(tab: RiskTab) -> None:
    now = medium()
    show(tab, now)
    assert sum(one.one.points for one in lines(tab)) == now.score == 47
    assert tab.bars.told == "Sum: 31 of likelihood + 16 of impact = 47"
    texts = [one.text() for one in tab.bars.findChildren(QLabel)]
    assert "Likelihood · 31 of 50 · possible" in texts and "Impact · 16 of 50 · minor" in texts


def test_a_reason_says_once_what_was_found(tab: RiskTab) -> None:
    show(tab, medium())
    by_name = {one.one.name: " ".join(one.lines) for one in lines(tab)}
    assert by_name["lines_added"] == "Commits that add as many lines proved faulty more often. 1,240 lines added"
    tab.show_assessment(low(), NAMES)
    (line,) = lines(tab)
    assert " ".join(line.lines) == "as any commit count for 4 points."


def test_the_heaviest_reason_of_each_axis_comes_first(tab: RiskTab) -> None:
    show(tab, medium())
    for axis in Axis:
        weights = [abs(one.one.points) for one in lines(tab) if one.one.axis is axis]
        assert weights == sorted(weights, reverse=True)


def test_what_lowers_the_risk_points_to_the_left_and_bars_are_as_long_as_their_points(tab: RiskTab) -> None:
    show(tab, medium())
    bars = {one.one.name: one.bar for one in lines(tab)}
    zero = bars["lines_added"].left()
    assert bars["tests"].right() == pytest.approx(zero) and bars["tests"].left() >= 0
    assert bars["lines_added"].width() / bars["service"].width() == pytest.approx(14 / 8)
    assert all(one.bar.right() < one.before_at(one.width()) for one in lines(tab))


def test_learned_reasons_look_and_sound_otherwise_than_judged_ones(tab: RiskTab) -> None:
    show(tab, medium())
    by_name = {one.one.name: one for one in lines(tab)}
    assert "learned from commits that proved faulty" in by_name["lines_added"].accessibleName()
    assert "judged" in by_name["review"].accessibleName()
    image = tab.grab().toImage()

    def colours(name: str) -> set[int]:
        line = by_name[name]
        at = line.mapTo(tab, line.bar.center().toPoint())
        return {image.pixel(at + QPoint(x, y)) for x in range(-6, 7) for y in (-2, -1, 0, 1, 2)}

    tab.verticalScrollBar().setValue(by_name["lines_added"].mapTo(tab.widget(), QPoint()).y() - 100)
    QApplication.processEvents()
    image = tab.grab().toImage()
    assert len(colours("lines_added")) == 1 < len(colours("review"))


def test_a_reason_leads_to_its_evidence_with_enter_and_by_a_click(tab: RiskTab) -> None:
    asked = Mock()
    tab.evidence_wanted.connect(asked)
    show(tab, medium())
    row = next(one for one in tab.bars.rows if one.one.name == "lines_added")
    row.line.setFocus()
    QTest.keyClick(row.line, Qt.Key.Key_Return)
    QTest.mouseClick(row.chips.chips[1], Qt.MouseButton.LeftButton)
    assert [call.args[0] for call in asked.call_args_list] == ["C4", "F2"]
    bare = next(one for one in tab.bars.rows if one.one.name == "review")
    QTest.keyClick(bare.line, Qt.Key.Key_Return)  # nothing of the change is behind it
    assert asked.call_count == 2 and bare.line.accessibleDescription() == ""


def test_many_reasons_are_folded_with_what_they_add_up_to(tab: RiskTab) -> None:
    now = critical()
    show(tab, now)
    assert len(lines(tab)) == 12
    more = tab.bars.more[0]
    shown = [one.one.points for one in lines(tab) if one.one.axis is Axis.LIKELIHOOD]
    assert more.text() == f"25 smaller reasons: +{now.points(Axis.LIKELIHOOD) - sum(shown)}"
    for one in tab.bars.more:
        one.click()
    assert sum(one.one.points for one in lines(tab)) == now.score == 100
    assert [one.one.name for one in lines(tab)].count("limit") == 2


def test_the_same_reasons_stay_with_the_focus_in_them(tab: RiskTab) -> None:
    show(tab, medium())
    before = lines(tab)
    before[2].setFocus()
    show(tab, medium())
    assert lines(tab) == before and before[2].hasFocus()


def test_a_lowering_says_score_and_level_then_and_moves_the_ring(tab: RiskTab) -> None:
    show(tab, medium())
    lower(tab)
    row = tab.lowerings.rows[0]
    assert row.accessibleName() == "Split out the migration (F3): from 47 to 35, low"
    row.setFocus()
    assert tab.matrix.ring is not None
    tab.head.setFocus()
    row.clearFocus()
    assert tab.matrix.ring is None


def test_a_lowering_leads_to_its_question_or_to_what_it_speaks_of(tab: RiskTab) -> None:
    asked, wanted = Mock(), Mock()
    tab.lowerings.question_wanted.connect(asked)
    tab.evidence_wanted.connect(wanted)
    show(tab, medium())
    lower(tab)
    for row in tab.lowerings.rows:
        QTest.keyClick(row, Qt.Key.Key_Return)
    asked.assert_called_once_with(ROLLBACK)
    assert [call.args[0] for call in wanted.call_args_list] == ["F3", "C4"]


def test_until_they_are_worked_out_it_says_so_and_nothing_is_told_as_nothing(tab: RiskTab) -> None:
    show(tab, medium())
    assert tab.lowerings.text == LOOKING_LOWER
    tab.show_lowerings(())
    assert tab.lowerings.text == NOTHING_LOWER
    tab.clear()
    assert tab.lowerings.text == LOOKING_LOWER and not tab.shows


def titles(tab: RiskTab) -> list[str]:
    return [one.text() for one in tab.findChildren(QLabel) if one.isVisible() and one.font().bold()]


def test_the_riskiest_commits_and_files_are_named_with_what_they_are(tab: RiskTab) -> None:
    asked = Mock()
    tab.evidence_wanted.connect(asked)
    show(tab, medium())
    assert [row.lines[0] for row in tab.commits.rows] == ["C4 Cancel payments that hang", "C1", "C2"]
    assert "34 % chance to prove faulty" in tab.commits.rows[0].accessibleName()
    assert [row.share.words for row in tab.commits.rows] == ["34 %", "8 %", "below 1 %"]
    assert [row.share.id for row in tab.files.rows] == ["F3", "F2"]  # F5 adds nothing
    assert "12 points of impact" in tab.files.rows[0].accessibleName()
    QTest.mouseClick(tab.files.rows[0], Qt.MouseButton.LeftButton)
    asked.assert_called_once_with("F3")


def test_parts_that_are_empty_have_no_title(tab: RiskTab) -> None:
    show(tab, low())
    assert not {COMMITS, FILES, RESTS} & {*titles(tab)}
    show(tab, medium())
    assert {COMMITS, FILES, RESTS} <= {*titles(tab)}
    show(tab, without_chance())
    assert tab.notes == "• A diff file has no history."


def test_thousands_of_files_are_shown_in_parts(tab: RiskTab) -> None:
    files = tuple(FileRisk(f"F{at}", 5000.0 - at, 0, "") for at in range(5000))
    now = medium()
    show(tab, Assessment(now.level, 4, 2, None, REASONS, commits=(CommitRisk("C1", 0.1, ()),) * 6, files=files))
    assert len(tab.files.rows) == 5 and tab.files.more.text() == "4,995 more files"
    assert len(tab.commits.rows) == 6 and tab.commits.more.isHidden()  # one more takes no more room than its count
    tab.files.more.click()
    assert len(tab.files.rows) == 55 and tab.files.more.text() == "4,945 more files"
    assert tab.files.rows[5].hasFocus()


def test_a_sentence_stands_in_place_of_an_assessment_with_a_way_on(tab: RiskTab) -> None:
    again = Mock()
    tab.again_wanted.connect(again)
    show(tab, medium())
    tab.say("git is not installed; install it.", "Try again")
    assert not tab.shows and tab.text == "git is not installed; install it." and tab.again.isVisible()
    tab.again.click()
    again.assert_called_once_with()
    tab.say("Reading the history…", stops=True)
    assert tab.stop.isVisible() and not tab.again.isVisible()


@pytest.mark.parametrize("width", [250, 396, 640])
def test_nothing_others_wrote_is_markup_or_wider_than_the_pane(tab: RiskTab, width: int) -> None:
    tab.resize(width, 700)
    tab.show_assessment(hostile(), {"C1": HOSTILE, "F1": HOSTILE})
    lower(tab)
    tab.override.show_level(hostile(), HOSTILE, HOSTILE, "")
    QApplication.processEvents()
    content = tab.widget()
    assert content.width() <= tab.viewport().width()
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in tab.findChildren(QLabel))
    for row in tab.findChildren(RiskRow):
        said = f"{row.accessibleName()}{''.join(row.lines)}"
        assert "\u202e" not in said and "\n" not in row.accessibleName()
        assert row.toolTip().startswith("<span") and "<img" not in row.toolTip()


def test_tab_goes_through_the_parts_from_top_to_bottom(tab: RiskTab) -> None:
    show(tab, medium())
    lower(tab)
    tab.override.choice.setFocus()
    seen: list[QWidget] = []
    while (now := tab.focusWidget()) is not None and now not in seen and len(seen) < 60:
        seen.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    heights = [one.mapTo(tab.widget(), QPoint()).y() for one in seen if tab.widget().isAncestorOf(one)]
    stops = [tab.matrix, *lines(tab), *tab.lowerings.rows, *tab.commits.rows, *tab.files.rows]
    assert {id(one) for one in stops} <= {id(one) for one in seen}
    assert heights == sorted(heights)


def test_a_further_part_stands_before_the_commits(tab: RiskTab) -> None:
    part = QLabel("18 questions")
    tab.add_section("What an approver asks", part)
    show(tab, medium())
    below = tab.commits.mapTo(tab.widget(), QPoint()).y()
    assert (
        part.isVisible()
        and tab.lowerings.mapTo(tab.widget(), QPoint()).y() < part.mapTo(tab.widget(), QPoint()).y() < below
    )
    tab.show_section(part, shown=False)
    assert "What an approver asks" not in titles(tab)
