"""Gathers the records of a library from wherever they still are: the newest good backup, the tails, the bad file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import apsw

from ..errors import ServiceError
from .backups import Backup, Backups
from .carving import Carved, carve
from .database import connect_to_read, immutable
from .listing import COLUMNS, record_of
from .meta import LIBRARY, lost_numbers, read_meta
from .migrating import has_old, records_of
from .placing import FAR, checksums, missing, placed
from .record import Record
from .tail import Tail, read_tail
from .timeline import mark_of, parting
from .verifying import is_good, library_of

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Trace:
    """What is left of a record that is not what was written; the columns may be damaged too."""

    ticket: str
    what: str
    at: str
    data: str


@dataclass
class Gathered:
    """The records by their numbers, and what is known of those that are missing."""

    records: dict[int, Record] = field(default_factory=dict)
    library: str = ""  # its id
    lost: frozenset[int] = frozenset()  # also those that an earlier recovery did not find
    traces: dict[int, Trace] = field(default_factory=dict)
    backup: Path | None = None
    strangers: frozenset[str] = frozenset()  # the checksums of those of another timeline (`timeline`)
    whole: bool = False  # whether a tail without gaps says that there are no later ones


@dataclass
class _Said:
    """What a database says when SQLite reads it as far as it can."""

    library: str = ""
    lost: frozenset[int] = frozenset()
    traces: dict[int, Trace] = field(default_factory=dict)


def gather(database: Path, backups: Backups) -> Gathered:
    """All records of a library that are still intact anywhere. Nothing is written. Raises `ServiceError`, `OSError`."""
    said = _said(database)
    found = Gathered(library=said.library, lost=said.lost, traces=said.traces)
    _add_backup(found, backups)
    strangers = _add_tails(found, backups)
    bad = _with_strangers(found, carve(database, database.with_name(f"{database.name}-wal")))
    found.records = placed(found.records, (*strangers, *bad), found.lost) or _of_old_file(database)
    for other in reversed(backups.all()):  # also one that is damaged itself, or older
        if not missing(found.records) - found.lost:
            break
        if other.path != found.backup and _is_of(other, found.library):
            found.records = placed(found.records, carve(other.path, other.path.with_name("none")), found.lost)
    far = max(found.records, default=0) + FAR  # a greater number is a damaged one
    found.lost = missing(found.records, max((one for one in found.traces if one <= far), default=0))
    return found


def _add_backup(found: Gathered, backups: Backups) -> None:
    """The records of the newest good backup, of this library if it is known which it was.

    One of before an upgrade comes after all others: it may also be newer, of a file that was put back.
    """
    newest_first = backups.all()[::-1]
    newest = next((one for one in newest_first if _is_of(one, found.library) and is_good(one.path)), None)
    if newest is None:
        return
    found.library = found.library or library_of(newest.path)
    if _is_old(newest):
        ours = (one for one in newest_first if not _is_old(one) and _is_of(one, found.library) and is_good(one.path))
        newest = next(ours, newest)
    _add_records(found, newest.path)


def _add_records(found: Gathered, backup: Path) -> None:
    with closing(immutable(backup)) as connection:
        found.backup = backup
        found.lost |= lost_numbers(connection)
        found.records.update((record.number, record) for record in _records(connection))
        found.records.update(_old_records(connection))


def _is_of(backup: Backup, library: str) -> bool:
    """Whether a backup is of a library, as far as both are known."""
    return not library or library_of(backup.path) in (library, "")


def _is_old(backup: Backup) -> bool:
    """Whether a backup is of before the journal; not one that cannot be read."""
    try:
        with closing(immutable(backup.path)) as connection:
            return has_old(connection) and not connection.table_exists("main", "journal")
    except (OSError, apsw.Error):
        return False


def _add_tails(found: Gathered, backups: Backups) -> list[Carved]:
    """The records of the tails; gives those of another timeline, whose numbers are not theirs here."""
    strangers: list[Record] = []
    for tail in tails_of(backups, found.library):
        found.whole = tail.whole
        found.library = found.library or tail.library
        known = {number: mark_of(one) for number, one in found.records.items()}
        parted = parting(tail, known)
        for record in tail.records:
            if record.number in known and known[record.number].agrees(mark_of(record)):
                continue
            if record.number in found.records or (parted and record.number >= parted):
                strangers.append(record)
            else:
                found.records[record.number] = record
    found.strangers |= {one.sha256 for one in strangers}
    return [Carved(0, one) for one in strangers]


def _with_strangers(found: Gathered, carved: Iterable[Carved]) -> list[Carved]:
    """The records of the bad file, without the numbers of those that are of another timeline.

    It is one where it has another record of a number, and nowhere the one that is known: else the number is damaged.
    """
    bad = list(carved)
    there = checksums(one.record for one in bad)
    gone = {number for number, one in found.records.items() if there.isdisjoint(checksums([one]))}
    parted = min((one.number for one in bad if one.number in gone and _is_other(one, found.records)), default=0)
    if not parted:
        return bad
    known = checksums(found.records.values())
    strangers = {one.record.sha256 for one in bad if one.number >= parted} - known
    found.strangers |= strangers
    return [Carved(0, one.record) if one.record.sha256 in strangers else one for one in bad]


def _is_other(one: Carved, records: Mapping[int, Record]) -> bool:
    return not mark_of(one.record).agrees(mark_of(records[one.number]))


def tails_of(backups: Backups, library: str, said: list[str] | None = None) -> Iterator[Tail]:
    """The tails of a library, oldest first; of any where it is not known which it was.

    `said` gets a sentence for each that cannot be read; without it that raises `ServiceError`.
    """
    nothing: tuple[Path, ...] = ()
    for path in _or_said(backups.tails, said, nothing):
        tail = _or_said(partial(read_tail, path), said, None)
        if tail and (not library or tail.library in (library, "")):
            yield tail


def _or_said(read: Callable[[], Read], said: list[str] | None, nothing: Read) -> Read:
    try:
        return read()
    except ServiceError as error:
        if said is None:
            raise
        said.append(str(error))
        return nothing


def _old_records(connection: apsw.Connection) -> dict[int, Record]:
    """What a file of before the journal holds, with the numbers that its migration gave or would give."""
    if connection.table_exists("main", "journal") or not has_old(connection):
        return {}
    return {number: replace(one, number=number) for number, one in enumerate(records_of(connection, {}, []), 1)}


def _of_old_file(database: Path) -> dict[int, Record]:
    """What can still be read of a damaged file of before the journal."""
    for look in (connect_to_read, immutable):  # the second if its log is damaged
        try:
            with closing(look(database)) as connection:
                return _old_records(connection)
        except (OSError, apsw.Error, UnicodeError):
            continue
    return {}


def _records(connection: apsw.Connection) -> Iterator[Record]:
    if not connection.table_exists("main", "journal"):
        return iter(())
    rows = connection.execute(f"SELECT {COLUMNS} FROM journal ORDER BY number")  # noqa: S608
    return filter(None, map(record_of, rows))


def _said(database: Path) -> _Said:
    said = _Said()
    try:
        connection = immutable(database)
    except (OSError, apsw.Error):
        return said
    try:
        said.library = read_meta(connection, LIBRARY) or ""
        said.lost = lost_numbers(connection)
        for row in connection.execute(f"SELECT {COLUMNS} FROM journal ORDER BY number"):  # noqa: S608
            if record_of(row) is None:
                said.traces[row[0]] = Trace(*(str(row[one]) for one in (1, 2, 5, 6)))
    except (apsw.Error, UnicodeError, ValueError):
        pass  # what was read before it is what it says
    finally:
        connection.close()
    return said
