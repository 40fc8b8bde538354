"""How it stands with the tickets on the disk, in a line each; nothing is repaired or written for it."""

from contextlib import closing
from pathlib import Path

import apsw

from ..errors import ServiceError
from ..files import backups_of
from ..jobs import Cancel
from ..wording import counted
from . import schema
from .backups import Backups
from .checking import check, is_damage
from .database import connect_to_read, failed
from .drive import is_remote
from .erasing import without_erased
from .gathering import gather
from .opening import DAMAGED, damage
from .rescue import rescued_of
from .trouble import LOW, free_room, in_words


def tickets_line(database: Path) -> str:
    """How many tickets there are, in which file, of what size, and when they were backed up.

    Raises `ServiceError` where they are damaged or gone, with what can be recovered of them.
    """
    wrong = damage(database, Backups(backups_of(database))) or _wrong_inside(database)
    if wrong:
        raise ServiceError(f"{database} is {wrong}. {_recoverable(database)}")
    if not database.exists():
        return f"none yet; they will be in {database}"
    said = f"{counted(_count(database), 'ticket')} in {database} ({in_words(_size(database))}), {_backup(database)}"
    waiting = sum(1 for _ in rescued_of(database))
    return said + (f"; {counted(waiting, 'rescue file')} to be put back at the next start" if waiting else "")


def disk_line(database: Path) -> str:
    """On what disk they are, and how much is free there. Raises `ServiceError` where that is too little."""
    free = free_room(database.parent)
    room = f"{in_words(free)} free" if free is not None else "nobody knows how much is free"
    if free is not None and free < LOW:
        raise ServiceError(f"The disk of {database.parent} is nearly full ({room}): make room there.")
    drive = (
        "a network drive: only one machine may use them at a time" if is_remote(database.parent) else "of this machine"
    )
    return f"{drive}, {room}"


def _wrong_inside(database: Path) -> str:
    """What the whole check finds the file to be; "" for nothing that is lost."""
    if not database.exists():
        return ""
    try:
        with closing(connect_to_read(database)) as connection:
            if schema.state(connection) is not schema.State.PRESENT:
                return ""
            wrong = check(connection, Cancel())
    except (OSError, apsw.Error, UnicodeError) as error:
        if is_damage(error):
            return DAMAGED
        raise failed(database, error) from error
    return DAMAGED if any(not one.derived for one in wrong) else ""


def _recoverable(database: Path) -> str:
    backups = Backups(backups_of(database))
    try:
        found = without_erased(gather(database, backups).records)
    except (OSError, apsw.Error) as error:
        raise failed(database, error) from error
    tickets = len({one.ticket for one in found.values() if one.draws_on})
    if not tickets:
        return "Nothing in it can be recovered; its second copy is kept nowhere."
    also = f", also from {backups.folder}" if backups.all() or backups.tails() else ""
    return f"{counted(tickets, 'ticket')} can be recovered{also}: open Relman Desktop."


def _count(database: Path) -> int:
    try:
        with closing(connect_to_read(database)) as connection:
            known = connection.table_exists("main", "library")
            return int(connection.execute(f"SELECT count(*) FROM {'library' if known else 'tickets'}").get)  # noqa: S608
    except (OSError, apsw.Error) as error:
        raise failed(database, error) from error


def _size(database: Path) -> int:
    beside = (database, database.with_name(f"{database.name}-wal"))
    return sum(one.stat().st_size for one in beside if one.exists())


def _backup(database: Path) -> str:
    folder = backups_of(database)
    newest = max(Backups(folder).all(), default=None)
    return f"backed up {newest.at:%Y-%m-%d %H:%M} UTC in {folder}" if newest else f"not backed up yet (in {folder})"
