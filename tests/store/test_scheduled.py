"""The tickets that have a schedule and are not over: also what is not on the disk yet, and after it was changed."""

from contextlib import closing
from pathlib import Path
from time import perf_counter

from relman_desktop.risk.timing import Planned
from relman_desktop.store.database import connect
from relman_desktop.store.library import Library
from relman_desktop.store.reading import Reader
from relman_desktop.store.record import PERSON, TEMPLATE, Record, What
from relman_desktop.writing import Writing
from tests.store.making import ticket, write

AT = "2026-12-01 19:00 to 21:00"


def begun(library: Library, number: int, **fields: str) -> Writing:
    writing, saved = Writing.begun(library, ticket(number), "template")
    saved.result(10)
    for name, text in {"schedule": AT, "change_id": f"CHG-{number}", **fields}.items():
        writing.type(name, text)
    writing.rest().result(10)
    return writing


def ids(planned: tuple[Planned, ...]) -> list[str]:
    return [one.change_id for one in planned]


def test_they_are_those_with_a_schedule_that_are_neither_over_nor_in_the_bin(tmp_path: Path) -> None:
    library = Library(tmp_path / "tickets.sqlite")
    begun(library, 1, services="orders\nmail")
    begun(library, 2, schedule="")
    begun(library, 3, state="closed")
    begun(library, 4, outcome="not deployed")
    begun(library, 5, state="approved")
    begun(library, 6)
    begun(library, 7)
    library.file(ticket(6).id, "bin").result(10)
    library.file(ticket(7).id, "archived").result(10)
    assert ids(library.planned()) == ["CHG-7", "CHG-5", "CHG-1"]
    assert ids(library.planned(but=ticket(5).id)) == ["CHG-7", "CHG-1"]
    first = library.planned()[-1]
    assert first == Planned(ticket(1).id, "CHG-1", "Change 1 🚀", "orders mail", AT, ticket(1).change.location)
    library.close()
    assert ids(Reader(tmp_path / "tickets.sqlite").planned()) == ["CHG-7", "CHG-5", "CHG-1"]


def test_what_was_written_a_moment_ago_counts(tmp_path: Path) -> None:
    library = Library(tmp_path / "tickets.sqlite")
    writing = begun(library, 1)
    begun(library, 2)
    for number in range(10):
        writing.type("schedule", f"2026-12-{number + 1:02} 19:00")
        writing.rest()  # nobody waits for the disk
        planned = {one.ticket: one.schedule for one in library.planned()}
        assert planned == {ticket(1).id: f"2026-12-{number + 1:02} 19:00", ticket(2).id: AT}
    writing.type("state", "closed")
    writing.rest()
    assert ids(library.planned()) == ["CHG-2"]
    library.file(ticket(2).id, "bin")
    assert library.planned() == ()
    library.file(ticket(2).id, "")
    assert ids(library.planned()) == ["CHG-2"]
    library.close()


def test_a_list_of_an_earlier_version_is_made_anew_from_the_journal(tmp_path: Path) -> None:
    path = tmp_path / "tickets.sqlite"
    library = Library(path)
    begun(library, 1)
    library.close()
    with closing(connect(path)) as connection:
        connection.execute("DROP INDEX library_planned; ALTER TABLE library DROP COLUMN schedule")
        connection.execute("UPDATE derived SET version = 1")
    assert ids(Reader(path).planned()) == ["CHG-1"], "also where only somebody reads"
    library = Library(path)
    assert ids(library.planned()) == ["CHG-1"]
    library.close()


def test_a_thousand_tickets_are_no_wait(tmp_path: Path) -> None:
    def records() -> list[Record]:
        made = []
        for number in range(1, 1_201):
            one = ticket(number).with_text("schedule", AT if number % 2 else "")
            data = {"ticket": one.to_json(), "ordinal": number}
            made.append(Record(one.id, What.CREATED, TEMPLATE, f"s{number}", "2026-11-26T10:00:00.000Z", data))
        return made

    write(tmp_path / "tickets.sqlite", records())
    library = Library(tmp_path / "tickets.sqlite")
    library.planned()
    began = perf_counter()
    assert len(library.planned()) == 600
    assert perf_counter() - began < 0.5
    library.close()


def test_who_wrote_it_does_not_matter(tmp_path: Path) -> None:
    library = Library(tmp_path / "tickets.sqlite")
    library.begin(ticket(1).with_text("schedule", "next week"), PERSON, "s1")[1].result(10)
    assert [one.schedule for one in library.planned()] == ["next week"]
    library.close()
