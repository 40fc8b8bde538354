"""A database whose file was deleted, moved or replaced while it was open: what it has is brought back.

SQLite goes on in the file that has no name any more, and nothing in it is found again. See "Unlinking or renaming a
database file while in use" in sqlite.org/howtocorrupt.html.
"""

import ctypes
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import apsw

from .database import transaction
from .history import History
from .listing import COLUMNS, enlist, insert, insert_columns, last_number, list_ticket, prepare, record_of
from .timeline import settling

Identity = tuple[tuple[int, int] | None, tuple[int, int] | None]
Open = Callable[[Path], apsw.Connection]


def identity(path: Path) -> Identity:
    """Which file stands at a path, and which log beside it; None for one that is not there. Raises `OSError`."""
    return _number(path), _number(_beside(path, "-wal"))


class Left:
    """The connection to a file that is not at its path any more."""

    def __init__(self, connection: apsw.Connection, began: int) -> None:
        """`began`: the number of the first record of this session."""
        self._connection, self._began = connection, began

    @property
    def is_readable(self) -> bool:
        try:
            return last_number(self._connection) >= 0
        except apsw.Error:
            return False

    def bring_back(self, path: Path, before: Identity, open_database: Open) -> str:
        """Put all of it where nothing is, or the tickets of this session into what is there now. Raises `apsw.Error`.

        Gives a sentence for the person; "" where the file itself is still there.
        `before`: what was there when it was opened. The old log would be taken for that of the new file.
        """
        with suppress(apsw.Error):
            self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
        said = ""
        if _number(path) != before[0]:
            said = _told(path)
            _drop_log(path, before)
            if _number(path) is None:
                self._copy_to(path, open_database)
            else:
                self._merge_into(path, open_database)
        self._close()
        return said

    def _copy_to(self, path: Path, open_database: Open) -> None:
        copy = path.with_name(f"{path.name}.copy")
        copy.unlink(missing_ok=True)
        connection = open_database(copy)
        try:
            with connection.backup("main", self._connection, "main") as backup:
                backup.step()
        finally:
            connection.close(True)
        copy.replace(path)

    def _merge_into(self, path: Path, open_database: Open) -> None:
        connection = open_database(path)
        try:
            prepare(connection)
            with transaction(connection):
                for ticket in self._tickets:
                    self._merge_ticket(connection, ticket)
        finally:
            connection.close(True)

    @property
    def _tickets(self) -> list[str]:
        """The tickets that were worked on in this session."""
        sql = "SELECT ticket FROM journal WHERE number >= ? GROUP BY ticket ORDER BY min(number)"
        return [str(ticket) for (ticket,) in self._connection.execute(sql, (self._began,))]

    def _merge_ticket(self, connection: apsw.Connection, ticket: str) -> None:
        """Put what the file that is there lacks of a ticket to its end; of each field the newest text counts."""
        sql = f"SELECT {COLUMNS} FROM journal WHERE ticket = ? ORDER BY number"  # noqa: S608 - our own names
        there = connection.execute(sql, (ticket,)).fetchall()
        known = {row[-1] for row in there}
        rows = [row for row in self._connection.execute(sql, (ticket,)) if row[-1] not in known]
        for number, row in enumerate(rows, last_number(connection) + 1):
            insert_columns(connection, (number, *row[1:]))
            if record := record_of(row):
                enlist(connection, record)
        own, ours = ([one for one in map(record_of, found) if one] for found in (there, rows))
        if own and ours:
            insert(connection, (replace(one, number=last_number(connection) + 1) for one in settling(own, ours)))
        records = (record_of(row) for row in connection.execute(sql, (ticket,)).fetchall())
        if found := History(filter(None, records)).ticket:
            list_ticket(connection, found)

    def _close(self) -> None:
        """Without what SQLite does last: it would delete the log by its name, which is that of the new file's now."""
        keeps = ctypes.c_int(1)
        self._connection.file_control("main", apsw.SQLITE_FCNTL_PERSIST_WAL, ctypes.addressof(keeps))
        self._connection.close(True)


def _told(path: Path) -> str:
    """What is going to be done."""
    if path.exists():
        return f"Another file was put in the place of your tickets, {path}; what you worked on was put into it."
    if path.parent.is_dir():
        return f"The file of your tickets, {path}, was gone; it has been made again with all that was in it."
    return f"The folder {path.parent} was gone; it has been made again, with all of your tickets."


def _drop_log(path: Path, before: Identity) -> None:
    log = _beside(path, "-wal")
    if before[1] and _number(log) == before[1]:
        for one in (log, _beside(path, "-shm")):
            one.unlink(missing_ok=True)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _number(path: Path) -> tuple[int, int] | None:
    try:
        told = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return told.st_dev, told.st_ino
