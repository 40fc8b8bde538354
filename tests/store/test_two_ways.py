"""Copies of one library that are older, or went another way: nothing is lost, and the newest text counts."""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.store import guarding, schema
from relman_desktop.store.backups import Backups
from relman_desktop.store.history import History
from relman_desktop.store.library import Library
from relman_desktop.store.listing import insert
from relman_desktop.store.record import PERSON, TEMPLATE, Record, What
from relman_desktop.store.replaying import replay
from relman_desktop.store.tail import Tail, read_tail
from relman_desktop.writing import Writing

from .making import read, ticket

Open = Callable[..., Library]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "tickets.sqlite"


@pytest.fixture
def opened(tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens the library with the backups of a machine; no backup comes in between."""
    monkeypatch.setattr(guarding.Guard, "_is_due", lambda guard: False)
    made: list[Library] = []

    def open_it(machine: str = "backups") -> Library:
        made.append(Library(path, backups=Backups(tmp_path / machine)))
        return made[-1]

    yield open_it
    for one in made:
        one.close()


def begin(library: Library, number: int, text: str) -> None:
    writing, _ = Writing.begun(library, ticket(number), TEMPLATE)
    writing.type("notes", text)
    writing.rest().result()


def type_on(library: Library, number: int, *texts: str, field: str = "notes") -> None:
    writing = Writing(library, library.history(ticket(number).id))
    for text in texts:
        writing.type(field, text)
        writing.rest().result()


def notes(library: Library, number: int = 1, field: str = "notes") -> str:
    held = library.history(ticket(number).id).ticket
    return held.entry(field).text if held else ""


def texts_of(library: Library, number: int = 1) -> set[str]:
    return {step.after.entry("notes").text for step in library.history(ticket(number).id).steps}


def test_an_older_file_gets_back_what_the_backups_and_the_second_copy_have(
    tmp_path: Path, path: Path, opened: Open
) -> None:
    library = opened()
    begin(library, 1, "first")
    library.close()
    old = path.read_bytes()
    for number in range(2, 7):
        library = opened()
        begin(library, number, f"words of {number}")
        type_on(library, 1, f"after {number}", field="description")
        library.back_up()
        library.close()
    kept = read(path)
    path.write_bytes(old)
    library = opened()
    assert [notes(library, number) for number in range(2, 7)] == [f"words of {number}" for number in range(2, 7)]
    assert notes(library, field="description") == "after 6"
    library.close()
    assert read(path) == kept and library.opened.recovered is None
    assert len(library.opened.said) == 1 and library.opened.said[0].startswith("15 edits were missing")
    again = opened()
    again.close()
    assert again.opened.said == ()


def test_what_is_found_nowhere_is_told(tmp_path: Path, path: Path, opened: Open) -> None:
    library = opened()
    begin(library, 1, "first")
    library.close()
    old = path.read_bytes()
    library = opened()
    begin(library, 2, "second")
    library.back_up()
    type_on(library, 1, "third")
    library.close()
    path.write_bytes(old)
    for one in Backups(tmp_path / "backups").all():
        one.path.unlink()
    Backups(tmp_path / "backups").tail(0).unlink()
    library = opened()
    assert notes(library) == "third"
    library.close()
    assert library.opened.said[-1] == "2 edits of before were found nowhere."


def two_ways(tmp_path: Path, path: Path, opened: Open, first: str) -> bytes:
    """Two machines write from the same file on, one after the other; then the other's file comes to A. Gives B's."""
    library = opened("A")
    begin(library, 1, "common")
    library.close()
    common, of_b = path.read_bytes(), b""
    for machine in (first, "AB".replace(first, "")):
        path.write_bytes(common)
        library = opened(machine)
        library.file(ticket(1).id, "archived" if machine == "A" else "bin").result()
        type_on(library, 1, *(f"{number} of {machine}" for number in range(3)))
        type_on(library, 1, f"only {machine}", field={"A": "description", "B": "deployment"}[machine])
        library.close()
        of_b = path.read_bytes() if machine == "B" else of_b
        time.sleep(0.01)
    return of_b


@pytest.mark.parametrize(("first", "newest", "shelf"), [("A", "2 of B", "bin"), ("B", "2 of A", "archived")])
def test_of_two_machines_the_newest_text_counts_whichever_file_there_is(
    tmp_path: Path, path: Path, opened: Open, first: str, newest: str, shelf: str
) -> None:
    path.write_bytes(two_ways(tmp_path, path, opened, first))
    for said in (1, 0):
        library = opened("A")
        assert (notes(library), library.history(ticket(1).id).shelf) == (newest, shelf)
        assert (notes(library, field="description"), notes(library, field="deployment")) == ("only A", "only B")
        assert {f"{number} of {machine}" for number in range(3) for machine in "AB"} <= texts_of(library)
        row = library.row(ticket(1).id)
        assert row and row.shelf == shelf
        library.close()
        assert len(library.opened.said) == said
        assert not said or "gone another way" in library.opened.said[0]


@pytest.mark.parametrize(("first", "newest"), [("A", "2 of B"), ("B", "2 of A")])
def test_it_counts_too_where_the_other_file_came_damaged(
    tmp_path: Path, path: Path, opened: Open, first: str, newest: str
) -> None:
    path.write_bytes(bytes(100) + two_ways(tmp_path, path, opened, first)[100:])
    library = opened("A")
    assert notes(library) == newest
    assert (notes(library, field="description"), notes(library, field="deployment")) == ("only A", "only B")
    assert {f"{number} of {machine}" for number in range(3) for machine in "AB"} <= texts_of(library)
    library.close()
    assert library.opened.recovered and any("two ways" in one for one in library.opened.recovered.said)


@pytest.mark.parametrize("only_one_backup", [True, False])
def test_a_backup_of_another_way_counts_although_its_second_copy_is_empty(
    tmp_path: Path, path: Path, opened: Open, only_one_backup: bool
) -> None:
    library = opened()
    begin(library, 1, "common")
    library.close()
    common = path.read_bytes()
    library = opened()
    type_on(library, 1, "of the file before", "and on")
    library.back_up()
    library.close()
    path.write_bytes(common)
    shutil.copytree(tmp_path / "backups", tmp_path / "aside")
    shutil.rmtree(tmp_path / "backups")
    library = opened()
    type_on(library, 1, "newer words")
    library.close()
    if only_one_backup:
        shutil.rmtree(tmp_path / "backups")
    shutil.copytree(tmp_path / "aside", tmp_path / "backups", dirs_exist_ok=True)
    library = opened()
    assert notes(library) == "newer words" and {"of the file before", "and on"} <= texts_of(library)
    library.close()


def replaced(path: Path, data: bytes) -> None:
    coming = path.with_name("coming")
    coming.write_bytes(data)
    os.replace(coming, path)


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be replaced there")
def test_a_file_that_is_replaced_while_it_is_open_gets_a_new_second_copy_and_loses_nothing(
    tmp_path: Path, path: Path, opened: Open
) -> None:
    backups, told = Backups(tmp_path / "backups"), list[str]()
    library = opened()
    begin(library, 1, "one")
    library.close()
    old = path.read_bytes()
    library = opened()
    begin(library, 2, "of a session before")
    type_on(library, 2, *(f"edit {number}" for number in range(9)))
    library.back_up()
    type_on(library, 2, "after the backup")
    library.close()
    library = opened()
    library.watch_trouble(told.append)
    type_on(library, 1, "two")
    replaced(path, old)
    type_on(library, 1, "three", "four")
    assert len(told) == 1 and "replaced by another one" in told[0]
    newest = read_tail(backups.tails()[-1])
    assert newest and newest.whole and newest.records[-1].data["entries"]["notes"]["text"] == "four"
    for _ in range(4):  # what was kept of the file before does not go for newer ones
        library.back_up()
    library.close()
    library = opened()
    assert (notes(library, 1), notes(library, 2)) == ("four", "after the backup")
    library.close()
    shutil.rmtree(path.parent)
    library = opened()
    assert (notes(library, 1), notes(library, 2)) == ("four", "after the backup")
    library.close()


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be replaced there")
def test_the_newer_words_of_a_file_that_is_put_in_while_ours_is_open_stand(
    tmp_path: Path, path: Path, opened: Open
) -> None:
    library = opened()
    begin(library, 1, "common")
    library.close()
    other = tmp_path / "other" / "tickets.sqlite"
    other.parent.mkdir()
    shutil.copy(path, other)
    library = opened()
    type_on(library, 1, "older words")
    elsewhere = Library(other, backups=Backups(tmp_path / "others"))
    type_on(elsewhere, 1, "newer words")
    elsewhere.close()
    replaced(path, other.read_bytes())
    begin(library, 2, "another ticket")  # with which the journal sees it
    assert notes(library, 1) == "newer words" and "older words" in texts_of(library)
    library.close()


def test_a_new_second_copy_that_goes_on_from_no_backup_has_one_made(
    tmp_path: Path, path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = opened()
    begin(library, 1, "one")
    library.back_up()
    type_on(library, 1, "two", "three", "four")
    library.close()
    kept = read(path)
    backups = Backups(tmp_path / "backups")
    lines = backups.tails()[-1].read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b"three", b"tbree")
    backups.tails()[-1].write_bytes(b"".join(lines))
    opened().close()
    newest = read_tail(backups.tails()[-1])
    assert newest and newest.whole and newest.records == kept[newest.after :]
    path.unlink()
    library = opened()
    library.close()
    assert read(path) == kept and library.opened.recovered and not library.opened.recovered.lost


def test_a_second_copy_that_cannot_be_read_is_told_and_the_tickets_are_opened(
    tmp_path: Path, path: Path, opened: Open
) -> None:
    library = opened()
    begin(library, 1, "good")
    library.close()
    (tail,) = Backups(tmp_path / "backups").tails()
    tail.unlink()
    tail.mkdir()  # stands for a drive that fails
    told: list[str] = []
    library = opened()
    library.watch_trouble(told.append)
    assert notes(library) == "good" and "cannot be read" in library.opened.said[0]
    type_on(library, 1, "kept twice all the same")
    library.close()
    newest = read_tail(Backups(tmp_path / "backups").tails()[-1])
    assert told == [] and newest and newest.records == read(path)


def test_a_folder_of_the_backups_that_cannot_be_read_is_told_and_the_tickets_are_opened(
    path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = opened()
    begin(library, 1, "good")
    library.close()

    def fails(folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", fails)
    library = opened()
    assert notes(library) == "good" and "Permission denied" in library.opened.said[0]
    library.close()


EDITS = st.lists(st.tuples(st.sampled_from(["title", "notes", "description"]), st.integers(0, 9)), max_size=6)


def timeline(name: str, edits: list[tuple[str, int]], first: int) -> list[Record]:
    """Acts whose times go on from those of both, in steps of tens so that no two timelines have the same."""
    found, at = [], first
    for number, (field, waited) in enumerate(edits, first):
        at += 1 + waited
        data = {"entries": {field: {"text": f"{at} {name}"}}}
        found.append(
            Record(ticket(1).id, What.TYPED, PERSON, f"{name}{number}", f"{at * 10 + ord(name):06}", data, number)
        )
    return found


@settings(max_examples=60, deadline=None)
@given(st.tuples(EDITS, EDITS, EDITS), st.integers(0, 3))
def test_of_each_field_the_newest_text_counts_however_many_ways_there_were(
    ways: tuple[list[tuple[str, int]], ...], common: int
) -> None:
    created = Record(ticket(1).id, What.CREATED, TEMPLATE, "s", "", {"ticket": ticket(1).to_json(), "ordinal": 1}, 1)
    both = [created, *(timeline("0", [("validation", 0)] * common, 0))]
    both = [replace(one, number=number) for number, one in enumerate(both, 1)]
    own, *others = (timeline(name, way, common + 2) for name, way in zip("ABC", ways, strict=True))
    with closing(apsw.Connection(":memory:")) as connection:
        schema.create(connection, "library")
        insert(connection, [*both, *own])
        for other in others:
            replay(connection, [Tail("library", common + 1, tuple(other), both[-1].sha256)])
        rows = connection.execute("SELECT ticket, what, author, step, at, data FROM journal ORDER BY number").fetchall()
        assert replay(connection, [Tail("library", common + 1, tuple(one)) for one in others]).strangers == 0
    history = History(Record(*row[:1], What(row[1]), *row[2:5], json.loads(row[5])) for row in rows)
    everything = sorted((one for way in (own, *others) for one in way), key=lambda one: one.at)
    newest = {field: value["text"] for one in everything for field, value in one.data["entries"].items()}
    assert history.ticket and newest.items() <= {name: one.text for name, one in history.ticket.entries.items()}.items()
    texts = {entry.text for step in history.steps for entry in step.after.entries.values()}
    assert {value["text"] for one in everything for value in one.data["entries"].values()} <= texts


def test_a_ticket_that_was_removed_for_good_stays_so_in_an_older_file(tmp_path: Path, path: Path, opened: Open) -> None:
    library = opened()
    begin(library, 1, "secret")
    begin(library, 2, "stays")
    library.file(ticket(1).id, "bin").result()
    library.back_up()
    library.close()
    old = path.read_bytes()
    library = opened()
    library.erase(ticket(1).id)
    library.back_up()
    library.close()
    path.write_bytes(old)
    for _ in range(2):
        library = opened()
        assert library.history(ticket(1).id).ticket is None and notes(library, 2) == "stays"
        library.close()
    assert b"secret" not in path.read_bytes() and library.opened.said == ()
