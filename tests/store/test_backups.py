"""Backups: verified before they count, thinned over time, and never the newest good one removed."""

import shutil
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.errors import Cancelled, ServiceError
from relman_desktop.jobs import Cancel
from relman_desktop.store import backups as module
from relman_desktop.store.backups import KEPT_AT_LEAST, Backup, Backups, surplus
from relman_desktop.store.database import connect, transaction
from relman_desktop.store.listing import insert
from relman_desktop.store.meta import LIBRARY, read_meta
from relman_desktop.store.record import Record
from relman_desktop.store.tail import TailWriter
from relman_desktop.store.verifying import is_good

from .making import read, records, write

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def kept(times: list[datetime]) -> list[datetime]:
    every = tuple(Backup(number, at, Path(str(number))) for number, at in enumerate(times, 1))
    removed = surplus(every, max(times))
    return [one.at for one in every if one not in removed]


def test_a_year_of_hourly_backups_becomes_few_and_each_age_has_some() -> None:
    there: tuple[Backup, ...] = ()
    for hour in range(24 * 400):
        at = NOW + timedelta(hours=hour)
        there += (Backup(hour, at, Path(str(hour))),)
        removed = set(surplus(there, at))
        there = tuple(one for one in there if one not in removed)
    ages = [(there[-1].at - one.at) for one in there]
    assert 24 <= sum(age <= timedelta(days=1) for age in ages) <= 26
    assert 12 <= sum(timedelta(days=1) < age <= timedelta(days=14) for age in ages) <= 15
    assert 10 <= sum(timedelta(days=14) < age <= timedelta(days=92) for age in ages) <= 13
    assert 8 <= sum(timedelta(days=92) < age <= timedelta(days=366) for age in ages) <= 11
    assert max(ages) <= timedelta(days=367)


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)), min_size=1, max_size=40))
def test_whatever_the_clock_said_the_newest_are_kept_and_the_rest_is_thinned(times: list[datetime]) -> None:
    aware = [one.replace(tzinfo=UTC) for one in times]
    left = kept(aware)
    assert left[-KEPT_AT_LEAST:] == aware[-KEPT_AT_LEAST:]
    assert kept(left)[-KEPT_AT_LEAST:] == left[-KEPT_AT_LEAST:]


def test_backups_of_a_clock_in_the_future_do_not_stay_for_ever() -> None:
    future = [NOW + timedelta(days=9000, hours=one) for one in range(50)]
    past = [NOW + timedelta(minutes=one) for one in range(5)]
    assert len(kept(future + past)) <= KEPT_AT_LEAST + 1


def test_a_backup_holds_what_is_only_in_the_log_yet(tmp_path: Path) -> None:
    path, backups = tmp_path / "tickets.sqlite", Backups(tmp_path / "backups")
    write(path, records(4, 5), keep_log=True)
    made = backups.make(path, Cancel(), NOW)
    assert made.path.name == "tickets-000001-20261126T120000Z.sqlite" and is_good(made.path)
    assert [one.name for one in backups.folder.iterdir()] == [made.path.name]
    copy = tmp_path / "copy.sqlite"
    shutil.copyfile(made.path, copy)
    assert len(read(copy)) == 24


def test_a_clock_that_goes_back_does_not_change_the_order(tmp_path: Path) -> None:
    path, backups = tmp_path / "tickets.sqlite", Backups(tmp_path / "backups")
    write(path, records(1, 1))
    for back in range(4):
        backups.make(path, Cancel(), NOW - timedelta(days=back))
    assert [one.counter for one in backups.all()] == [1, 2, 3, 4]
    assert max(backups.all()).at == NOW - timedelta(days=3)


def test_the_journal_writes_on_while_a_backup_is_made(tmp_path: Path) -> None:
    path, backups = tmp_path / "tickets.sqlite", Backups(tmp_path / "backups")
    there = len(write(path, records(300, 9)))
    ends = threading.Event()
    written: list[Record] = []

    def type_on() -> None:
        with closing(connect(path)) as connection:
            for number, one in enumerate(records(40, 9, first=1000), there + 1):
                with transaction(connection):
                    insert(connection, [replace(one, number=number)])
                written.append(one)
                if ends.is_set():
                    return

    typist = threading.Thread(target=type_on)
    typist.start()
    try:
        while not written:
            pass
        made = backups.make(path, Cancel())
    finally:
        ends.set()
        typist.join()
    assert is_good(made.path) and len(read(made.path)) >= there


def test_what_is_damaged_is_no_backup(tmp_path: Path) -> None:
    path, backups = tmp_path / "tickets.sqlite", Backups(tmp_path / "backups")
    write(path, records(4, 5))
    made = backups.make(path, Cancel())
    data = bytearray(path.read_bytes())
    place = data.find(rb"Edit 3 of 2 \u201c")  # in the journal, not in what is derived
    data[place] ^= 1
    path.write_bytes(data)
    with pytest.raises(ServiceError, match=r"not whole .record 11 is not what was written"):
        backups.make(path, Cancel())
    assert backups.all() == (made,) and len(list(backups.folder.iterdir())) == 1


def test_a_backup_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    path, backups = tmp_path / "tickets.sqlite", Backups(tmp_path / "backups")
    write(path, records(4, 5))
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(Cancelled):
        backups.make(path, cancel)
    assert not list(backups.folder.iterdir())


def test_on_a_full_disk_the_oldest_go_first_and_never_the_newest_good_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, backups = tmp_path / "tickets.sqlite", Backups(tmp_path / "backups")
    write(path, records(4, 5))
    made = [backups.make(path, Cancel()) for _ in range(5)]
    made[4].path.write_bytes(b"damaged since")
    monkeypatch.setattr(module, "_free", lambda folder: 0)
    with pytest.raises(ServiceError, match=r"too little room in .*backups"):
        backups.make(path, Cancel())
    assert backups.all() == (made[3], made[4])


def test_the_tails_of_the_newest_two_are_kept(tmp_path: Path) -> None:
    path, backups = tmp_path / "tickets.sqlite", Backups(tmp_path / "backups")
    write(path, records(1, 1))
    for number in range(4):
        backups.tail(number).parent.mkdir(exist_ok=True)
        backups.tail(number).write_bytes(b"")
        backups.make(path, Cancel())
    backups.tail(8).write_bytes(b"")
    backups.thin()
    assert [one.name for one in backups.tails()] == ["tickets-000003.jsonl", "tickets-000008.jsonl"]


def test_those_of_another_library_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    ours, theirs, backups = tmp_path / "ours.sqlite", tmp_path / "theirs.sqlite", Backups(tmp_path / "backups")
    write(ours, records(1, 1))
    backups.make(ours, Cancel(), NOW)
    write_tail(backups.tail(1), ours)
    there = sorted(backups.folder.iterdir())
    write(theirs, records(2, 2))
    for _ in range(6):
        made = backups.make(theirs, Cancel(), NOW)
        write_tail(backups.tail(made.counter), theirs)
        backups.thin(NOW)
    assert len(backups.all()) == 1 + KEPT_AT_LEAST and len(backups.tails()) == 1 + 2
    assert set(there) < set(backups.folder.iterdir())


def test_on_a_full_disk_the_last_good_one_of_each_library_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs, backups = tmp_path / "ours.sqlite", tmp_path / "theirs.sqlite", Backups(tmp_path / "backups")
    write(ours, records(1, 1))
    write(theirs, records(1, 1))
    made = [backups.make(one, Cancel()) for one in (ours, ours, ours, theirs, theirs)]
    made[2].path.write_bytes(made[2].path.read_bytes().replace(b"Change 1", b"Change 2"))
    monkeypatch.setattr(module, "_free", lambda folder: 0)
    with pytest.raises(ServiceError, match=r"too little room"):
        backups.make(theirs, Cancel())
    assert backups.all() == (made[1], made[4])


def write_tail(path: Path, database: Path) -> None:
    with closing(connect(database)) as connection:
        library = read_meta(connection, LIBRARY) or ""
    tail = TailWriter(path, library, 1)
    tail.append(read(database))
    tail.close()


def test_other_files_in_the_folder_are_none_of_ours(tmp_path: Path) -> None:
    random = Random(1)
    for name in ("tickets.sqlite", "tickets-1-20261126T120000Z.sqlite", "tickets-000001-20269926T120000Z.sqlite", "a"):
        (tmp_path / name).write_bytes(random.randbytes(9))
    assert [one.path.name for one in Backups(tmp_path).all()] == ["tickets-000001-20269926T120000Z.sqlite"]
    assert Backups(tmp_path / "missing").all() == ()
