"""Coming back: the caret, the selection and what was in sight are where they were, whatever happened between."""

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from relman_desktop.drafting.proposal import Question
from relman_desktop.gui.place_keeper import PlaceKeeper
from relman_desktop.gui.sentences import characters, units
from relman_desktop.gui.window import MainWindow
from relman_desktop.jobs import Cancel
from relman_desktop.places import Caret, Place, load_place, places_file
from relman_desktop.sample import RANGE
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.sources import git
from relman_desktop.store.library import Library

Begin = Callable[..., tuple[MainWindow, PlaceKeeper]]


@pytest.fixture
def begin(qtbot: QtBot, tmp_path: Path) -> Iterator[Begin]:
    """Opens the window, each time over the same tickets, with what was kept when it was closed."""
    begun: list[MainWindow] = []

    def one(*, writes: bool = True) -> tuple[MainWindow, PlaceKeeper]:
        window = MainWindow(Settings(), lambda settings: Session(settings, Library(tmp_path / "kept.sqlite")))
        begun.append(window)
        qtbot.addWidget(window)
        place = load_place()
        keeper = PlaceKeeper(window, place, writes=writes)
        window.restore_shape(place.window)
        window.restore_panes(place.panes)
        window.resize(1280, 800)
        window.show()
        return window, keeper

    yield one
    for window in begun:
        window.close()


def opened(qtbot: QtBot, window: MainWindow, path: Path, text: str = RANGE) -> None:
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.open(path, text)
    qtbot.waitUntil(lambda: not window.desk.bench.risk.busy, timeout=20_000)


def restored(qtbot: QtBot, window: MainWindow, keeper: PlaceKeeper) -> None:
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        keeper.restore()
    settled(qtbot, window)


def settled(qtbot: QtBot, window: MainWindow) -> None:
    place = window.desk.bench.ticket.place
    qtbot.waitUntil(lambda: not window.desk.bench.risk.busy, timeout=20_000)
    qtbot.waitUntil(lambda: not place._settle.isActive(), timeout=5_000)


def seen(place: Place) -> Place:
    """A place without the sizes, which a screen may not have room for."""
    return replace(place, window="", panes="")


def select(window: MainWindow, field: str, anchor: int, position: int) -> None:
    editor = window.desk.bench.ticket.fields[field].editor
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(anchor)
    cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def test_caret_sight_tab_and_questions_come_back(qtbot: QtBot, begin: Begin, sample: Path) -> None:
    window, keeper = begin()
    opened(qtbot, window, sample)
    bench = window.desk.bench
    questions = bench.ticket.fields["validation"].questions
    asked = [Question(f"Q{number}", "validation", f"What of {number}?", "") for number in range(5)]
    questions.show_questions(asked, {})
    questions._more.click()
    select(window, "deployment", 30, 12)
    qtbot.wait(50)
    bench.ticket._scroll.verticalScrollBar().setValue(333)
    bench.side.show_named("Sent")
    before = keeper.here
    assert before.caret == Caret("deployment", 12, 30) and before.expanded == ("validation",)
    assert (before.location, before.range, before.start_page) == (str(sample), RANGE, False)
    window.close()
    assert load_place() == before

    window, keeper = begin()
    restored(qtbot, window, keeper)
    bench = window.desk.bench
    assert seen(keeper.here) == seen(before)
    assert bench.ticket.fields["deployment"].editor.hasFocus()
    assert bench.ticket._scroll.verticalScrollBar().value() == 333
    qtbot.wait(100)
    assert seen(keeper.here) == seen(before)


@pytest.mark.parametrize("field", ["assignee", "notes", "state"])
def test_the_caret_comes_back_into_a_value(qtbot: QtBot, begin: Begin, sample: Path, field: str) -> None:
    window, keeper = begin()
    opened(qtbot, window, sample)
    part = window.desk.bench.ticket.details.inputs[field].input
    part.setFocus()
    if field != "state":
        qtbot.keyClicks(part, "Priya Raman")
        for _ in range(3):
            qtbot.keyClick(part, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    before = keeper.here
    assert before.caret == (Caret(field) if field == "state" else Caret(field, 8, 11))
    window.close()
    window, keeper = begin()
    restored(qtbot, window, keeper)
    assert keeper.here.caret == before.caret
    assert window.desk.bench.ticket.details.inputs[field].input.hasFocus()


def test_a_caret_is_counted_in_characters_and_stays_in_its_text(qtbot: QtBot, begin: Begin, sample: Path) -> None:
    window, keeper = begin()
    opened(qtbot, window, sample)
    editor = window.desk.bench.ticket.fields["title"].editor
    editor.setFocus()
    editor.selectAll()
    editor.insertPlainText("😀😀 smile\u2028twice 😀")
    assert keeper.here.caret == Caret("title", len(editor.text), len(editor.text))
    select(window, "title", 2, 4)  # the second of them, as Qt counts
    assert keeper.here.caret == Caret("title", 2, 1)
    place = window.desk.bench.ticket.place
    place.go_to(replace(keeper.here, caret=Caret("title", 10**9, -5)))
    assert editor.textCursor().selectedText() == "😀😀 smile\u2028twice 😀"
    place.go_to(replace(keeper.here, caret=Caret("no such field", 3, 3)))
    settled(qtbot, window)


@given(st.text(max_size=30) | st.text(st.sampled_from("a😀\ud83d\ude00\udcff"), max_size=12))
def test_positions_go_to_qt_and_back(text: str) -> None:
    assume(not re.search("[\ud800-\udbff][\udc00-\udfff]", text))  # two halves are one character to Qt
    for position in range(len(text) + 1):
        assert characters(text, units(text[:position])) == position


def test_what_changes_is_written_within_a_second_and_not_more_often(
    qtbot: QtBot, begin: Begin, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Place] = []
    monkeypatch.setattr("relman_desktop.gui.place_keeper.save_place", written.append)
    window, _ = begin()
    opened(qtbot, window, sample)
    ends = time.monotonic() + 1.5
    at = 0
    while time.monotonic() < ends:
        at += 1
        select(window, "title", at % 20, at % 20)
        qtbot.wait(5)
    assert at > 50 and 1 <= len(written) <= 2
    assert written[-1].caret.field == "title"
    qtbot.wait(1100)
    count = len(written)
    qtbot.wait(1100)
    assert len(written) == count  # nothing changes, so nothing is written


def test_a_window_that_only_reads_writes_no_place(qtbot: QtBot, begin: Begin, sample: Path) -> None:
    window, _ = begin(writes=False)
    opened(qtbot, window, sample)
    select(window, "title", 1, 2)
    window.close()
    assert not places_file().exists()


def test_what_was_open_is_not_forgotten_before_it_is_open_again(qtbot: QtBot, begin: Begin, sample: Path) -> None:
    window, _ = begin()
    opened(qtbot, window, sample)
    select(window, "title", 1, 2)
    window.close()
    before = load_place()

    window, keeper = begin()
    keeper.keep()
    keeper.restore()
    keeper.keep()  # as when the window is moved meanwhile
    window.close()
    after = load_place()
    assert (after.location, after.ticket, after.caret) == (before.location, before.ticket, before.caret)
    assert not after.start_page and after.tries == 1


def test_opening_again_can_be_stopped_and_is_not_tried_at_the_next_start(
    qtbot: QtBot, begin: Begin, sample: Path
) -> None:
    window, _ = begin()
    opened(qtbot, window, sample)
    window.close()
    window, keeper = begin()
    assert window.desk
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    keeper.restore()
    assert window.pages.on_start and window.pages.start._opening.isVisible()
    assert RANGE in window.pages.start._opening.text()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.pages.start._opening.isVisible()
    qtbot.wait(300)
    assert window.pages.on_start and window.desk.session.loaded is None
    window.close()
    assert load_place().start_page and load_place().tries == 0


def test_a_repository_that_is_gone_is_told_on_the_start_page(qtbot: QtBot, begin: Begin, tmp_path: Path) -> None:
    window, keeper = begin()
    keeper._place = Place(str(tmp_path / "gone"), "a..b", "1" * 40, "2" * 40, start_page=False)
    with qtbot.waitSignal(window.load_failed, timeout=20_000):
        keeper.restore()
    assert "gone" in window.banner.text and window.pages.on_start
    assert not window.pages.start._opening.isVisible()


def test_a_branch_that_moved_on_is_opened_where_the_ticket_is(
    qtbot: QtBot, begin: Begin, sample: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(sample, copy)
    git.run(("branch", "--force", "release", "v1.5.0~1"), copy, Cancel())
    window, keeper = begin()
    opened(qtbot, window, copy, "v1.4.0..release")
    select(window, "title", 3, 3)
    before = keeper.here
    window.close()
    git.run(("branch", "--force", "release", "v1.5.0"), copy, Cancel())

    window, keeper = begin()
    restored(qtbot, window, keeper)
    assert seen(keeper.here) == seen(before)
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.actions_by_name["reload"].trigger()  # which stays there, and tells that the branch has moved on
    assert keeper.here.ticket == before.ticket and keeper.here.range == before.range
    qtbot.waitUntil(window.desk.bench.ticket.moved.isVisible, timeout=20_000)


def test_reading_the_same_change_again_keeps_caret_and_sight(qtbot: QtBot, begin: Begin, sample: Path) -> None:
    window, keeper = begin()
    opened(qtbot, window, sample)
    select(window, "rollback", 5, 9)
    qtbot.wait(20)
    window.desk.bench.ticket._scroll.verticalScrollBar().setValue(777)
    before = keeper.here
    keeper._soon.stop()  # it is not a second yet since the caret moved, so nothing is kept of it
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.actions_by_name["reload"].trigger()
    settled(qtbot, window)
    assert seen(keeper.here) == seen(before)
    assert window.desk.bench.ticket._scroll.verticalScrollBar().value() == 777


def test_what_the_last_starts_did_not_survive_is_left_alone(qtbot: QtBot, begin: Begin, sample: Path) -> None:
    window, keeper = begin()
    keeper._place = Place(str(sample), RANGE, start_page=False)
    for tried in range(1, 4):
        keeper._place = replace(keeper._place, start_page=False)
        keeper.restore()
        assert keeper.here.tries == tried and window.desk.opening
        window.desk._opener._lane.stop()  # as if the process had ended here
        keeper._place = replace(keeper._place, tries=tried)
    assert not window.banner.text
    keeper.restore()
    assert str(sample) in window.banner.text and not window.desk.opening


def test_a_file_of_any_place_opens_a_window(qtbot: QtBot, begin: Begin, home: Path) -> None:
    home.mkdir()
    strange = {"window": "\udcff no base64 \u00e9", "panes": "AAAA", "caret": {"field": "x", "position": 10**30}}
    written = json.loads(json.dumps(strange)) | {"version": 1, "scroll": {"field": "", "pixels": 10**30}}
    places_file().write_text(json.dumps(written | {"expanded": ["x"]}))
    assert load_place().window
    window, _ = begin()
    assert window.desk and window.pages.on_start
