"""The journal and its one thread, so that nobody waits for a disk and no two writes cross.

A record is acknowledged when its future has a result: then it is on the disk. What is typed waits a moment for the
next key; all else is written at once. What cannot be written stays in memory, in its order, and is tried again.
"""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import apsw

from ..errors import ServiceError
from ..ticket import Ticket
from .database import connect, failed, transaction
from .listing import insert, list_ticket, prepare
from .record import Record

Result = TypeVar("Result")
Connect = Callable[[Path], apsw.Connection]
Copy = Callable[[apsw.Connection, Sequence[Record]], None]
_Action = Callable[[apsw.Connection | None], apsw.Connection | None]  # gives the connection for the next one

QUIET = 0.25  # seconds without a key before what was typed is written
LONGEST = 1.0  # seconds that it waits while the person types on
AGAIN = (1.0, 2.0, 5.0, 10.0)  # seconds until a write that failed is tried again


@dataclass(frozen=True, slots=True)
class Saving:
    """How it stands with what was written: `error` where it is not on the disk, with how many records."""

    at: float  # seconds since 1970, of the last record that reached the disk; 0 where none did
    unsaved: int = 0
    error: ServiceError | None = None


@dataclass
class _Batch:
    """Records that are written together, and the ticket that they lead to, for the list of all."""

    records: tuple[Record, ...]
    ticket: Ticket | None
    done: "Future[None]" = field(default_factory=Future)
    first: float = 0.0  # monotonic, of the first key
    last: float = 0.0


class Journal:
    """The records of all tickets, in the order of their numbers. Every method may be called from any thread."""

    def __init__(self, path: Path, *, open_database: Connect = connect, copy: Copy | None = None) -> None:
        """`copy` gets what is to be written before it is. Raises `ServiceError` where the file cannot be used."""
        self.path = path
        self._open = open_database
        self._copy = copy
        self._changed = threading.Condition()
        self._waiting: list[_Batch] = []
        self._typed: _Batch | None = None
        self._actions: list[_Action] = []
        self._watcher: Callable[[Saving], None] = lambda saving: None
        self._error: ServiceError | None = None
        self._failures, self._next_try = 0, 0.0
        self._last_saved = 0.0
        self._closing = False
        opened: Future[int] = Future()
        self._thread = threading.Thread(target=self._run, args=(opened,), name="ticket-store")
        self._thread.start()
        self._next_number = opened.result()

    def watch(self, watcher: Callable[[Saving], None]) -> None:
        """Have somebody told, on the journal's thread, whenever something was written or could not be."""
        self._watcher = watcher

    def append(self, records: Iterable[Record], ticket: Ticket | None = None) -> "Future[None]":
        """Write records at once, together. `ticket`: what it holds since, for the list of all tickets."""
        with self._changed:
            if self._closing:
                return _refused(self.path)
            self._settle()
            batch = _Batch(tuple(map(self._numbered, records)), ticket)
            self._waiting.append(batch)
            self._changed.notify_all()
        return batch.done

    def type(self, record: Record, ticket: Ticket) -> "Future[None]":
        """Write what a field holds as soon as the person rests; a record of the same step takes its place until then.

        Such a record must set all that the one whose place it takes has set.
        """
        with self._changed:
            if self._closing:
                return _refused(self.path)
            moment = time.monotonic()
            if self._typed and self._typed.records[0].step != record.step:
                self._settle()
            if self._typed:
                numbered = replace(record, number=self._typed.records[0].number)
                self._typed.records, self._typed.ticket, self._typed.last = (numbered,), ticket, moment
            else:
                self._typed = _Batch((self._numbered(record),), ticket, first=moment, last=moment)
                self._changed.notify_all()
            return self._typed.done

    def flush(self) -> "Future[None]":
        """Write what was typed at once; the result comes when all that was written before is on the disk."""
        return self.append(())

    def do(self, action: Callable[[apsw.Connection], Result]) -> "Future[Result]":
        """Do something on the journal's connection, after what was appended before (but for what cannot be written)."""
        future: Future[Result] = Future()

        def job(connection: apsw.Connection | None) -> apsw.Connection | None:
            try:
                connection = connection or self._open(self.path)
                future.set_result(action(connection))
            except (OSError, apsw.Error) as error:
                future.set_exception(failed(self.path, error))
            except BaseException as error:
                future.set_exception(error)
            return connection

        with self._changed:
            if self._closing:
                return _refused(self.path)
            self._actions.append(job)
            self._changed.notify_all()
        return future

    def retry(self) -> None:
        """Try now what could not be written."""
        with self._changed:
            self._next_try = 0.0
            self._changed.notify_all()

    @property
    def unsaved(self) -> tuple[Record, ...]:
        """The records that are not on the disk yet, in their order."""
        with self._changed:
            batches = [*self._waiting, *([self._typed] if self._typed else [])]
            return tuple(record for batch in batches for record in batch.records)

    def close(self) -> tuple[Record, ...]:
        """Write what waits, and stop; gives the records that could not be written."""
        with self._changed:
            self._settle()
            self._closing = True
            self._next_try = 0.0
            self._changed.notify_all()
        self._thread.join()
        left = self.unsaved
        for batch in self._waiting:
            batch.done.set_exception(self._error or ServiceError(f"The tickets in {self.path} are closed."))
        self._waiting.clear()
        return left

    def _numbered(self, record: Record) -> Record:
        number, self._next_number = self._next_number, self._next_number + 1
        return replace(record, number=number)

    def _settle(self) -> None:
        """What was typed waits no longer."""
        if self._typed:
            self._waiting.append(self._typed)
            self._typed = None

    def _run(self, opened: "Future[int]") -> None:
        connection: apsw.Connection | None = None
        try:
            connection = self._open(self.path)
            first = prepare(connection)
        except BaseException as error:  # whoever waits for it must hear of it
            opened.set_exception(failed(self.path, error) if isinstance(error, OSError | apsw.Error) else error)
            return
        opened.set_result(first)
        while True:
            batches, actions, ends = self._wait()
            if batches:
                connection = self._write(connection, batches)
            for action in actions:
                connection = action(connection)
            if ends:
                break
        if connection:
            connection.close()

    def _wait(self) -> tuple[list[_Batch], list[_Action], bool]:
        """What is due: the batches that are to be written and stay in `_waiting` until they are, and what is asked."""
        with self._changed:
            while True:
                moment = time.monotonic()
                if self._typed and moment >= self._due(self._typed):
                    self._settle()
                tries = bool(self._waiting) and moment >= self._next_try
                if tries or self._actions or self._closing:
                    actions, self._actions = self._actions, []
                    return list(self._waiting) if tries else [], actions, self._closing
                self._changed.wait(self._rest(moment))

    def _rest(self, moment: float) -> float | None:
        """Seconds until something is due; None where only a new record can be."""
        times = [self._due(self._typed)] if self._typed else []
        times += [self._next_try] if self._waiting else []
        return max(0.0, min(times) - moment) if times else None

    @staticmethod
    def _due(typed: _Batch) -> float:
        return min(typed.last + QUIET, typed.first + LONGEST)

    def _write(self, connection: apsw.Connection | None, batches: list[_Batch]) -> apsw.Connection | None:
        """Write the batches, or keep them; a connection that failed is made anew for the next try."""
        try:
            connection = connection or self._open(self.path)
            if self._copy:
                self._copy(connection, [record for batch in batches for record in batch.records])
            with transaction(connection):
                for batch in batches:
                    insert(connection, batch.records)
                    if batch.ticket:
                        list_ticket(connection, batch.ticket)
        except (OSError, apsw.Error) as error:
            if connection:
                _let_go(connection)
            self._fail(error)
            return None
        self._succeed(batches)
        return connection

    def _succeed(self, batches: list[_Batch]) -> None:
        with self._changed:
            self._waiting = self._waiting[len(batches) :]
            self._error, self._failures, self._next_try = None, 0, 0.0
            self._last_saved = time.time()
        for batch in batches:
            batch.done.set_result(None)
        if any(batch.records for batch in batches):
            self._watcher(Saving(self._last_saved))

    def _fail(self, error: Exception) -> None:
        with self._changed:
            self._error = failed(self.path, error)
            self._next_try = time.monotonic() + AGAIN[min(self._failures, len(AGAIN) - 1)]
            self._failures += 1
        self._watcher(Saving(self._last_saved, len(self.unsaved), self._error))


def _let_go(connection: apsw.Connection) -> None:
    try:
        connection.close(True)
    except (OSError, apsw.Error):
        return  # it failed before: there is nothing in it that is acknowledged and not written


def _refused(path: Path) -> "Future[Result]":
    future: Future[Result] = Future()
    future.set_exception(ServiceError(f"The tickets in {path} are closed; nothing more is kept there."))
    return future
