"""The library of tickets: where the session keeps what it works on, and finds what was kept."""

from concurrent.futures import Future
from pathlib import Path
from threading import Lock
from typing import Any

import apsw

from ..ticket import Ticket
from ..typing_step import new_step
from .database import connect, failed
from .history import History
from .journal import Connect, Journal
from .listing import COLUMNS, record_of
from .record import PERSON, Record, What, now

_OF_RANGE = """
SELECT ticket FROM library JOIN journal AS first USING (ticket)
WHERE substr(change, 1, ?) = ? AND ticket != ?
AND first.number = (SELECT min(number) FROM journal WHERE journal.ticket = library.ticket)
AND CASE WHEN json_valid(data) THEN json_extract(data, '$.ticket.change.range') END = ?
ORDER BY ordinal DESC
"""


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
        """The id of the newest ticket of a change (`ChangeRef.key`) that is not in the bin."""
        rows = self._read("SELECT ticket FROM library WHERE change = ? ORDER BY ordinal DESC", key)
        for ticket_id in dict.fromkeys((*self._unsaved, *(str(row[0]) for row in rows))):
            history = self.history(ticket_id)
            if history.ticket and history.ticket.change.key == key and history.shelf != "bin":
                return ticket_id
        return None

    def of_range(self, location: str, text: str, *, but: str = "") -> Ticket | None:
        """The newest ticket of a range as the person wrote it, whatever commits it means by now ("" for a diff).

        None where there is none that is open: neither closed, nor archived, nor in the bin, nor that with the id `but`.
        """
        rows = self._read(_OF_RANGE, len(location) + 1, f"{location}\n", but, text)
        for ticket_id in dict.fromkeys((*self._unsaved, *(str(row[0]) for row in rows))):
            history = self.history(ticket_id)
            ticket = history.ticket
            if not ticket or ticket_id == but or history.shelf or ticket.entry("state").text == "closed":
                continue
            if (ticket.change.location, ticket.change.range) == (location, text):
                return ticket
        return None

    def put_in_bin(self, ticket_id: str) -> "Future[None]":
        """Put a ticket into the bin, from which it can be taken back."""
        record = Record(ticket_id, What.FILED, PERSON, new_step(), now(), {"shelf": "bin"})
        return self.journal.append([record])

    @property
    def _unsaved(self) -> tuple[str, ...]:
        """The tickets that were begun, or brought to another change, and are not on the disk yet, newest first."""
        told = (What.CREATED, What.MOVED)
        return tuple(one.ticket for one in reversed(self.journal.unsaved) if one.what in told)

    def close(self) -> tuple[Record, ...]:
        """Write what waits, and stop; gives what could not be written."""
        left = self.journal.close()
        with self._lock:
            if self._reader:
                self._reader.close()
                self._reader = None
        return left

    def _read(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._lock:
            try:
                self._reader = self._reader or connect(self._path, read_only=True)
                return self._reader.execute(sql, values).fetchall()
            except (OSError, apsw.Error) as error:
                raise failed(self._path, error) from error
