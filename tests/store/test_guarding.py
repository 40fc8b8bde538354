"""What stands beside the journal: the second copy, backups while there are edits, and the rest of the check."""

import errno
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from relman_desktop.errors import ServiceError
from relman_desktop.jobs import Cancel
from relman_desktop.store import guarding, opening
from relman_desktop.store import tail as tail_module
from relman_desktop.store.backups import Backups
from relman_desktop.store.library import Library
from relman_desktop.store.tail import read_tail
from relman_desktop.store.verifying import is_good
from relman_desktop.writing import Writing

from .making import read, records, ticket, write

Open = Callable[[], Library]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "tickets.sqlite"


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "backups")


@pytest.fixture
def opened(path: Path, backups: Backups) -> Iterator[Open]:
    """Opens the library; it is closed in the end, also by a test that fails."""
    made: list[Library] = []

    def open_it() -> Library:
        made.append(Library(path, backups=backups))
        return made[-1]

    yield open_it
    for one in made:
        one.close()


def until(is_so: Callable[[], object], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_each_record_is_in_the_second_copy_when_it_is_acknowledged(
    path: Path, opened: Open, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarding.Guard, "_is_due", lambda guard: False)  # no backup comes in between
    library = opened()
    writing, kept = Writing.begun(library, ticket(1), "template")
    kept.result()
    for number in range(3):
        writing.type("notes", f"{number} 🚀").result()
        tail = read_tail(backups.tail(0))
        assert tail and tail.whole and tail.last == number + 2
    library.close()
    assert tail.records == read(path)


def test_a_backup_begins_a_new_second_copy_that_goes_on_from_it(
    opened: Open, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarding.Guard, "_is_due", lambda guard: False)  # no other comes in between
    library = opened()
    writing, _ = Writing.begun(library, ticket(1), "template")
    for number in range(4):
        writing.type("notes", f"{number}").result()
        library.back_up()
    writing.type("notes", "after all").result()
    library.close()
    assert [one.counter for one in backups.all()] == [2, 3, 4] and all(is_good(one.path) for one in backups.all())
    assert [one.name for one in backups.tails()] == ["tickets-000003.jsonl", "tickets-000004.jsonl"]
    newest = read_tail(backups.tail(4))
    assert newest and (newest.after, newest.last) == (5, 6)


def test_backups_are_made_while_there_are_edits_and_not_else(
    path: Path, opened: Open, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarding, "LOOK", 0.01)
    library = opened()
    writing, _ = Writing.begun(library, ticket(1), "template")
    until(backups.all)
    monkeypatch.setattr(guarding, "EVERY", guarding.EVERY * 0)
    writing.type("notes", "more").result()
    until(lambda: len(backups.all()) >= 2)
    time.sleep(0.3)  # one that came before its record was committed is followed by another
    made = backups.all()
    time.sleep(0.2)
    assert backups.all() == made


def test_a_start_makes_a_backup_of_what_was_written_since_the_last(path: Path, opened: Open, backups: Backups) -> None:
    library = opened()
    Writing.begun(library, ticket(1), "template")[1].result()
    library.close()
    for one in backups.all():
        one.path.unlink()
    library = opened()
    until(backups.all)
    library.close()


def test_a_second_copy_that_fails_is_told_once_and_made_up_for(
    path: Path, opened: Open, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(guarding.Guard, "_is_due", lambda guard: False)  # no backup comes in between
    library = opened()
    library.watch_trouble(told.append)
    writing, kept = Writing.begun(library, ticket(1), "template")
    kept.result()

    def fails(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(tail_module, "sync", fails)
        for number in range(3):
            writing.type("notes", f"{number}").result()  # the database has it
    assert len(told) == 1 and "No space left on device" in told[0]
    writing.type("notes", "there is room again").result()
    library.close()
    tail = read_tail(backups.tail(0))
    assert tail and tail.whole and tail.records == read(path)


def test_the_rest_of_a_large_library_is_checked_beside_and_a_damage_is_repaired_at_the_next_start(
    path: Path, opened: Open, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "SMALL", 0)
    kept = write(path, records(40, 9))
    backups.make(path, Cancel())
    data = bytearray(path.read_bytes())
    data[data.index(b"Edit 3 of 2")] ^= 1
    path.write_bytes(data)
    told: list[str] = []
    library = opened()
    library.watch_trouble(told.append)
    until(lambda: told)
    library.close()
    assert "A damage was found" in told[0]
    library = opened()
    library.close()
    assert library.opened.recovered and not library.opened.recovered.lost
    assert read(path) == kept


def test_a_backup_before_an_import_that_cannot_be_made_is_an_error(path: Path, opened: Open, backups: Backups) -> None:
    backups.folder.write_text("in the way")
    library = opened()
    with pytest.raises(ServiceError, match="backup of your tickets cannot be made"):
        library.back_up()
    library.close()
