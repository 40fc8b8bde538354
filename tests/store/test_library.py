"""The library: what was acknowledged is there after a restart, and so is what was done to a ticket."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from relman_desktop.errors import ServiceError
from relman_desktop.store.library import Library
from relman_desktop.store.record import What
from relman_desktop.ticket import ChangeRef, Ticket
from relman_desktop.writing import Writing

REFERENCE = ChangeRef("/somewhere/orders", "v1..v2", "a" * 40, "b" * 40, "c" * 64)


def begun(library: Library, ticket_id: str = "t1") -> Writing:
    writing, kept = Writing.begun(library, Ticket(ticket_id, REFERENCE), "template")
    kept.result()
    return writing


def test_a_ticket_is_as_it_was_left_after_a_restart(tmp_path: Path) -> None:
    library = Library(tmp_path / "tickets.sqlite")
    writing = begun(library)
    writing.type("title", "Drop a column — “now”").result()
    writing.act(What.ANSWERED, "person", writing.ticket.with_answer("When?", "Tonight."))
    writing.type("notes", "typed \udc80 🚀")  # nobody waits for it: closing does
    assert library.close() == ()
    again = Library(tmp_path / "tickets.sqlite")
    assert again.of_change(REFERENCE.key) == "t1" and again.of_change("another") is None
    history = again.history("t1")
    assert history.ticket == writing.ticket and history.damaged == 0
    assert [step.what for step in history.steps] == [What.CREATED, What.TYPED, What.ANSWERED, What.TYPED]
    again.close()


def test_what_is_not_on_the_disk_yet_is_known(tmp_path: Path) -> None:
    library = Library(tmp_path / "tickets.sqlite")
    writing = begun(library)
    writing.type("notes", "not flushed yet")
    assert library.history("t1").ticket == writing.ticket
    library.close()


def test_undo_goes_back_over_fields_and_restarts(tmp_path: Path) -> None:
    library = Library(tmp_path / "tickets.sqlite")
    writing = begun(library)
    writing.type("title", "One")
    writing.type("notes", "Two")
    assert (step := writing.undo()) and step.fields == ("notes",)
    library.close()
    again = Library(tmp_path / "tickets.sqlite")
    writing = Writing(again, again.history("t1"))
    assert writing.ticket.entry("title").text == "One" and not writing.ticket.entry("notes").text
    writing.undo()
    assert not writing.ticket.entry("title").text and writing.undo() is None
    writing.redo()
    writing.redo()
    assert writing.redo() is None
    assert [writing.ticket.entry(name).text for name in ("title", "notes")] == ["One", "Two"]
    again.close()


def test_numbers_go_on_and_the_newest_ticket_of_a_change_counts(tmp_path: Path) -> None:
    library = Library(tmp_path / "tickets.sqlite")
    assert [begun(library, one).history.ordinal for one in ("t1", "t2")] == [1, 2]
    library.close()
    again = Library(tmp_path / "tickets.sqlite")
    assert again.next_ordinal == 3 and again.of_change(REFERENCE.key) == "t2"
    again.close()


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ServiceError, match="cannot be used"):
        Library(tmp_path / "file" / "tickets.sqlite")


@pytest.mark.parametrize("again_from", ["second copy", "itself"])
def test_a_damaged_record_is_back_or_loses_itself_only(tmp_path: Path, again_from: str) -> None:
    path = tmp_path / "tickets.sqlite"
    library = Library(path)
    writing = begun(library)
    for field, text in (("title", "One"), ("notes", "Two"), ("assignee", "Three")):
        writing.type(field, text)
    library.close()
    with sqlite3.connect(path) as database:
        database.execute("UPDATE journal SET data = replace(data, 'Two', 'Tvo')")
    database.close()
    if again_from == "itself":
        shutil.rmtree(tmp_path / "tickets-backups")
    again = Library(path)
    history = again.history("t1")
    two = "Two" if again_from == "second copy" else ""
    assert again.opened.recovered and history.ticket
    assert bool(again.opened.recovered.lost) is (not two)
    assert [history.ticket.entry(name).text for name in ("title", "notes", "assignee")] == ["One", two, "Three"]
    again.close()


def test_a_library_that_was_closed_leaves_no_log_that_looks_as_if_it_was_killed(
    tmp_path: Path,
) -> None:
    path = tmp_path / "home" / "tickets.sqlite"
    library = Library(path)
    begun(library)
    assert library.of_change(REFERENCE.key) == "t1"
    library.back_up()
    library.close()
    assert [one.name for one in path.parent.iterdir() if one.is_file()] == ["tickets.sqlite"]
