"""The rows of the database: records in the journal, and the list of all tickets that is derived from them."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import apsw

from ..ticket import Ticket
from . import schema
from .history import History
from .record import Record, What, record_sha256
from .words import indexed, parts, stored

COLUMNS = "number, ticket, what, author, step, at, data, sha256"
TABLES = ("search", "texts", "library", "derived")
_VALUES = ("change_id", "state", "risk", "outcome", "assignee", "validator", "services")
_QUIET = (What.FILED, What.EXCHANGE, What.DRAFT, What.VERSION)  # what leaves the ticket as it was


def prepare(connection: apsw.Connection) -> int:
    """Make the tables where there are none; gives the number that the next record gets."""
    if not connection.pragma("user_version"):
        schema.create(connection)
    last = connection.execute("SELECT coalesce(max(number), 0) FROM journal").get
    return int(last) + 1


def insert(connection: apsw.Connection, records: Iterable[Record]) -> None:
    """Put records into the journal; what they say of the ticket's place in the list of all is put there, too."""
    for one in records:
        row = (one.number, one.ticket, one.what, one.author, one.step, one.at, one.text, one.sha256)
        connection.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        if one.what is What.CREATED:
            _enter(connection, one.ticket, int(one.data["ordinal"]), one.at)
        elif one.what is What.FILED:
            connection.execute("UPDATE library SET shelf = ? WHERE ticket = ?", (one.data["shelf"], one.ticket))
        elif one.what not in _QUIET:
            connection.execute("UPDATE library SET touched = ? WHERE ticket = ?", (one.at, one.ticket))


def list_ticket(connection: apsw.Connection, ticket: Ticket) -> None:
    """Bring a ticket's row in the list of all, and what is searched, up to date."""
    change = ticket.change
    told = {
        "change": change.key,
        "title": one_line(ticket.entry("title").text),
        "repository": repository_name(change.location),
        "location": change.location,
        "range": change.range,
        **{name: one_line(ticket.entry(name).text) for name in _VALUES},
    }
    setting = ", ".join(f"{name} = ?" for name in told)
    sql = f"UPDATE library SET {setting} WHERE ticket = ? RETURNING ordinal"  # noqa: S608 - our own names
    ordinal = connection.execute(sql, (*map(stored, told.values()), ticket.id)).get
    title, text = stored(told["title"]), stored(whole_text(ticket))
    if ordinal is None or connection.execute("SELECT text FROM texts WHERE ordinal = ?", (ordinal,)).get == text:
        return
    connection.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (ordinal, text))
    words = (ordinal, indexed(title), indexed(text), parts(text))
    connection.execute("INSERT OR REPLACE INTO search (rowid, title, text, parts) VALUES (?, ?, ?, ?)", words)


def rebuild(connection: apsw.Connection) -> None:
    """Make all that is derived anew from the journal; inside of a transaction."""
    for table in TABLES:
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    connection.execute(schema.DERIVED)
    first = "SELECT ticket FROM journal GROUP BY ticket ORDER BY min(number)"
    for (ticket_id,) in connection.execute(first).fetchall():
        rows = connection.execute(f"SELECT {COLUMNS} FROM journal WHERE ticket = ? ORDER BY number", (ticket_id,))  # noqa: S608
        _list_again(connection, str(ticket_id), [record for row in rows if (record := record_of(row))])


def whole_text(ticket: Ticket) -> str:
    """All that is searched of a ticket: its fields, what was asked and answered, and the name of what it changes."""
    change = ticket.change
    texts = [entry.text for name, entry in ticket.entries.items() if name != "state"]
    answers = [f"{question} {answer}" for question, answer in ticket.answers.items()]
    return "\n".join([*texts, *answers, *ticket.dismissed.values(), repository_name(change.location), change.range])


def repository_name(location: str) -> str:
    """The last part of a repository's or a diff file's path, on whatever system it was."""
    return location.replace("\\", "/").rstrip("/").rpartition("/")[2]


def one_line(text: str) -> str:
    return " ".join(text.split())


def record_of(row: Sequence[Any]) -> Record | None:
    """The record of a row of the journal (`COLUMNS`); None where what stands there is not what was written."""
    number, ticket, what, author, step, at, text, checksum = row
    try:
        if record_sha256(ticket, what, author, step, at, text) != checksum:
            return None
        return Record(ticket, What(what), author, step, at, json.loads(text), number)
    except (TypeError, ValueError):
        return None


def _enter(connection: apsw.Connection, ticket: str, ordinal: int, at: str) -> None:
    """Put a ticket into the list; it gets another number where the one that it had is taken."""
    taken = connection.execute("SELECT 1 FROM library WHERE ordinal = ?", (ordinal,)).get
    if taken or ordinal < 1:
        ordinal = int(connection.execute("SELECT coalesce(max(ordinal), 0) + 1 FROM library").get)
    sql = "INSERT INTO library (ordinal, ticket, created, touched) VALUES (?, ?, ?, ?)"
    connection.execute(sql, (ordinal, ticket, at, at))


def _list_again(connection: apsw.Connection, ticket_id: str, records: Sequence[Record]) -> None:
    history = History(records)
    if history.ticket is None:
        return
    began = next(one for one in records if one.what in (What.CREATED, What.VERSION))
    _enter(connection, ticket_id, history.ordinal, began.at)
    touched = [one.at for one in records if one.what not in _QUIET]
    row = (touched[-1] if touched else began.at, history.shelf, ticket_id)
    connection.execute("UPDATE library SET touched = ?, shelf = ? WHERE ticket = ?", row)
    list_ticket(connection, history.ticket)
