"""The library of tickets: where the session keeps what it works on, and finds what was kept."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any

import apsw

from ..files import backups_of
from ..ticket import Ticket
from ..typing_step import new_step
from .backups import Backups
from .database import connect, connect_to_read, failed
from .guarding import Guard
from .history import History
from .journal import Connect, Journal
from .listing import COLUMNS, record_of
from .opening import open_library
from .record import PERSON, Record, What, now
from .taken_away import identity

_OF_RANGE = """
SELECT ticket FROM library JOIN journal AS first USING (ticket)
WHERE substr(change, 1, ?) = ? AND ticket != ?
AND first.number = (SELECT min(number) FROM journal WHERE journal.ticket = library.ticket)
AND CASE WHEN json_valid(data) THEN json_extract(data, '$.ticket.change.range') END = ?
ORDER BY ordinal DESC
"""


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
        self._read_from: tuple[int, int] | None = None  # the reader's file
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
        records = self.records(ticket_id)
        history = History(filter(None, records))
        history.damaged += records.count(None)
        return history

    def records(self, ticket_id: str) -> list[Record | None]:
        """The records of a ticket in their order; None for one that is damaged. Raises `ServiceError`."""
        waiting = {one.number: one for one in self.journal.unsaved if one.ticket == ticket_id}  # before what is kept
        rows = self._read(f"SELECT {COLUMNS} FROM journal WHERE ticket = ? ORDER BY number", ticket_id)  # noqa: S608
        kept = {row[0]: record_of(row) for row in rows}
        records = {**kept, **waiting}
        return [records[number] for number in sorted(records)]

    def take_in(self, records: Iterable[Record], ticket: Ticket) -> "Future[None]":
        """Append records of a ticket that were kept elsewhere; one that begins here gets the next number among all."""
        return self.journal.append(list(map(self._counted, records)), ticket)

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

    def _counted(self, record: Record) -> Record:
        if record.what is not What.CREATED:
            return record
        self._ordinal += 1
        return replace(record, data={**record.data, "ordinal": self._ordinal})

    def _read(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._lock:
            try:
                return self._reading().execute(sql, values).fetchall()
            except (OSError, apsw.Error) as error:
                raise failed(self._path, error) from error

    def _reading(self) -> apsw.Connection:
        """The reader of the file that is there now: the journal makes one that was taken away anew."""
        there, _ = identity(self._path)
        if self._reader and there and there != self._read_from:
            self._reader.close()
            self._reader = None
        if self._reader is None:
            self._reader, self._read_from = connect_to_read(self._path), there
        return self._reader
