"""The calendar around a schedule and what is said of it: drawn, told in words, a click from its evidence."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from relman_desktop.gui import theme
from relman_desktop.gui.timing_card import NOTHING, WAITING, TimingCard
from relman_desktop.gui.timing_marks import Mark
from relman_desktop.risk.timing import Timing
from tests.drafting.interview.telling import entry, profile
from tests.risk.timing.scheduling import EVENINGS, FREE, GO_BACK, NICHOLAS, ROLL_OUT, SALE, WATCH, other, told

TEAM = profile(SALE, EVENINGS, ROLL_OUT, GO_BACK, WATCH, NICHOLAS)
BUSY = (other("2026-12-10 20:00 to 20:30", "orders", number=7), other("2026-12-10 20:10 to 20:20", number=8))


@pytest.fixture
def card(qtbot: QtBot) -> Iterator[TimingCard]:
    made = TimingCard()
    qtbot.addWidget(made)
    made.resize(380, 700)
    made.show()
    yield made
    made.close()


def show(card: TimingCard, timing: Timing | None) -> None:
    card.show_timing(timing)
    QApplication.processEvents()


def thursday() -> Timing:
    return told("2026-12-10 19:00 to 21:00", TEAM, BUSY, services="orders")


def drawn(card: TimingCard, *kinds: str) -> list[Mark]:
    return [one for one in card.line.marks if one.kind in kinds]


def test_without_a_change_it_says_what_will_be_there(card: TimingCard) -> None:
    show(card, None)
    assert card.when.text() == WAITING and not card.rows and not card.slots and card.legend.isHidden()
    assert card.line.accessibleDescription() and card.line.marks == ()
    card.line.grab()


def test_without_a_schedule_the_next_windows_can_be_taken(card: TimingCard, qtbot: QtBot) -> None:
    show(card, told("", TEAM))
    assert card.when.text() == "Not scheduled yet" and len(card.slots) == 3
    with qtbot.waitSignal(card.schedule_wanted) as taken:
        QTest.mouseClick(card.slots[0].use, Qt.MouseButton.LeftButton)
    assert taken.args == ["2026-11-26 19:00 to 21:00 Europe/Berlin"]
    with qtbot.waitSignal(card.evidence_wanted) as asked:
        card.slots[0].chips.chips[0].click()
    assert asked.args == ["N2"]
    card.set_read_only(True)
    show(card, told("", TEAM, BUSY))
    assert not any(row.use.isEnabled() for row in card.slots), "also those that come later"


def test_remarks_stand_with_their_evidence_the_gravest_first(card: TimingCard, qtbot: QtBot) -> None:
    show(card, told("2026-12-15 19:00 to 19:30", TEAM))
    assert [row.remark.severity for row in card.rows] == ["block", "warn"]
    assert card.fine.isHidden()
    with qtbot.waitSignal(card.evidence_wanted) as asked:
        card.rows[0].chips.chips[0].click()
    assert asked.args == ["N1"]
    names = [label.accessibleName() for label in card.rows[0].findChildren(QLabel)]
    assert any(name.startswith("Speaks against it: 2026-12-15") for name in names)
    show(card, told("2026-12-10 19:00 to 21:00", TEAM))
    assert card.fine.text() == NOTHING and not card.rows
    assert set(card.stops) == {stop for row in card.slots for stop in row.stops}


def test_the_parts_follow_each_other_and_end_where_the_minutes_do(card: TimingCard) -> None:
    show(card, thursday())
    parts = drawn(card, "deployment", "validation", "rollback")[1:]  # the first is among the days
    assert [one.label for one in parts] == ["Deploy", "Validate", "Go back"]
    for before, after in pairwise(parts):
        assert before.box.right() == pytest.approx(after.box.left(), abs=0.01)
    (schedule,) = drawn(card, "schedule")
    assert schedule.box.left() == pytest.approx(parts[0].box.left())
    whole = parts[-1].box.right() - parts[0].box.left()
    assert whole / schedule.box.width() == pytest.approx(60 / 120, abs=0.01), "an hour of two"
    assert drawn(card, "shared")[-1].label == "CHG-7" and drawn(card, "other")[-1].label == "CHG-8"


@pytest.mark.parametrize("width", [120, 380, 1200])
@pytest.mark.parametrize(
    "schedule",
    [
        "",
        "2026-12-01",
        "2026-12-10 19:00",
        "2026-12-10 19:00 to 21:00",
        "2026-12-01 to 2026-12-28",
        "2027-03-28 01:00 to 04:00",
    ],
)
def test_nothing_is_drawn_outside_of_the_strip(card: TimingCard, schedule: str, width: int) -> None:
    card.resize(width, 700)
    show(card, told(schedule, TEAM, BUSY))
    card.line.resize(width, card.line.sizeHint().height())
    for one in card.line.marks:
        assert one.box.left() >= -0.01 and one.box.right() <= width + 0.01
        assert one.box.top() >= 0 and one.box.bottom() <= card.line.height() + 0.01
    card.line.grab()


def test_a_day_of_the_changed_clock_is_as_wide_as_its_hours(card: TimingCard) -> None:
    show(card, told("2027-03-27 10:00 to 11:00", FREE))
    days = drawn(card, "day", "weekend")
    sunday, monday = (next(one for one in days if one.label == label) for label in ("Sun 28", "Mon 29"))
    assert sunday.box.width() / monday.box.width() == pytest.approx(23 / 24, abs=0.005)


def test_the_mouse_and_screen_readers_are_told_what_is_drawn(card: TimingCard) -> None:
    show(card, thursday())
    freeze = drawn(card, "freeze")[0]
    assert "Christmas sale" in card.line.told_at(freeze.box.center())
    other_one = drawn(card, "shared")[-1]
    both = card.line.told_at(other_one.box.center())
    assert both.startswith("CHG-7: Mail by queue (of the same service (orders))") and "CHG-8" in both
    narrow = drawn(card, "deployment")[0]
    assert card.line.told_at(narrow.box.center() + QPointF(3, 0)).startswith(
        "This deployment: 2026-12-10 19:00 to 21:00"
    )
    assert card.line.told_at(QPointF(-5, -5)) == ""
    said = card.line.accessibleDescription()
    assert "Freeze “Christmas sale”" in said and "CHG-8" in said and "Schedule: Thu 2026-12-10" in said


def test_the_legend_names_what_is_drawn_and_nothing_else(card: TimingCard) -> None:
    show(card, told("2026-12-02 10:00 to 11:00", FREE))
    assert card.legend.kinds == ("deployment", "weekend")
    show(card, thursday())
    assert set(card.legend.kinds) >= {"window", "freeze", "holiday", "shared", "other", "validation", "rollback"}


def test_hostile_names_are_shown_as_they_are(card: TimingCard) -> None:
    odd = entry("windows", name="<b>big</b> {0} \u202e", days=("thu",), from_="19:00", to="21:00")
    show(card, told("2026-12-10 20:50", profile(odd, ROLL_OUT), BUSY))
    shown = [label.text() for label in card.findChildren(QLabel)]
    assert any("<b>big</b>" in text for text in shown) and not any("\u202e" in text for text in shown)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in card.findChildren(QLabel))
    assert "\u202e" not in card.line.accessibleDescription()
    card.line.grab()


def test_what_stays_the_same_stays_there(card: TimingCard) -> None:
    show(card, told("2026-12-15 19:00 to 19:30", TEAM))
    rows, slots = list(card.rows), list(card.slots)
    later = told("2026-12-15 19:00 to 19:30", TEAM, now=told("").now + timedelta(minutes=1))  # type: ignore[operator]
    show(card, later)
    assert card.rows == rows and card.slots == slots, "nothing loses the focus each minute"


def test_light_and_dark_differ_and_both_are_drawn(card: TimingCard, qapp: QApplication) -> None:
    show(card, thursday())
    at = QPoint(2, card.line.height() - 4)
    light = card.line.grab().toImage().pixelColor(at)
    theme.apply(qapp, "dark")
    try:
        QApplication.processEvents()
        assert card.line.grab().toImage().pixelColor(at).lightness() < light.lightness()
    finally:
        theme.apply(qapp, "light")
