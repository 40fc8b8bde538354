"""Backups of the tickets: whole databases outside the data folder, each verified before it counts.

Names carry a counter and the time: `tickets-000017-20261126T041500Z.sqlite`. The counter is the order, for a clock
goes back now and then. Beside each stands the tail of what was written after it, `tickets-000017.jsonl`.
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw

from ..errors import ServiceError, cause
from ..jobs import Cancel
from .database import connect
from .tail import read_tail, sync, sync_folder
from .verifying import holds_unread, is_good, library_of, verify

KEPT_AT_LEAST = 3  # the newest, whatever their age
KEPT = (  # up to which age, and one of how long a time
    (timedelta(days=1), timedelta(hours=1)),
    (timedelta(days=14), timedelta(days=1)),
    (timedelta(days=92), timedelta(weeks=1)),
    (timedelta(days=366), timedelta(days=30)),
)
_TAILS = 2  # of the newest backups
_PAGES = 256  # copied in one step, between which the journal may write
_SPARE = 64 << 20  # bytes that a backup leaves free on its disk
_NAME = re.compile(r"tickets-(\d{6,12})-(\d{8}T\d{6})Z\.sqlite", re.ASCII)
_TAIL_NAME = re.compile(r"tickets-(\d{6,12})\.jsonl", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """A verified copy of the database."""

    counter: int
    at: datetime  # UTC, by the clock of then
    path: Path


class Backups:
    """The backups in one folder. It may not exist yet, and need not be writable to be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> tuple[Backup, ...]:
        """Oldest first. Raises `ServiceError` where the folder cannot be read."""
        found = [(_NAME.fullmatch(path.name), path) for path in self._files()]
        return tuple(sorted(Backup(int(one[1]), _time(one[2]), path) for one, path in found if one))

    def tails(self) -> tuple[Path, ...]:
        """The tails, oldest first."""
        return tuple(sorted((path for path in self._files() if _TAIL_NAME.fullmatch(path.name)), key=_counter))

    def tail(self, counter: int) -> Path:
        """The tail of what is written after a backup; 0 for before the first."""
        return self.folder / f"tickets-{counter:06}.jsonl"

    @property
    def counter(self) -> int:
        """The number of the newest backup or tail; 0 where there is none."""
        return max([*(one.counter for one in self.all()), *map(_counter, self.tails())], default=0)

    def make(self, database: Path, cancel: Cancel, now: datetime | None = None) -> Backup:
        """Copy a database that may be written meanwhile, and verify the copy. Raises `ServiceError`.

        What is not there any more in the end is a copy that is not whole; no other backup is touched before.
        """
        temporary = self.folder / ".making.sqlite"
        moment = (now or datetime.now(UTC)).astimezone(UTC)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _forget(temporary)  # of a process that was killed
            self._make_room(database)
            _copy(database, temporary, cancel)
            verify(temporary, cancel)
            made = self.folder / f"tickets-{self.counter + 1:06}-{moment:%Y%m%dT%H%M%S}Z.sqlite"
            temporary.replace(made)
            sync_folder(self.folder)
        except (OSError, apsw.Error) as error:
            raise _failed(self.folder, error) from error
        finally:
            with suppress(OSError):
                _forget(temporary)
        return Backup(self.counter, moment.replace(microsecond=0), made)

    def thin(self, now: datetime | None = None) -> tuple[Backup, ...]:
        """Remove what `surplus` names, and the tails of all but the newest two; gives what was removed.

        Only of the library whose backup is the newest: those of another one in this folder may be all there is of it.
        """
        of = {one: library_of(one.path) for one in self.all()}
        library = of[max(of)] if of else ""
        ours = tuple(one for one in of if of[one] == library and not holds_unread(one.path))
        removed = surplus(ours, (now or datetime.now(UTC)).astimezone(UTC))
        needed = ours[-_TAILS].counter if len(ours) >= _TAILS else 0
        tails = (path for path in self.tails() if _counter(path) < needed and _library_of_tail(path) in (library, ""))
        self._remove(*(one.path for one in removed), *tails)
        return removed

    def _make_room(self, database: Path) -> None:
        """Let the oldest backups go where the disk is nearly full; never the newest good one of a library."""
        needed = 2 * sum(map(_size, (database, database.with_name(f"{database.name}-wal")))) + _SPARE
        backups = self.all()
        if _free(self.folder) >= needed:
            return
        kept = {*_last_good(backups), *backups[-1:], *(one for one in backups if holds_unread(one.path))}
        for one in backups:
            if _free(self.folder) >= needed:
                return
            if one not in kept:
                self._remove(one.path)
        if _free(self.folder) < needed:
            raise ServiceError(
                f"There is too little room in {self.folder} for another backup of your tickets; make room there."
            )

    def _remove(self, *paths: Path) -> None:
        for path in paths:
            try:
                path.unlink(missing_ok=True)
            except OSError:
                continue  # it is tried again with the next backup

    def _files(self) -> list[Path]:
        try:
            return [path for path in self.folder.iterdir() if path.name.startswith("tickets-")]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise _failed(self.folder, error) from error


def surplus(backups: Sequence[Backup], now: datetime) -> tuple[Backup, ...]:
    """The backups that are not worth their room any more, by `KEPT`.

    A time that is later than that of a newer backup was of a wrong clock; the backup is as old as the newer one then.
    """
    removed: list[Backup] = []
    seen: set[tuple[timedelta, int]] = set()
    latest = now
    for rank, one in enumerate(sorted(backups, reverse=True)):
        latest = min(latest, one.at)
        period = next((period for age, period in KEPT if now - latest <= age), None)
        place = period and (period, int(latest.timestamp() // period.total_seconds()))
        if rank >= KEPT_AT_LEAST and (place is None or place in seen):
            removed.append(one)
        if place:
            seen.add(place)
    return tuple(removed)


def _last_good(backups: Sequence[Backup]) -> Iterator[Backup]:
    """The newest good backup of each library."""
    found: set[str] = set()
    for one in sorted(backups, reverse=True):
        if (library := library_of(one.path)) not in found and is_good(one.path):
            found.add(library)
            yield one


def _library_of_tail(path: Path) -> str | None:
    """The id that a tail says; "" where it says none, None where it cannot be read now."""
    try:
        tail = read_tail(path)
    except ServiceError:
        return None
    return tail.library if tail else ""


def _forget(temporary: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm"):
        temporary.with_name(temporary.name + ending).unlink(missing_ok=True)


def _copy(source: Path, target: Path, cancel: Cancel) -> None:
    reader, writer = connect(source, read_only=True), apsw.Connection(str(target))
    try:
        with writer.backup("main", reader, "main") as copy:
            while not copy.done:
                cancel.check()
                copy.step(_PAGES)
        writer.pragma("journal_mode", "DELETE")  # one file; it is written once
    finally:
        writer.close()
        reader.close()
    with target.open("rb+") as file:
        sync(file.fileno())


def _counter(tail: Path) -> int:
    return int(tail.stem.rpartition("-")[2])


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _time(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _failed(folder: Path, error: Exception) -> ServiceError:
    return ServiceError(
        f"A backup of your tickets cannot be made in {folder} ({cause(error)}); make room or make the folder writable."
    )
