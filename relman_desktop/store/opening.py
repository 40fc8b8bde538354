"""Opens the file of the tickets whatever state it is in, and says in sentences what that was.

Damage is repaired from what is intact; what is no damage (a folder that may not be written, a disk that is full,
another process) is an error or a way of reading, and nothing is moved.
"""

import errno
import os
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import apsw

from ..errors import ServiceError
from ..files import write_atomically
from ..jobs import Cancel
from . import schema
from .backups import Backups
from .carving import carve
from .catching_up import caught_up
from .checking import check, check_old, check_quickly, is_damage
from .database import connect, connect_to_read, failed, transaction
from .deriving import rebuild
from .drive import is_remote
from .listing import last_number
from .log import Log, log_of
from .meta import LIBRARY, read_meta
from .migrating import has_old, migrate
from .record import Record
from .recovered import Recovered
from .recovery import recover, unfinished
from .replaying import replay
from .tail import Tail

SMALL = 4 << 20  # bytes of a database that is checked in whole at each start
Connect = Callable[[Path], apsw.Connection]
DAMAGED = "damaged"
_MAGIC = b"SQLite format 3\0"


_NEWER = (
    "Your tickets in {} were written by a newer version of Relman Desktop: here they can be read and exported; to go on"
    " writing, use that version."
)


class _Damaged(Exception):
    """The file must be recovered. `reason`: a sentence for the person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Opened:
    """`said`: sentences for the person; `unchecked`: whether the rest of the check is still to be made, beside.

    `newer`: it is read-only because a newer version wrote it, not because the place may not be written.
    """

    said: tuple[str, ...] = ()
    recovered: Recovered | None = None
    read_only: bool = False
    newer: bool = False
    unchecked: bool = False


def open_library(database: Path, backups: Backups, open_database: Connect = connect) -> Opened:
    """Have the file ready to be written, or say why it can only be read.

    Raises `ServiceError` where it can be neither, and where a damaged one could not be recovered.
    """
    if database.is_dir():
        raise ServiceError(f"There is a folder where your tickets should be, {database}; move it away, then try again.")
    if not _may_write(database):
        if not os.access(database, os.R_OK):
            raise failed(database, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))
        said = f"Your tickets in {database} may only be read: nothing that you write is kept there."
        newer = _newer(database)
        return Opened((newer or said,), read_only=True, newer=bool(newer))
    recovered = unfinished(database)
    if state := damage(database, backups):
        recovered = recover(database, backups, _was(database, state))
    try:
        opened = _look(database, backups, open_database)
    except _Damaged as damaged:
        recovered = recover(database, backups, damaged.reason)
        opened = _look(database, backups, open_database)
    return replace(opened, said=(*opened.said, *_remote(database)), recovered=recovered)


def _look(database: Path, backups: Backups, open_database: Connect) -> Opened:
    """Check a file that SQLite can open, and bring it up to date. Raises `_Damaged`."""
    log = log_of(database)
    left = _in_log(database) if log is Log.TORN else ()
    try:
        connection = open_database(database)
    except (OSError, apsw.Error, UnicodeError) as error:
        raise _unusable(database, error) from error
    try:
        return _looked(connection, database, backups, log, left)
    except (OSError, apsw.Error, UnicodeError) as error:
        raise _unusable(database, error) from error
    finally:
        with suppress(OSError, apsw.Error):  # of a disk that fails: what is wrong was said, or the next write says it
            connection.close(True)


def _unusable(database: Path, error: Exception) -> Exception:
    return _Damaged(_was(database, DAMAGED)) if is_damage(error) else failed(database, error)


def _looked(connection: apsw.Connection, database: Path, backups: Backups, log: Log, left: Sequence[Record]) -> Opened:
    state = schema.state(connection)
    if state is schema.State.NEWER:
        return Opened((_NEWER.format(database),), read_only=True, newer=True)
    if state is schema.State.EMPTY:
        schema.create(connection)
    upgrade = has_old(connection)
    said = _taken_over(connection, database, backups) if upgrade else ()
    whole = log is not Log.NONE or database.stat().st_size <= SMALL or _mark(database).exists()
    wrong = check(connection, Cancel()) if whole else check_quickly(connection)
    if any(not one.derived for one in wrong):
        raise _Damaged(_was(database, DAMAGED))
    if wrong:
        known = schema.derived_is_current(connection)
        with transaction(connection):
            rebuild(connection)
        said += ("The list of your tickets was damaged, and was made anew; no ticket was.",) if known else ()
    _mark(database).unlink(missing_ok=True)
    library = read_meta(connection, LIBRARY) or ""
    last = last_number(connection)
    new = tuple(one for one in left if one.number > last)  # the others were written, and may have been erased since
    goes_on = state is schema.State.PRESENT and not upgrade
    if new and goes_on:  # else they are of the same upgrade, which was made again
        replay(connection, [Tail(library, last, new)])
    said += caught_up(connection, database, backups, torn=log is Log.TORN and goes_on)
    return Opened(said, unchecked=not whole)


def _in_log(database: Path) -> tuple[Record, ...]:
    """The records in a log, also of a write that did not come to its end; what is written next goes over them."""
    carved = carve(database.with_name(f"{database.name}-none"), database.with_name(f"{database.name}-wal"))
    return tuple(replace(one.record, number=one.number) for one in carved if one.number)


def _taken_over(connection: apsw.Connection, database: Path, backups: Backups) -> tuple[str, ...]:
    """Take in what an earlier version kept; a backup is made before."""
    if check_old(connection, Cancel()):
        raise _Damaged(_was(database, DAMAGED))
    backups.make(database, Cancel())
    return migrate(connection)


def damage(database: Path, backups: Backups) -> str:
    """What the file is instead of whole, before SQLite looks at it; "" for nothing. Raises `ServiceError`."""
    try:
        size = database.stat().st_size if database.exists() else 0
        begin = _begin(database) if size else b""
        log = log_of(database)
    except OSError as error:
        raise failed(database, error) from error
    if not size:
        kept = backups.all() or backups.tails() or log is not Log.NONE
        return ("empty" if database.exists() else "gone") if kept else ""
    if begin != _MAGIC:
        return "no database any more"
    return DAMAGED if log is Log.BROKEN else ""


def _begin(database: Path) -> bytes:
    with database.open("rb") as file:
        return file.read(len(_MAGIC))


def note_damage(database: Path) -> None:
    """Have the next start check the whole file, however large it is. Raises `OSError`."""
    write_atomically(_mark(database), b"")


def _newer(database: Path) -> str:
    """A sentence where a newer version of ours wrote the file, as far as it can be read."""
    try:
        with closing(connect_to_read(database)) as connection:
            if schema.state(connection) is not schema.State.NEWER:
                return ""
    except (OSError, apsw.Error):
        return ""
    return _NEWER.format(database)


def _remote(database: Path) -> tuple[str, ...]:
    if not is_remote(database.parent):
        return ()
    return (
        f"Your tickets are on a network drive, {database.parent}: only one machine may use them at a time, and a"
        " connection that breaks can damage them; the folder of another disk is safer.",
    )


def _may_write(database: Path) -> bool:
    """Whether the file, if there is one, and its folder may be written; a folder that is missing is made later."""
    if database.exists() and not os.access(database, os.W_OK):
        return False
    return os.access(database.parent, os.W_OK | os.X_OK) if database.parent.exists() else True


def _was(database: Path, state: str) -> str:
    return f"{_file(database)} was {state}."


def _file(database: Path) -> str:
    return f"The file of your tickets, {database},"


def _mark(database: Path) -> Path:
    return database.with_name(f"{database.name}.damaged")
