"""The rows of the database: records in the journal, and what follows from them in the list of all tickets."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import apsw

from ..ticket import Ticket
from . import entries, schema
from .record import Record, What, ordinal_of, record_sha256

COLUMNS = "number, ticket, what, author, step, at, data, sha256"
QUIET = frozenset(  # change no text
    {What.FILED, What.EXCHANGE, What.DRAFT, What.VERSION, What.FOOTPRINT, What.ERASED, What.THINNED}
)
_WRONG = (apsw.CorruptError, apsw.ConstraintError, apsw.SQLError)


def prepare(connection: apsw.Connection) -> int:
    """Make the tables where there are none; gives the number that the next record gets."""
    if not connection.pragma("user_version"):
        schema.create(connection)
    return last_number(connection) + 1


def last_number(connection: apsw.Connection) -> int:
    """The number of the last record; 0 where there is none, or no journal yet."""
    if not connection.table_exists("main", "journal"):
        return 0
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM journal").get)


def sums_since(connection: apsw.Connection, number: int) -> dict[int, str]:
    """The checksums of the records from a number on."""
    return dict(connection.execute("SELECT number, sha256 FROM journal WHERE number >= ?", (number,)))


def insert(connection: apsw.Connection, records: Iterable[Record]) -> None:
    """Put records into the journal, and what they say of the list of all tickets into that."""
    for one in records:
        insert_row(connection, one)
        enlist(connection, one)


def insert_row(connection: apsw.Connection, one: Record) -> None:
    """Put a record into the journal, and nothing else."""
    row = (one.number, one.ticket, one.what, one.author, one.step, one.at, one.text, one.sha256)
    insert_columns(connection, row)


def insert_columns(connection: apsw.Connection, row: Sequence[Any]) -> None:
    """Put a row as it was read (`COLUMNS`) into the journal."""
    connection.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", tuple(row))


def enlist(connection: apsw.Connection, one: Record) -> None:
    """Have the list of all tickets follow a record, and what was erased leave the journal."""
    if one.what is What.ERASED:
        erase_rows(connection, one.ticket)
    with _derived(connection):
        _follow(connection, one)


def list_ticket(connection: apsw.Connection, ticket: Ticket) -> None:
    """Bring a ticket's row in the list of all, and what is searched, up to date."""
    with _derived(connection):
        entries.show(connection, ticket)
        entries.seal(connection, ticket.id)


def erase_rows(connection: apsw.Connection, ticket: str) -> None:
    """Have a blank record (`Record.blank`) in the place of each of a ticket; inside a transaction."""
    rows = connection.execute(f"SELECT {COLUMNS} FROM journal WHERE ticket = ? AND what <> ?", (ticket, What.ERASED))  # noqa: S608
    for row in rows.fetchall():
        kept = record_of(row) or Record(ticket, What.ERASED, "", "", "", {}, int(str(row[0])))
        connection.execute("DELETE FROM journal WHERE number = ?", (kept.number,))
        insert_row(connection, kept.blank)


def record_of(row: Sequence[Any]) -> Record | None:
    """The record of a row of the journal (`COLUMNS`); None where what stands there is not what was written."""
    number, ticket, what, author, step, at, text, checksum = row
    try:
        if record_sha256(ticket, what, author, step, at, text) != checksum:
            return None
        return Record(ticket, What(what), author, step, at, json.loads(text), number)
    except (TypeError, ValueError, RecursionError):
        return None


def _follow(connection: apsw.Connection, one: Record) -> None:
    if one.what is What.CREATED:
        copied = bool(one.data.get("copy_of"))
        entries.enter(connection, one.ticket, ordinal_of(one.data), one.at, copied=copied)
    elif one.what is What.FOOTPRINT:
        entries.tread(connection, one.ticket, one.data)
    elif one.what is What.FILED:
        entries.put_on_shelf(connection, one.ticket, str(one.data["shelf"]))
    elif one.what is What.ERASED:
        entries.remove(connection, one.ticket)
    elif one.what not in QUIET:
        entries.touch(connection, one.ticket, one.at)
    else:
        return
    entries.seal(connection, one.ticket)


@contextmanager
def _derived(connection: apsw.Connection) -> Iterator[None]:
    """What is derived must keep no record from being written: where it is damaged the next start makes it anew."""
    connection.execute("SAVEPOINT derived")
    try:
        yield
    except _WRONG:
        if not connection.in_transaction:
            raise
        connection.execute("ROLLBACK TO derived")
        _give_up(connection)
    finally:
        if connection.in_transaction:
            connection.execute("RELEASE derived")


def _give_up(connection: apsw.Connection) -> None:
    try:
        connection.execute("UPDATE derived SET version = 0")
    except _WRONG:
        return  # it is gone, which the next start sees as well
