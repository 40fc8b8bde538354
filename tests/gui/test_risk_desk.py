"""The risk in a whole window: read beside it, shown in tab, chip and ticket, overridden with a reason, and undone."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relman_desktop.errors import ServiceError
from relman_desktop.gui.answer_edit import AnswerEdit
from relman_desktop.gui.risk_tab import RiskTab
from relman_desktop.gui.risk_words import AGAIN, NOT_YET, READ, STOPPED
from relman_desktop.jobs import Cancel, Progress
from relman_desktop.risk import Assessment, Background, Case
from relman_desktop.risk.telling import OVERRIDE
from relman_desktop.settings import Endpoint

from ..drafting.moving.making import a_shop
from .model_scenes import SMALLER, Scene, settle, wait
from .moving_scenes import an_app, go_on
from .risk_scenes import LOWERINGS, critical, low, medium

Open = Callable[..., Scene]
Read = Callable[..., Background]


class Reader:
    """Stands in place of what reads the background; it waits as long as a test wants."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.go.set()
        self.error: Exception | None = None
        self.calls: list[str] = []

    def __call__(self, opened: Any, facts: object, cancel: Cancel, progress: Progress, **_: object) -> Background:
        self.calls.append(opened.range)
        progress("Reading the history", None)
        while not self.go.wait(0.005):
            cancel.check()
        if self.error:
            raise self.error
        return Background()


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    made = Reader()
    monkeypatch.setattr("relman_desktop.risk.reading.read_background", made)
    yield made
    made.go.set()


@pytest.fixture
def assessments(monkeypatch: pytest.MonkeyPatch) -> list[Assessment]:
    """What assessing gives, the newest last."""
    now = [medium()]
    monkeypatch.setattr("relman_desktop.risk.assessing.assess", lambda case: now[-1])
    monkeypatch.setattr("relman_desktop.risk.lowering.lowerings", lambda case, assessed: LOWERINGS)
    return now


def known(one: Scene) -> Scene:
    wait(lambda: not one.bench.risk.busy and one.session.background is not None)
    settle(1)
    return one


def tab_of(one: Scene) -> RiskTab:
    """The tab, looked at."""
    one.window.actions_by_name["show_risk"].trigger()
    QApplication.processEvents()
    return one.bench.risk.tab


def chip(one: Scene) -> str:
    """What the chip says when it has the room that it asked for."""
    QApplication.processEvents()
    return one.window.top.risk.shown


def hint(one: Scene) -> str:
    """What the details say under the level."""
    told = one.bench.ticket.details.inputs["risk"]._told
    return "" if told.isHidden() else told.text()


def test_a_new_ticket_gets_its_risk_which_is_no_step_of_the_persons(
    scene: Open, reader: Reader, assessments: list[Assessment]
) -> None:
    one = known(scene())
    assert chip(one) == "Risk Medium 47"
    assert one.bench.ticket.text("risk") == one.session.entry("risk").text == "medium"
    assert one.texts["risk_analysis"] == one.session.entry("risk_analysis").text
    assert "The risk is medium: 47 of 100" in one.texts["risk_analysis"]
    assert not one.window.actions_by_name["undo"].isEnabled() and not one.proposed.get("risk_analysis")


def test_a_ticket_that_is_kept_is_not_written_in(scene: Open, reader: Reader, assessments: list[Assessment]) -> None:
    one = known(scene())
    one.session.edit("risk", "")
    one.session.edit("risk_analysis", "Ours.")
    one.session.rest().result()
    one.open(Path(one.session.known.loaded.opened.location), SMALLER)
    known(one)
    one.open(Path(one.session.known.loaded.opened.location), "v1.4.0..v1.5.0")
    known(one)
    assert one.bench.ticket.text("risk") == "" and one.texts["risk_analysis"] == "Ours."
    assert chip(one) == "Risk Medium 47"


def test_what_was_read_for_another_change_is_dropped(
    scene: Open, reader: Reader, assessments: list[Assessment]
) -> None:
    reader.go.clear()
    one = scene(to_the_end=False)
    wait(lambda: len(reader.calls) == 1)
    assert chip(one) == "Risk …" and one.session.background is None
    one.open(Path(one.session.known.loaded.opened.location), SMALLER, to_the_end=False)
    wait(lambda: len(reader.calls) == 2)
    assert one.session.background is None
    reader.go.set()
    known(one)
    assert reader.calls[-1] == SMALLER and chip(one) == "Risk Medium 47"


def test_the_chip_leads_to_the_tab_and_the_key_too(scene: Open, reader: Reader, assessments: list[Assessment]) -> None:
    one = known(scene())
    QTest.mouseClick(one.window.top.risk, Qt.MouseButton.LeftButton)
    assert one.bench.side.page is one.bench.risk.tab and one.bench.risk.tab.shows
    one.bench.side.show_page(one.bench.evidence)
    QTest.keyClick(one.window, Qt.Key.Key_9, Qt.KeyboardModifier.AltModifier)
    assert one.bench.side.page is one.bench.risk.tab


def test_who_waits_sees_how_far_it_is_and_may_stop_it(
    scene: Open, reader: Reader, assessments: list[Assessment]
) -> None:
    reader.go.clear()
    one = scene(to_the_end=False)
    tab = tab_of(one)
    assert not tab.shows and not tab.stop.isVisible()  # what ends soon would only flicker
    one.bench.risk._soon.start(1)
    wait(tab.stop.isVisible)
    assert tab.text == "Reading the history…"
    tab.stop.click()
    assert tab.text == STOPPED and tab.again.text() == READ and chip(one) == "Risk not known"
    assert one.session.risk() is None and one.bench.ticket.text("risk") == ""
    reader.go.set()
    tab.again.click()
    known(one)
    assert tab.shows and chip(one) == "Risk Medium 47"


def test_escape_stops_the_reading_as_well(scene: Open, reader: Reader, assessments: list[Assessment]) -> None:
    reader.go.clear()
    one = scene(to_the_end=False)
    wait(lambda: bool(reader.calls))
    one.window.stop()
    assert not one.bench.risk.busy and chip(one) == "Risk not known"


def test_an_error_is_told_in_the_tab_and_can_be_tried_again(
    scene: Open, reader: Reader, assessments: list[Assessment]
) -> None:
    reader.error = ServiceError("git took longer than 60 seconds; try again.")
    one = scene()
    wait(lambda: not one.bench.risk.busy)
    tab = tab_of(one)
    assert tab.text == "git took longer than 60 seconds; try again." and tab.again.text() == AGAIN
    assert one.complaints == [] and chip(one) == "Risk not known"
    reader.error = None
    tab.again.click()
    known(one)
    assert tab.shows


def test_a_fault_of_ours_is_no_silence(scene: Open, reader: Reader, assessments: list[Assessment]) -> None:
    reader.error = ValueError("a bug")
    one = scene()
    wait(lambda: one.complaints != [])
    assert tab_of(one).text == "The risk could not be worked out."


def test_answers_are_followed_by_tab_chip_and_fields(
    scene: Open, reader: Reader, assessments: list[Assessment]
) -> None:
    one = known(scene())
    tab = tab_of(one)
    assessments.append(low())
    question = next(ask.question for ask in one.session.interview() if ask.is_needed)
    one.bench.interview.tab.answered.emit(question, "Yes")
    assert tab.head.texts[0] == "Low · 4 of 100" and chip(one) == "Risk Low 4"
    assert one.bench.ticket.text("risk") == "low" and "The risk is low" in one.texts["risk_analysis"]
    assessments.append(medium())
    one.window.actions_by_name["undo"].trigger()
    assert tab.head.texts[0] == "Medium · 47 of 100" and one.bench.ticket.text("risk") == "medium"


def test_a_dismissed_fact_is_followed(scene: Open, reader: Reader, assessments: list[Assessment]) -> None:
    one = known(scene())
    tab = tab_of(one)
    assessments.append(critical())
    one.session.dismiss("X1", "It is another service.")
    one.bench.dismissing.changed.emit("X1")
    assert chip(one) == "Risk Critical 100"
    one.window.actions_by_name["show_risk"].trigger()
    assert tab.head.texts[0] == "Critical · 100 of 100"


def test_what_would_lower_it_is_worked_out_beside_the_windows_thread(
    scene: Open, reader: Reader, assessments: list[Assessment], monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    go = threading.Event()

    def slow(case: Case, now: Assessment) -> object:
        threads.append(threading.current_thread())
        go.wait(5)
        return LOWERINGS

    monkeypatch.setattr("relman_desktop.risk.lowering.lowerings", slow)
    one = known(scene())
    assert not threads  # nobody looks at them
    tab = tab_of(one)
    assert tab.shows and not tab.lowerings.rows  # it is there without them
    go.set()
    wait(lambda: len(tab.lowerings.rows) == len(LOWERINGS))
    assert threads and threading.main_thread() not in threads


def test_another_level_is_asked_for_its_reason_and_marked(
    scene: Open, reader: Reader, assessments: list[Assessment]
) -> None:
    one = known(scene())
    tab = tab_of(one)
    assert tab.override.choice.value == "medium" and tab.override.reason is None and hint(one) == ""
    tab.override.choice.setCurrentIndex(tab.override.choice.findData("high"))
    assert one.session.entry("risk").text == one.bench.ticket.text("risk") == "high"
    assert chip(one) == "Risk High · computed medium 47"
    assert tab.override.told == "Computed: medium, 47 of 100."
    assert hint(one) == "Computed: medium, 47 of 100. Say why in the Risk tab."
    reason = tab.override.reason
    assert reason and reason.is_open
    reason.put("The team is on holiday")
    assert one.session.writing.history.half[OVERRIDE] == "The team is on holiday"
    reason.give("The team is on holiday.")
    assert one.session.writing.ticket.answers[OVERRIDE] == "The team is on holiday."
    assert OVERRIDE not in one.session.writing.history.half
    assert hint(one) == "Computed: medium, 47 of 100." and "The team is on holiday." in one.texts["risk_analysis"]


def test_the_computed_level_comes_back_as_one_step(scene: Open, reader: Reader, assessments: list[Assessment]) -> None:
    one = known(scene())
    tab = tab_of(one)
    tab.override.choice.setCurrentIndex(tab.override.choice.findData("critical"))
    assert tab.override.reason
    tab.override.reason.give("Black Friday.")
    tab.override.take.click()
    assert one.bench.ticket.text("risk") == "medium" and chip(one) == "Risk Medium 47"
    assert OVERRIDE not in one.session.writing.ticket.answers and tab.override.reason is None
    assert "Black Friday." not in one.texts["risk_analysis"]
    one.window.actions_by_name["undo"].trigger()
    assert one.bench.ticket.text("risk") == tab.override.choice.value == "critical"
    assert one.session.writing.ticket.answers[OVERRIDE] == "Black Friday."
    assert "Black Friday." in one.texts["risk_analysis"]


def test_to_choose_the_computed_level_is_to_take_it(scene: Open, reader: Reader, assessments: list[Assessment]) -> None:
    one = known(scene())
    tab = tab_of(one)
    for level in ("low", "medium"):
        tab.override.choice.setCurrentIndex(tab.override.choice.findData(level))
    assert one.session.entry("risk").text == "medium" and tab.override.told == ""
    assessments.append(low())
    one.bench.interview.tab.answered.emit(next(ask.question for ask in one.session.interview() if ask.is_needed), "Yes")
    assert one.bench.ticket.text("risk") == "low"  # it follows again


def test_a_level_that_is_chosen_in_the_details_is_followed_in_the_tab(
    scene: Open, reader: Reader, assessments: list[Assessment]
) -> None:
    one = known(scene())
    tab = tab_of(one)
    field = one.bench.ticket.details.inputs["risk"].input
    field.setCurrentIndex(field.findData("low"))  # type: ignore[attr-defined]
    assert tab.override.choice.value == "low" and tab.override.reason and hint(one)
    one.window.actions_by_name["undo"].trigger()
    assert tab.override.choice.value == "medium" and tab.override.told == "" and hint(one) == ""


def test_a_reason_is_still_half_typed_when_the_ticket_is_opened_again(
    scene: Open, reader: Reader, assessments: list[Assessment]
) -> None:
    one = known(scene())
    tab = tab_of(one)
    tab.override.choice.setCurrentIndex(tab.override.choice.findData("high"))
    assert tab.override.reason
    tab.override.reason.put("It is")
    place = Path(one.session.known.loaded.opened.location)
    one.open(place, SMALLER)
    known(one)
    assert tab.override.reason is None
    one.open(place, "v1.4.0..v1.5.0")
    known(one)
    tab = tab_of(one)
    reason = tab.override.reason
    assert reason and reason.text == "It is" and tab.override.choice.value == "high"  # type: ignore[unreachable]


def test_redrafting_it_asks_no_model(scene: Open, reader: Reader, assessments: list[Assessment]) -> None:
    one = known(scene(Endpoint("far", "https://models.example/v1", model="m", context=40_000)))
    one.bench.ticket.fields["risk_analysis"].editor.setPlainText("Nothing can happen.")
    wait(lambda: one.session.entry("risk_analysis").text == "Nothing can happen.")
    one.bench.ticket.redraft_wanted.emit("risk_analysis")
    assert any("The risk is medium" in sentence for sentence in one.proposed["risk_analysis"])
    settle(50)
    assert one.panel.prepared is None and not one.model.busy and one.complaints == []
    assert one.texts["risk_analysis"] == "Nothing can happen."  # it stands beside it


def test_drafting_with_a_model_waits_for_no_history(scene: Open, reader: Reader) -> None:
    reader.go.clear()
    one = scene(Endpoint("here", "http://127.0.0.1:9/v1", model="m", context=40_000), to_the_end=False)
    assert one.bench.risk.busy
    assert one.prepare() is not None and one.bench.risk.busy


def test_redrafting_before_the_history_is_read_says_what_it_waits_for(scene: Open, reader: Reader) -> None:
    reader.go.clear()
    one = scene(to_the_end=False)
    one.bench.ticket.redraft_wanted.emit("risk_analysis")
    assert one.told[-1] == NOT_YET
    reader.go.set()
    known(one)


def test_read_only_shows_it_all_and_changes_nothing(scene: Open, reader: Reader, assessments: list[Assessment]) -> None:
    one = known(scene())
    one.window.set_read_only("Somebody else writes here.")
    tab = tab_of(one)
    assert tab.shows and not tab.override.choice.isEnabled() and not tab.override.take.isEnabled()
    assert tab.bars.rows[0].line.isEnabled()
    one.window.set_read_only("")
    assert tab.override.choice.isEnabled()


@pytest.mark.parametrize("level", ["medium", "critical"])
def test_a_narrow_window_keeps_its_width_with_the_chip(
    scene: Open, reader: Reader, assessments: list[Assessment], level: str
) -> None:
    one = known(scene())
    one.session.edit("risk", level)
    one.bench.acted.emit()
    one.window.resize(800, 600)
    settle(20)
    shown = one.window.top.risk
    assert one.window.width() == 800 and shown.isVisible()
    assert shown.geometry().right() <= one.window.top.width()
    assert level.capitalize() in chip(one)
    one.window.resize(1400, 800)
    settle(20)
    assert chip(one).startswith("Risk ")


def test_who_types_before_it_is_known_loses_nothing_and_undoes_what_they_typed(
    scene: Open, reader: Reader, assessments: list[Assessment]
) -> None:
    reader.go.clear()
    one = scene(to_the_end=False)
    before = one.texts["title"]
    one.bench.ticket.fields["title"].editor.setPlainText("Mine")
    one.bench.ticket.fields["risk_analysis"].editor.setPlainText("My own words")
    reader.go.set()
    known(one)
    assert one.texts["title"] == "Mine" and one.texts["risk_analysis"] == "My own words"
    assert one.bench.ticket.text("risk") == "medium"
    for _ in range(2):
        one.window.actions_by_name["undo"].trigger()
    assert one.texts["title"] == before and one.bench.ticket.text("risk") == "medium"
    assert not one.window.actions_by_name["undo"].isEnabled()


def test_on_new_commits_it_follows_and_undo_goes_no_further_back(
    qtbot: QtBot, tmp_path: Path, reader: Reader, assessments: list[Assessment]
) -> None:
    repo = a_shop(tmp_path)
    app = an_app(qtbot, tmp_path / "tickets.sqlite").open(repo.root)
    bench = app.window.desk.bench
    wait(lambda: bench.ticket.text("risk") == "medium")
    tab = bench.risk.tab
    assessments.append(critical())
    reader.go.clear()
    go_on(repo)
    app.activate()
    app.bring()
    app.window.actions_by_name["show_risk"].trigger()
    assert not tab.shows and bench.ticket.text("risk_analysis").startswith("The risk is medium")
    reader.go.set()
    wait(lambda: tab.shows)
    assert tab.head.texts[0] == "Critical · 100 of 100" and bench.ticket.text("risk") == "critical"
    assert bench.ticket.text("risk_analysis").startswith("The risk is critical: 100 of 100")
    assert not app.window.actions_by_name["undo"].isEnabled() and app.head == repo.head


def test_progress_in_the_status_line_takes_no_word_of_what_was_just_done(
    scene: Open, reader: Reader, assessments: list[Assessment]
) -> None:
    reader.go.clear()
    one = scene(to_the_end=False)
    status = one.window._status
    one.bench.risk._soon.start(1)
    wait(lambda: status._text.whole == "Reading the history…")
    reader.go.set()
    known(one)
    assert "Reading" not in status._text.whole and not status._stop.isVisible()
    reader.go.clear()
    one.bench.said.emit("Copied.")
    one.bench.risk.read()
    one.bench.risk._soon.start(1)
    settle(400)
    assert status._text.whole == "Copied."
    reader.go.set()
    known(one)
    assert status._text.whole == "Copied."


@pytest.mark.parametrize("field", ["validation", "title"])
def test_what_is_looked_at_stays_in_its_place_when_the_fields_are_filled(
    scene: Open, reader: Reader, assessments: list[Assessment], field: str
) -> None:
    reader.go.clear()
    one = scene(to_the_end=False)
    one.window.resize(1100, 620)
    pane = one.bench.ticket
    edit = pane.questions._fields[field].findChild(AnswerEdit) or pane.fields[field].editor
    edit.setFocus()
    QTest.keyClicks(edit, "half")
    settle()
    pane._scroll.ensureWidgetVisible(edit)
    settle()
    place = edit.mapTo(pane, QPoint(0, 0))
    reader.go.set()
    known(one)
    settle()
    assert one.texts["risk_analysis"] and edit.mapTo(pane, QPoint(0, 0)) == place and edit.hasFocus()
