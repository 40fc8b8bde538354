"""The last tickets of a repository, as they are now: also what is not on the disk yet, and after an undo."""

from pathlib import Path

from relman_desktop.store.library import Library
from relman_desktop.store.reading import Reader
from relman_desktop.ticket import Ticket
from relman_desktop.writing import Writing
from tests.store.making import ticket


def begun(library: Library, number: int, text: str) -> Writing:
    writing, saved = Writing.begun(library, ticket(number), "template")
    saved.result(10)
    writing.type("deployment", text)
    writing.rest().result(10)
    return writing


def texts(tickets: tuple[Ticket, ...]) -> list[str]:
    return [one.entry("deployment").text for one in tickets]


def test_the_last_ones_come_as_they_are_now_the_oldest_first(tmp_path: Path) -> None:
    library = Library(tmp_path / "tickets.sqlite")
    for number in range(1, 6):
        begun(library, number, f"1. Step of {number}")
    location = ticket(1).change.location
    assert texts(library.last_tickets(location, 3)) == ["1. Step of 3", "1. Step of 4", "1. Step of 5"]
    library.file(ticket(4).id, "bin").result(10)
    assert texts(library.last_tickets(location, 3)) == ["1. Step of 2", "1. Step of 3", "1. Step of 5"]
    assert library.last_tickets("/elsewhere") == ()
    library.close()
    assert texts(Reader(tmp_path / "tickets.sqlite").last_tickets(location, 1)) == ["1. Step of 5"]


def test_they_are_what_the_whole_history_gives_after_versions_and_undoing(tmp_path: Path) -> None:
    library = Library(tmp_path / "tickets.sqlite")
    writing = begun(library, 1, "1. Stop")
    writing.keep_version()
    for text in ("1. Stop\n2. Start", "1. Stop\n2. Start\n3. Look"):
        writing.type("deployment", text)
        writing.rest().result(10)
    writing.undo()
    library.journal.flush().result(10)
    (now,) = library.last_tickets(writing.ticket.change.location)
    assert now == library.history(now.id).ticket == writing.ticket
    library.close()


def test_what_was_typed_a_moment_ago_counts(tmp_path: Path) -> None:
    library = Library(tmp_path / "tickets.sqlite")
    writing = begun(library, 1, "1. Stop")
    for number in range(20):
        writing.type("deployment", f"1. Stop {number}")
        writing.rest()  # nobody waits for the disk
        assert texts(library.last_tickets(writing.ticket.change.location)) == [f"1. Stop {number}"]
    library.close()
