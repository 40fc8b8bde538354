"""The one connection that writes: it is made anew where it failed, and where its file was taken away under it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import apsw

from ..ticket import Ticket
from .database import connect, transaction
from .erasing import erased_among
from .listing import enlist, insert_row, last_number, list_ticket, prepare, sums_since
from .record import Record, What
from .saving import report
from .taken_away import Left, identity

Result = TypeVar("Result")
Connect = Callable[[Path], apsw.Connection]
Copy = Callable[[apsw.Connection, Sequence[Record]], None]
FAILURES = (OSError, apsw.Error)  # what may be better at the next try
_OF_THE_DISK = (
    *(apsw.IOError, apsw.FullError, apsw.BusyError, apsw.LockedError, apsw.CantOpenError, apsw.ReadOnlyError),
    *(apsw.CorruptError, apsw.NotADBError, apsw.NoMemError, apsw.ProtocolError, apsw.InterruptError),
)


class NumberTaken(Exception):
    """The next record has another number: somebody else has written, or the file is another one. No number is left out.

    `taken`: the one that it was to have.
    """

    def __init__(self, taken: int, number: int) -> None:
        super().__init__(f"record {taken} is to be record {number}")
        self.taken, self.number = taken, number


class Writer:
    """Everything is done on one thread. Each method raises one of `FAILURES` where the file cannot be used now."""

    def __init__(self, path: Path, open_database: Connect = connect, copy: Copy | None = None) -> None:
        """`copy` gets what is to be written before it is."""
        self._path, self._open, self._copy = path, open_database, copy
        self._connection: apsw.Connection | None = None
        self._identity = identity(path)
        self._left: Left | None = None
        self.brought_back = ""  # what was gone and is there again, in a sentence that nobody was told yet
        self._began = 0  # the number of the first record of this session

    def open(self) -> int:
        """Have the file ready; gives the number that the next record gets."""
        number = last_number(self._ready()) + 1
        self._began = self._began or number
        return number

    def write(self, records: Sequence[Record], tickets: Mapping[str, Ticket]) -> None:
        """Have records on the disk, together, and the tickets that they lead to in the list of all.

        What an earlier try has written although it failed in the end is not written twice, and of a ticket that was
        erased only a blank record is. Raises `NumberTaken`.
        """
        connection = self._ready()
        try:
            with transaction(connection):
                erased = erased_among(connection, {one.ticket for one in records})
                fresh = _fresh(connection, list(_blanked(records, erased)))
                if self._copy:
                    self._copy(connection, fresh)
                for record in fresh:
                    insert_row(connection, record)
                _derive(connection, [one for one in fresh if one.ticket not in erased], tickets)
        except FAILURES:
            self.let_go()
            raise
        self._follow()

    def do(self, action: Callable[[apsw.Connection], Result]) -> Result:
        """Do something else on the connection; a transaction that it leaves open is rolled back."""
        connection = self._ready()
        try:
            return action(connection)
        except FAILURES:
            self.let_go()
            raise
        finally:
            if self._connection and connection.in_transaction:
                connection.execute("ROLLBACK")

    def let_go(self) -> None:
        """Forget a connection that failed; one whose file was taken away is read once more, for what it has."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        with suppress(OSError):
            if identity(self._path) != self._identity:
                self._left = self._left or Left(connection, self._began)
                return
        with suppress(*FAILURES):  # there is nothing in it that is acknowledged and not written
            connection.close(True)

    def close(self) -> None:
        """What was taken away meanwhile is brought back first."""
        if self._connection:
            self._follow()
        if self._connection:
            with suppress(*FAILURES):  # all of it is in the log, if not in the file
                self._connection.close()

    def _ready(self) -> apsw.Connection:
        if self._left:
            left, self._left = self._left, None
            self._bring_back(left)
        if self._connection is None:
            connection = self._open(self._path)
            self._connection = connection
            try:
                prepare(connection)
                self._identity = identity(self._path)
            except BaseException:
                self.let_go()
                raise
        return self._connection

    def _follow(self) -> None:
        """Look whether the file is still the one that we write to: nobody finds again what is in another."""
        if self._connection and identity(self._path) != self._identity:
            self._left, self._connection = Left(self._connection, self._began), None
            self._ready()

    def _bring_back(self, left: Left) -> None:
        """Have what was in the file that was taken away in the one that is there now.

        Where that fails it is tried again; where the old one cannot be read that is said once.
        """
        try:
            self.brought_back = left.bring_back(self._path, self._identity, self._open) or self.brought_back
        except FAILURES:
            if left.is_readable:
                self._left = left
            raise


def _fresh(connection: apsw.Connection, records: Sequence[Record]) -> Sequence[Record]:
    """The records that are not there yet: whether a COMMIT that failed has written them, only the file tells."""
    kept = sums_since(connection, records[0].number)
    fresh = [one for one in records if kept.get(one.number) != one.sha256] if kept else records
    if fresh and fresh[0].number != (number := last_number(connection) + 1):
        raise NumberTaken(fresh[0].number, number)
    return fresh


def _blanked(records: Iterable[Record], erased: Iterable[str]) -> Iterator[Record]:
    """The records, and blank ones in the place of those that somebody still had to say of a ticket that was erased."""
    gone = set(erased)
    for one in records:
        yield one.blank if one.ticket in gone else one
        if one.what is What.ERASED:
            gone.add(one.ticket)


def _derive(connection: apsw.Connection, records: Iterable[Record], tickets: Mapping[str, Ticket]) -> None:
    """Bring the list of all up to date; a fault in that takes no record along, for the list can be made anew."""
    try:
        with connection:  # a savepoint
            for record in records:
                enlist(connection, record)
            for ticket in tickets.values():
                list_ticket(connection, ticket)
    except _OF_THE_DISK:
        raise
    except Exception as fault:
        report(fault)
