"""The file of the tickets: how it is opened, and what one transaction is."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import apsw

from ..errors import ServiceError, cause
from .drive import is_remote

_LOGGED = b"\2\2"  # in the header: it is written by way of a log
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
        _set_log(connection, path)
        connection.pragma("synchronous", "FULL")
        connection.pragma("fullfsync", True)  # macOS: a plain fsync there does not reach the disk
    return connection


def _set_log(connection: apsw.Connection, path: Path) -> None:
    """A log that can be read while it is written; on another machine's disk that does not work (`drive`)."""
    if is_remote(path.parent):
        connection.pragma("locking_mode", "EXCLUSIVE")  # a log that is there is read without shared memory then
        connection.pragma("journal_mode", "DELETE")
        connection.pragma("locking_mode", "NORMAL")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()  # lets go of the lock
    else:
        connection.pragma("journal_mode", "WAL")


def immutable(path: Path) -> apsw.Connection:
    """Open a file that nobody writes, without a lock and without its log; nothing is made beside it."""
    place = quote(str(path.absolute()).replace("\\", "/"))
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    return apsw.Connection(f"file:{place if place.startswith('/') else '/' + place}?immutable=1", flags=flags)


def is_at_rest(path: Path) -> bool:
    """Whether nobody has the file open: one with a log beside it has none then. Raises `OSError`."""
    with path.open("rb") as file:
        logged = file.read(20)[18:] == _LOGGED
    return logged and not any(path.with_name(path.name + ending).exists() for ending in ("-wal", "-journal"))


def connect_to_read(path: Path) -> apsw.Connection:
    """Open a file that may be read at least, also where nothing may be made beside it; what its log has is read too.

    Raises `apsw.Error` or `OSError`.
    """
    log = path.with_name(f"{path.name}-wal")
    if os.access(path.parent, os.W_OK) or not path.exists():
        return connect(path, read_only=True)
    if not log.exists() or not log.stat().st_size:
        return immutable(path)
    with tempfile.TemporaryDirectory(prefix="relman-") as folder:
        for one in (path, log):
            shutil.copyfile(one, Path(folder) / one.name)
        copy = connect(Path(folder) / path.name)
        try:
            copy.pragma("journal_mode", "DELETE")  # what is only in memory can have no log
            found = apsw.Connection(":memory:")
            found.deserialize("main", copy.serialize("main"))
        finally:
            copy.close()
    return found


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
