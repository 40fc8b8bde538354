"""The rows of the database: records in the journal, and the list of all tickets that is derived from them."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import apsw

from ..ticket import Ticket
from . import schema
from .record import Record, What, record_sha256

COLUMNS = "number, ticket, what, author, step, at, data, sha256"


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
    """Have the list of all tickets follow a record."""
    if one.what is What.CREATED:
        connection.execute("INSERT INTO library VALUES (?, ?, '')", (one.ticket, one.data["ordinal"]))


def list_ticket(connection: apsw.Connection, ticket: Ticket) -> None:
    """Bring a ticket's row in the list of all up to date."""
    connection.execute("UPDATE library SET change = ? WHERE ticket = ?", (ticket.change.key, ticket.id))


def record_of(row: Sequence[Any]) -> Record | None:
    """The record of a row of the journal (`COLUMNS`); None where what stands there is not what was written."""
    number, ticket, what, author, step, at, text, checksum = row
    try:
        if record_sha256(ticket, what, author, step, at, text) != checksum:
            return None
        return Record(ticket, What(what), author, step, at, json.loads(text), number)
    except (TypeError, ValueError):
        return None
