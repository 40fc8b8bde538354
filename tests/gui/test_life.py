"""The tab "Deployment": a night of it by keyboard, nothing lost, nothing moved unasked, nothing out of sight."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.files import home
from relman_desktop.gui.life_clock import ClockWatch
from relman_desktop.gui.life_command import CommandRow
from relman_desktop.gui.life_desk import LifeDesk
from relman_desktop.gui.life_elapsed import ElapsedBar
from relman_desktop.gui.life_line import LifeLine
from relman_desktop.gui.life_list import LifeList
from relman_desktop.gui.life_step import StepRow
from relman_desktop.gui.life_tab import LifeTab
from relman_desktop.gui.life_triggers import NONE, TriggerPanel
from relman_desktop.gui.life_words import elapsed, line_words, nodes, status, zone_line
from relman_desktop.gui.window import MainWindow
from relman_desktop.gui.workbench import Workbench
from relman_desktop.life import Life, Part, Ticked
from relman_desktop.life.acts import moved, turned
from relman_desktop.life.clock import moment
from relman_desktop.loaded import Loaded
from relman_desktop.session import Session
from relman_desktop.settings import Settings, load_settings
from relman_desktop.store.library import Library
from tests.life.nights import BEGAN, DEPLOYMENT, ROLLBACK, VALIDATION, a_ticket, at

from .model_scenes import Scene, settle, wait

Open = Callable[..., Scene]


class Watch:
    """A tab whose ticket is approved, on a clock that the test sets."""

    def __init__(self, session: Session, desk: LifeDesk, window: QWidget, told: list[str]) -> None:
        self.session, self.desk, self.window, self.told = session, desk, window, told
        self.now = BEGAN + timedelta(minutes=4)
        session.timed.clock = lambda: self.now
        for name, text in {"deployment": DEPLOYMENT, "rollback": ROLLBACK, "validation": VALIDATION}.items():
            session.edit(name, text)
        session.edit("schedule", "2026-11-24 20:00 to 21:00 Europe/Berlin")
        session.living.move("approved")

    @property
    def tab(self) -> LifeTab:
        return self.desk.tab

    @property
    def life(self) -> Life:
        return self.session.living.life

    def later(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)

    def row(self, part: Part, number: int) -> StepRow:
        return next(row for row in self.tab.list.rows.values() if (row.step.part, row.step.number) == (part, number))

    def step(self, part: Part, number: int) -> Ticked:
        return self.life.parts[part][number - 1]

    @property
    def bench(self) -> Workbench:
        assert isinstance(self.window, MainWindow)
        return self.window.desk.bench

    def act(self, name: str) -> None:
        """As from a menu of the window."""
        assert isinstance(self.window, MainWindow)
        self.window.actions_by_name[name].trigger()

    @property
    def focused(self) -> QWidget:
        found = self.window.focusWidget()
        assert found
        return found

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.focused, key)


@pytest.fixture
def night(qtbot: QtBot, loaded: Loaded) -> Iterator[Watch]:
    """The tab alone, on a real session."""
    session, told = Session(Settings(signed_as="Ana"), Library(home() / "tickets.sqlite")), []
    session.show(loaded)
    window = QWidget()
    qtbot.addWidget(window)
    desk = LifeDesk(session, window)
    desk.said.connect(told.append)
    QVBoxLayout(window).addWidget(desk.tab)
    watch = Watch(session, desk, window, told)
    window.resize(420, 760)
    window.show()
    window.activateWindow()
    settle(10)
    yield watch
    desk.close()
    window.close()
    session.close()


@pytest.fixture
def whole(scene: Open) -> Watch:
    """The whole window."""
    one = scene(signed_as="Ana")
    watch = Watch(one.session, one.bench.life, one.window, one.told)
    for name in ("deployment", "rollback", "validation", "schedule", "state"):
        one.bench.ticket.put_entry(name, one.session.entry(name))
    one.window.actions_by_name["show_deployment"].trigger()
    watch.desk._show()
    watch.tab.go_to_next()
    settle(20)
    return watch


def test_a_deployment_by_keyboard_alone_from_the_start_to_the_closing_note(whole: Watch) -> None:
    watch = whole
    tab = watch.tab
    assert tab.head.next.text() == "Start the deployment" and watch.focused is tab.head.next
    watch.press(Qt.Key.Key_Space)
    assert watch.life.state.name == "deploying" and watch.session.entry("state").text == "deploying"
    assert watch.bench.ticket.text("state") == "deploying"
    assert watch.focused is watch.row("deployment", 1).box  # the first thing to do
    watch.later(3)
    watch.press(Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Down)
    assert [one.is_done for one in watch.life.parts["deployment"]] == [True, True, False, False]
    assert watch.step("deployment", 1).mark.at == at(7) and watch.step("deployment", 1).mark.by == "Ana"
    watch.press(Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "docker compose run --rm web python manage.py migrate"
    watch.press(Qt.Key.Key_S)
    QTest.keyClicks(watch.focused, "no migration tonight")
    watch.press(Qt.Key.Key_Return)
    assert watch.step("deployment", 3).is_skipped and watch.focused is watch.row("deployment", 3).box
    watch.press(Qt.Key.Key_Down, Qt.Key.Key_N)
    QTest.keyClicks(watch.focused, "one node was slow ")
    watch.press(Qt.Key.Key_Return)
    assert watch.focused is watch.row("deployment", 4).box
    watch.press(Qt.Key.Key_Space)
    assert watch.step("deployment", 4).mark.note == "one node was slow" and watch.step("deployment", 4).is_done
    tab.head.next.setFocus()
    watch.later(20)
    watch.press(Qt.Key.Key_Space)
    assert watch.life.state.name == "validating" and watch.focused is watch.row("validation", 1).box
    for number in (1, 2, 3):
        watch.row("validation", number).box.setFocus()
        watch.press(Qt.Key.Key_Space)
    tab.head.next.setFocus()
    watch.later(200)  # after midnight
    watch.press(Qt.Key.Key_Space)
    assert watch.life.state.name == "closed" and tab.end.isVisible()
    assert "Deployment 2026-11-24 20:04 to 23:47 (Europe/Berlin), by Ana: closed." in tab.end.text
    assert watch.session.entry("outcome").text == "" and tab.end.text not in watch.session.entry("notes").text
    assert tab.end.outcome.text() == "Set the outcome to “successful”"
    tab.end.outcome.click()
    assert watch.session.entry("outcome").text == "successful" and tab.end.outcome.isHidden()
    assert "Outcome: successful." in tab.end.text
    tab.end.take.click()
    assert watch.session.entry("notes").text.endswith(tab.end.text) and tab.end.take.text() == "In the notes"
    assert watch.bench.ticket.text("notes") == watch.session.entry("notes").text


def test_a_closing_note_takes_no_note_of_the_person_away(night: Watch) -> None:
    watch = night
    watch.session.edit("notes", "Mind the cache.")
    watch.session.living.move("cancelled", "no need")
    watch.desk._show()
    watch.tab.end.take.click()
    assert watch.session.entry("notes").text.startswith("Mind the cache.\n\nCancelled 20")
    watch.tab.end.copy.click()
    assert QGuiApplication.clipboard().text() == watch.tab.end.text


def test_a_tick_is_on_the_disk_at_once_and_there_after_a_restart(night: Watch) -> None:
    watch = night
    watch.session.living.move("deploying")
    watch.desk._show()
    watch.row("deployment", 2).box.click()
    journal = watch.session.library.journal
    wait(lambda: not journal.unsaved)
    kept = [json.loads(one.text) for one in watch.session.library.records(watch.session.writing.ticket.id) if one]
    assert any("deployment" in key for one in kept for key in one.get("life", {}))


def test_undo_takes_a_tick_back_and_the_person_stays_in_the_checklist(whole: Watch) -> None:
    watch = whole
    watch.tab.head.next.click()
    watch.press(Qt.Key.Key_Space)
    box = watch.row("deployment", 1).box
    assert watch.step("deployment", 1).is_done
    watch.act("undo")
    assert not watch.step("deployment", 1).is_done and watch.focused is box
    assert watch.told[-1] == "Took back the tick of deployment step 1."
    wait(lambda: not box.isChecked())
    watch.press(Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert not watch.step("deployment", 1).is_done  # the second press takes it back, too


def test_a_step_that_was_rewritten_is_shown_as_changed_and_ticked_again(night: Watch) -> None:
    watch = night
    watch.tab.head.next.click()
    watch.press(Qt.Key.Key_Space)
    watch.session.edit("deployment", DEPLOYMENT.replace("it begins", "it begins now"))
    watch.desk._show()
    row = watch.row("deployment", 1)
    texts = [one.text().replace("\u200b", "") for one in row.findChildren(QLabel) if one.isVisible()]
    assert any(text.startswith("Changed since it was ticked. It said: Tell #orders-deploys") for text in texts)
    assert "changed" in row.box.accessibleDescription().lower() and not row.box.isChecked()
    assert "1 changed since" in watch.tab.list._counts["Deployment"].text()
    row.box.click()
    assert not watch.step("deployment", 1).is_changed and watch.step("deployment", 1).is_done


def test_a_step_that_is_rewritten_at_this_moment_is_not_ticked(night: Watch) -> None:
    watch = night
    watch.tab.head.next.click()
    watch.session.edit("deployment", "1. Drop the database")  # the tab has not followed yet
    watch.press(Qt.Key.Key_Space)
    assert not watch.step("deployment", 1).is_done and "other words" in watch.told[-1]


def test_rolling_back_shows_its_own_steps_and_moves_no_state_until_it_is_done(night: Watch) -> None:
    watch = night
    watch.tab.head.next.click()
    watch.later(10)
    watch.desk.roll_back()
    QTest.keyClicks(watch.focused, "orders fail")
    watch.press(Qt.Key.Key_Return)
    assert watch.life.is_going_back and watch.life.state.name == "deploying"
    assert {row.step.part for row in watch.tab.list.rows.values()} == {"rollback"}
    assert watch.focused is watch.row("rollback", 1).box and watch.tab.head.next.text() == "It is rolled back"
    assert watch.tab.triggers.isVisible()
    watch.press(Qt.Key.Key_Space)
    watch.tab.head.next.click()
    assert watch.life.state.name == "rolled back" and watch.life.offered_outcome == "rolled back"
    assert watch.step("rollback", 1).is_done


def test_rolling_back_can_be_called_off_and_asked_for_without_a_reason(night: Watch) -> None:
    watch = night
    watch.tab.head.next.click()
    watch.tab.head.back.click()
    watch.press(Qt.Key.Key_Escape)
    assert not watch.life.is_going_back and watch.tab.head.next.isVisible()
    watch.tab.head.back.click()
    watch.press(Qt.Key.Key_Return)
    assert watch.life.is_going_back
    watch.tab.head.forth.click()
    assert (
        not watch.life.is_going_back and ("deployment", watch.step("deployment", 1).step.words) in watch.tab.list.rows
    )


def test_what_is_not_under_way_cannot_be_rolled_back(night: Watch) -> None:
    watch = night
    watch.desk.roll_back()
    assert "Nothing is being deployed" in watch.told[-1] and watch.tab.head.ask.isHidden()


def test_going_back_needs_a_reason_and_other_states_are_in_the_menu(night: Watch) -> None:
    watch = night
    watch.tab.head.next.click()
    words = [one.text() for one in watch.tab.head.menu.actions()]
    assert words == ["Close the change…", "Back to “approved”, for a reason…"]
    watch.tab.head.menu.actions()[1].trigger()
    ask = watch.tab.head.ask
    assert not ask.give.isEnabled()
    watch.press(Qt.Key.Key_Return)
    assert watch.life.state.name == "deploying"
    QTest.keyClicks(ask.reason, "too early")
    watch.press(Qt.Key.Key_Return)
    assert watch.life.state.name == "approved" and watch.life.states[-1].note == "too early"


def test_a_state_that_is_chosen_in_the_details_is_reached_with_its_time(whole: Watch) -> None:
    watch = whole
    choice = watch.bench.ticket.details.inputs["state"].input
    choice.setCurrentIndex(choice.findData("deploying"))  # type: ignore[union-attr]
    assert watch.life.states[-1].state == "deploying" and moment(watch.life.states[-1].at) == watch.now
    wait(lambda: watch.tab.head.next.text() == "Deployed: validate")
    watch.act("undo")
    assert choice.currentData() == "approved" and watch.life.state.name == "approved"  # type: ignore[union-attr]


def test_what_happens_is_noted_with_its_time_and_a_problem_is_one(night: Watch) -> None:
    watch = night
    watch.tab.head.next.click()
    bar = watch.tab.bar
    QTest.keyClicks(bar.edit, "the queue is slow")
    bar.problem.click()
    QTest.keyClick(bar.edit, Qt.Key.Key_Return)
    assert [one.note for one in watch.life.problems] == ["the queue is slow"] and bar.edit.text() == ""
    assert not bar.problem.isChecked() and "Problem: the queue is slow" in watch.tab.log.lines[0]
    QTest.keyClick(bar.edit, Qt.Key.Key_Return)  # nothing is noted twice
    assert len(watch.life.attempt.said) == 3


def test_a_note_is_kept_while_it_is_typed_and_no_refresh_takes_the_caret(night: Watch) -> None:
    watch = night
    watch.tab.head.next.click()
    watch.press(Qt.Key.Key_N)
    edit = watch.row("deployment", 1).note
    for key in "took two tries":
        QTest.keyClicks(edit, key)
        watch.desk._show()
    assert edit.text() == "took two tries" and watch.focused is edit
    assert watch.step("deployment", 1).mark.note == "took two tries" and not watch.step("deployment", 1).is_done


def test_who_ticks_is_kept_in_the_settings(night: Watch) -> None:
    watch = night
    watch.tab.name.setText("Ben")
    watch.tab.name.editingFinished.emit()
    assert load_settings().signed_as == "Ben"
    watch.tab.head.next.click()
    assert watch.life.states[-1].by == "Ben"


def test_what_may_only_be_read_is_not_ticked(night: Watch) -> None:
    watch = night
    watch.tab.head.next.click()
    watch.tab.set_read_only(True)
    row = watch.row("deployment", 1)
    for one in (row.box, row.skip, row.add_note, watch.tab.head.next, watch.tab.bar.edit):
        assert not one.isEnabled()
    watch.tab.set_read_only(False)
    assert row.box.isEnabled() and watch.tab.head.next.isEnabled()


def test_in_a_narrow_and_low_window_every_button_and_trigger_is_whole(night: Watch) -> None:
    watch = night
    watch.tab.head.next.click()
    watch.window.resize(250, 500)
    settle(60)
    tab = watch.tab
    for one in (tab.head.next, tab.head.back, tab.head.others, *tab.triggers.rows[:1], tab.bar.edit, tab.bar.keep):
        assert _seen(one, tab), one
    assert tab.list.width() <= tab._scroll.viewport().width()
    row = watch.row("deployment", 4)
    for one in row.findChildren(QLabel):
        if one.isVisible():
            assert (
                one.height() >= one.heightForWidth(one.width())
                and one.mapTo(row, QPoint()).x() + one.width() <= row.width()
            )


def test_all_that_can_be_pressed_has_a_name_and_is_large_enough(night: Watch) -> None:
    watch = night
    watch.tab.head.next.click()
    for one in watch.tab.findChildren(QPushButton):
        if one.isHidden() or not one.isVisible():
            continue
        assert one.accessibleName() and one.accessibleDescription(), one.text()
    row = watch.row("deployment", 3)
    assert row.box.width() >= 32 and row.box.accessibleName().startswith("Deployment step 3: Apply the migrations")
    assert all(one.copy.height() >= 28 for one in row.commands) and watch.tab.head.next.height() >= 36


def _seen(one: QWidget, tab: QWidget) -> bool:
    box = QRect(one.mapTo(tab, QPoint()), one.size())
    return one.isVisible() and tab.rect().contains(box) and one.height() >= one.minimumSizeHint().height()


def test_a_row_stays_the_same_widget_while_its_step_has_the_same_words(qtbot: QtBot) -> None:
    made = LifeList()
    qtbot.addWidget(made)
    ticket = moved(a_ticket(), "deploying", at(0))
    made.show_life(Life.of(ticket), UTC)
    before = dict(made.rows)
    ticket = ticket.with_text("deployment", "1. Something first\n" + DEPLOYMENT.replace("1. Tell", "2. Tell"))
    made.show_life(Life.of(ticket), UTC)
    same = [key for key in before if made.rows.get(key) is before[key]]
    assert len(same) == len(before) and len(made.rows) == len(before) + 1
    last = Life.of(ticket).parts["deployment"][-1]
    assert made.rows["deployment", last.step.words].step.number == 5


def test_a_command_with_anything_hidden_in_it_is_not_copied(qtbot: QtBot) -> None:
    row = CommandRow("rm -rf /tmp/x\u202e", "step 1")
    qtbot.addWidget(row)
    assert not row.copy.isEnabled() and "cannot be seen" in row.copy.accessibleDescription()


def test_the_bar_turns_before_the_time_is_over_and_says_so_in_words(qtbot: QtBot) -> None:
    bar = ElapsedBar()
    qtbot.addWidget(bar)
    bar.resize(300, 40)
    life = Life.of(moved(a_ticket(), "deploying", at(0)))
    told = []
    for minutes in (3, 25, 31):
        bar.show_elapsed(elapsed(life, BEGAN + timedelta(minutes=minutes)))
        told.append((bar.level, bar.accessibleDescription()))
        assert not bar.grab().isNull()
    assert told == [
        ("", "Deploying: 3 min of 30 min, 27 min left"),
        ("warning", "Deploying: 25 min of 30 min, 5 min left"),
        ("over", "Deploying: 31 min of 30 min, 1 min over"),
    ]
    untimed = Life.of(moved(a_ticket().with_text("deployment", "1. Do it"), "deploying", at(0)))
    bar.show_elapsed(elapsed(untimed, BEGAN + timedelta(minutes=3)))
    assert bar.accessibleDescription() == "Deploying for 3 min; no step says how long it takes"


def test_the_line_says_in_words_what_it_draws(qtbot: QtBot) -> None:
    line = LifeLine()
    qtbot.addWidget(line)
    life = Life.of(turned(moved(moved(a_ticket(), "approved", at(-60), "Ben"), "deploying", at(4)), at(9)))
    line.resize(360, line.sizeHint().height())
    line.show_nodes(nodes(life))
    assert line.accessibleDescription() == line_words(line.nodes)
    assert [(one.state, one.reach) for one in line.nodes] == [
        ("draft", "passed over"), ("approved", "reached"), ("deploying", "now"), ("rolled back", "to come"),
        ("closed", "to come"),
    ]  # fmt: skip
    assert "approved: reached, 18:00 by Ben" in line.accessibleDescription() and not line.grab().isNull()


@pytest.mark.parametrize(
    ("states", "way"),
    [
        (["rejected"], ["draft", "rejected"]),
        (["deploying", "rolled back", "closed"], ["draft", "deploying", "rolled back", "closed"]),
        (["waiting"], ["waiting"]),
    ],
)
def test_the_line_ends_where_the_ticket_does(states: list[str], way: list[str]) -> None:
    ticket = a_ticket().with_text("state", "draft")
    for minute, state in enumerate(states):
        ticket = moved(ticket, state, at(minute))
    assert [one.state for one in nodes(Life.of(ticket))] == way


def test_triggers_are_told_whole_and_none_are_missed(qtbot: QtBot) -> None:
    panel = TriggerPanel()
    qtbot.addWidget(panel)
    panel.show_triggers(Life.of(a_ticket()).triggers)
    spoken = [one.accessibleName() for one in panel.findChildren(QLabel)]
    assert any("above 5 % for 5 minutes (Grafana, dashboard “Orders”); alert: OrdersFailing." in one for one in spoken)
    panel.show_triggers(())
    assert any(one.text() == NONE and not one.isHidden() for one in panel.findChildren(QLabel))


def test_the_times_of_the_team_and_of_this_machine_are_told_apart() -> None:
    life = Life.of(moved(a_ticket(), "deploying", at(4)))
    now = moment(at(9))
    assert now
    assert status(life, now, UTC)[0] == "Deploying since 19:04. 51 min until the planned end at 20:00."
    assert status(life, now + timedelta(hours=6), UTC)[0].startswith("Deploying since 2026-11-24 19:04.")
    assert zone_line(now, UTC)[0].startswith("It is 19:09 UTC")


def test_a_clock_that_is_set_back_is_told_and_one_that_goes_on_is_not() -> None:
    steady = [0.0]
    watch = ClockWatch(lambda: steady[0])
    now = datetime(2026, 11, 24, 20, tzinfo=UTC)
    assert watch.look(now) == ""
    steady[0] = 60.0
    assert watch.look(now + timedelta(seconds=55)) == ""  # kept right
    steady[0] = 120.0
    assert watch.look(now + timedelta(hours=9)) == ""  # it slept
    steady[0] = 180.0
    assert "set back by 541 min" in watch.look(now)
    assert "set back" in watch.look(now + timedelta(seconds=1))


def test_nothing_open_says_so(qtbot: QtBot) -> None:
    tab = LifeTab()
    qtbot.addWidget(tab)
    tab.show()
    assert tab.head.isHidden() and any("Open a change" in one.text() for one in tab.findChildren(QLabel))
    assert QApplication.instance()
    tab.close()
