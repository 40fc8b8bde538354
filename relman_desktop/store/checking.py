"""Checks a database of ours: SQLite's own structure, the schema, each record's checksum, and what is derived.

SQLite by itself notices a third of flipped bytes, for it has no checksums; the records have.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache

import apsw

from ..jobs import Cancel
from . import schema
from .deriving import Deriving, derived
from .entries import broken
from .listing import COLUMNS, record_of
from .meta import lost_numbers

_DAMAGE = (  # what SQLite says of a file that is not what was written
    apsw.CorruptError,
    apsw.NotADBError,
    apsw.FormatError,
    apsw.SQLError,
    apsw.TooBigError,  # of a length that is wrong
    UnicodeError,
)
_SHORT = (apsw.SQLITE_IOERR_SHORT_READ, apsw.SQLITE_IOERR_CORRUPTFS)  # a file that ends too early
_EACH = 500  # records between two looks at whether to stop
_NEWEST = 200  # records that the quick part reads
_LIST = "the list of all tickets is not that of the journal"
_MOST_SAID = 10
_INDEX = "inverted index for FTS5 table"  # in what SQLite says of damage in it alone


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in a database, in a few words; `derived`: only in what can be made anew from the journal."""

    what: str
    derived: bool = False


def is_damage(error: Exception) -> bool:
    """Whether a file is not what was written; all else may pass (a lock, memory, a disk that cannot be read now)."""
    return isinstance(error, _DAMAGE) or getattr(error, "extendedresult", 0) in _SHORT


def check(connection: apsw.Connection, cancel: Cancel) -> tuple[Wrong, ...]:
    """All that is wrong in a database of the present schema.

    Raises `Cancelled`, and `apsw.Error` for what may pass, as a lock or a disk that cannot be read now.
    """
    try:
        found = [*_beginning(connection)] or [*_structure(connection, cancel), *_numbers(connection)]
        if any(not one.derived for one in found):
            return tuple(found)
        anew = _made_anew(connection)
        return (*_records(connection, cancel, anew), *found, *anew)
    except (apsw.Error, UnicodeError) as error:
        return (_unreadable(error),)


def check_quickly(connection: apsw.Connection) -> tuple[Wrong, ...]:
    """What is wrong as far as it shows at once: the schema, and the newest records."""
    try:
        found = tuple(_beginning(connection)) or tuple(_newest(connection))
        return found or _made_anew(connection)
    except (apsw.Error, UnicodeError) as error:
        return (_unreadable(error),)


def check_old(connection: apsw.Connection, cancel: Cancel) -> tuple[Wrong, ...]:
    """What is wrong in a database of before the journal, which has no checksums."""
    try:
        return tuple(_structure(connection, cancel))
    except (apsw.Error, UnicodeError) as error:
        return (_unreadable(error),)


def _unreadable(error: Exception) -> Wrong:
    if not is_damage(error):
        raise error
    return Wrong(f"it cannot be read: {error}")


def _beginning(connection: apsw.Connection) -> Iterator[Wrong]:
    if schema.version(connection) != schema.VERSION or connection.pragma("user_version") != schema.VERSION:
        yield Wrong("its version is wrong")
    elif _tables(connection, derived=False) != _expected()[False]:
        yield Wrong("its tables are not as they were made")


def _made_anew(connection: apsw.Connection) -> tuple[Wrong, ...]:
    """What is derived is of another version, or was damaged."""
    same = _tables(connection, derived=True) == _expected()[True]
    return () if same and schema.derived_is_current(connection) else (Wrong(_LIST, derived=True),)


def _structure(connection: apsw.Connection, cancel: Cancel) -> Iterator[Wrong]:
    connection.set_progress_handler(lambda: cancel.cancelled, 100_000)
    try:
        said = [str(row[0]) for row in connection.execute(f"PRAGMA quick_check({_MOST_SAID})")]
    except apsw.InterruptError:
        cancel.check()
        raise
    finally:
        connection.set_progress_handler(None)
    if said != ["ok"]:
        first = next((one for one in said if _INDEX not in one), "")
        yield Wrong(f"SQLite says: {first or said[0]}", derived=not first)


def _records(connection: apsw.Connection, cancel: Cancel, anew: tuple[Wrong, ...]) -> Iterator[Wrong]:
    """What is wrong in the records and, unless it is made `anew`, in what is derived from them."""
    deriving, whole = Deriving(), True
    for count, row in enumerate(connection.execute(f"SELECT {COLUMNS} FROM journal ORDER BY number")):  # noqa: S608
        if not count % _EACH:
            cancel.check()
        if record := record_of(row):
            deriving.add(record)
        else:
            whole = False
            yield Wrong(f"record {row[0]} is not what was written")
    if whole and not anew and (deriving.rows != derived(connection) or broken(connection)):
        yield Wrong(_LIST, derived=True)


def _numbers(connection: apsw.Connection) -> Iterator[Wrong]:
    """The numbers go from 1 to the last without a gap, but for those that a recovery did not find."""
    count, first, last = connection.execute("SELECT count(*), min(number), max(number) FROM journal").get
    if count and (first < 1 or count + sum(1 for one in lost_numbers(connection) if one < last) != last):
        yield Wrong("records are missing")


def _newest(connection: apsw.Connection) -> Iterator[Wrong]:
    rows = connection.execute(f"SELECT {COLUMNS} FROM journal ORDER BY number DESC LIMIT {_NEWEST}").fetchall()  # noqa: S608
    yield from (Wrong(f"record {row[0]} is not what was written") for row in rows if record_of(row) is None)
    numbers = {int(str(row[0])) for row in rows}
    if numbers and not numbers | lost_numbers(connection) >= set(range(min(numbers), max(numbers))):
        yield Wrong("records are missing")


def _tables(connection: apsw.Connection, *, derived: bool) -> list[tuple[str, ...]]:
    """What the schema is made of, without what SQLite keeps for itself, and what is still to be taken over.

    `derived`: only what can be made anew, or only all else.
    """
    sql = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
    rows = (tuple(map(str, row)) for row in connection.execute(sql))
    return [row for row in rows if row[2] not in schema.OLD and schema.is_derived(row[2]) is derived]


@cache
def _expected() -> dict[bool, list[tuple[str, ...]]]:
    with closing(apsw.Connection(":memory:")) as connection:
        schema.create(connection)
        return {derived: _tables(connection, derived=derived) for derived in (False, True)}
