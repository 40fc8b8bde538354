"""What the second copies and the backups of a library have that its file has not: a file that was put back is older."""

from collections.abc import Iterator
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path

import apsw

from ..errors import ServiceError
from ..wording import counted, joined, quoted
from .backups import Backup, Backups
from .database import immutable
from .gathering import tails_of
from .listing import COLUMNS, record_of
from .meta import LIBRARY, lost_numbers, read_meta
from .placing import FAR
from .replaying import Replayed, replay
from .tail import Tail
from .timeline import Mark, marks

_MOST_TITLES = 3
_UNREADABLE = (apsw.Error, OSError, UnicodeError, ValueError)


def caught_up(connection: apsw.Connection, database: Path, backups: Backups, *, torn: bool = False) -> tuple[str, ...]:
    """Have all that stands in them in the file; gives sentences for the person. Raises `apsw.Error`.

    `torn`: whether the log ended in the middle of a write.
    """
    library = read_meta(connection, LIBRARY) or ""
    said: list[str] = []
    tails = list(tails_of(backups, library, said))
    if torn and not (tails and tails[-1].whole):
        said.append(
            f"The log beside the file of your tickets, {database}, ended in the middle of a write: look whether the"
            " last words are there."
        )
    lost = lost_numbers(connection)
    replayed = _from_backups(connection, backups, library) + replay(connection, tails)
    return (*_told(connection, database, replayed), *_told_lost(lost_numbers(connection) - lost), *said)


def _from_backups(connection: apsw.Connection, backups: Backups, library: str) -> Replayed:
    """Put in what the backups of a library have, the newest first, for it mostly has what the others have."""
    replayed, contents = Replayed(), _Contents(connection)
    for one in reversed(_or_none(backups)):
        found = None
        with suppress(*_UNREADABLE), closing(immutable(one.path)) as backup:  # one that is damaged: others have it
            ours = library and read_meta(backup, LIBRARY) == library and backup.table_exists("main", "journal")
            found = contents.lacking(backup, library) if ours else None
        if found:
            replayed, contents = replayed + replay(connection, [found]), _Contents(connection)
    return replayed


def _or_none(backups: Backups) -> tuple[Backup, ...]:
    try:
        return backups.all()
    except ServiceError:
        return ()  # which was said of the tails, that are in the same folder


class _Contents:
    """What is in a database until something is put in."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._lost = lost_numbers(connection)

    def lacking(self, backup: apsw.Connection, library: str) -> Tail | None:
        """The records of a backup that are not there under their numbers; None where all of it is there."""
        number = backup.execute("SELECT max(number) FROM journal").get
        if number is None or (self._has(marks(backup, number, number)[number], number) and not self._has_lost(backup)):
            return None
        there = marks(backup, 0)
        far = len(there) + len(lost_numbers(backup)) + FAR  # a greater number is a damaged one
        known = self._marks
        wanted = [one for one, mark in there.items() if one <= far and not (one in known and known[one].agrees(mark))]
        sql = f"SELECT {COLUMNS} FROM journal WHERE number = ?"  # noqa: S608 - our own names
        rows = (row for one in wanted for row in backup.execute(sql, (one,)).fetchall())
        return Tail(library, 0, tuple(record for row in rows if (record := record_of(row))))

    def _has(self, last: Mark, number: int) -> bool:
        """Whether the last record of a backup is there, and so all before: under its number, or under another."""
        known = marks(self._connection, number, number).get(number)
        return bool(known and known.agrees(last)) or not self._sums.isdisjoint(last.sums)

    def _has_lost(self, backup: apsw.Connection) -> bool:
        """Whether a backup has a record that is lost here."""
        sql = "SELECT 1 FROM journal WHERE number = ?"
        return any(backup.execute(sql, (number,)).get for number in self._lost)

    @cached_property
    def _marks(self) -> dict[int, Mark]:
        return marks(self._connection, 0)

    @cached_property
    def _sums(self) -> frozenset[str]:
        return frozenset(checksum for one in self._marks.values() for checksum in one.sums)


def _told(connection: apsw.Connection, database: Path, replayed: Replayed) -> Iterator[str]:
    where = f"in the file of your tickets, {database}"
    if replayed.missing:
        was = "was" if replayed.missing == 1 else "were"
        yield (
            f"{counted(replayed.missing, 'edit')} {was} missing {where}: put in from the second copy and the backups."
        )
    if replayed.strangers:
        was = "was" if replayed.strangers == 1 else "were"
        yield (
            f"{counted(replayed.strangers, 'edit')} {was} missing {where}, which had gone another way since: put in"
            " from the second copy and the backups. Of each field you see the newest text; the others are in the"
            f" history of {_titles(connection, replayed.tickets)}."
        )


def _told_lost(lost: frozenset[int]) -> tuple[str, ...]:
    was = "was" if len(lost) == 1 else "were"
    return (f"{counted(len(lost), 'edit')} of before {was} found nowhere.",) if lost else ()


def _titles(connection: apsw.Connection, tickets: tuple[str, ...]) -> str:
    sql = "SELECT title FROM library WHERE ticket = ?"
    titles = [str(connection.execute(sql, (one,)).get or "") for one in tickets]
    return joined([quoted(one or "a ticket without a title") for one in titles], _MOST_TITLES)
