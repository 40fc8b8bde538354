"""The database of the tickets and its one thread, so that nobody waits for a disk and no two writes cross."""

import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from ..errors import ServiceError, cause

Result = TypeVar("Result")


class Database:
    """An SQLite file. Every action is a transaction of its own, durable when its future has a result."""

    def __init__(self, path: Path, schema: str) -> None:
        self._path, self._schema = path, schema
        self._work: queue.SimpleQueue[Callable[[sqlite3.Connection], None] | None] = queue.SimpleQueue()
        self._lock, self._closed = threading.Lock(), False
        opened: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(opened,), name="ticket-store")
        self._thread.start()
        opened.result()

    def do(self, action: Callable[[sqlite3.Connection], Result]) -> "Future[Result]":
        """Do something on the database's thread, after all that was asked before. After `close` it fails at once."""
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

        with self._lock:
            if self._closed:
                future.set_exception(ServiceError(f"The tickets in {path} are closed; nothing more is kept there."))
            else:
                self._work.put(job)
        return future

    def close(self) -> None:
        """Write what is queued, and stop."""
        with self._lock:
            if not self._closed:
                self._work.put(None)
            self._closed = True
        self._thread.join()

    def _run(self, opened: "Future[None]") -> None:
        try:
            database = _connect(self._path, self._schema)
        except (OSError, sqlite3.Error) as error:
            opened.set_exception(_failed(self._path, error))
            return
        opened.set_result(None)
        while job := self._work.get():
            job(database)
        database.close()


def _failed(path: Path, error: Exception) -> ServiceError:
    return ServiceError(
        f"The tickets in {path} cannot be used ({cause(error)}); make room or make the folder writable, then try again."
    )


def _connect(path: Path, schema: str) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("PRAGMA fullfsync=ON")  # macOS: a plain fsync there does not reach the disk
    database.executescript(schema)
    return database
