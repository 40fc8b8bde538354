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
from .listing import COLUMNS, record_of
from .meta import lost_numbers

_EACH = 500  # records between two looks at whether to stop
_NEWEST = 200  # records that the quick part reads


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in a database, in a few words; `derived`: only in what can be made anew from the journal."""

    what: str
    derived: bool = False


def check(connection: apsw.Connection, cancel: Cancel) -> tuple[Wrong, ...]:
    """All that is wrong in a database of the present schema. Raises `Cancelled`; not for what is damaged."""
    try:
        found = [*_beginning(connection)] or [*_structure(connection, cancel), *_numbers(connection)]
        return tuple(found or _records(connection, cancel))
    except (apsw.Error, UnicodeError) as error:
        return (Wrong(f"it cannot be read: {error}"),)


def check_quickly(connection: apsw.Connection) -> tuple[Wrong, ...]:
    """What is wrong as far as it shows at once: the schema, that no record is missing, and the newest records."""
    try:
        return tuple(_beginning(connection)) or tuple(_numbers(connection)) or tuple(_newest(connection))
    except (apsw.Error, UnicodeError) as error:
        return (Wrong(f"it cannot be read: {error}"),)


def check_old(connection: apsw.Connection, cancel: Cancel) -> tuple[Wrong, ...]:
    """What is wrong in a database of before the journal, which has no checksums."""
    try:
        return tuple(_structure(connection, cancel))
    except (apsw.Error, UnicodeError) as error:
        return (Wrong(f"it cannot be read: {error}"),)


def _beginning(connection: apsw.Connection) -> Iterator[Wrong]:
    if schema.version(connection) != schema.VERSION or connection.pragma("user_version") != schema.VERSION:
        yield Wrong("its version is wrong")
    elif _tables(connection) != _expected():
        yield Wrong("its tables are not as they were made")


def _structure(connection: apsw.Connection, cancel: Cancel) -> Iterator[Wrong]:
    connection.set_progress_handler(lambda: cancel.cancelled, 100_000)
    try:
        said = connection.execute("PRAGMA quick_check(1)").get
    except apsw.InterruptError:
        cancel.check()
        raise
    finally:
        connection.set_progress_handler(None)
    if said != "ok":
        yield Wrong(f"SQLite says: {said}")


def _records(connection: apsw.Connection, cancel: Cancel) -> Iterator[Wrong]:
    deriving, whole = Deriving(), True
    for count, row in enumerate(connection.execute(f"SELECT {COLUMNS} FROM journal ORDER BY number")):  # noqa: S608
        if not count % _EACH:
            cancel.check()
        if record := record_of(row):
            deriving.add(record)
        else:
            whole = False
            yield Wrong(f"record {row[0]} is not what was written")
    if whole and deriving.rows != derived(connection):
        yield Wrong("the list of all tickets is not that of the journal", derived=True)


def _numbers(connection: apsw.Connection) -> Iterator[Wrong]:
    """The numbers go from 1 to the last without a gap, but for those that a recovery did not find."""
    count, first, last = connection.execute("SELECT count(*), min(number), max(number) FROM journal").get
    if count and (first < 1 or count + sum(1 for one in lost_numbers(connection) if one < last) != last):
        yield Wrong("records are missing")


def _newest(connection: apsw.Connection) -> Iterator[Wrong]:
    rows = connection.execute(f"SELECT {COLUMNS} FROM journal ORDER BY number DESC LIMIT {_NEWEST}")  # noqa: S608
    yield from (Wrong(f"record {row[0]} is not what was written") for row in rows if record_of(row) is None)


def _tables(connection: apsw.Connection) -> list[tuple[str, ...]]:
    """What the schema is made of, without what SQLite keeps for itself, and what is still to be taken over."""
    sql = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
    rows = (tuple(map(str, row)) for row in connection.execute(sql))
    return [row for row in rows if row[2] not in schema.OLD]


@cache
def _expected() -> list[tuple[str, ...]]:
    with closing(apsw.Connection(":memory:")) as connection:
        schema.create(connection)
        return _tables(connection)
