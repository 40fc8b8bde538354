"""Rescue files: what could not be written is put back once, in its order, and takes no later word's place."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.errors import InputError, ServiceError
from relman_desktop.gui.saving_words import unsaved_sentence
from relman_desktop.store import rescue, rescue_file
from relman_desktop.store.anywhere import open_anywhere
from relman_desktop.store.library import Library
from relman_desktop.store.putting_back import put_back, put_back_file
from relman_desktop.store.record import Record, What
from relman_desktop.store.rescue import begin_rescue, rescued_of
from relman_desktop.store.rescue_file import RescueFile
from relman_desktop.store.rescued import read_rescued, rescued_in
from relman_desktop.store.rescuing import Rescuing
from relman_desktop.store.standing import disk_line, tickets_line
from relman_desktop.store.trouble import Kind, Trouble, in_words, trouble_of
from relman_desktop.ticket import ChangeRef, Ticket
from relman_desktop.writing import Writing

from .failing import Disk, Fault, disk

REFERENCE = ChangeRef("/somewhere/orders", "v1..v2", "a" * 40, "b" * 40, "c" * 64)


@pytest.fixture(autouse=True)
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place where rescue files may be: the others cannot be written."""
    folder = tmp_path / "person"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "none"))
    return folder


@pytest.fixture
def database(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = home / "tickets.sqlite"
    monkeypatch.setattr(rescue, "backups_of", lambda database: home / "no such" / "folder")
    return path


@pytest.fixture
def failing() -> Iterator[Disk]:
    with disk() as made:
        yield made


def begun(library: Library, ticket_id: str = "t1", number: str = "CHG-2026-0012") -> Writing:
    ticket = Ticket(ticket_id, REFERENCE).with_text("change_id", number)
    writing, kept = Writing.begun(library, ticket, "template")
    kept.result(5)
    return writing


def texts(library: Library, ticket: str = "t1") -> dict[str, str]:
    found = library.history(ticket).ticket
    return {name: entry.text for name, entry in found.entries.items()} if found else {}


def close_without_copy(library: Library) -> tuple[Record, ...]:
    """End, and take the second copy away, which would do the same; a backup that is made meanwhile begins another."""
    left = library.close()
    for tail in library._guard._backups.tails():
        tail.unlink()
    return left


def rescue_of(database: Path, failing: Disk, **typed: str) -> Path:
    """Type into a ticket of which nothing more can be written, and end; gives the rescue file."""
    library = Library(database, open_database=failing.connect)
    writing = Writing(library, library.history("t1")) if library.history("t1").ticket else begun(library)
    failing.fail(1, Fault.FULL)
    for field, text in typed.items():
        for end in range(1, len(text) + 1):
            writing.type(field, text[:end])
    rescuing = Rescuing(library.journal)
    place = rescuing.keep(writing.ticket)
    rescuing.close()
    close_without_copy(library)
    failing.heal()
    assert place
    return place


def test_what_was_rescued_is_put_back_once(database: Path, failing: Disk, person: Path) -> None:
    place = rescue_of(database, failing, title="Drop a column", notes="typed \udc80 🚀")
    assert place.parent == person and place.stat().st_mode & 0o077 == 0, "nobody else reads it"
    opened = open_anywhere(database)
    assert opened.put_back == (
        f"2 changes of CHG-2026-0012 could not be written and were saved to {place}; they have been put back.",
    )
    assert texts(opened.library)["title"] == "Drop a column" and texts(opened.library)["notes"] == "typed \udc80 🚀"
    opened.library.close()
    assert not list(person.iterdir()), "nobody needs it any more"
    again = open_anywhere(database)
    assert again.put_back == () and texts(again.library)["title"] == "Drop a column"
    again.library.close()


def test_what_was_written_since_stands_and_the_rest_is_in_the_history(database: Path, failing: Disk) -> None:
    place = rescue_of(database, failing, title="Rescued title", notes="Rescued notes")
    aside = place.rename(place.with_suffix(".aside"))
    library = Library(database)
    writing = Writing(library, library.history("t1"))
    writing.type("title", "Later title").result(5)
    aside.rename(place)
    assert put_back(library)[-1] == "What was written since then stands; the rest is in the history of the ticket."
    assert texts(library)["title"] == "Later title" and texts(library)["notes"] == "Rescued notes"
    held = [step.after.entry("title").text for step in library.history("t1").steps]
    assert "Rescued title" in held and held[-1] == "Later title"
    library.close()


def test_a_file_that_was_saved_elsewhere_can_be_taken_in_by_hand(
    database: Path, failing: Disk, tmp_path: Path, person: Path
) -> None:
    place = rescue_of(database, failing, title="Saved elsewhere")
    stick = place.rename(tmp_path / "stick.jsonl")
    library = Library(database)
    assert "1 change of CHG-2026-0012" in put_back_file(library, stick) and stick.exists()
    assert texts(library)["title"] == "Saved elsewhere" and put_back_file(library, stick) == ""
    for content in (b"", b"\xff\x00 no record\n" * 3, b'{"number": 1}\n[[[['):
        stick.write_bytes(content)
        with pytest.raises(InputError, match="no line of it is a record"):
            put_back_file(library, stick)
    with pytest.raises(InputError, match="cannot be read"):
        put_back_file(library, person)
    library.close()


def test_the_banner_the_next_start_and_an_import_count_alike(
    database: Path, failing: Disk, tmp_path: Path, person: Path
) -> None:
    library = Library(database, open_database=failing.connect)
    writing = begun(library)
    failing.fail(1, Fault.FULL)
    writing.type("title", "One")
    writing.keep_version()
    writing.act(What.ANSWERED, "person", writing.ticket.with_answer("Why now?", "A fault."))
    writing.type("notes", "Two")
    said = unsaved_sentence(Trouble(Kind.FULL, "", ""), library.journal.unsaved, writing.ticket, None)
    assert said.startswith("3 changes of CHG-2026-0012")
    rescuing = Rescuing(library.journal)
    place = rescuing.keep(writing.ticket)
    assert place
    rescuing.close()
    close_without_copy(library)
    failing.heal()
    shutil.copy(place, stick := tmp_path / "stick.jsonl")
    opened = open_anywhere(database)
    assert opened.put_back[0].startswith("3 changes of CHG-2026-0012")
    opened.library.close()
    other = Library(tmp_path / "other" / "tickets.sqlite")
    assert put_back_file(other, stick).startswith("3 changes of CHG-2026-0012")
    other.close()


def test_a_rescue_file_that_ends_in_the_middle_of_a_line_gives_what_it_has(database: Path, failing: Disk) -> None:
    place = rescue_of(database, failing, title="Whole", notes="Torn")
    place.write_bytes(place.read_bytes()[:-20])
    library = Library(database)
    put_back(library)
    assert texts(library)["title"] == "Whole" and "notes" not in texts(library)
    library.close()
    assert not place.exists() and place.with_name(f"{place.name}.taken").exists(), "what was not read is kept"


@pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="only root may give files away")
def test_files_of_others_and_of_other_tickets_are_left_alone(database: Path, failing: Disk, person: Path) -> None:
    place = rescue_of(database, failing, title="Ours")
    data = place.read_bytes()
    other = person / place.name.replace(rescue._mark(database), rescue._mark(database.parent / "other.sqlite"))
    foreign = person / f"{place.stem}9.jsonl"
    for one in (other, foreign):
        one.write_bytes(data)
    os.chown(foreign, 12345, 12345)
    (person / f"{place.stem}8.jsonl").symlink_to(place)
    assert [one.path for one in rescued_of(database)] == [place]


def test_tickets_that_could_not_be_opened_come_back_with_numbers_of_their_own(database: Path) -> None:
    database.mkdir(parents=True)
    opened = open_anywhere(database)
    assert "folder where your tickets should be" in opened.refused
    begun(opened.library, "elsewhere", "CHG-2026-0001").type("title", "Written beside").result(5)
    opened.library.close()
    database.rmdir()
    first = Library(database)
    begun(first, "there", "CHG-2026-0001")
    first.close()
    again = open_anywhere(database)
    (said,) = again.put_back
    assert "of CHG-2026-0001 could not be written" in said
    assert texts(again.library, "elsewhere")["title"] == "Written beside"
    assert again.library.history("there").ordinal == 1 and again.library.history("elsewhere").ordinal == 2
    assert again.library.next_ordinal == 3
    again.library.close()
    assert Library.close(open_anywhere(database).library) == ()


def test_a_ticket_that_nobody_knows_any_more_comes_back_from_its_whole(database: Path, failing: Disk) -> None:
    rescue_of(database, failing, title="All that is left")
    for one in (*database.parent.glob("tickets.sqlite*"), *(database.parent / "backups").glob("*")):
        one.unlink()
    opened = open_anywhere(database)
    assert texts(opened.library) == {"change_id": "CHG-2026-0012", "title": "All that is left"}
    opened.library.close()


def test_another_place_is_taken_where_the_first_one_fails(
    database: Path, failing: Disk, person: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = tmp_path / "second"
    second.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(second))
    library = Library(database, open_database=failing.connect)
    writing = begun(library)
    failing.fail(1, Fault.FULL)
    writing.type("title", "One")
    rescuing = Rescuing(library.journal)
    place = rescuing.keep(writing.ticket)
    assert place and place.parent == person
    shutil.rmtree(person)
    writing.type("notes", "Two")
    moved = rescuing.keep(writing.ticket)
    assert moved and moved.parent == second
    (rescued,) = rescued_of(database)
    assert [one.data["entries"] for one in rescued.records][-1] == {"notes": {"text": "Two"}}
    assert len(rescued.records) == 2, "also what was in the first place"
    second.rename(tmp_path / "away")
    writing.type("notes", "Three")
    with pytest.raises(ServiceError, match="Nothing can be written anywhere"):
        rescuing.keep(writing.ticket)
    rescuing.close()
    failing.heal()
    library.close()


def test_of_what_was_rescued_twice_the_later_words_stand(database: Path, failing: Disk) -> None:
    first = rescue_of(database, failing, title="First title", notes="First notes")
    aside = first.rename(first.with_suffix(".aside"))
    second = rescue_of(database, failing, title="Second title")
    aside.rename(first)
    opened = open_anywhere(database)
    assert [str(place) in said for place, said in zip((first, second), opened.put_back, strict=True)] == [True, True]
    assert texts(opened.library)["title"] == "Second title" and texts(opened.library)["notes"] == "First notes"
    opened.library.close()


def test_what_is_typed_after_the_disk_was_well_for_a_moment_is_later(database: Path, failing: Disk) -> None:
    library = Library(database, open_database=failing.connect)
    writing, rescuing = begun(library), Rescuing(library.journal)
    for number in range(3):
        failing.fail(1, Fault.FULL)
        writing.type("notes", f"Unsaved {number}")
        rescuing.keep(writing.ticket)
        writing.rest()
        if number < 2:
            failing.heal()
            library.journal.retry()
            library.journal.flush().result(5)
            writing.type("notes", f"Saved {number}").result(5)
    rescuing.close()
    assert close_without_copy(library)
    failing.heal()
    opened = open_anywhere(database)
    assert texts(opened.library)["notes"] == "Unsaved 2"
    opened.library.close()


def test_a_rescue_file_does_not_grow_with_each_look_and_is_put_back_whatever_its_size(
    database: Path, failing: Disk
) -> None:
    library = Library(database, open_database=failing.connect)
    writing, rescuing = begun(library), Rescuing(library.journal)
    failing.fail(1, Fault.FULL)
    words = "Words that nobody may lose. " * 1_500
    places = set()
    for number in range(75):
        writing.type("notes", words + "x" * number)
        places.add(rescuing.keep(writing.ticket))
    (place,) = places
    assert place and place.stat().st_size < 1_500_000 and len(list(place.parent.iterdir())) == 1
    with place.open("ab") as file:  # as an earlier version has left them
        file.write(b" " * (65 << 20) + b"\n")
    rescuing.close()
    close_without_copy(library)
    failing.heal()
    opened = open_anywhere(database)
    assert opened.put_back and texts(opened.library)["notes"] == words + "x" * 74
    opened.library.close()


def test_saving_elsewhere_takes_no_file_that_is_there(
    database: Path, failing: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(database, open_database=failing.connect)
    writing, rescuing, stick = begun(library), Rescuing(library.journal), tmp_path / "stick"
    stick.mkdir()
    failing.fail(1, Fault.FULL)
    writing.type("notes", "Unsaved words")
    for name in ("mine.md", "CHG.md", "CHG.md.jsonl"):
        (stick / name).write_text("my own")
    first = rescuing.choose(stick / "CHG.jsonl", writing.ticket, "# Ticket")
    assert rescuing.choose(stick / "CHG.md", writing.ticket, "# Ticket") == stick / "CHG.md-2.jsonl"
    assert {one.name for one in stick.iterdir() if one.read_text() == "my own"} == {"mine.md", "CHG.md", "CHG.md.jsonl"}
    assert rescuing.choose(first, writing.ticket, "# Again") == first == stick / "CHG.jsonl"
    (rescued,) = rescued_in(first).records
    assert rescued.data["entries"]["notes"]["text"] == "Unsaved words"
    before = first.read_bytes()
    with (
        monkeypatch.context() as patch,
        pytest.raises(ServiceError, match="choose another place"),
    ):
        patch.setattr(rescue_file, "sync", _full)
        rescuing.choose(first, writing.ticket, "# Again")
    assert first.read_bytes() == before
    writing.type("notes", "Unsaved words, and more")
    rescuing.keep(writing.ticket, "# More")
    assert rescued_in(first).records[-1].data["entries"]["notes"]["text"] == "Unsaved words, and more"
    notes = sorted(one.name for one in stick.glob("*.md") if one.read_text() == "# More")
    assert notes == ["CHG-3.md"]
    for ours in (database, database.with_name("tickets.sqlite-wal"), stick / "relman-rescue-1.jsonl"):
        with pytest.raises(InputError, match="own"):
            rescuing.choose(ours, writing.ticket, "# Ticket")
    rescuing.close()
    failing.heal()
    library.close()
    assert database.read_bytes().startswith(b"SQLite")


def _full(handle: int) -> None:
    raise OSError(errno.ENOSPC, "full")


def test_what_cannot_be_read_is_told_and_stays(database: Path, failing: Disk, person: Path) -> None:
    place = rescue_of(database, failing, title="Torn")
    place.write_bytes(b"{no record}\n")
    empty = place.with_name(f"{place.stem}0.jsonl")
    empty.touch()
    for _ in range(2):
        opened = open_anywhere(database)
        assert opened.put_back == (
            f"What was saved to {place} cannot be read (no line of it is a record), and stays there.",
        )
        opened.library.close()
    assert place.exists()


def test_changes_of_a_ticket_that_nobody_knows_stay_where_they_are(database: Path, person: Path) -> None:
    file = begin_rescue(database, 4, None)
    file.keep([Record("lost", What.TYPED, "person", "s", "2026-11-26T04:00:00.000Z", {"entries": {}}, 5)])
    file.close()
    opened = open_anywhere(database)
    assert opened.put_back == (f"1 change in {file.path} are of a ticket that is lost, and stay there.",)
    opened.library.close()
    assert file.path.exists()


@pytest.mark.parametrize("hit", ["page", "all"])
def test_damaged_tickets_that_were_kept_beside_come_back_as_far_as_they_can(database: Path, hit: str) -> None:
    database.mkdir(parents=True)
    opened = open_anywhere(database)
    beside = opened.library.path
    begun(opened.library, "elsewhere", "CHG-2026-0001").type("title", "Written beside").result(5)
    opened.library.close()
    database.rmdir()
    data = beside.read_bytes()
    if hit == "all":
        shutil.rmtree(beside.with_name("tickets-backups"))
    beside.write_bytes(data[:100] + b"\0" * 40 + data[140:] if hit == "page" else b"\0" * len(data))
    again = open_anywhere(database)
    if hit == "page":
        assert (
            again.put_back[0] == f"{beside.parent} is damaged; what can still be read of it is taken, and it is kept."
        )
        assert texts(again.library, "elsewhere")["title"] == "Written beside"
        again.library.close()
        assert (beside.parent.with_name(f"{beside.parent.name}.taken") / beside.name).exists()
    else:
        assert again.put_back == (
            f"What was saved to {beside.parent} cannot be read (it is damaged), and stays there.",
        )
        assert beside.exists()
    again.library.close()


@given(st.lists(st.tuples(st.integers(1, 6), st.text(max_size=8)), max_size=12))
def test_a_record_that_grows_is_as_its_last_line_has_it(grown: list[tuple[int, str]]) -> None:
    with tempfile.TemporaryDirectory(dir=Path(__file__).parent) as folder:
        path = Path(folder) / "one.jsonl"
        file = RescueFile(path, 0, None)
        for number, text in grown:
            data = {"entries": {"notes": {"text": text}}}
            file.keep([Record("t1", What.TYPED, "person", "s", "2026-11-26T04:00:00.000Z", data, number)])
        file.close()
        rescued = read_rescued(path, "")
        assert rescued
        assert {one.number: one.data["entries"]["notes"]["text"] for one in rescued.records} == dict(grown)


def test_a_place_is_taken_only_if_all_fits(database: Path, person: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rescue_file, "sync", _full)
    with pytest.raises(ServiceError, match="copy the ticket"):
        begin_rescue(database, 0, None)
    assert not list(person.iterdir()), "nothing half is left"


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (apsw.FullError("database or disk is full"), Kind.FULL, "the disk of {folder} is full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), Kind.FULL, "the disk of {folder} is full"),
        (apsw.ReadOnlyError("attempt to write a readonly database"), Kind.READ_ONLY, "{path} is read-only"),
        (PermissionError(errno.EACCES, "Permission denied"), Kind.READ_ONLY, "{path} is read-only"),
        (apsw.IOError("disk I/O error"), Kind.OTHER, "{path} cannot be written (disk I/O error)"),
    ],
)
def test_what_is_wrong_is_said_by_kind(home: Path, error: Exception, kind: Kind, words: str) -> None:
    path = home / "tickets.sqlite"
    home.mkdir()
    path.touch()
    trouble = trouble_of(path, error)
    assert trouble.kind is kind and trouble.what.startswith(words.format(folder=home, path=path))
    assert trouble_of(home / "gone" / "tickets.sqlite", error).kind is Kind.GONE


def test_sizes_are_said_as_people_say_them() -> None:
    said = [in_words(size) for size in (0, 999, 1000, 12_345, 1_234_567, 99_900_000_000)]
    assert said == ["0 bytes", "999 bytes", "1.0 kB", "12 kB", "1.2 MB", "100 GB"]


def test_the_doctor_tells_how_it_stands(database: Path, failing: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tickets_line(database) == f"none yet; they will be in {database}"
    rescue_of(database, failing, title="x")
    said = tickets_line(database)
    assert said.startswith(f"1 ticket in {database} (") and "not backed up yet" in said
    assert said.endswith("1 rescue file to be put back at the next start")
    library = Library(database)
    library.back_up()
    library.close()
    assert "backed up 20" in tickets_line(database)
    assert disk_line(database).startswith("of this machine, ") and disk_line(database).endswith(" free")
    monkeypatch.setattr("relman_desktop.store.standing.free_room", lambda folder: 1_000_000)
    with pytest.raises(ServiceError, match="nearly full"):
        disk_line(database)
