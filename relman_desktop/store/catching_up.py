"""What the second copies and the backups of a library have that its file has not: a file that was put back is older."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw

from ..errors import ServiceError
from ..wording import counted, joined, quoted
from .backups import Backups
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
    ahead = list(_ahead(connection, backups, library))
    return (*_told(connection, database, replay(connection, (*ahead, *tails))), *said)


def _ahead(connection: apsw.Connection, backups: Backups, library: str) -> Iterator[Tail]:
    """The backups of a library that have what its file has not, oldest first, in whole."""
    try:
        every = backups.all()
    except ServiceError:
        return  # which was said of the tails, that are in the same folder
    contents = _Contents(connection)
    for one in every:
        try:
            with closing(immutable(one.path)) as backup:
                ours = library and read_meta(backup, LIBRARY) == library and backup.table_exists("main", "journal")
                if ours and not contents.has(backup):
                    yield _as_tail(backup, library)
        except _UNREADABLE:
            continue  # a backup that is damaged; the others have what it had


class _Contents:
    def __init__(self, connection: apsw.Connection) -> None:
        self._connection, self._sums = connection, frozenset[str]()
        self._lost = lost_numbers(connection)

    def has(self, backup: apsw.Connection) -> bool:
        """Whether all of a backup is in the database: then its last record is, and none that is lost there."""
        number = backup.execute("SELECT max(number) FROM journal").get
        if number is None:
            return True
        mark = marks(backup, number, number)[number]
        known = marks(self._connection, number, number).get(number)
        return bool((known and known.agrees(mark)) or self._is_anywhere(mark)) and not self._has_lost(backup)

    def _is_anywhere(self, mark: Mark) -> bool:
        self._sums = self._sums or frozenset(s for one in marks(self._connection, 0).values() for s in one.sums)
        return not mark.sums.isdisjoint(self._sums)

    def _has_lost(self, backup: apsw.Connection) -> bool:
        sql = "SELECT 1 FROM journal WHERE number = ?"
        return any(backup.execute(sql, (number,)).get for number in self._lost)


def _as_tail(backup: apsw.Connection, library: str) -> Tail:
    """All records of a backup, as far as they can be read; a number that is too great is a damaged one."""
    records = []
    try:
        for row in backup.execute(f"SELECT {COLUMNS} FROM journal ORDER BY number"):  # noqa: S608
            if record := record_of(row):
                records.append(record)
    except _UNREADABLE:
        pass
    far = len(records) + len(lost_numbers(backup)) + FAR
    return Tail(library, 0, tuple(one for one in records if one.number <= far))


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
    if replayed.lost:
        was = "was" if replayed.lost == 1 else "were"
        yield f"{counted(replayed.lost, 'edit')} of before {was} found nowhere."


def _titles(connection: apsw.Connection, tickets: tuple[str, ...]) -> str:
    sql = "SELECT title FROM library WHERE ticket = ?"
    titles = [str(connection.execute(sql, (one,)).get or "") for one in tickets]
    return joined([quoted(one or "a ticket without a title") for one in titles], _MOST_TITLES)
