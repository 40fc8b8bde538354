"""The library of tickets: where the session keeps what it works on, and finds what was kept."""

import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import apsw

from ..errors import InputError
from ..ticket import Ticket
from ..typing_step import new_step
from .database import connect, failed
from .history import History
from .journal import Connect, Journal
from .listing import COLUMNS, record_of
from .record import PERSON, Record, What, now
from .search import Found, Query, Row, rows_of, search, values
from .words import stored

Result = TypeVar("Result")


class Library:
    """All tickets in one file. What is asked for here also knows what is not on the disk yet."""

    def __init__(self, path: Path, *, open_database: Connect = connect) -> None:
        """Raises `ServiceError` where the file cannot be used."""
        self.journal = Journal(path, open_database=open_database)
        self._path = path
        self._lock = Lock()  # of the reader: a connection serves one thread at a time
        self._reader: apsw.Connection | None = None
        self._ordinal = int(self._read("SELECT coalesce(max(ordinal), 0) FROM library")[0][0])

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
        return next(iter(self._ask(lambda reader: rows_of(reader, "ticket = ?", stored(ticket_id)))), None)

    def file(self, ticket_id: str, shelf: str) -> "Future[None]":
        """Put a ticket on a shelf: "archived", "bin", or "" for back."""
        record = Record(ticket_id, What.FILED, PERSON, new_step(), now(), {"shelf": shelf})
        return self.journal.append([record])

    def duplicate(self, ticket_id: str) -> str:
        """A copy of a ticket as a new one; gives its id. Raises `InputError` where there is none to copy."""
        ticket = self.history(ticket_id).ticket
        if ticket is None:
            raise InputError("This ticket is not in the library any more; search for it again.")
        copy = replace(ticket, id=secrets.token_hex(8))
        _, kept = self.begin(copy, PERSON, new_step())
        kept.result()
        return copy.id

    def close(self) -> tuple[Record, ...]:
        """Write what waits, and stop; gives what could not be written."""
        left = self.journal.close()
        with self._lock:
            if self._reader:
                self._reader.close()
                self._reader = None
        return left

    def _read(self, sql: str, *given: Any) -> list[tuple[Any, ...]]:
        return self._ask(lambda reader: reader.execute(sql, given).fetchall())

    def _ask(self, question: Callable[[apsw.Connection], Result]) -> Result:
        with self._lock:
            try:
                self._reader = self._reader or connect(self._path, read_only=True)
                return question(self._reader)
            except (OSError, apsw.Error) as error:
                raise failed(self._path, error) from error
