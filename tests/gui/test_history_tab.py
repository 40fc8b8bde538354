"""The History tab: who wrote what and when, how the texts differ, and a way back that loses nothing."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from relman_desktop.gui.history_changes import Compared
from relman_desktop.gui.history_rows import HistoryRows
from relman_desktop.gui.history_tab import HistoryTab
from relman_desktop.gui.history_words import author_words, done, undoing
from relman_desktop.gui.icons import ICONS
from relman_desktop.gui.theme import apply
from relman_desktop.store.delta import delta
from relman_desktop.store.history import History
from relman_desktop.store.record import Record, What
from relman_desktop.ticket import ChangeRef, Claim, Ticket

from .model_scenes import Scene, settle, wait

Open = Callable[..., Scene]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Past:
    """A history as its records make it, a minute between two acts."""

    def __init__(self) -> None:
        self.history, self.at, self._step = History(), NOON, 0
        ticket = Ticket("t1", ChangeRef("/orders", "v1..v2", "a" * 40, "b" * 40, "")).with_text("state", "draft")
        self.add(What.CREATED, "template", {"ticket": ticket.to_json(), "ordinal": 1})

    @property
    def ticket(self) -> Ticket:
        assert self.history.ticket
        return self.history.ticket

    def add(self, what: What, author: str, data: object, minutes: float = 1) -> None:
        self.at += timedelta(minutes=minutes)
        self._step += 1
        when = self.at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self.history.add(Record("t1", what, author, f"s{self._step}", when, data))  # type: ignore[arg-type]

    def act(self, what: What, after: Ticket, author: str = "person", minutes: float = 1) -> None:
        self.add(what, author, delta(self.ticket, after), minutes)

    def type(self, field: str, text: str, minutes: float = 1) -> None:
        self.act(What.TYPED, self.ticket.with_text(field, text), minutes=minutes)

    def undo(self) -> None:
        self.add(What.UNDONE, "person", self.history.undoing())


@pytest.fixture
def past() -> Past:
    """A ticket that was drafted, typed in, accepted into, answered and undone over two days."""
    past = Past()
    past.type("title", "Drop the colum")
    past.type("title", "Drop the column")
    past.type("notes", "Call first.")
    past.type("title", "Drop the column at night")
    past.act(
        What.ACCEPTED, past.ticket.with_claims("title", (Claim("Remove orders.legacy_id", ("F1",)),)), "qwen3", 1500
    )
    past.act(What.ANSWERED, past.ticket.with_answer("Why now?", "It is in the way."))
    past.act(What.DISMISSED, past.ticket.with_dismissal("key of X2", "Not deployed"))
    past.undo()
    return past


@pytest.fixture
def tab(qtbot: QtBot, past: Past) -> HistoryTab:
    tab = HistoryTab(lambda: past.history, {"key of X2": "X2"}.get)  # type: ignore[arg-type]
    qtbot.addWidget(tab)
    tab.resize(396, 700)
    with qtbot.waitActive(tab):
        tab.show()
    yield tab  # type: ignore[misc]
    tab.close_lane()


def rows(tab: HistoryTab) -> list[str]:
    """What the rows say to a screen reader, the newest first."""
    model = tab.list.model()
    days = [model.index(at, 0) for at in range(model.rowCount())]
    return [model.index(at, 0, day).data() for day in days for at in range(model.rowCount(day))]


def titles(tab: HistoryTab) -> list[str]:
    return [told.split(".")[0] for told in rows(tab)]


def go(tab: HistoryTab, down: int) -> None:
    for _ in range(down):
        QTest.keyClick(tab.list, Qt.Key.Key_Down)


def words(tab: QWidget) -> str:
    return "\n".join(one.text() for one in tab.findChildren(QLabel) if one.isVisible())


def test_the_newest_act_stands_first_under_its_day_with_who_did_it(tab: HistoryTab) -> None:
    assert titles(tab) == [
        "Undid dismissing X2",
        "Dismissed X2",
        "Answered “Why now?”",
        "Took sentences into Title",
        "Typed in Title",
        "Typed in Notes",
        "Typed in Title",
        "Began the ticket",
    ]
    assert len(tab.list.days) == 2
    accepted, typed, first = rows(tab)[3], rows(tab)[6], rows(tab)[-1]
    assert "qwen3" in accepted and re.search(r"\d\d:\d\d", accepted) and "November 2026" in accepted
    assert "You, from qwen3" in accepted and "You, 2 steps" in typed and "Template" in first
    assert [day.heading(day.on) for day in tab.list.days] == ["Today", "Today"]
    heading = tab.list.days[0].heading(date(2030, 1, 1))
    assert re.fullmatch(r"\w+day \d+ November 2026", heading)


def test_a_row_shows_what_it_changed_word_by_word(tab: HistoryTab) -> None:
    go(tab, 4)
    assert tab.detail.text.toPlainText() == "Title   2 words added\nDrop the column at night"
    (section,) = tab.detail.text._sections
    assert [(part.mark, part.text) for part in section.parts] == [("same", "Drop the column "), ("added", "at night")]
    go(tab, 2)
    (section,) = tab.detail.text._sections
    assert [(part.mark, part.text) for part in section.parts] == [("added", "Drop the column")], "both steps of the row"


def test_a_row_can_be_held_against_what_stands_there_now(tab: HistoryTab) -> None:
    go(tab, 4)
    tab.detail.tabs.setCurrentIndex(1)
    assert "removed" in tab.detail.text.toPlainText() and "Remove orders.legacy_id" in tab.detail.text.toPlainText()
    go(tab, 1)
    assert tab.detail.text.toPlainText() == "Notes   the same\nCall first."


def test_answers_and_dismissals_are_shown_in_words(tab: HistoryTab) -> None:
    go(tab, 1)
    assert tab.detail.text.toPlainText() == "Why X2 does not count   2 words added\nNot deployed"
    go(tab, 1)
    assert tab.detail.text.toPlainText() == "Answer to “Why now?”   5 words added\nIt is in the way."


def test_the_filter_leaves_one_field_and_follows_the_caret(tab: HistoryTab, past: Past) -> None:
    tab.filter.choose("title")
    assert titles(tab) == ["Took sentences into Title", "Typed in Title"], "what was typed is one row without the notes"
    assert "3 steps" in rows(tab)[1]
    tab.filter.setCurrentIndex(1)
    assert tab.filter.currentText() == "Where the caret is: Title"
    tab.follow_caret("notes")
    wait(lambda: titles(tab) == ["Typed in Notes"])
    tab.follow_caret("schedule")
    wait(lambda: titles(tab) == [])
    assert "Schedule was never written." in words(tab)
    tab.show_field("")
    assert len(rows(tab)) == 8


def test_restoring_tells_what_to_put_back(qtbot: QtBot, tab: HistoryTab, past: Past) -> None:
    assert not tab.detail.restore_all.isEnabled() and not tab.detail.restore_field.isVisible(), "it stands so now"
    go(tab, 4)
    assert tab.detail.restore_field.text() == "Restore title" and tab.detail.restore_field.isEnabled()
    with qtbot.waitSignal(tab.restore_wanted) as wanted:
        tab.detail.restore_field.click()
    then, field = wanted.args
    assert (then.entry("title").text, field) == ("Drop the column at night", "title")
    with qtbot.waitSignal(tab.restore_wanted) as wanted:
        tab.detail.restore_all.click()
    assert wanted.args[1] == ""


def test_nothing_is_put_back_where_nothing_may_be_written(tab: HistoryTab) -> None:
    tab.set_read_only(True)
    go(tab, 4)
    assert not tab.detail.restore_field.isEnabled() and not tab.detail.restore_all.isEnabled()
    tab.set_read_only(False)
    assert tab.detail.restore_field.isEnabled() and tab.detail.restore_all.isEnabled()


def test_one_of_several_fields_is_chosen_from_a_menu(qtbot: QtBot, tab: HistoryTab, past: Past) -> None:
    both = past.ticket.with_text("title", "A").with_text("notes", "B").with_text("risk", "high")
    past.act(What.ACCEPTED, both, "qwen3")
    past.type("title", "C", 20)
    past.type("notes", "D")
    tab.refresh()
    go(tab, 3)
    assert titles(tab)[2] == "Took sentences into Title, Notes and 1 more"
    tab.list.setCurrentIndex(tab.list._rows.index_of(tab.list.days[0].rows[2].id))
    assert [each.text() for each in tab.detail._fields.actions()] == ["Title", "Notes"], (
        "what stands so still is left out"
    )
    with qtbot.waitSignal(tab.restore_wanted) as wanted:
        tab.detail._fields.actions()[1].trigger()
    assert wanted.args[1] == "notes" and wanted.args[0].entry("notes").text == "B"


def test_a_new_act_leaves_the_row_that_is_read(tab: HistoryTab, past: Past) -> None:
    go(tab, 4)
    shown = tab.detail.text.toPlainText()
    past.type("notes", "More.")
    tab.follow()
    wait(lambda: len(rows(tab)) == 9)
    assert tab.list.current and tab.list.current.after.entry("title").text == "Drop the column at night"
    assert tab.detail.text.toPlainText() == shown
    tab.list.setCurrentIndex(tab.list._rows.place(0, 0))
    past.type("assignee", "Sam", 30)
    tab.refresh()
    assert tab.list.current.fields == ("assignee",), "who reads the newest follows it"


def test_keys_go_from_row_to_row_and_into_the_texts(qtbot: QtBot, tab: HistoryTab) -> None:
    tab.setFocus()
    assert tab.list.hasFocus()
    go(tab, 6)
    assert tab.list.current and tab.list.current.what is What.TYPED, "over the heading of the day"
    QTest.keyClick(tab.list, Qt.Key.Key_Return)
    qtbot.waitUntil(tab.detail.text.hasFocus)
    controls = [one for one in tab.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    inside = [one for one in controls if one.window() is tab]
    assert inside and all(one.accessibleName() for one in inside)


def test_it_says_where_nothing_is_known_and_what_cannot_be_read(tab: HistoryTab, past: Past) -> None:
    past.history.damaged = 2
    tab.refresh()
    assert "2 records of this ticket cannot be read" in words(tab)
    past.history = History()
    tab.refresh()
    assert "Nothing was done to a ticket yet." in words(tab) and "records" not in words(tab)


def test_texts_and_names_are_no_markup_and_hide_nothing(tab: HistoryTab, past: Past) -> None:
    past.act(What.ACCEPTED, past.ticket.with_text("notes", "<b>x</b>\u202e"), "<i>m</i>\u202e")
    tab.refresh()
    assert "<i>m</i>⟨U+202E⟩" in rows(tab)[0] and "<b>x</b>⟨U+202E⟩" in tab.detail.text.toPlainText()


def test_the_marks_follow_the_theme(qapp, tab: HistoryTab) -> None:  # type: ignore[no-untyped-def]
    go(tab, 4)
    before = tab.detail.text.grab().toImage()
    apply(qapp, "dark")
    settle()
    assert tab.detail.text.grab().toImage() != before and "at night" in tab.detail.text.toPlainText()


def many(count: int) -> Past:
    past = Past()
    for number in range(count):
        text = f"{past.ticket.entry('notes').text[-200:]} word{number}"
        past.type(("notes", "title", "description")[number % 3], text, minutes=3)
    return past


def test_five_thousand_steps_do_not_freeze_the_window(qtbot: QtBot) -> None:
    past = many(5000)
    tab = HistoryTab(lambda: past.history, lambda key: "")
    qtbot.addWidget(tab)
    tab.resize(396, 700)
    start = perf_counter()
    tab.show()
    settle(1)
    first = perf_counter() - start
    past.type("notes", "One more.")
    start = perf_counter()
    tab.refresh()
    settle(1)
    again = perf_counter() - start
    tab.close_lane()
    assert len(rows(tab)) == 5002 and first < 1.5 and again < 0.6, (first, again)  # generous: on a busy machine


def test_a_long_difference_is_made_beside_the_window(qtbot: QtBot, tab: HistoryTab, past: Past) -> None:
    old = " ".join(f"word{number % 97}" for number in range(4000))
    past.type("description", old)
    past.type("description", old.replace("word7 ", "other "), 30)
    start = perf_counter()
    tab.refresh()
    assert perf_counter() - start < 0.5
    wait(lambda: "other" in tab.detail.text.toPlainText())


@pytest.mark.parametrize(
    ("old", "new", "marks"),
    [
        ("", "new", ["added"]),
        ("old", "", ["removed"]),
        ("All of it was otherwise.", "Nothing stays here.", ["removed", "added"]),
        ("a b", "a  b", ["same"]),
        ("same", "same", ["same"]),
        ("", "", []),
    ],
)
def test_every_difference_shows_what_went_and_what_came(old: str, new: str, marks: Sequence[str]) -> None:
    parts = Compared("Title", old, new).parts
    assert [part.mark for part in parts] == list(marks)
    assert "".join(part.text for part in parts if part.mark != "removed") == new


def test_every_act_has_its_words_and_every_author_an_icon(past: Past) -> None:
    for step in past.history.steps:
        for what in What:
            told = done(what, step.before, step.after, step.fields, lambda key: "")
            offered = undoing(replace(step, what=what), lambda key: "X2")
            assert told[0].isupper() and "{" not in told + offered and not told.endswith(" ")
    assert all(author_words(one)[1] in ICONS for one in ("person", "template", "import", "qwen3"))


def test_a_clock_that_goes_back_takes_no_row_away(past: Past) -> None:
    past.at -= timedelta(days=3)
    past.type("notes", "Earlier, says the clock.")
    kept = HistoryRows()
    kept.take(past.history.steps)
    told = [row.id for day in kept.days() for row in day.rows]
    assert told[0] == past.history.steps[-1].id and len(told) == 9


def test_the_window_restores_a_text_as_a_new_edit_that_undo_takes_back(scene: Open) -> None:
    one = scene()
    title = one.bench.ticket.fields["title"].editor
    drafted = title.text
    title.selectAll()
    QTest.keyClicks(title, "Mine")
    one.bench.ticket.fields["title"].history_wanted.emit("title")
    tab = one.bench.history
    assert (
        one.bench.side.page is tab
        and tab.filter.field == "title"
        and titles(tab) == ["Typed in Title", "Began the ticket"]
    )
    go(tab, 1)
    tab.detail.restore_field.click()
    assert title.text == drafted and one.session.entry("title").spans and one.bench.side.page is tab
    one.window.actions_by_name["undo"].trigger()
    assert title.text == "Mine" and one.bench.side.page is tab, "the caret leads nobody away from the history"
    wait(lambda: titles(tab)[:2] == ["Undid restoring Title", "Restored Title"])
    one.window.actions_by_name["show_history"].trigger()
    assert tab.list.hasFocus()


def test_what_is_undone_and_done_again_is_told_by_what_it_was(tab: HistoryTab, past: Past) -> None:
    both = past.ticket.with_text("title", "A").with_text("notes", "B").with_text("risk", "high")
    past.act(What.ACCEPTED, both, "template")
    past.undo()
    past.add(What.REDONE, "person", past.history.redoing())
    past.undo()
    past.undo()
    past.undo()
    tab.refresh()
    assert titles(tab)[:6] == [
        "Undid taking sentences into Title",
        "Undid the answer to “Why now?”",
        "Undid taking sentences into Title and 2 more",
        "Redid taking sentences into Title and 2 more",
        "Undid taking sentences into Title and 2 more",
        "Took sentences into Title, Notes and 1 more",
    ]
    assert "You, from the template" in rows(tab)[5] and rows(tab)[4].endswith(". You")


def test_all_of_it_is_put_back_with_answers_and_dismissals(scene: Open) -> None:
    one = scene()
    began = one.session.writing.ticket
    assert one.session.draft
    question = one.session.draft.questions[0].question
    one.bench.ticket.answered.emit(question, "Because of the audit.")
    fact = one.session.facts.items[0].id
    one.bench.dismissing.dismiss(fact, "Not ours")
    title = one.bench.ticket.fields["title"].editor
    title.selectAll()
    QTest.keyClicks(title, "Mine")
    one.bench.show_history("")
    tab = one.bench.history
    go(tab, len(rows(tab)) - 1)
    assert titles(tab)[-1] == "Began the ticket" and tab.detail.restore_all.text() == "Restore all"
    tab.detail.restore_all.click()
    now = one.session.writing.ticket
    assert (now.answers, now.dismissed) == (began.answers, began.dismissed) and fact not in one.session.dismissed
    assert {name: entry.text for name, entry in now.entries.items()} == {
        name: entry.text for name, entry in began.entries.items()
    }
    assert one.bench.side.page is tab and one.session.writing.history.half == {question: "Because of the audit."}
    wait(lambda: titles(tab)[0].startswith("Restored Title"))
    one.window.actions_by_name["undo"].trigger()
    assert one.session.writing.ticket.answers and fact in one.session.dismissed and title.text == "Mine"


def test_undo_leads_nobody_away_from_the_history(scene: Open) -> None:
    one = scene()
    one.bench.dismissing.dismiss(one.session.facts.items[0].id, "Not ours")
    one.bench.show_history("title")
    tab = one.bench.history
    assert tab.list.hasFocus()
    one.window.actions_by_name["undo"].trigger()
    settle()
    assert not one.session.dismissed and one.bench.side.page is tab and tab.list.hasFocus()
    assert one.window._status._text.whole.endswith("counts again.")
