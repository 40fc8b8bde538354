"""The n-th write fails, with the real journal above it: no character is lost, nobody hangs, nothing is said twice."""

import os
import time
from contextlib import suppress
from itertools import product
from pathlib import Path

import apsw
import pytest

from relman_desktop.errors import ServiceError
from relman_desktop.jobs import Cancel
from relman_desktop.store.database import connect
from relman_desktop.store.library import Library
from relman_desktop.store.portable import export_library, import_library
from relman_desktop.store.saving import Saving

from .failing import Disk, Fault, PowerCut, copy_database, disk
from .person import Person, kept, states_from

ACTS = 40
MOST = 200
QUICK = [*product((2, 37, 58, 170), Fault)]


@pytest.fixture(autouse=True)
def _no_real_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would only cost time: no test cuts the power of its machine."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


@pytest.mark.parametrize("times", [1, 0], ids=["once", "until it heals"])
def test_no_character_is_lost_when_a_write_fails(tmp_path: Path, times: int) -> None:
    reached = sum(fails_at(tmp_path / f"{n}-{fault}", n, fault, times) for n, fault in QUICK)
    assert reached == len(QUICK)  # else the acts are too few for the faults


@pytest.mark.slow
@pytest.mark.parametrize("times, each", [(1, 1), (0, 4)], ids=["once", "until it heals"])
@pytest.mark.parametrize("fault", Fault)
def test_no_character_is_lost_when_any_of_200_writes_fails(tmp_path: Path, fault: Fault, times: int, each: int) -> None:
    assert all(fails_at(tmp_path / str(n), n, fault, times) for n in range(1, MOST + 1, each))


def fails_at(folder: Path, n: int, fault: Fault, times: int) -> bool:
    """Work on a ticket while the n-th write fails, and `times` in all (0: until the acts are done).

    Gives whether any write failed.
    """
    path = folder / "home" / "tickets.sqlite"
    with disk() as failing:
        failing.fail(n, fault, times)
        library = opened(path, failing)
        tellings: list[Saving] = []
        library.journal.watch(tellings.append)
        copies: dict[int, Path] = {}
        person = Person.begun(library)
        person.on_saved = lambda number: copies.setdefault(number, copy_database(path, folder / f"saved-{number}"))
        for number in range(ACTS):
            person.act(number)
            assert kept(library) == person.ticket  # on the disk or in memory, all is there
            if number % 5 == 0:
                library.journal.retry()
            if number % 2 == 0:
                with suppress(ServiceError):  # it is on the disk, or could not be written
                    library.journal.wait(library.journal.flush())
        tries = failing.calls
        failing.heal()
        healed(library, person)
        assert library.close() == ()
        assert len(tellings) < 4 * ACTS and failing.calls - tries < 40 * ACTS  # no busy loop
    assert_kept(path, person, len(person.states) - 1)
    for number in sorted(copies)[:: max(1, len(copies) // 4)]:
        assert_kept(copies[number], person, number)
    return bool(failing.failed)


def opened(path: Path, failing: Disk) -> Library:
    """Open, again if need be: a start that fails has nothing of the person's yet."""
    try:
        return Library(path, open_database=failing.connect)
    except ServiceError:
        failing.heal()
        return Library(path, open_database=failing.connect)


def healed(library: Library, person: Person) -> None:
    """The disk works again: what waits is written at the next try, and everybody hears of it."""
    flushed = library.journal.flush()
    library.journal.retry()
    flushed.result(10)
    for future in person.futures:
        future.result(10)
    assert library.journal.unsaved == ()


def assert_kept(path: Path, person: Person, number: int) -> None:
    """The file is sound, and has what was acknowledged, or more of it; no record is there twice."""
    library = Library(path, open_database=without_sync)
    history = library.history("t1")
    library.close()
    assert history.damaged == 0
    assert history.ticket in states_from(person, number)
    connection = apsw.Connection(str(path))
    assert connection.pragma("integrity_check") == "ok"
    twice = "SELECT count(*) - count(DISTINCT step || at || sha256) FROM journal"
    assert connection.execute(twice).get == 0
    connection.close()


def without_sync(path: Path) -> apsw.Connection:
    """For reading what was written: it need not be written twice."""
    connection = connect(path)
    connection.pragma("synchronous", "OFF")
    return connection


def test_what_is_acknowledged_outlives_a_power_cut(tmp_path: Path) -> None:
    path = tmp_path / "home" / "tickets.sqlite"
    left: dict[int, Path] = {}
    with disk() as working:
        cut = PowerCut(path, tmp_path / "disk")
        working.on_sync = cut.note
        library = Library(path, open_database=working.connect)
        person = Person.begun(library)
        person.on_saved = lambda number: left.setdefault(number, cut.left(tmp_path / f"left-{number}"))
        for number in range(ACTS):
            person.act(number)
            if number % 4 == 1:
                person.writing.rest().result(10)
        library.close()
    assert len(left) == len(person.states)
    for number, copy in left.items():
        assert_kept(copy, person, number)


def test_nobody_who_types_waits_for_the_disk(tmp_path: Path) -> None:
    with disk() as slow:
        library = Library(tmp_path / "tickets.sqlite", open_database=slow.connect)
        person = Person.begun(library)
        person.writing.rest().result(10)
        slow.open_syncs.clear()
        for number in range(ACTS):
            person.act(number)
        assert slow.waits_in_sync.wait(10)
        for number in range(ACTS, 2 * ACTS):  # while the writer stands in a sync
            person.act(number)
            assert kept(library) == person.ticket
        assert len(library.journal.unsaved) > ACTS and not slow.open_syncs.is_set()
        slow.open_syncs.set()
        library.close()
    assert_kept(tmp_path / "tickets.sqlite", person, len(person.states) - 1)


def test_whoever_imports_erases_or_exports_hears_that_the_disk_is_full(tmp_path: Path) -> None:
    with disk() as full:
        library = Library(tmp_path / "home" / "tickets.sqlite", open_database=full.connect)
        Person.begun(library).writing.rest().result(10)
        export_library(library, tmp_path / "all.zip", Cancel())
        library.file("t1", "bin").result(10)
        other = Library(tmp_path / "other" / "tickets.sqlite", open_database=full.connect)
        full.fail(1, Fault.FULL)
        acts = (
            lambda: import_library(other, tmp_path / "all.zip", Cancel()),
            lambda: library.erase("t1"),
            lambda: export_library(library, tmp_path / "more.zip", Cancel()),
        )
        for act in acts:
            began = time.monotonic()
            with pytest.raises(ServiceError, match="make room"):
                act()
            assert time.monotonic() - began < 5
        assert library.journal.unsaved and other.journal.unsaved  # they are tried again
        full.heal()
        assert (library.close(), other.close()) == ((), ())
    reopened = Library(tmp_path / "other" / "tickets.sqlite")
    assert reopened.history("t1").ticket and not reopened.close()


def test_thousands_that_wait_for_room_cost_little_at_each_try(tmp_path: Path) -> None:
    with disk() as full:
        library = Library(tmp_path / "tickets.sqlite", open_database=full.connect)
        person = Person.begun(library)
        person.writing.rest().result(10)
        full.fail(1, Fault.FULL)
        began = time.process_time()
        for number in range(5_000):
            person.writing.type("notes", f"{number} " * 20)
            person.writing.rest()
        typed = time.process_time() - began
        tries = full.calls
        library.journal.retry()
        full.heal()
        library.journal.retry()
        library.journal.flush().result(30)
        assert full.calls - tries < 40_000  # and not what all of them cost, at each try
        library.close()
    assert typed < 20
    assert kept_in(tmp_path / "tickets.sqlite") == person.ticket


def kept_in(path: Path) -> object:
    library = Library(path)
    ticket = kept(library)
    library.close()
    return ticket
