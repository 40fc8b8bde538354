"""A damaged file: every damage is noticed, and everything that is undamaged is recovered."""

from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from relman_desktop.jobs import Cancel
from relman_desktop.store.backups import Backups
from relman_desktop.store.database import connect
from relman_desktop.store.meta import LIBRARY, read_meta
from relman_desktop.store.opening import open_library
from relman_desktop.store.record import Record
from relman_desktop.store.tail import TailWriter

from .damage import damage, whole
from .making import read, records, write

QUICK, ALL = range(8), range(200)


def damaged(folder: Path, random: Random, *, backed_up: bool) -> tuple[Path, Backups, tuple[Record, ...]]:
    """A library with some damages; its log is not in the database yet in half of the cases."""
    path, backups = folder / "home" / "tickets.sqlite", Backups(folder / "backups")
    all_of_it = tuple(records(6, 9))
    half = random.randrange(1, len(all_of_it))
    kept = write(path, all_of_it[:half])
    if backed_up:
        backups.make(path, Cancel())
    kept_log = random.random() < 0.5
    write(path, all_of_it[half:], keep_log=kept_log)
    files = [one for one in path.parent.iterdir() if not one.name.endswith("-shm")]
    before = {one.name: one.read_bytes() for one in files}
    with closing(connect(copied(path, folder / "whole"))) as connection:
        library = read_meta(connection, LIBRARY) or ""
    kept = read(folder / "whole" / path.name)
    assert len(kept) == len(all_of_it)
    if backed_up:
        tail = TailWriter(backups.tail(1), library, half)
        tail.append(kept)
        tail.close()
    for _ in range(random.choice([1, 1, 2])):
        damage(random.choice(files), random)
    if random.random() < 0.2:
        path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    after = {one.name: one.read_bytes() for one in files}
    return path, backups, kept if backed_up else tuple(one for one in kept if whole(one, before, after))


def copied(path: Path, folder: Path) -> Path:
    folder.mkdir()
    for end in ("", "-wal"):
        if (source := path.with_name(path.name + end)).exists():
            (folder / source.name).write_bytes(source.read_bytes())
    return folder / path.name


def all_is_back(folder: Path, seed: int) -> None:
    path, backups, kept = damaged(folder, Random(seed), backed_up=True)
    opened = open_library(path, backups)
    assert read(path) == kept
    assert not opened.recovered or not opened.recovered.lost


def the_undamaged_is_back(folder: Path, seed: int) -> None:
    path, backups, intact = damaged(folder, Random(seed), backed_up=False)
    opened = open_library(path, backups)
    found = read(path)
    assert {one.sha256 for one in intact} <= {one.sha256 for one in found}
    order = [one.sha256 for one in intact]
    assert [one.sha256 for one in found if one.sha256 in order] == order
    if len(found) < 60:
        assert opened.said or (opened.recovered and opened.recovered.lost)
    assert open_library(path, backups).recovered == opened.recovered  # said again until somebody was told


@pytest.mark.parametrize("seed", QUICK)
def test_with_a_backup_and_a_tail_nothing_is_lost_to_a_damage(tmp_path: Path, seed: int) -> None:
    all_is_back(tmp_path, seed)


@pytest.mark.parametrize("seed", QUICK)
def test_without_them_every_intact_record_is_back_and_the_rest_is_told(tmp_path: Path, seed: int) -> None:
    the_undamaged_is_back(tmp_path, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", ALL)
def test_every_damage_of_two_hundred_is_noticed(tmp_path: Path, seed: int) -> None:
    all_is_back(tmp_path / "with", 1000 + seed)
    the_undamaged_is_back(tmp_path / "without", 2000 + seed)
