"""The file of the tickets: how it is opened, and what one transaction is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from ..errors import ServiceError, cause

BUSY = 5000  # milliseconds to wait for another process that writes


def connect(path: Path, *, read_only: bool = False, vfs: str | None = None) -> apsw.Connection:
    """Open the file, or make it; one that is read-only must be there. Raises `apsw.Error` or `OSError`."""
    if read_only:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY, vfs=vfs)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = apsw.Connection(str(path), vfs=vfs)
    connection.set_busy_timeout(BUSY)
    if not read_only:
        connection.pragma("journal_mode", "WAL")
        connection.pragma("synchronous", "FULL")
        connection.pragma("fullfsync", True)  # macOS: a plain fsync there does not reach the disk
    return connection


@contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """All that is written inside is on the disk at the end, or none of it is."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def failed(path: Path, error: Exception) -> ServiceError:
    """What went wrong with the file, for the person; the error is the cause of what this gives."""
    told = ServiceError(
        f"The tickets in {path} cannot be used ({cause(error)}); make room or make the folder writable, then try again."
    )
    told.__cause__ = error
    return told
