"""The tickets that the app keeps: SQLite, each edit durable when its write is acknowledged."""

import json
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from ..errors import ServiceError
from ..ticket import Ticket

Result = TypeVar("Result")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS tickets (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    change TEXT NOT NULL,      -- ChangeRef.key
    title TEXT NOT NULL,
    saved TEXT NOT NULL,       -- UTC, ISO 8601
    ticket TEXT NOT NULL       -- Ticket.to_json
);
CREATE INDEX IF NOT EXISTS tickets_change ON tickets (change);
"""


class TicketStore:
    """Tickets on disk. One thread writes, so that nobody waits for a disk and no two writes cross."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._work: queue.SimpleQueue[Callable[[sqlite3.Connection], None] | None] = queue.SimpleQueue()
        opened: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(opened,), name="ticket-store")
        self._thread.start()
        opened.result()

    def new(self, ticket: Ticket) -> "Future[int]":
        """Keep a new ticket; the result is its number among all tickets, from 1."""
        return self._do(lambda database: _insert(database, ticket))

    def save(self, ticket: Ticket) -> "Future[None]":
        """Keep the ticket's new state; the result comes when it is on the disk."""
        return self._do(lambda database: _update(database, ticket))

    def of_change(self, key: str) -> Ticket | None:
        """The newest ticket of a change (`ChangeRef.key`)."""
        return self._do(lambda database: _of_change(database, key)).result()

    def next_number(self) -> int:
        """The number that the next new ticket will get."""
        return self._do(_next_number).result()

    def close(self) -> None:
        """Write what is queued, and stop."""
        self._work.put(None)
        self._thread.join()

    def _do(self, action: Callable[[sqlite3.Connection], Result]) -> "Future[Result]":
        future: Future[Result] = Future()
        path = self._path

        def job(database: sqlite3.Connection) -> None:
            try:
                with database:
                    result = action(database)
            except sqlite3.Error as error:
                future.set_exception(_failed(path, error))
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)

        self._work.put(job)
        return future

    def _run(self, opened: "Future[None]") -> None:
        try:
            database = _connect(self._path)
        except (OSError, sqlite3.Error) as error:
            opened.set_exception(_failed(self._path, error))
            return
        opened.set_result(None)
        while job := self._work.get():
            job(database)
        database.close()


def _failed(path: Path, error: Exception) -> ServiceError:
    return ServiceError(
        f"The tickets in {path} cannot be used ({error}); make room or make the folder writable, then try again."
    )


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("PRAGMA fullfsync=ON")  # macOS: a plain fsync there does not reach the disk
    database.executescript(_SCHEMA)
    return database


def _columns(ticket: Ticket) -> dict[str, str]:
    return {
        "id": ticket.id,
        "change": ticket.change.key,
        "title": ticket.entry("title").text,
        "ticket": json.dumps(ticket.to_json(), ensure_ascii=False, sort_keys=True),
    }


def _insert(database: sqlite3.Connection, ticket: Ticket) -> int:
    cursor = database.execute(
        "INSERT INTO tickets (id, change, title, saved, ticket)"
        " VALUES (:id, :change, :title, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), :ticket)",
        _columns(ticket),
    )
    return cursor.lastrowid or 0


def _update(database: sqlite3.Connection, ticket: Ticket) -> None:
    changed = database.execute(
        "UPDATE tickets SET title = :title, saved = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ticket = :ticket"
        " WHERE id = :id",
        _columns(ticket),
    )
    if not changed.rowcount:
        _insert(database, ticket)


def _of_change(database: sqlite3.Connection, key: str) -> Ticket | None:
    row = database.execute(
        "SELECT ticket FROM tickets WHERE change = ? ORDER BY number DESC LIMIT 1", (key,)
    ).fetchone()
    return Ticket.from_json(json.loads(row[0])) if row else None


def _next_number(database: sqlite3.Connection) -> int:
    row = database.execute("SELECT seq FROM sqlite_sequence WHERE name = 'tickets'").fetchone()
    return (row[0] if row else 0) + 1
