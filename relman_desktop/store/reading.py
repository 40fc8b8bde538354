"""Reads the tickets of a file, also one that another process writes: nothing is repaired, made or changed here."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

import apsw

from ..drafting.earlier import Earlier
from ..errors import InputError, ServiceError
from ..jobs import Cancel
from ..ticket import Ticket
from .database import connect_to_read, failed, immutable, is_at_rest
from .deriving import rebuild
from .earlier import answer_records, answers_in, each_once, last_tickets
from .history import History
from .lately import begun_last, records_since_whole, tickets_of
from .listing import COLUMNS, record_of
from .losses import Near, lost_near
from .migrating import is_earlier, migrated_copy
from .record import Record
from .schema import State, derived_is_current, state
from .search import Found, Query, Row, rows_of, search, values
from .similar import Similar, matches
from .taken_away import Identity, identity
from .words import stored

if TYPE_CHECKING:
    from ..risk.timing.planned import Planned

_NEWER = "{} was written by a newer version of Relman Desktop, and cannot be read by this one; use that version."
_MOST_NAMED = 50  # tickets that a name may stand for
Result = TypeVar("Result")


class Reader:
    """All tickets of one file, as they are on the disk. Every method may be called from any thread.

    Each raises `ServiceError` where the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()  # a connection serves one thread at a time
        self._reader: apsw.Connection | None = None
        self._read_from: Identity | None = None  # the reader's file and log
        self._briefly = False  # for a question or two
        self.left_out = 0  # rows of an earlier version that cannot be read

    @classmethod
    def of_file(cls, path: Path) -> "Reader":
        """The tickets of a file that must be there, also of an earlier version's, for a question or two.

        The file stays as it is, and nothing is made beside it.

        Raises `InputError` where it holds none that can be read.
        """
        if not path.is_file():
            raise InputError(f"There are no tickets in {path.parent} yet; Relman Desktop keeps those that you write.")
        reader = cls(path)
        reader._briefly = True
        if not reader._ask(lambda connection: connection.table_exists("main", "journal")):
            reader.stop_reading()
            raise InputError(f"{path} holds no tickets; Relman Desktop keeps those that you write.")
        return reader

    def search(self, query: Query, limit: int = 200, offset: int = 0) -> Found:
        """A page of the tickets that a query is for."""
        return self._ask(lambda reader: search(reader, query, limit, offset))

    def values(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """What a query may filter by, with how many tickets have it, most first."""
        return self._ask(values)

    def row(self, ticket_id: str) -> Row | None:
        """A ticket's row in the list; None where it is not known."""
        return next(iter(self._ask(lambda reader: rows_of(reader, "ticket = ?", stored(ticket_id)))), None)

    def named(self, name: str) -> tuple[Row, ...]:
        """The tickets whose id, number or change ID this is, whatever the case."""
        number = int(name) if name.isascii() and name.isdigit() and len(name) < 16 else 0
        where = "ticket = ? OR ordinal = ? OR lower(library.change_id) = lower(?)"
        return tuple(self._ask(lambda reader: rows_of(reader, where, stored(name), number, stored(name)))[:_MOST_NAMED])

    def similar(self, ticket: Ticket, limit: int = 5) -> tuple[Similar, ...]:
        """The past tickets that are most like one, with what came of them."""
        found = self._ask(lambda reader: matches(reader, ticket, limit))
        histories = [(one, self.history(one.row.ticket).ticket) for one in found]
        return tuple(Similar(one.row, one.score, one.reasons, kept) for one, kept in histories if kept)

    def earlier_answers(self, location: str, *, but: str = "", most: int = 10) -> tuple[Earlier, ...]:
        """What was answered in the last tickets of a repository, the newest first, each answer once.

        `but`: the id of a ticket that does not count; `most`: tickets.
        """
        rows = [row for row in self._ask(lambda reader: last_tickets(reader, location, most + 1)) if row.ticket != but]
        return tuple(each_once([(row, answers_in(self._answering(row.ticket))) for row in rows[:most]]))

    def last_tickets(self, location: str, most: int = 12) -> tuple[Ticket, ...]:
        """The tickets of a repository that were begun last, as they are now, the oldest first; none of the bin."""
        rows = self._ask(lambda reader: begun_last(reader, location, most))
        return tuple(tickets_of(self._since_whole(row.ticket) for row in rows))

    def planned(self, *, but: str = "") -> "tuple[Planned, ...]":
        """The tickets that have a schedule and are neither over nor in the bin, the newest first.

        `but`: the id of a ticket that does not count.
        """
        from .scheduled import scheduled  # with the values of a risk, which most readers never need

        return tuple(one for one in self._ask(scheduled) if one.ticket != but)

    def history(self, ticket_id: str) -> History:
        """All that was done to a ticket; nothing where it is not known."""
        records = self.records(ticket_id)
        history = History(filter(None, records))
        history.damaged += records.count(None)
        return history

    def lost_near(self, ticket_id: str) -> Near | None:
        """What a damage has probably taken of a ticket; None for nothing."""
        return self._ask(lambda reader: lost_near(reader, ticket_id))

    def records(self, ticket_id: str) -> list[Record | None]:
        """The records of a ticket in their order; None for one that is damaged."""
        return list(self._kept(ticket_id).values())

    @contextmanager
    def snapshot(self, cancel: Cancel | None = None) -> Iterator[apsw.Connection]:
        """A connection that sees nothing of what is written while it is used."""
        try:
            with closing(self._connection()) as connection:
                connection.execute("BEGIN")
                yield connection
        except apsw.Error as error:
            raise failed(self.path, error) from error

    def stop_reading(self) -> None:
        """Let the file go."""
        with self._lock:
            if self._reader:
                self._reader.close()
                self._reader = None

    def _answering(self, ticket_id: str) -> list[Record]:
        """The records that say what is answered in a ticket."""
        return self._ask(lambda reader: answer_records(reader, ticket_id))

    def _since_whole(self, ticket_id: str) -> list[Record]:
        """A ticket's last whole record, and what was done to its texts after it."""
        return self._ask(lambda reader: records_since_whole(reader, ticket_id))

    def _kept(self, ticket_id: str) -> dict[int, Record | None]:
        """The records of a ticket that are on the disk, by their numbers, in their order."""
        sql = f"SELECT {COLUMNS} FROM journal WHERE ticket = ? ORDER BY number"  # noqa: S608 - our own names
        return {row[0]: record_of(row) for row in self._read(sql, ticket_id)}

    def _read(self, sql: str, *given: Any) -> list[tuple[Any, ...]]:
        return self._ask(lambda reader: reader.execute(sql, given).fetchall())

    def _ask(self, question: Callable[[apsw.Connection], Result]) -> Result:
        with self._lock:
            try:
                return question(self._reading())
            except (OSError, apsw.Error) as error:
                raise failed(self.path, error) from error

    def _reading(self) -> apsw.Connection:
        """The reader of the file that is there now: the journal makes one that was taken away anew."""
        there = identity(self.path)
        if self._reader and there[0] and there != self._read_from:
            self._reader.close()
            self._reader = None
        if self._reader is None:
            self._reader, self._read_from = self._connection(briefly=self._briefly), there
        return self._reader

    def _connection(self, *, briefly: bool = False) -> apsw.Connection:
        """A connection that has a journal and the list of all tickets; where the file's are not, those of its own.

        `briefly`: nobody begins to write while it is used, so nothing is made beside a file that nobody has open.
        """
        connection = immutable(self.path) if briefly and is_at_rest(self.path) else connect_to_read(self.path)
        if is_earlier(connection):
            with closing(connection):
                copy, self.left_out = migrated_copy(connection)
            return copy
        return _with_list(connection, self.path)


def _with_list(connection: apsw.Connection, path: Path) -> apsw.Connection:
    """Raises `ServiceError` where only a newer version can read the file."""
    try:
        if not derived_is_current(connection) and connection.table_exists("main", "journal"):
            rebuild(connection, aside=True)
    except (apsw.SQLError, ValueError) as error:
        newer = state(connection) is State.NEWER
        connection.close()
        if newer:
            raise ServiceError(_NEWER.format(path)) from error
        raise
    return connection
