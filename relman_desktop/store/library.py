"""The library of tickets: where the session keeps what it works on, and finds what was kept."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import apsw

from ..errors import InputError, ServiceError
from ..files import backups_of
from ..ticket import Ticket
from ..typing_step import new_step
from .backups import Backups
from .database import connect, connect_to_read, failed
from .deriving import rebuild
from .entries import SHELVES
from .erasing import leave_no_trace, overwrite_what_is_deleted
from .guarding import Guard
from .history import History
from .journal import Connect, Journal
from .listing import COLUMNS, record_of
from .opening import open_library
from .record import PERSON, Record, What, now
from .schema import derived_is_current
from .search import Found, Query, Row, rows_of, search, values
from .similar import Similar, matches
from .words import stored

_PATIENCE = 10.0  # seconds that an export waits for the disk
Result = TypeVar("Result")


class Library:
    """All tickets in one file. What is asked for here also knows what is not on the disk yet."""

    def __init__(self, path: Path, *, open_database: Connect = connect, backups: Backups | None = None) -> None:
        """Repairs what is damaged, and says so in `opened`. Raises `ServiceError` where the file cannot be used."""
        backups = backups or Backups(backups_of(path))
        self.opened = open_library(path, backups, open_database)
        self._guard = Guard(path, backups)
        if self.opened.read_only:
            self.journal = Journal(path, open_database=connect_to_read)
        else:
            self.journal = Journal(path, open_database=open_database, copy=self._guard.copy)
            self._guard.start(self.opened, self.journal.do)
        self._path = path
        self._lock = Lock()  # of the reader: a connection serves one thread at a time
        self._reader: apsw.Connection | None = None
        self._ordinal = 0
        self.count_again()

    @property
    def next_ordinal(self) -> int:
        """The number that the next new ticket gets, from 1."""
        return self._ordinal + 1

    def begin(self, ticket: Ticket, author: str, step: str) -> tuple[History, "Future[None]"]:
        """Keep a new ticket; it gets the next number among all tickets."""
        self._ordinal += 1
        data = {"ticket": ticket.to_json(), "ordinal": self._ordinal}
        record = Record(ticket.id, What.CREATED, author, step, now(), data)
        return History([record]), self.journal.append([record], ticket)

    def records(self, ticket_id: str) -> tuple[Record, ...]:
        """The intact records of a ticket that are on the disk, in their order. Raises `ServiceError`."""
        rows = self._read(f"SELECT {COLUMNS} FROM journal WHERE ticket = ? ORDER BY number", ticket_id)  # noqa: S608
        return tuple(one for row in rows if (one := record_of(row)))

    def take_in(self, records: Sequence[Record]) -> "Future[None]":
        """Write records of one ticket that come from elsewhere, together."""
        ticket_id = records[0].ticket
        return self.journal.append(records, History((*self.records(ticket_id), *records)).ticket)

    def count_again(self) -> None:
        """Tickets came in: the next new one gets the number after theirs."""
        self._ordinal = int(self._read("SELECT coalesce(max(ordinal), 0) FROM library")[0][0])

    @contextmanager
    def snapshot(self) -> Iterator[apsw.Connection]:
        """A connection that sees all that was written before, and nothing that is written while it is used."""
        if not self.opened.read_only:
            self._settle()
        try:
            with closing(_reader(self._path)) as connection:
                connection.execute("BEGIN")
                yield connection
        except apsw.Error as error:
            raise failed(self._path, error) from error

    def history(self, ticket_id: str) -> History:
        """All that was done to a ticket; nothing where it is not known. Raises `ServiceError`."""
        waiting = {one.number: one for one in self.journal.unsaved if one.ticket == ticket_id}  # before what is kept
        rows = self._read(f"SELECT {COLUMNS} FROM journal WHERE ticket = ? ORDER BY number", ticket_id)  # noqa: S608
        kept = {row[0]: record_of(row) for row in rows}
        records = {**kept, **waiting}
        intact = [record for number in sorted(records) if (record := records[number])]
        history = History(intact)
        history.damaged += len(records) - len(intact)
        return history

    def of_change(self, key: str) -> str | None:
        """The id of the newest ticket of a change (`ChangeRef.key`) that is on no shelf."""
        unsaved = self.journal.unsaved
        filed = {one.ticket: one.data["shelf"] for one in unsaved if one.what is What.FILED}
        for record in reversed(unsaved):
            begun = record.what is What.CREATED and not filed.get(record.ticket)
            if begun and Ticket.from_json(record.data["ticket"]).change.key == key:
                return record.ticket
        rows = self._read("SELECT ticket, shelf FROM library WHERE change = ? ORDER BY ordinal DESC", stored(key))
        return next((str(ticket) for ticket, shelf in rows if not filed.get(ticket, shelf)), None)

    def search(self, query: Query, limit: int = 200, offset: int = 0) -> Found:
        """A page of the tickets that a query is for. On any thread. Raises `ServiceError`."""
        return self._ask(lambda reader: search(reader, query, limit, offset))

    def values(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """What a query may filter by, with how many tickets have it, most first."""
        return self._ask(values)

    def row(self, ticket_id: str) -> Row | None:
        """A ticket's row in the list; None where it is not known."""
        return next(
            iter(self._ask(lambda reader: rows_of(reader, "shelf <> 'erased' AND ticket = ?", stored(ticket_id)))), None
        )

    def similar(self, ticket: Ticket, limit: int = 5) -> tuple[Similar, ...]:
        """The past tickets that are most like one, with what came of them. On any thread. Raises `ServiceError`."""
        found = self._ask(lambda reader: matches(reader, ticket, limit))
        histories = [(one, self.history(one.row.ticket).ticket) for one in found]
        return tuple(Similar(one.row, one.score, one.reasons, kept) for one, kept in histories if kept)

    def file(self, ticket_id: str, shelf: str) -> "Future[None]":
        """Put a ticket on a shelf: "archived", "bin", or "" for back."""
        if shelf not in SHELVES:
            raise InputError(f"There is no shelf {shelf!r}; a ticket is archived, in the bin, or on none.")
        record = Record(ticket_id, What.FILED, PERSON, new_step(), now(), {"shelf": shelf})
        return self.journal.append([record])

    def erase(self, ticket_id: str) -> None:
        """Remove a ticket that is in the bin for good, with all that was done to it; not on the window's thread.

        Backups still hold it until they are thinned. Raises `InputError` for one that is not in the bin.
        """
        row = self.row(ticket_id)
        if row is None or row.shelf != "bin":
            raise InputError("Only a ticket that is in the bin can be removed for good; put it there first.")
        record = Record(ticket_id, What.ERASED, PERSON, new_step(), now(), {"ordinal": row.ordinal})
        self.journal.do(overwrite_what_is_deleted)
        self.journal.append([record]).result()
        self.journal.do(leave_no_trace).result()
        self.back_up()

    def duplicate(self, ticket_id: str) -> str:
        """A copy of a ticket as a new one; gives its id. Raises `InputError` where there is none to copy."""
        ticket = self.history(ticket_id).ticket
        if ticket is None:
            raise InputError("This ticket is not in the library any more; search for it again.")
        copy = replace(ticket, id=secrets.token_hex(8))
        _, kept = self.begin(copy, PERSON, new_step())
        kept.result()
        return copy.id

    def watch_trouble(self, watcher: Callable[[str], None]) -> None:
        """Have somebody told, from any thread, in a sentence: a second copy or a backup fails, a damage was found."""
        self._guard.watch(watcher)

    def back_up(self) -> None:
        """Make a backup now, before what changes much; not on the window's thread. Raises `ServiceError`."""
        self._guard.back_up(self.journal.do)

    def close(self) -> tuple[Record, ...]:
        """Write what waits, and stop; gives what could not be written."""
        self._guard.stop()
        left = self.journal.close()
        self._guard.close()
        with self._lock:
            if self._reader:
                self._reader.close()
                self._reader = None
        return left

    def _settle(self) -> None:
        """Have on the disk what was typed. Raises `ServiceError` where that takes too long."""
        try:
            self.journal.flush().result(_PATIENCE)
        except TimeoutError as error:
            raise ServiceError(f"What you wrote last cannot be saved in {self._path}; see to that first.") from error

    def _read(self, sql: str, *given: Any) -> list[tuple[Any, ...]]:
        return self._ask(lambda reader: reader.execute(sql, given).fetchall())

    def _ask(self, question: Callable[[apsw.Connection], Result]) -> Result:
        with self._lock:
            try:
                self._reader = self._reader or _reader(self._path)
                return question(self._reader)
            except (OSError, apsw.Error) as error:
                raise failed(self._path, error) from error


def _reader(path: Path) -> apsw.Connection:
    """A connection that has the list of all tickets; where the file's is another version's, one of its own."""
    connection = connect_to_read(path)
    if not derived_is_current(connection) and connection.table_exists("main", "journal"):
        rebuild(connection, aside=True)
    return connection
