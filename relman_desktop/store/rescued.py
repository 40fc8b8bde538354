"""What rescue files and folders hold, read back as far as they can be."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import apsw

from ..errors import InputError, RelmanError, ServiceError, cause
from ..files import backups_of
from .backups import Backups
from .database import connect
from .gathering import gather
from .listing import COLUMNS, record_of
from .record import Record
from .tail import read_tail


@dataclass(frozen=True)
class Rescued:
    """What a rescue file holds."""

    path: Path
    after: int  # the number of the last record that was on the disk
    records: tuple[Record, ...]  # in their order, each once
    wholes: tuple[Record, ...]  # tickets as they were when it began
    copy: bool = False  # it has what was on the disk, too
    whole: bool = True  # all that stands in it was read
    unread: str = ""  # why nothing of it was

    def of(self, ticket: str) -> list[Record]:
        return [one for one in self.records if one.ticket == ticket]

    def beginning(self, ticket: str) -> Record | None:
        """The ticket as it was when the file began."""
        return next((one for one in self.wholes if one.ticket == ticket), None)

    def seen(self, kept: Iterable[Record]) -> int:
        """The number of the last record of the journal that whoever wrote it knew of."""
        ours = {one.sha256 for one in self.records} if self.copy else frozenset[str]()
        return max((self.after, *(one.number for one in kept if one.sha256 in ours)))

    @property
    def tickets(self) -> Sequence[str]:
        return tuple(dict.fromkeys(one.ticket for one in (*self.wholes, *self.records)))


def read_rescued(path: Path, name: str) -> Rescued | None:
    """What a rescue file holds, or a folder with tickets of a file name; None where there is nothing in it."""
    try:
        return _of_folder(path, name) if path.is_dir() else _of_file(path)
    except (RelmanError, OSError, apsw.Error) as error:
        return Rescued(path, 0, (), (), whole=False, unread=_why(error))


def rescued_in(path: Path) -> Rescued:
    """What a file that was saved elsewhere holds. Raises `InputError`."""
    try:
        found = _of_file(path)
    except ServiceError as error:
        raise InputError(f"{path} cannot be read ({_why(error)}).") from error
    except InputError:
        found = None
    if found is None:
        raise InputError(f"{path} is no file that was saved elsewhere: no line of it is a record.")
    return found


def _of_file(path: Path) -> Rescued | None:
    tail = read_tail(path)
    if tail is None:
        if path.stat().st_size:
            raise InputError("no line of it is a record")
        return None
    last = {one.number: one for one in tail.records if one.number}
    wholes = tuple(one for one in tail.records if not one.number)
    records = tuple(last[number] for number in sorted(last))
    return Rescued(path, tail.after, records, wholes, whole=not tail.unread)


def _of_folder(folder: Path, name: str) -> Rescued | None:
    database = folder / name
    if not database.is_file():
        return None
    try:
        records, whole = _of_database(database)
    except (apsw.Error, UnicodeError):
        records, whole = (), False
    if not whole:
        found = gather(database, Backups(backups_of(database))).records
        records = tuple(found[number] for number in sorted(found)) or records
    if not whole and not records:
        raise InputError("it is damaged")
    return Rescued(folder, 0, records, (), copy=True, whole=whole)


def _of_database(database: Path) -> tuple[tuple[Record, ...], bool]:
    with closing(connect(database)) as connection:
        rows = connection.execute(f"SELECT {COLUMNS} FROM journal ORDER BY number").fetchall()  # noqa: S608
    records = tuple(filter(None, map(record_of, rows)))
    return records, len(records) == len(rows)


def _why(error: Exception) -> str:
    if isinstance(error, InputError):
        return str(error)
    return cause(error.__cause__) if isinstance(error.__cause__, Exception) else cause(error)
