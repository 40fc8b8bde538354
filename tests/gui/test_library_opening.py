"""A ticket of the library opened again: exactly that one, wherever its repository is by now."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from relman_desktop.gui.reading import Request
from relman_desktop.gui.window import MainWindow
from relman_desktop.jobs import Cancel
from relman_desktop.sample import RANGE
from relman_desktop.session import Session
from relman_desktop.settings import Settings
from relman_desktop.store.copying import copy_library
from relman_desktop.store.library import Library
from relman_desktop.store.portable import export_library
from relman_desktop.store.search import Query
from relman_desktop.writing import Writing

from .library_scenes import a_kept_ticket, of_repository, put


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(Settings(), Library(tmp_path / "tickets.sqlite"))


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> Iterator[MainWindow]:
    made = MainWindow(session.settings, lambda settings: session)
    qtbot.addWidget(made)
    made.show()
    assert made.desk
    yield made
    made.close()


def open_in(qtbot: QtBot, window: MainWindow, path: Path, text: str = RANGE) -> str:
    """Open a range; gives the id of the ticket that is shown."""
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.open(path, text)
    qtbot.waitUntil(lambda: not window.desk.bench.risk.busy, timeout=20_000)
    assert window.desk.session.ticket
    return window.desk.session.ticket.id


def in_library(qtbot: QtBot, window: MainWindow, ticket: str) -> None:
    """Show the library with a ticket chosen."""
    window.actions_by_name["show_library"].trigger()
    page = window.desk.library.page
    window.desk.library.refresh(ticket)
    qtbot.waitUntil(lambda: page.list.current is not None and page.list.current.ticket == ticket, timeout=5_000)


def test_the_older_of_two_tickets_is_opened_by_enter(
    qtbot: QtBot, window: MainWindow, sample: Path, session: Session
) -> None:
    first = open_in(qtbot, window, sample)
    second, written = session.duplicate(session.writing.ticket)
    written.result()
    assert open_in(qtbot, window, sample) == second  # a change is opened with its newest
    in_library(qtbot, window, first)
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.desk.library.act("open")
    assert session.ticket and session.ticket.id == first
    assert window.pages.currentWidget() is window.desk.bench
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.actions_by_name["reload"].trigger()
    assert session.ticket.id == first  # read again, it stays


def test_a_ticket_of_a_range_that_moved_is_opened_as_it_was(
    qtbot: QtBot, window: MainWindow, sample: Path, session: Session, tmp_path: Path
) -> None:
    import subprocess

    copy = tmp_path / "moving"
    shutil.copytree(sample, copy)
    first = open_in(qtbot, window, copy, "v1.4.0..HEAD~1")
    subprocess.run(["git", "-C", str(copy), "reset", "-q", "--hard", "HEAD~1"], check=True)
    assert open_in(qtbot, window, copy, "v1.4.0..HEAD~1") == first  # the range's ticket, until it is put away
    session.file(first, "archived").result()
    assert open_in(qtbot, window, copy, "v1.4.0..HEAD~1") != first
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.open_ticket(first)
    assert session.ticket and session.loaded and session.ticket.id == first
    assert window.desk.bench.ticket.shelf.text == "This ticket is in the archive."
    assert session.loaded.change.head == session.ticket.change.head


def test_a_repository_that_is_gone_is_told_and_found_again(
    qtbot: QtBot,
    window: MainWindow,
    sample: Path,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, now = tmp_path / "before", tmp_path / "now"
    shutil.copytree(sample, before)
    first = open_in(qtbot, window, before)
    session.edit("notes", "mine")
    open_in(qtbot, window, sample)
    before.rename(now)
    in_library(qtbot, window, first)
    page = window.desk.library.page
    with qtbot.waitSignal(window.load_failed, timeout=20_000):
        window.desk.library.act("open")
    assert str(before) in window.banner.text and window.pages.currentWidget() is page
    assert "mine" in page.preview.text.toPlainText()  # all of it is there to read
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(now))
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        window.banner.buttons[0].click()
    assert session.ticket and session.ticket.id == first and session.entry("notes").text == "mine"
    assert session.ticket.change.location == str(now)
    session.library.journal.flush().result()
    kept = session.library.history(first)
    assert kept.ticket and kept.ticket.change.location == str(now)
    assert open_in(qtbot, window, now) == first  # it is the ticket of that place now


def test_another_repository_is_not_taken_for_the_one_that_is_gone(
    qtbot: QtBot, window: MainWindow, sample: Path, session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put(session.library, of_repository(a_kept_ticket(1, "Gone"), str(tmp_path / "gone")))
    window.open_ticket("1".zfill(16))
    with qtbot.waitSignal(window.load_failed, timeout=20_000):
        pass
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(sample))
    with qtbot.waitSignal(window.load_failed, timeout=20_000):
        window.banner.buttons[0].click()
    assert session.ticket is None
    kept = session.library.history("1".zfill(16)).ticket
    assert kept and kept.change.location == str(tmp_path / "gone")


def test_a_diff_file_with_other_content_is_not_the_tickets_change(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    diff = tmp_path / "one.diff"
    text = "--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+{}\n"
    diff.write_text(text.format("b"), "utf-8")
    first = open_in(qtbot, window, diff, "")
    diff.write_text(text.format("c"), "utf-8")
    assert open_in(qtbot, window, diff, "") != first
    with qtbot.waitSignal(window.load_failed, timeout=20_000):
        window.open_ticket(first)
    assert "is another change now" in window.banner.text
    assert session.ticket and session.ticket.id != first


def test_a_ticket_in_the_bin_says_so_and_is_taken_back(
    qtbot: QtBot, window: MainWindow, sample: Path, session: Session
) -> None:
    first = open_in(qtbot, window, sample)
    notice = window.desk.bench.ticket.shelf
    assert notice.isHidden()
    in_library(qtbot, window, first)
    with qtbot.waitSignal(window.desk.library.filed, timeout=5_000):
        window.desk.library.act("delete")
    window.pages.leave_library()
    assert "in the bin" in notice.text
    notice.back.setFocus()
    qtbot.keyClick(notice.back, Qt.Key.Key_Space)
    assert notice.isHidden() and window.desk.bench.change.facts.hasFocus(), "no button that does something else"
    session.library.journal.flush().result()
    assert session.library.history(first).shelf == ""


def test_a_change_whose_ticket_is_in_the_bin_begins_another(
    qtbot: QtBot, window: MainWindow, sample: Path, session: Session
) -> None:
    first = open_in(qtbot, window, sample)
    session.file(first, "bin").result()
    second = open_in(qtbot, window, sample)
    assert second != first
    session.file(second, "archived").result()
    session.file(first, "").result()
    assert open_in(qtbot, window, sample) == first


def test_recent_tickets_are_on_the_start_page(qtbot: QtBot, window: MainWindow, sample: Path, session: Session) -> None:
    put(session.library, a_kept_ticket(1, "Older <b>"))
    first = open_in(qtbot, window, sample)
    window.show_start_page()
    tickets = window.pages.start._tickets
    qtbot.waitUntil(lambda: tickets.list.count() == 2, timeout=5_000)
    assert tickets.list.item(1).text().startswith("Older <b>\nCHG-2026-0001 · ")
    with qtbot.waitSignal(window.loaded, timeout=20_000):
        tickets.list.itemActivated.emit(tickets.list.item(0))
    assert session.ticket and session.ticket.id == first


def test_texts_of_another_ticket_are_put_in_as_one_step(
    qtbot: QtBot, window: MainWindow, sample: Path, session: Session
) -> None:
    put(session.library, a_kept_ticket(1, "Template", services="billing"))
    open_in(qtbot, window, sample)
    before = {name: session.entry(name).text for name in ("title", "deployment", "services")}
    in_library(qtbot, window, "1".zfill(16))
    preview = window.desk.library.page.preview
    qtbot.waitUntil(lambda: window.desk.library._kept is not None, timeout=5_000)
    window.desk.library.act("use")
    boxes = preview.template.boxes
    assert boxes["deployment"].isChecked() and not boxes["title"].isChecked()
    assert "in place of what is there" in boxes["deployment"].text() and "change_id" not in boxes
    assert not preview.template._told.isHidden()
    boxes["rollback"].setChecked(False)
    rollback = session.entry("rollback").text
    preview.template.put.click()
    assert window.pages.currentWidget() is window.desk.bench
    assert session.entry("deployment").text.startswith("1. Tell #support.")
    assert session.entry("title").text == before["title"]
    assert session.entry("rollback").text == rollback
    assert window.desk.bench.ticket.fields["deployment"].editor.text == session.entry("deployment").text
    window.actions_by_name["undo"].trigger()
    assert {name: session.entry(name).text for name in before} == before


def test_a_request_for_a_ticket_reads_the_commits_that_it_had() -> None:
    ticket = a_kept_ticket(7)
    request = Request.of_ticket(ticket)
    assert request.pinned == (ticket.change.base, ticket.change.head) and request.ticket == ticket.id


def test_the_open_ticket_is_not_erased(qtbot: QtBot, window: MainWindow, sample: Path, session: Session) -> None:
    first = open_in(qtbot, window, sample)
    session.file(first, "bin").result()
    window.actions_by_name["show_library"].trigger()
    page = window.desk.library.page
    page.ask(Query(shelf="bin"))
    qtbot.waitUntil(lambda: page.list.current is not None, timeout=5_000)
    window.desk.library._erase()
    assert "open in the window" in window.banner.text
    assert session.library.history(first).ticket


@pytest.mark.parametrize("undone", [False, True], ids=["goes on", "goes on and back"])
def test_an_open_ticket_that_an_import_goes_on_with_is_shown_anew(
    qtbot: QtBot,
    window: MainWindow,
    sample: Path,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    undone: bool,
) -> None:
    ticket = open_in(qtbot, window, sample)
    session.writing.type("title", "Here").result()
    copy_library(session.library.path, tmp_path / "copied.sqlite")
    there = Library(tmp_path / "copied.sqlite")
    writing = Writing(there, there.history(ticket))
    writing.type("title", "Away").result()
    if undone:
        writing.undo()
    export_library(there, tmp_path / "all.zip", Cancel())
    there.close()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "all.zip"), ""))
    in_library(qtbot, window, ticket)
    page = window.desk.library.page
    page.import_wanted.emit()
    qtbot.waitUntil(lambda: "1 continued" in window._status._text.whole, timeout=5_000)
    assert page.isVisible(), "the person stays where they are"
    title = window.desk.bench.ticket.fields["title"].editor
    assert title.toPlainText() == ("Here" if undone else "Away")
    page.back_wanted.emit()
    window.actions_by_name["redo" if undone else "undo"].trigger()
    qtbot.waitUntil(lambda: title.toPlainText() == ("Away" if undone else "Here"), timeout=5_000)
    steps = session.library.history(ticket).steps
    assert [one.at for one in session.writing.history.steps] == [one.at for one in steps]


def test_a_template_that_has_nothing_to_give_says_no_more_than_that(
    qtbot: QtBot, window: MainWindow, sample: Path
) -> None:
    in_library(qtbot, window, open_in(qtbot, window, sample))
    qtbot.waitUntil(lambda: window.desk.library._kept is not None, timeout=5_000)
    window.desk.library.act("use")
    form = window.desk.library.page.preview.template
    assert not form.isHidden() and form.put.isHidden() and form._told.isHidden() and form.leave.hasFocus()
