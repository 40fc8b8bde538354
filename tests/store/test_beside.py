"""Starting where the tickets cannot be written: the person goes on beside, and what they wrote comes back."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from relman_desktop.errors import ServiceError
from relman_desktop.store import anywhere, rescue
from relman_desktop.store.anywhere import open_anywhere
from relman_desktop.store.database import connect
from relman_desktop.store.library import Library
from relman_desktop.store.rescue import rescued_of
from relman_desktop.store.rescuing import Rescuing
from relman_desktop.writing import Writing

from .failing import Disk, Fault, disk
from .test_rescue import begun, texts


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The two folders beside that of the tickets."""
    person, temporary = tmp_path / "person", tmp_path / "temporary"
    person.mkdir()
    temporary.mkdir()
    monkeypatch.setenv("HOME", str(person))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    return person, temporary


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[Path]]:
    """Folders in which folders can be made, and no database can be written: those of full disks."""
    folders: set[Path] = set()

    def opened(path: Path) -> apsw.Connection:
        if any(path.is_relative_to(one) for one in folders):
            raise apsw.FullError("database or disk is full")
        return connect(path)

    class OnDisk(Library):
        def __init__(self, path: Path, **_: object) -> None:
            super().__init__(path, open_database=opened)

    monkeypatch.setattr(anywhere, "Library", OnDisk)
    yield folders


@pytest.fixture
def failing() -> Iterator[Disk]:
    with disk() as made:
        yield made


def written(database: Path, title: str) -> None:
    library = Library(database)
    begun(library).type("title", title).result(5)
    library.close()


def rescued(database: Path, failing: Disk, notes: str) -> Path:
    """Type notes that cannot be written, and end."""
    library = Library(database, open_database=failing.connect)
    writing = Writing(library, library.history("t1"))
    failing.fail(1, Fault.FULL)
    writing.type("notes", notes)
    rescuing = Rescuing(library.journal)
    place = rescuing.keep(writing.ticket)
    rescuing.close()
    library.close()
    failing.heal()
    assert place
    return place


def test_a_place_on_the_same_full_disk_is_none(home: Path, places: tuple[Path, Path], full: set[Path]) -> None:
    database = home / "tickets.sqlite"
    written(database, "Kept before")
    full |= {home, places[0]}
    opened = open_anywhere(database)
    assert "database or disk is full" in opened.refused
    assert opened.library.journal.path.is_relative_to(places[1])
    assert texts(opened.library)["title"] == "Kept before", "the person goes on where they were"
    assert not list(places[0].iterdir()) and not list(home.glob("**/relman-rescue*")), "no try is left"
    opened.library.close()


def test_what_could_not_be_saved_before_is_there_too_and_no_start_leaves_another_folder(
    home: Path, places: tuple[Path, Path], full: set[Path], failing: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = home / "tickets.sqlite"
    written(database, "Kept before")
    monkeypatch.setattr(rescue, "backups_of", lambda database: home / "no such" / "folder")
    place = rescued(database, failing, "Not saved")
    shutil.rmtree(home / "backups", ignore_errors=True)
    full.add(home)
    for number in range(3):
        opened = open_anywhere(database)
        assert texts(opened.library)["notes"] == ("Not saved" if number == 0 else f"Beside {number - 1}")
        assert bool(opened.put_back) is (number == 0)
        if number == 0:
            assert (
                f"1 change of CHG-2026-0012 could not be written before; it is kept in {place}, and shown here"
                in opened.put_back[0]
            )
        Writing(opened.library, opened.library.history("t1")).type("notes", f"Beside {number}").result(5)
        opened.library.close()
    assert [one.is_dir() for one in places[0].iterdir()].count(True) == 1
    full.clear()
    again = open_anywhere(database)
    assert not again.refused and texts(again.library)["notes"] == "Beside 2"
    again.library.close()
    assert not list(rescued_of(database)) and not list(places[0].iterdir()), "nothing is left of it"


def test_where_nothing_can_be_written_anywhere_both_are_said(
    home: Path, places: tuple[Path, Path], full: set[Path]
) -> None:
    full |= {home, *places}
    with pytest.raises(ServiceError, match=r"disk is full.*Nothing can be written anywhere else"):
        open_anywhere(home / "tickets.sqlite")
    assert not list(places[0].iterdir())
