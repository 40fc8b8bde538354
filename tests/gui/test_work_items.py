"""The tab of work items in a whole window: what is found, read, given and taken away, and what stays where it is."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import perf_counter

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from relman_desktop.errors import ServiceError
from relman_desktop.gui import work_criteria
from relman_desktop.gui.theme import Role
from relman_desktop.gui.work_desk import WorkDesk
from relman_desktop.gui.work_rows import MentionsRow, WorkRow
from relman_desktop.settings import Tracker, load_settings
from relman_desktop.sources.opening import Opened
from relman_desktop.sources.work.item import WorkItem

from . import work_scenes as scenes
from .model_scenes import Scene, settle, wait
from .work_scenes import AGREED, JIRA, Told, change_with, found, mentions, named, told

Open = Callable[..., Scene]
Begin = Callable[..., Scene]


@pytest.fixture
def tracker() -> Told:
    return Told()


@pytest.fixture
def begin(scene: Open, tracker: Told, monkeypatch: pytest.MonkeyPatch) -> Iterator[Begin]:
    """Opens the sample as if it named these items, with a tracker that the person agreed to."""
    with pytest.MonkeyPatch.context() as patch:

        def one(items: tuple[WorkItem, ...] = (*named(), *mentions(84)), **settings: object) -> Scene:
            with_tracker = {"trackers": (JIRA,), "consented": AGREED} | settings
            patches.append(change_with(patch, items, tracker))
            patches[-1].__enter__()
            return scene(**with_tracker)

        patches: list[object] = []
        yield one
        for made in reversed(patches):
            made.__exit__(None, None, None)  # type: ignore[attr-defined]


def desk(one: Scene) -> WorkDesk:
    return one.bench.work


def rows(one: Scene) -> list[str]:
    """What the list says, a row each, without ages."""
    return [
        row.text if isinstance(row, MentionsRow) else f"{row.item.key} {row.item.title}".strip()
        for row in desk(one).tab.list.rows
    ]


def tab_name(one: Scene) -> str:
    return next(name for at in range(9) if (name := one.bench.side.bar.tabText(at)).startswith("Work items"))


def read(one: Scene) -> None:
    """Wait until what was asked for has come and is shown."""
    wait(lambda: desk(one).asking.reading.resting)
    settle()


def words(one: Scene) -> str:
    """All that the shown item's page says."""
    return "\n".join(
        label.text() for label in desk(one).tab.detail.findChildren(QLabel) if label.isVisibleTo(one.window)
    )


def type_and_enter(qtbot: QtBot, one: Scene, text: str) -> None:
    box = desk(one).tab.adding.box
    box.setPlainText(text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


# What is there


def test_the_named_stand_first_and_the_mentioned_behind_one_line(qtbot: QtBot, begin: Begin) -> None:
    one = begin()
    read(one)
    one.window.actions_by_name["show_work"].trigger()
    assert rows(one) == [
        "SHOP-12 Checkout waits for ever",
        "SHOP-31 Drop the legacy id",
        "OPS-7",
        "84 numbers only mentioned",
    ]
    assert tab_name(one) == "Work items 3"
    view = desk(one).tab.list.view
    assert view.hasFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert len(rows(one)) == 4 + 84 and isinstance(view.currentIndex().data(Qt.ItemDataRole.UserRole), MentionsRow)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert len(rows(one)) == 4
    desk(one).tab.list.filter.setText("1283")
    assert rows(one) == ["1 number only mentioned", "#1283"], "the filter looks behind the line"
    desk(one).tab.list.filter.setText("legacy done")
    assert rows(one) == ["SHOP-31 Drop the legacy id"]
    desk(one).tab.list.filter.setText("nothing of that kind")
    assert rows(one) == []


def test_a_row_says_all_to_a_screen_reader(begin: Begin) -> None:
    one = begin()
    read(one)
    model = desk(one).tab.list.view.model()
    spoken = [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(3)]
    assert spoken[0].startswith("W1 SHOP-12. In Review · not done. Checkout waits for ever. Bug.")
    assert "read just now" in spoken[0] and "could not be read" in spoken[2] and "check the key" in spoken[2]


def test_the_item_that_is_looked_at_says_what_its_ticket_says(begin: Begin) -> None:
    one = begin()
    read(one)
    one.window.actions_by_name["show_work"].trigger()
    assert desk(one).choose("SHOP-12")
    said, body = words(one), desk(one).tab.detail.body
    assert "Checkout waits for ever" in said and "Bug · assigned to Priya Raman · trailer, 2 mentions" in said
    assert "Labels: checkout" in said and "Jira at example, read just now" in said
    shown = body.toPlainText()
    assert "When the provider answers late the page waits; see the incident." in shown and "**" not in shown
    assert "☐ The customer is told in words" in shown and "<b>no markup</b> 🚢 שלום" in shown
    assert desk(one).tab.detail._links_of_body.texts == (
        "https://example.atlassian.net/browse/SHOP-12",
        "https://wiki.example.org/incidents/113",
    )
    assert [chip.text() for chip in desk(one).tab.detail.refs._buttons][:3] == ["C1", "C2", "C3"]
    assert any("SHOP-12" in text for text in desk(one).tab.detail.used_in.texts), "the sentences that cite it"


def test_a_long_description_is_folded_until_it_is_wanted(begin: Begin, tracker: Told) -> None:
    tracker.items = {"SHOP-12": told("SHOP-12", "Long", body="A line of a long ticket.\n\n" * 400)}
    one = begin(named()[:1])
    read(one)
    one.window.actions_by_name["show_work"].trigger()
    settle()
    detail = desk(one).tab.detail
    assert (
        detail.body.height() == 260 and detail.more.isVisible() and detail.more.text() == "Show all 10,400 characters"
    )
    detail.more.click()
    assert detail.body.height() > 5000 and not detail.more.isVisible()


def test_a_branch_that_names_another_ticket_is_told_about(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relman_desktop.gui.work_desk.warnings", lambda change, work: ("The branch names SHOP-9.",))
    one = begin()
    read(one)
    assert desk(one).tab.remarks.texts[0] == "The branch names SHOP-9."


def test_where_only_mentions_are_there_no_item_is_shown(qtbot: QtBot, begin: Begin) -> None:
    one = begin(mentions(9))
    read(one)
    one.window.actions_by_name["show_work"].trigger()
    assert not desk(one).tab.detail.isVisible() and desk(one).tab.detail.shown == ""
    said = [label.text() for label in desk(one).tab.findChildren(QLabel) if label.isVisible()]
    assert "9 numbers only mentioned. Enter lists them." in said


def test_what_is_shown_is_the_row_that_is_current(qtbot: QtBot, begin: Begin, tracker: Told) -> None:
    one = begin()
    read(one)
    one.window.actions_by_name["show_work"].trigger()
    view, detail = desk(one).tab.list.view, desk(one).tab.detail
    assert detail.shown == "SHOP-12" and detail.isVisible()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert detail.shown == "" and not detail.isVisible(), "the line of mentions is no item"
    detail.again.click()
    read(one)
    assert len(tracker.asked) == 1, "no button acts on an item that is not shown"
    desk(one).tab.list.filter.setText("legacy")
    assert detail.shown == "SHOP-31" == desk(one).tab.list.current
    desk(one).tab.list.filter.setText("nothing of that kind")
    assert detail.shown == ""


def test_another_ticket_shows_no_item_of_the_one_before(begin: Begin, sample: Path) -> None:
    one = begin()
    read(one)
    one.window.actions_by_name["show_work"].trigger()
    assert desk(one).tab.detail.shown == "SHOP-12"
    with pytest.MonkeyPatch.context() as patch, change_with(patch, mentions(9), Told()):
        one.open(sample, "v1.5.0~1..v1.5.0")
        read(one)
        assert desk(one).tab.detail.shown == "" and not desk(one).tab.detail.isVisible()


def test_what_stands_under_a_pressed_button_is_not_pressed_with_it(
    qtbot: QtBot, begin: Begin, tracker: Told, sample: Path
) -> None:
    one = begin(consented=())
    read(one)
    one.window.actions_by_name["show_work"].trigger()
    remarks = desk(one).tab.remarks
    buttons = {made.text(): made for made in remarks.stops if isinstance(made, QPushButton)}
    buttons["Read them"].setFocus()
    qtbot.keyClick(buttons["Read them"], Qt.Key.Key_Space)
    read(one)
    assert tracker.asked == [("SHOP-12", "SHOP-31", "OPS-7")]
    focused = one.window.focusWidget()
    assert focused is not None and not remarks.isAncestorOf(focused), "the next press of the key is not for another one"
    qtbot.mouseDClick(buttons["Read all"], Qt.MouseButton.LeftButton)  # the second press of one
    qtbot.mouseRelease(buttons["Read all"], Qt.MouseButton.LeftButton)
    read(one)
    assert len(tracker.asked) == 1


def test_a_criterion_that_the_change_speaks_of_does_not_look_met(begin: Begin, tracker: Told) -> None:
    one = begin(named())
    read(one)
    listed = desk(one).tab.detail.criteria
    listed.show_criteria((("The cookie stays small", True), ("Signing out works", False), ("Plain", None)))
    said = [label.text().replace("\u200b", "") for label in listed.findChildren(QLabel) if label.isVisibleTo(listed)]
    assert "Mentioned in the change" in said and "Nothing in the change speaks of it" in said
    assert work_criteria._MARKS[True][:2] == ("told", Role.QUIET), "no tick, and not the colour of what is good"


def test_a_change_that_names_nothing_says_so(begin: Begin) -> None:
    one = begin(())
    one.window.actions_by_name["show_work"].trigger()
    assert desk(one).tab.add.hasFocus()
    shown = [label.text() for label in desk(one).tab.findChildren(QLabel) if label.isVisible()]
    assert any("names no work item" in text for text in shown) and tab_name(one) == "Work items"


def test_the_tree_of_the_change_says_titles_and_status(begin: Begin) -> None:
    one = begin()
    read(one)
    texts = one.bench.change.visible_texts()
    assert "SHOP-12  Checkout waits for ever" in texts and "#1283" in texts
    assert one.bench.change.choose("Checkout waits") is True


# Reading them


def test_the_foot_of_the_window_says_what_leaves_this_machine(begin: Begin) -> None:
    one = begin(named())
    read(one)
    assert one.window._status._text.whole.endswith("Keys of work items go to example.atlassian.net, and nothing else.")


def test_named_items_are_read_at_once_and_mentions_when_wanted(begin: Begin, tracker: Told) -> None:
    tracker.items = {
        **tracker.items,
        **{f"#{1200 + at}": told(f"#{1200 + at}", f"Pull {at}", tracker="github") for at in range(84)},
    }
    one = begin()
    read(one)
    assert tracker.asked == [("SHOP-12", "SHOP-31", "OPS-7")]
    desk(one).tab.remarks.press("Read all")
    read(one)
    assert len(tracker.asked) == 2 and len(tracker.asked[1]) == 84
    assert "84 numbers only mentioned" in rows(one) and not one.complaints


def test_nothing_is_asked_of_a_place_before_the_person_agrees(begin: Begin, tracker: Told) -> None:
    one = begin(named(), consented=())
    settle(300)
    assert tracker.asked == []
    assert desk(one).tab.remarks.texts[0] == "3 keys will be asked of Jira Cloud at example.atlassian.net."
    desk(one).tab.remarks.press("Read them")
    read(one)
    assert tracker.asked == [("SHOP-12", "SHOP-31", "OPS-7")] and load_settings().consented == AGREED
    assert not any("will be asked" in text for text in desk(one).tab.remarks.texts)


def test_who_does_not_want_to_be_asked_now_is_left_alone(begin: Begin, tracker: Told) -> None:
    one = begin(named(), consented=())
    wait(lambda: bool(desk(one).tab.remarks.texts))
    desk(one).tab.remarks.press("Not now")
    settle(100)
    assert not any("will be asked" in text for text in desk(one).tab.remarks.texts) and tracker.asked == []
    desk(one).tab.again.click()  # the person wants it now, so they are asked again
    assert any("will be asked" in text for text in desk(one).tab.remarks.texts) and tracker.asked == []


def test_a_tracker_that_reads_when_asked_is_not_asked_before(begin: Begin, tracker: Told) -> None:
    one = begin(named(), trackers=(Tracker("J", "jira-cloud", "https://example.atlassian.net", reads=False),))
    settle(300)
    assert tracker.asked == []
    desk(one).choose("SHOP-12")
    desk(one).tab.detail.again.click()
    read(one)
    assert tracker.asked == [("SHOP-12",)] and "SHOP-12 Checkout waits for ever" in rows(one)


def test_what_was_read_before_is_there_at_once_and_read_again_when_it_is_old(begin: Begin, tracker: Told) -> None:
    old = told("SHOP-12", "Checkout waits", read_at="2026-11-20T10:00:00+00:00")
    tracker.before = {"SHOP-12": old, "SHOP-31": tracker.items["SHOP-31"]}
    tracker.held = Event()
    one = begin(named())
    assert rows(one)[:2] == ["SHOP-12 Checkout waits", "SHOP-31 Drop the legacy id"]
    wait(lambda: bool(tracker.asked))
    assert tracker.asked == [("SHOP-12", "OPS-7")], "what was read a moment ago is not asked for again"
    tracker.held.set()
    read(one)
    assert rows(one)[0] == "SHOP-12 Checkout waits for ever"
    desk(one).tab.again.click()
    read(one)
    assert tracker.asked[-1] == ("SHOP-12", "SHOP-31", "OPS-7"), "what the person wants is"


def test_what_could_not_be_read_is_one_quiet_line_with_a_way_on(begin: Begin, tracker: Told) -> None:
    one = begin(named())
    read(one)
    assert desk(one).tab.remarks.texts == ["OPS-7 could not be read."] and not one.complaints
    desk(one).choose("OPS-7")
    one.window.actions_by_name["show_work"].trigger()
    assert words(one).count("Jira at example has no OPS-7; check the key.") == 1
    tracker.items = {**tracker.items, "OPS-7": told("OPS-7", "Rotate the keys")}
    desk(one).tab.remarks.press("Try again")
    read(one)
    assert tracker.asked[-1] == ("OPS-7",) and rows(one)[2] == "OPS-7 Rotate the keys"
    assert desk(one).tab.remarks.texts == []


def test_without_a_network_the_ticket_works_on(begin: Begin, tracker: Told) -> None:
    tracker.error = ServiceError("Jira Cloud at example.atlassian.net cannot be reached; check the network.")
    one = begin(named())
    read(one)
    assert desk(one).tab.remarks.texts == ["Jira Cloud at example.atlassian.net cannot be reached; check the network."]
    assert not one.complaints and one.texts["title"]
    tracker.error = None
    desk(one).tab.remarks.press("Try again")
    read(one)
    assert rows(one)[0] == "SHOP-12 Checkout waits for ever"


def test_items_that_arrive_move_neither_focus_nor_scroll_nor_text(qtbot: QtBot, begin: Begin, tracker: Told) -> None:
    tracker.held = Event()
    one = begin()
    editor = one.bench.ticket.fields["description"].editor
    editor.setFocus()
    before, caret = one.texts, editor.textCursor().position()
    view = desk(one).tab.list.view
    one.bench.side.show_page(desk(one).tab)
    view.setCurrentIndex(view.model().index(2, 0))
    editor.setFocus()
    tracker.held.set()
    read(one)
    assert editor.hasFocus() and editor.textCursor().position() == caret and one.texts == before
    assert desk(one).tab.list.current == "OPS-7"
    assert any("SHOP-12" in text and "Checkout" in text for text in one.proposed.get("justification", [])), one.proposed


def test_reading_can_be_stopped_and_keeps_what_has_come(begin: Begin, tracker: Told) -> None:
    tracker.items = {f"SHOP-{at}": told(f"SHOP-{at}", f"Item {at}") for at in range(1, 201)}
    tracker.pause_s = 0.01
    one = begin(tuple(scenes.found(at, f"SHOP-{at}", ("trailer", "C1")) for at in range(1, 201)))
    wait(lambda: desk(one).asking.reading.busy and any("Item" in row for row in rows(one)))
    one.window.stop()
    settle(50)
    come = sum("Item" in row for row in rows(one))
    assert 0 < come < 200 and not desk(one).asking.reading.busy
    settle(300)
    assert sum("Item" in row for row in rows(one)) == come
    assert any("stopped" in text for text in desk(one).tab.remarks.texts)


def test_another_ticket_takes_nothing_of_the_one_before(begin: Begin, tracker: Told, sample: Path) -> None:
    tracker.held = Event()
    one = begin(named())
    wait(lambda: bool(tracker.asked))
    one.open(sample, "v1.5.0~1..v1.5.0")
    tracker.held.set()
    read(one)
    assert tracker.asked[-1] == ("SHOP-12", "SHOP-31", "OPS-7") and rows(one)[0] == "SHOP-12 Checkout waits for ever"


def test_a_thousand_items_arrive_while_the_window_lives(begin: Begin, tracker: Told) -> None:
    tracker.items = {f"SHOP-{at}": told(f"SHOP-{at}", f"Item {at}", done=True) for at in range(1, 1001)}
    tracker.held = Event()
    one = begin(tuple(scenes.found(at, f"SHOP-{at}", ("mention", "C1")) for at in range(1, 1001)))
    wait(lambda: bool(tracker.asked))
    gaps, last = list[float](), [perf_counter()]

    def tick() -> None:
        gaps.append(perf_counter() - last[0])
        last[0] = perf_counter()

    beat = QTimer(one.window, interval=2)
    beat.timeout.connect(tick)
    tells: list[int] = []
    one.session.tell_work, tell = lambda read: (tells.append(len(read)), tell(read)), one.session.tell_work  # type: ignore
    last[0] = perf_counter()
    beat.start()
    tracker.held.set()
    wait(lambda: not desk(one).asking.reading.busy, 20)
    settle()
    beat.stop()
    assert sum(tells) == 1000 and len(tells) < 30, "in batches"
    assert sum("Item" in row for row in rows(one)) == 1000
    assert max(gaps) < 1.5, f"the window stood still for {max(gaps):.2f} s"


# Giving them


def test_typed_keys_are_added_and_undo_takes_them_back(qtbot: QtBot, begin: Begin, tracker: Told) -> None:
    one = begin(named())
    read(one)
    one.window.actions_by_name["add_work"].trigger()
    assert desk(one).tab.adding.box.hasFocus()
    desk(one).tab.adding.box.setPlainText("ops-9, SHOP-77")
    assert "Enter adds OPS-9 and SHOP-77." in [label.text() for label in desk(one).tab.adding.findChildren(QLabel)]
    qtbot.keyClick(desk(one).tab.adding.box, Qt.Key.Key_Return)
    assert rows(one)[:2] == ["OPS-9", "SHOP-77"], "what the person named is believed first"
    assert desk(one).tab.adding.box.text == "" and desk(one).tab.list.current == "OPS-9"
    assert one.told[-1].startswith("Added OPS-9 and SHOP-77.")
    read(one)
    assert tracker.asked[-1] == ("OPS-9", "SHOP-77"), "they are read as those are that were found"
    assert one.window.actions_by_name["undo"].text() == "Undo adding OPS-9 and SHOP-77"
    one.window.actions_by_name["undo"].trigger()
    assert "OPS-9" not in rows(one) and tab_name(one) == "Work items 3"
    one.window.actions_by_name["redo"].trigger()
    assert rows(one)[0] == "OPS-9"


def test_what_was_added_is_there_the_next_time(qtbot: QtBot, begin: Begin, sample: Path) -> None:
    one = begin(named(), trackers=())
    one.window.actions_by_name["add_work"].trigger()
    type_and_enter(qtbot, one, "OPS-9")
    one.open(sample)
    assert rows(one)[0] == "OPS-9"
    history = one.bench.history
    one.window.actions_by_name["show_history"].trigger()
    settle()
    assert any("Added OPS-9" in str(row) for day in history.list.days for row in [_done(one, row) for row in day.rows])


def _done(one: Scene, row: object) -> str:
    from relman_desktop.gui.history_words import done

    return done(row.what, row.before, row.after, row.fields, one.session.fact_id)  # type: ignore[attr-defined]


def test_bad_input_stays_in_its_box_with_a_sentence_beside_it(qtbot: QtBot, begin: Begin) -> None:
    one = begin(named(), trackers=())
    one.window.actions_by_name["add_work"].trigger()
    type_and_enter(qtbot, one, "something about retries")
    adding = desk(one).tab.adding
    assert adding.box.text == "something about retries" and adding.box.hasFocus()
    assert "names no work item" in adding.box.accessibleDescription() and not one.complaints
    qtbot.keyClick(adding.box, Qt.Key.Key_Escape)
    assert not adding.isVisible()
    one.window.actions_by_name["add_work"].trigger()
    assert adding.box.text == "something about retries"


def test_delete_takes_away_what_was_added_and_nothing_else(qtbot: QtBot, begin: Begin) -> None:
    one = begin(named(), trackers=())
    one.window.actions_by_name["add_work"].trigger()
    type_and_enter(qtbot, one, "OPS-9")
    view = desk(one).tab.list.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert "OPS-9" not in rows(one) and one.told[-1].startswith("Took OPS-9 away.")
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert len(rows(one)) == 3 and "named by the change itself" in one.told[-1]


def test_a_link_is_added_by_one_click(begin: Begin) -> None:
    one = begin(named())
    read(one)
    one.window.actions_by_name["show_work"].trigger()
    desk(one).choose("SHOP-12")
    links = desk(one).tab.detail.links
    texts = [links._flow.itemAt(at).widget().text() for at in range(links._flow.count())]  # type: ignore[union-attr]
    assert texts == ["SHOP-31", "Add OPS-9"]
    links._flow.itemAt(1).widget().click()  # type: ignore[union-attr]
    assert rows(one)[0] == "OPS-9"


def test_a_search_goes_out_with_enter_and_what_it_finds_is_added(
    qtbot: QtBot, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []

    def search(tracker: Tracker, words: str, cancel: object, most: int = 50) -> tuple[WorkItem, ...]:
        searched.append(words)
        return told("SHOP-50", "Retry budget of the export"), told("SHOP-51", "Another")

    monkeypatch.setattr("relman_desktop.trackers.searching.search", search)
    one = begin(named())
    read(one)
    one.window.actions_by_name["add_work"].trigger()
    adding = desk(one).tab.adding
    qtbot.keyClicks(adding.box, "retry budget")
    settle(50)
    assert searched == [], "no request a key"
    qtbot.keyClick(adding.box, Qt.Key.Key_Return)
    wait(lambda: adding.found.isVisible())
    assert searched == ["retry budget"] and adding.found.hasFocus()
    qtbot.keyClick(adding.found, Qt.Key.Key_Return)
    assert rows(one)[0] == "SHOP-50 Retry budget of the export"
    ticket = one.session.ticket
    assert ticket and "Retry budget" not in ticket.work["SHOP-50"], (
        "what it says is the tracker's, not the person's gift"
    )


def test_a_search_that_fails_is_told_beside_the_box(
    qtbot: QtBot, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    def search(*_: object, **__: object) -> tuple[WorkItem, ...]:
        raise ServiceError("Jira does not take the token; give another one under Trackers.")

    monkeypatch.setattr("relman_desktop.trackers.searching.search", search)
    one = begin(named())
    one.window.actions_by_name["add_work"].trigger()
    type_and_enter(qtbot, one, "retry budget")
    wait(lambda: "does not take the token" in desk(one).tab.adding.box.accessibleDescription())
    assert desk(one).tab.adding.box.text == "retry budget" and not one.complaints


def test_a_given_text_can_be_corrected(qtbot: QtBot, begin: Begin) -> None:
    one = begin(named(), trackers=())
    desk(one).giving.give((told("NOTE-1", "Pasted", body="Some text", fetched=False, source="pasted text"),))
    one.window.actions_by_name["show_work"].trigger()
    detail, edit = desk(one).tab.detail, desk(one).tab.edit
    assert detail.change.isVisible() and detail.away.isVisible()
    detail.change.click()
    assert edit.title.input.hasFocus()
    edit.title.input.setText("Better")
    edit.body.setPlainText("Better text")
    qtbot.keyClick(edit.title.input, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert rows(one)[0] == "NOTE-1 Better" and desk(one).tab.detail.body.toPlainText() == "Better text"
    one.window.actions_by_name["undo"].trigger()
    assert rows(one)[0] == "NOTE-1 Pasted" and one.told[-1:] != []
    desk(one).choose("SHOP-12")
    assert not detail.change.isVisible(), "what the change names is not the person's to write"


def test_beside_another_instance_nothing_is_given(qtbot: QtBot, begin: Begin) -> None:
    one = begin(named())
    read(one)
    one.window.actions_by_name["show_work"].trigger()
    one.window.set_read_only("Another window writes.")
    assert not one.window.actions_by_name["add_work"].isEnabled() and not desk(one).tab.add.isEnabled()
    desk(one).choose("SHOP-12")
    qtbot.keyClick(desk(one).tab.list.view, Qt.Key.Key_Delete)
    assert one.session.ticket and one.session.ticket.work == {}


# Evidence


def test_a_cited_item_is_shown_with_its_title_and_status(begin: Begin) -> None:
    one = begin(named())
    read(one)
    one.bench.reader.show("W1")
    pane = one.bench.evidence
    wait(lambda: pane.ticket.isVisible())
    shown = pane.ticket.toPlainText()
    assert shown.startswith("Checkout waits for ever\nCheckout waits for ever\n") and "**" not in shown
    assert pane.work._status.whole == "In Review · not done" and pane.work._key.whole == "SHOP-12"
    pane.work._more.click()
    assert one.bench.side.page is desk(one).tab and desk(one).tab.list.current == "SHOP-12"


def test_an_item_that_arrives_is_shown_where_its_evidence_is_looked_at(begin: Begin, tracker: Told) -> None:
    tracker.held = Event()
    one = begin(named())
    one.bench.reader.show("W2")
    wait(lambda: "Nothing but its key is known" in one.bench.evidence._message.text())
    tracker.held.set()
    read(one)
    wait(lambda: one.bench.evidence.ticket.toPlainText().startswith("Drop the legacy id"))


def test_a_chip_says_what_it_stands_for(begin: Begin) -> None:
    from relman_desktop.gui.chip_titles import title_of

    one = begin(named())
    read(one)
    margin = one.bench.ticket.fields["description"].editor.margin
    assert title_of(margin, "W1") == "SHOP-12 Checkout waits for ever" and title_of(margin, "W99") == ""


# Trackers


def test_items_without_a_tracker_offer_to_set_one_up(begin: Begin) -> None:
    one = begin(named(), trackers=())
    assert desk(one).tab.remarks.texts == ["3 work items found; connect Jira Cloud to read what they say."]
    desk(one).tab.remarks.press("Set up…")
    page = one.window.desk._trackers.page  # type: ignore[union-attr]
    assert page.isVisible() and page.form.kind.currentData() == "jira-cloud"
    assert page.focusWidget() is page.form.rows["url"].input, "where it is cannot be guessed from a key"
    page.close()


def test_a_tracker_that_is_set_and_not_asked_says_why(
    scene: Open, tracker: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = Tracker("GitHub", "github", "https://git.example.org", projects=("orders/other",))
    items = (found(1, "#12", ("closing", "C1"), tracker="github"),)
    # what is patched last is put back first, else the scene's own would stay for all tests that follow
    with change_with(monkeypatch, items, tracker), monkeypatch.context() as patch:
        patch.setattr("relman_desktop.trackers.lookup.asked_of", lambda keys, trackers, project: {})
        patch.setattr(Opened, "project", ("github.com", "orders/service"))
        one = scene(trackers=(git,))
        read(one)
        assert desk(one).tab.remarks.texts == [
            "1 work item found that “GitHub” is not asked for: its projects do not name orders/service. "
            "Add it there, or set up another tracker."
        ]


def test_a_tracker_that_is_set_up_is_asked_at_once(begin: Begin, tracker: Told) -> None:
    from dataclasses import replace

    one = begin(named(), trackers=())
    one.session.change_settings(replace(one.session.settings, trackers=(JIRA,)))
    desk(one).show_trackers()
    read(one)
    assert tracker.asked == [("SHOP-12", "SHOP-31", "OPS-7")] and rows(one)[0] == "SHOP-12 Checkout waits for ever"


def test_files_that_are_dropped_are_added(begin: Begin, tmp_path: Path) -> None:
    one = begin(named(), trackers=())
    file = tmp_path / "items.csv"
    file.write_text("Issue key,Summary,Status\nFILE-1,From a file,Done\nFILE-2,Another,Open\n")
    drop(one, file)
    wait(lambda: "FILE-1 From a file" in rows(one) and "FILE-2 Another" in rows(one))
    assert one.bench.side.page is desk(one).tab and one.window.actions_by_name["undo"].text() == (
        "Undo adding FILE-1 and FILE-2"
    ), "as one act"


def test_a_dropped_file_that_holds_none_is_told_about(begin: Begin, tmp_path: Path) -> None:
    one = begin(named(), trackers=())
    file = tmp_path / "items.json"
    file.write_text("{")
    drop(one, file)
    wait(lambda: "items.json" in desk(one).tab.adding.box.accessibleDescription())
    assert len(rows(one)) == 3 and not one.complaints


def drop(one: Scene, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    none = Qt.KeyboardModifier.NoModifier
    one.window.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))


def test_a_ticket_that_is_pasted_becomes_an_item(qtbot: QtBot, begin: Begin) -> None:
    one = begin(named(), trackers=())
    one.window.actions_by_name["add_work"].trigger()
    type_and_enter(qtbot, one, "SHOP-90 Refunds take too long\n\nCustomers wait **two weeks**.\n")
    wait(lambda: rows(one)[0] == "SHOP-90 Refunds take too long")
    assert desk(one).tab.detail.body.toPlainText() == "Customers wait two weeks." and not desk(one).tab.adding.box.text
    assert any("Refunds take too long" in text for text in one.proposed.get("justification", []))


def test_what_is_copied_is_key_and_title(begin: Begin) -> None:
    one = begin(named())
    read(one)
    one.window.actions_by_name["show_work"].trigger()
    desk(one).choose("SHOP-31")
    desk(one).tab.detail._copy.click()
    assert QGuiApplication.clipboard().text() == "SHOP-31 Drop the legacy id"
    assert any(isinstance(row, WorkRow) for row in desk(one).tab.list.rows)


def test_tab_goes_through_all_of_it_from_above_to_below(qtbot: QtBot, begin: Begin) -> None:
    one = begin(named())
    read(one)
    one.window.actions_by_name["show_work"].trigger()
    desk(one).choose("SHOP-12")
    desk(one).tab.add.setFocus()
    tab, seen = desk(one).tab, list[object]()
    while (here := one.window.focusWidget()) not in seen:
        seen.append(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    places = [seen.index(part) for part in (tab.add, tab.again, tab.trackers, *tab.remarks.stops, *tab.list.stops)]
    below = [seen.index(part) for part in tab.detail.stops if part in seen]
    assert places == sorted(places) and below == sorted(below) and below[0] > places[-1]
    assert {tab.detail.body, *tab.detail.links.stops} <= set(seen)


def test_a_new_token_has_what_could_not_be_read_asked_for_again(begin: Begin, tracker: Told) -> None:
    one = begin(named())
    read(one)
    tracker.items = {**tracker.items, "OPS-7": told("OPS-7", "Rotate the keys")}
    one.window.desk.show_trackers()
    trackers = one.window.desk._trackers
    assert trackers
    trackers.key_kept.emit()
    read(one)
    assert tracker.asked == [("SHOP-12", "SHOP-31", "OPS-7"), ("OPS-7",)] and "OPS-7 Rotate the keys" in rows(one)
    trackers.page.close()
