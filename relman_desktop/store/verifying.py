"""What a backup holds: whether it is whole, of which library it is, and whether it has what nothing else has."""

from contextlib import closing
from pathlib import Path

import apsw

from ..errors import ServiceError
from ..jobs import Cancel
from .checking import Wrong, check, check_old
from .database import connect, immutable
from .meta import LIBRARY, read_meta
from .migrating import has_old, old_library_id, records_of


def library_of(path: Path) -> str:
    """The id of a database's library; "" where it cannot be read."""
    try:
        with closing(immutable(path)) as connection:
            return read_meta(connection, LIBRARY) or old_library_id(connection)
    except (OSError, apsw.Error, UnicodeError):
        return ""


def holds_unread(path: Path) -> bool:
    """Whether an upgrade left something behind in a backup: it is nowhere else, so that backup is never removed."""
    told: list[str] = []
    try:
        with closing(immutable(path)) as connection:
            for _ in records_of(connection, {}, told) if has_old(connection) else ():
                pass
    except (OSError, apsw.Error, UnicodeError):
        return False
    return bool(told)


def is_good(path: Path) -> bool:
    """Whether a backup can be opened and all in it is as it was written."""
    try:
        verify(path, Cancel())
    except (OSError, apsw.Error, ServiceError):
        return False
    return True


def verify(path: Path, cancel: Cancel) -> None:
    """Raises `ServiceError` where not all in it is as it was written; `apsw.Error` where it cannot be read."""
    connection = connect(path, read_only=True)
    try:
        wrong = _wrong(connection, cancel)
    finally:
        connection.close()
    if wrong := tuple(one for one in wrong if not one.derived):
        raise ServiceError(
            f"The copy of your tickets in {path.parent} is not whole ({wrong[0].what}); it does not count."
        )


def _wrong(connection: apsw.Connection, cancel: Cancel) -> tuple[Wrong, ...]:
    """A backup from before a migration has the tables of then."""
    if has_old(connection) and not connection.table_exists("main", "journal"):
        return check_old(connection, cancel)
    return check(connection, cancel)
