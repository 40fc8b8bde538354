"""The library as a person works with it: search, narrow, read, file, copy, erase."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from relman_desktop.gui.library_desk import LibraryDesk
from relman_desktop.gui.library_page import LibraryPage
from relman_desktop.gui.library_query import PAGE
from relman_desktop.gui.window import MainWindow
from relman_desktop.session import Session
from relman_desktop.settings import Settings, System
from relman_desktop.store.library import Library
from relman_desktop.store.search import Found, Query, Row
from relman_desktop.submitting.export import Export, State
from relman_desktop.submitting.ledger import Ledger

from .library_scenes import a_kept_ticket, many, put

_ALL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "tickets.sqlite")


@pytest.fixture
def window(qtbot: QtBot, library: Library) -> Iterator[MainWindow]:
    session = Session(Settings(), library)
    made = MainWindow(session.settings, lambda settings: session)
    qtbot.addWidget(made)
    made.show()
    assert made.desk
    yield made
    made.close()


def shown(qtbot: QtBot, window: MainWindow) -> LibraryPage:
    """The library's page, with its list and the first ticket's text."""
    window.actions_by_name["show_library"].trigger()
    page = window.desk.library.page
    settle(qtbot, window)
    return page


def settle(qtbot: QtBot, window: MainWindow) -> None:
    desk = window.desk.library
    lanes = (desk._finding, desk._surveying, desk._paging, desk._reading, desk._working)
    qtbot.waitUntil(lambda: not any(lane.busy for lane in lanes), timeout=5_000)
    qtbot.wait(1)
    qtbot.waitUntil(lambda: not any(lane.busy for lane in lanes), timeout=5_000)


def titles(page: LibraryPage) -> list[str]:
    return [row.title if (row := page.list.row(at)) else "" for at in range(page.list.total)]


def act(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """Do something with what is chosen, and wait until the list shows it."""
    desk: LibraryDesk = window.desk.library
    files = name in ("archive", "delete", "take_back")
    if files:
        with qtbot.waitSignal(desk.filed, timeout=5_000):
            desk.act(name)
    else:
        desk.act(name)
    settle(qtbot, window)


def test_typing_finds_and_the_text_is_there_to_read(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    put(library, *many(3), a_kept_ticket(9, "Rotate the keys", description="A <b>very</b> special word: zebra."))
    page = shown(qtbot, window)
    assert page.list.total == 4 and titles(page)[0] == "Rotate the keys"  # what was touched last
    qtbot.keyClicks(page.line, "zebr")
    settle(qtbot, window)
    assert titles(page) == ["Rotate the keys"]
    assert "zebra" in page.list.current.excerpt
    assert "A <b>very</b> special word" in page.preview.text.toPlainText()  # as it is, and no markup
    assert "Template: Began the ticket" in page.preview.text.toPlainText()


def test_only_the_answer_to_what_stands_in_the_line_is_shown(
    qtbot: QtBot, window: MainWindow, library: Library
) -> None:
    put(library, a_kept_ticket(1, "alpha"), a_kept_ticket(2, "beta"))
    page = shown(qtbot, window)
    seen: list[list[str]] = []
    page.list.chosen.connect(lambda: seen.append(titles(page)))
    page.line.setText("alpha")
    page.line.setText("beta")
    settle(qtbot, window)
    assert seen[-1] == ["beta"] and ["alpha"] not in seen


def test_filters_offer_what_there_is_with_counts(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    put(library, *(a_kept_ticket(at, f"T{at}", risk="low" if at < 3 else "high", state="draft") for at in range(1, 6)))
    page = shown(qtbot, window)
    risk, state = page.filters.choices["risk"], page.filters.choices["state"]
    assert [risk.itemText(at) for at in range(risk.count())] == ["Any risk", "high  (3)", "low  (2)"]
    assert [state.itemText(at) for at in range(state.count())] == ["Any state", "draft  (5)"]
    risk.setCurrentIndex(2)
    settle(qtbot, window)
    assert sorted(titles(page)) == ["T1", "T2"]


def test_where_nothing_is_found_it_says_what_to_loosen(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    put(library, a_kept_ticket(1, "Alpha", risk="low"), a_kept_ticket(2, "Beta", risk="high"))
    page = shown(qtbot, window)
    page.ask(Query(text="alpha", risk="high"))
    settle(qtbot, window)
    assert page.nothing.isVisible() and not page.list.isVisible()
    assert page.nothing.texts == [
        "Nothing is found.",
        "Loosen what you ask for:",
        "Any risk: 1 ticket",
        "Without the words: 1 ticket",
    ]
    page.nothing._buttons[0].click()
    settle(qtbot, window)
    assert titles(page) == ["Alpha"] and page.filters.query.risk == "" and page.line.text() == "alpha"


def test_without_tickets_it_says_how_to_begin(qtbot: QtBot, window: MainWindow) -> None:
    page = shown(qtbot, window)
    assert page.nothing.texts[0] == "No tickets yet." and "Open a repository" in page.nothing.texts[1]
    qtbot.keyClick(page.line, Qt.Key.Key_Delete)
    qtbot.keyClick(page.line, Qt.Key.Key_Return)  # nothing to do it with


def test_del_puts_into_the_bin_and_undo_takes_it_back(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    put(library, *(a_kept_ticket(at, f"T{at}") for at in (1, 2, 3)))
    page = shown(qtbot, window)
    qtbot.keyClick(page.line, Qt.Key.Key_Down)
    assert page.list.current.title == "T2"
    with qtbot.waitSignal(window.desk.library.filed, timeout=5_000):
        qtbot.keyClick(page.line, Qt.Key.Key_Delete)
    settle(qtbot, window)
    assert titles(page) == ["T3", "T1"] and page.list.current.title == "T1"  # what followed it
    assert window._status._act.isVisible() and "CHG-2026-0002 is in the bin." in window._status._text.whole
    assert library.history("2".zfill(16)).shelf == "bin"
    with qtbot.waitSignal(window.desk.library.filed, timeout=5_000):
        window._status._act.click()
    settle(qtbot, window)
    assert titles(page) == ["T3", "T2", "T1"] and library.history("2".zfill(16)).shelf == ""
    window.desk.library.undo()  # nothing is left to take back
    assert titles(page) == ["T3", "T2", "T1"]


def test_del_in_a_word_that_is_searched_deletes_a_letter_only(
    qtbot: QtBot, window: MainWindow, library: Library
) -> None:
    put(library, a_kept_ticket(1, "T1"))
    page = shown(qtbot, window)
    qtbot.keyClicks(page.line, "T1")
    page.line.home(False)
    qtbot.keyClick(page.line, Qt.Key.Key_Delete)
    settle(qtbot, window)
    assert page.line.text() == "1" and library.history("1".zfill(16)).shelf == ""


def test_several_are_archived_at_once_and_taken_back(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    put(library, *(a_kept_ticket(at, f"T{at}") for at in range(1, 6)))
    page = shown(qtbot, window)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_A, _ALL)
    assert page.preview._title.text() == "5 tickets chosen" and page.preview.buttons["open"].isHidden()
    act(qtbot, window, "archive")
    assert page.list.total == 0
    page.filters.shelves._chips["archived"].click()
    settle(qtbot, window)
    assert page.list.total == 5 and not page.preview.buttons["take_back"].isHidden()
    act(qtbot, window, "take_back")
    assert page.nothing.texts[0].startswith("No ticket is in the archive.")


def test_erasing_asks_first_and_keeps_what_is_open(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    put(library, a_kept_ticket(1, "Keep"), a_kept_ticket(2, "Erase"))
    sent = [Export(number.zfill(16), "Prod", "redmine", "https://r.example", "", State.BEGUN) for number in "12"]
    for one in sent:
        Ledger().write(one, System("Prod", "redmine", "https://r.example"))
    page = shown(qtbot, window)
    assert page.preview.buttons["erase"].isHidden()  # only what is in the bin
    act(qtbot, window, "delete")
    page.filters.shelves._chips["bin"].click()
    settle(qtbot, window)
    act(qtbot, window, "erase")
    assert "Erase CHG-2026-0002 for good?" in page.preview.question.text and page.preview.keep.hasFocus()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.preview.asking and window.pages.currentWidget() is page  # Esc puts the question away first
    act(qtbot, window, "erase")
    page.preview.erase.click()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: page.list.total == 0, timeout=5_000)
    assert library.history("2".zfill(16)).ticket is None and library.history("1".zfill(16)).ticket
    assert library.search(Query()).total == 1
    assert [Ledger().exports(one.ticket) for one in sent] == [(sent[0],), ()]  # nor is it told where it was sent


def test_a_copy_is_a_ticket_of_its_own(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    put(library, a_kept_ticket(1, "Alpha", state="closed", outcome="rolled back"), a_kept_ticket(2, "Beta"))
    page = shown(qtbot, window)
    page.list.choose(1)
    settle(qtbot, window)
    act(qtbot, window, "duplicate")
    qtbot.waitUntil(lambda: page.list.total == 3 and page.list.current.title == "Alpha", timeout=5_000)
    copy = page.list.current
    assert copy.ticket != "1".zfill(16) and copy.change_id.endswith("-0003")
    assert (copy.state, copy.outcome) == ("draft", "")  # its own deployment is still to come
    assert library.row("1".zfill(16)).outcome == "rolled back"


def test_tickets_are_copied_and_saved_as_markdown(
    qtbot: QtBot, window: MainWindow, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(library, a_kept_ticket(1, "Alpha"), a_kept_ticket(2, "Beta", change_id="a/b: c"))
    page = shown(qtbot, window)
    qtbot.keyClick(page.line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert QGuiApplication.clipboard().text().startswith("# Beta\n")
    page.list.selectAll()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    act(qtbot, window, "save")
    qtbot.waitUntil(lambda: "Saved 2 tickets" in window._status._text.whole, timeout=5_000)
    assert (tmp_path / "CHG-2026-0001.md").read_text("utf-8").startswith("# Alpha\n")
    assert (tmp_path / "a-b-c.md").exists()


def test_a_library_is_taken_out_and_in_again(
    qtbot: QtBot, window: MainWindow, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "tickets.zip"
    other = Library(tmp_path / "other.sqlite")
    put(other, *many(3))
    put(library, a_kept_ticket(9, "Mine"))
    page = shown(qtbot, window)
    from relman_desktop.jobs import Cancel
    from relman_desktop.store.portable import export_library

    export_library(other, place, Cancel())
    other.close()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(place), ""))
    page.import_wanted.emit()
    qtbot.waitUntil(lambda: page.list.total == 4, timeout=5_000)
    assert "3 new tickets" in window._status._text.whole
    taken_out = tmp_path / "all.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(taken_out), ""))
    page.export_wanted.emit()
    qtbot.waitUntil(lambda: "Exported 4 tickets" in window._status._text.whole, timeout=5_000)
    assert taken_out.exists()


def test_esc_goes_back_to_where_the_person_came_from(qtbot: QtBot, window: MainWindow) -> None:
    page = shown(qtbot, window)
    assert not window.top.isVisible()
    qtbot.keyClick(page.line, Qt.Key.Key_Escape)
    assert window.pages.on_start


def test_what_a_title_hides_is_named_and_is_no_markup(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    put(library, a_kept_ticket(1, "<img src=x> \u202egnp.exe"))
    page = shown(qtbot, window)
    index = page.list.model().index(0, 0)
    assert "⟨U+202E⟩" in index.data(Qt.ItemDataRole.DisplayRole)
    assert "&lt;img" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "⟨U+202E⟩" in page.preview._title.text() and "<img src=x>" in page.preview._title.text()


class _Endless:
    """A library of ten thousand tickets, which counts what is read of it."""

    def __init__(self, library: Library) -> None:
        self._library, self.asked = library, list[int]()

    def search(self, query: Query, limit: int = 200, offset: int = 0) -> Found:
        if limit:
            self.asked.append(offset)
        at = "2026-11-26T12:00:00.000Z"
        rows = (_row(number, at) for number in range(offset, min(offset + limit, 10_000)))
        return Found(tuple(rows), 10_000)

    def __getattr__(self, name: str) -> object:
        return getattr(self._library, name)


def _row(number: int, at: str) -> Row:
    more = ("orders", "/srv/orders", "v1..v2", "draft", "low", "", "", "", "")
    return Row(f"{number}", number, f"CHG-{number}", f"Ticket {number}", *more, at, at, "")


def test_of_ten_thousand_only_the_pages_in_sight_are_read(
    qtbot: QtBot, window: MainWindow, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = _Endless(library)
    monkeypatch.setattr(window.desk.session, "library", endless)
    page = shown(qtbot, window)
    assert page.list.total == 10_000 and endless.asked == [0]
    page.list.verticalScrollBar().setValue(page.list.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: page.list.row(9_999) is not None, timeout=5_000)
    settle(qtbot, window)
    assert len(endless.asked) < 5 and page.list.row(5_000) is None
    qtbot.keyClick(page.line, Qt.Key.Key_End)  # stays in the line
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_End)
    assert page.list.current.title == "Ticket 9999"
    chosen: list[int] = []
    page.list.selectAll()
    window.desk.library._with_rows(lambda rows: chosen.append(len(rows)))
    qtbot.waitUntil(lambda: chosen == [10_000], timeout=5_000)
    assert endless.asked[-1] % PAGE == 0


def marked(page: LibraryPage) -> list[str]:
    """The words that are marked in the text of the ticket that is read."""
    return [one.cursor.selectedText() for one in page.preview.text.extraSelections()]


def test_found_words_are_marked_where_they_stand_in_the_text(
    qtbot: QtBot, window: MainWindow, library: Library
) -> None:
    put(library, a_kept_ticket(1, "Keys", description="😀 Zebra crossing, <b>zebras</b>.\nNo rezebra."))
    page = shown(qtbot, window)
    assert marked(page) == []
    qtbot.keyClicks(page.line, "zebra")
    settle(qtbot, window)
    assert marked(page) == ["Zebra", "zebra"]
    page.line.setText("crossing")
    settle(qtbot, window)
    assert marked(page) == ["crossing"], "the ticket is the same, what is searched is not"
    page.line.clear()
    settle(qtbot, window)
    assert marked(page) == []


def test_the_shelves_count_in_words_that_agree(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    put(library, a_kept_ticket(1, "Keys"))
    chips = shown(qtbot, window).filters.shelves._chips.values()
    assert [chip.accessibleName() for chip in chips] == ["Open, 1 ticket", "Archived, 0 tickets", "Bin, 0 tickets"]


def test_a_button_that_filed_a_ticket_is_not_pressed_on_the_next_one(
    qtbot: QtBot, window: MainWindow, library: Library
) -> None:
    put(library, a_kept_ticket(1, "One"), a_kept_ticket(2, "Two"), a_kept_ticket(3, "Three"))
    page = shown(qtbot, window)
    for _ in range(2):
        page.preview.buttons["archive"].setFocus()
        with qtbot.waitSignal(window.desk.library.filed, timeout=5_000):
            qtbot.keyClick(page.preview.buttons["archive"], Qt.Key.Key_Space)
        settle(qtbot, window)
        assert page.list.hasFocus()
        left = titles(page)
        qtbot.keyClick(page.list, Qt.Key.Key_Space)
        settle(qtbot, window)
        assert titles(page) == left
    page.preview.buttons["archive"].setFocus()
    qtbot.keyClick(page.preview.buttons["archive"], Qt.Key.Key_Space)
    qtbot.waitUntil(page.nothing.isVisible, timeout=5_000)
    assert page.line.hasFocus()


def test_the_answer_to_a_question_leads_back_to_the_list(qtbot: QtBot, window: MainWindow, library: Library) -> None:
    put(library, a_kept_ticket(1, "One"), a_kept_ticket(2, "Two"))
    page = shown(qtbot, window)
    act(qtbot, window, "delete")
    page.filters.shelves._chips["bin"].click()
    settle(qtbot, window)
    act(qtbot, window, "erase")
    qtbot.keyClick(page.preview.keep, Qt.Key.Key_Space)
    assert page.list.hasFocus()
