"""Rescue files: what is not in the file of the tickets, while that cannot be written.

Lines as those of a tail (`tail`), each a JSON object with a checksum. The first says what it belongs to:
{"tail": 1, "library": "", "after": number of the last record that is on the disk}; the second, with the number 0, is
the whole ticket as it was then; each other is a record. A record that comes twice is as its last line has it, for
what is typed grows while it waits.
"""

import errno
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import apsw

from ..errors import InputError, RelmanError, ServiceError, cause
from ..files import backups_of
from ..ticket import Ticket
from .database import connect
from .listing import COLUMNS, record_of
from .record import PERSON, Record, What, now
from .tail import line, line_of, read_tail, sync
from .trouble import LOW, free_room

Made = TypeVar("Made")

RESCUED = ".jsonl"  # the ending of a rescue file
_PREFIX = "relman-rescue"
_MOST = 64 << 20  # bytes of a rescue file that is read


class RescueFile:
    """Appends to a file of its own what is to be rescued. To be used by one thread at a time."""

    def __init__(self, path: Path, after: int, whole: Ticket | None) -> None:
        """Begin a file that is not there yet. Raises `OSError`."""
        self.path = path
        self._kept: dict[int, str] = {}  # the checksums by the numbers
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self._file = os.fdopen(os.open(path, flags, 0o600), "wb", buffering=0)
        first = line({"tail": 1, "library": "", "after": after})
        try:
            self._write(first + (line_of(_whole(whole)) if whole else b""))
        except OSError:
            self.remove()
            raise

    def keep(self, records: Iterable[Record]) -> None:
        """Have on the disk what is not in the file yet, or is another now. Raises `OSError`."""
        new = [one for one in records if self._kept.get(one.number) != one.sha256]
        if not os.path.samestat(os.fstat(self._file.fileno()), self.path.stat()):
            raise FileNotFoundError(errno.ENOENT, "another file is in its place", str(self.path))
        if new:
            self._write(b"".join(map(line_of, new)))
            self._kept |= {one.number: one.sha256 for one in new}

    def close(self) -> None:
        self._file.close()

    def remove(self) -> None:
        """Nobody needs it any more: all is on the disk."""
        self._file.close()
        try:
            self.path.unlink(missing_ok=True)
        except OSError:
            return  # the next start finds that all of it is known

    def _write(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            left = left[self._file.write(left) :]
        sync(self._file.fileno())


@dataclass(frozen=True)
class Rescued:
    """What a rescue file holds."""

    path: Path
    after: int  # the number of the last record that was on the disk
    records: tuple[Record, ...]  # in their order, each once
    wholes: tuple[Record, ...]  # tickets as they were when it began
    copy: bool = False  # it has what was on the disk, too
    whole: bool = True  # all that stands in it was read


def rescue_folders(database: Path) -> tuple[Path, ...]:
    """Where rescue files are kept and sought: the first that can be written."""
    return tuple(dict.fromkeys((backups_of(database), Path.home(), Path(tempfile.gettempdir()))))


def begin_rescue(database: Path, after: int, whole: Ticket | None, records: Sequence[Record] = ()) -> RescueFile:
    """Begin a rescue file in the first place where all of it can be written. Raises `ServiceError`."""

    def make(place: Path) -> RescueFile:
        made = RescueFile(place.with_name(place.name + RESCUED), after, whole)
        try:
            made.keep(records)
        except OSError:
            made.remove()
            raise
        return made

    return _in_first_folder(database, make)


def begin_elsewhere(database: Path, begin: Callable[[Path], Made]) -> Made:
    """Begin tickets beside, while their own cannot even be opened: what is kept there is put back like a rescue file.

    `begin` writes a database: a full disk has room for a folder, and for nothing in it. Where tickets were begun beside
    before it goes on with those. Raises `ServiceError`.
    """

    def make(place: Path) -> Made:
        place.mkdir(mode=0o700)
        try:
            return _begun(place / database.name, begin)
        except OSError:
            shutil.rmtree(place, ignore_errors=True)
            raise

    for one in reversed([one.path for one in rescued_of(database) if one.copy]):
        with suppress(OSError):
            return _begun(one / database.name, begin)
    return _in_first_folder(database, make, roomy_first=True)


def _begun(place: Path, begin: Callable[[Path], Made]) -> Made:
    try:
        return begin(place)
    except (ServiceError, apsw.Error) as error:
        raise OSError(errno.EIO, str(error), str(place)) from error


def rescued_of(database: Path) -> Iterator[Rescued]:
    """What was rescued of a database and is not taken yet, oldest first; only what is the person's own."""
    found = [path for folder in rescue_folders(database) for path in _found(folder, f"{_PREFIX}-{_mark(database)}-")]
    for path in sorted(found, key=lambda one: one.name):
        try:
            rescued = _of_database(path, database.name) if path.is_dir() else _of_file(path)
        except (RelmanError, OSError, apsw.Error):
            continue  # it stays where it is
        if rescued:
            yield rescued


def rescued_in(path: Path) -> Rescued:
    """What a file that was saved elsewhere holds. Raises `InputError`."""
    try:
        found = _of_file(path)
    except ServiceError as error:
        raise InputError(f"{path} cannot be read ({_why(error)}).") from error
    if found is None:
        raise InputError(f"{path} is no file that was saved elsewhere: no line of it is a record.")
    return found


def is_taken(rescued: Rescued) -> None:
    """All records are in the journal: nobody needs the file any more; one that was not read in whole is set aside."""
    path = rescued.path
    with suppress(OSError):  # all in it is known at the next start
        if not rescued.whole:
            path.replace(path.with_name(f"{path.name}.taken"))
        elif path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _in_first_folder(database: Path, make: Callable[[Path], Made], *, roomy_first: bool = False) -> Made:
    name = f"{_PREFIX}-{_mark(database)}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    folders = rescue_folders(database)
    for folder in sorted(folders, key=_is_nearly_full) if roomy_first else folders:
        try:
            if folder == backups_of(database):
                folder.mkdir(exist_ok=True)  # not what is above it: that may be a drive that comes back
            return make(folder / name)
        except OSError:
            continue
    raise ServiceError("Nothing can be written anywhere on this machine; copy the ticket to where it can be kept.")


def _of_file(path: Path) -> Rescued | None:
    tail = read_tail(path)
    if tail is None:
        return None
    last = {one.number: one for one in tail.records if one.number}
    wholes = tuple(one for one in tail.records if not one.number)
    records = tuple(last[number] for number in sorted(last))
    lines = [one for one in path.read_bytes().split(b"\n") if one]
    return Rescued(path, tail.after, records, wholes, whole=len(lines) == 1 + len(tail.records))


def _of_database(folder: Path, name: str) -> Rescued | None:
    if not (folder / name).is_file():
        return None
    with closing(connect(folder / name)) as connection:
        rows = connection.execute(f"SELECT {COLUMNS} FROM journal ORDER BY number").fetchall()  # noqa: S608
    records = tuple(filter(None, map(record_of, rows)))
    return Rescued(folder, 0, records, (), copy=True, whole=len(records) == len(rows))


def _found(folder: Path, beginning: str) -> Iterator[Path]:
    """The rescue files and the folders of rescued tickets."""
    try:
        entries = [one for one in os.scandir(folder) if one.name.startswith(beginning)]
    except OSError:
        return
    for one in entries:
        try:
            known = one.stat(follow_symlinks=False)
        except OSError:
            continue
        is_file = stat.S_ISREG(known.st_mode) and one.name.endswith(RESCUED) and known.st_size <= _MOST
        is_folder = stat.S_ISDIR(known.st_mode) and "." not in one.name
        ours = sys.platform == "win32" or known.st_uid == os.getuid()  # in a folder of all, anybody may put one
        if ours and (is_file or is_folder):
            yield Path(one.path)


def _is_nearly_full(folder: Path) -> bool:
    free = free_room(folder)
    return free is not None and free < LOW


def _mark(database: Path) -> str:
    """What tells the rescue files of one database from those of another."""
    return sha256(os.fsencode(database.absolute())).hexdigest()[:12]


def _whole(ticket: Ticket) -> Record:
    whole = ticket.to_json()
    return Record(ticket.id, What.VERSION, PERSON, "whole", now(), {"ticket": whole})


def _why(error: ServiceError) -> str:
    return cause(error.__cause__) if isinstance(error.__cause__, Exception) else str(error)
