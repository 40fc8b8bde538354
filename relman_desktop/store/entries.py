"""A ticket in the list of all, in the words that are searched and in what is similar: rows that can be made anew.

Each row of the list has a checksum of itself and of the ticket's text and footprint, for SQLite has none: whoever
changed a row seals it.
"""

import json
from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any
from zlib import compress, decompress

import apsw

from ..life.entries import words_in
from ..ticket import Ticket
from . import touching
from .words import indexed, parts, stored

SHELVES = ("", "archived", "bin")
_ERASED = "erased"  # the shelf of which nothing is shown
_VALUES = ("change_id", "state", "risk", "outcome", "assignee", "validator", "services", "schedule")
_WHOLE = (
    "SELECT library.*, coalesce(text, ''), coalesce(footprint, '') FROM library"
    " LEFT JOIN texts USING (ordinal) LEFT JOIN footprints USING (ordinal)"
)


def enter(connection: apsw.Connection, ticket: str, ordinal: int, at: str, *, copied: bool = False) -> None:
    """Put a ticket into the list; it gets another number where the one that it had is taken.

    `copied`: it is an imported copy beside a ticket of the same change ID, and the list says so.
    """
    taken = connection.execute("SELECT 1 FROM library WHERE ordinal = ?", (ordinal,)).get
    if taken or ordinal < 1:
        ordinal = next_ordinal(connection)
    sql = "INSERT OR IGNORE INTO library (ordinal, ticket, created, touched, copied) VALUES (?, ?, ?, ?, ?)"
    connection.execute(sql, (ordinal, ticket, stored(at), stored(at), copied))


def next_ordinal(connection: apsw.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(ordinal), 0) + 1 FROM library").get)


def show(connection: apsw.Connection, ticket: Ticket) -> None:
    """Bring a ticket's row in the list, and what is searched, up to date."""
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
    known = connection.execute(
        "SELECT ordinal, repository FROM library WHERE ticket = ? AND shelf <> ?", (ticket.id, _ERASED)
    ).fetchone()
    if known is None:
        return
    sql = f"UPDATE library SET {setting} WHERE ticket = ?"  # noqa: S608 - our own names
    connection.execute(sql, (*map(stored, told.values()), ticket.id))
    _index(connection, int(known[0]), stored(told["title"]), stored(whole_text(ticket)))
    if known[1] != stored(told["repository"]):
        touching.move(connection, int(known[0]), told["repository"])


def put_on_shelf(connection: apsw.Connection, ticket: str, shelf: str) -> None:
    """Put a ticket on a shelf; one that is not known is none."""
    known = shelf if shelf in SHELVES else ""
    connection.execute("UPDATE library SET shelf = ? WHERE ticket = ?", (known, ticket))


def touch(connection: apsw.Connection, ticket: str, at: str) -> None:
    """Say when a ticket was last changed."""
    connection.execute("UPDATE library SET touched = ? WHERE ticket = ?", (stored(at), ticket))


def tread(connection: apsw.Connection, ticket: str, footprint: Mapping[str, Any]) -> None:
    """Let it be known what a ticket touches."""
    row = connection.execute("SELECT ordinal, repository FROM library WHERE ticket = ?", (ticket,)).fetchone()
    if row:
        touching.enter(connection, int(row[0]), footprint, str(row[1]))


def remove(connection: apsw.Connection, ticket: str) -> None:
    """Forget all of a ticket but its number, which no other gets."""
    ordinal = connection.execute("SELECT ordinal FROM library WHERE ticket = ?", (ticket,)).get
    if ordinal is None:
        return
    touching.leave(connection, int(ordinal))
    connection.execute("DELETE FROM texts WHERE ordinal = ?", (ordinal,))
    connection.execute("DELETE FROM search WHERE rowid = ?", (ordinal,))
    connection.execute("DELETE FROM library WHERE ordinal = ?", (ordinal,))
    sql = "INSERT INTO library (ordinal, ticket, created, touched, shelf) VALUES (?, ?, '', '', ?)"
    connection.execute(sql, (ordinal, ticket, _ERASED))


def texts(connection: apsw.Connection, ordinals: Collection[int]) -> dict[int, str]:
    """What is searched of some tickets, by their numbers."""
    sql = "SELECT ordinal, text FROM texts WHERE ordinal IN (SELECT value FROM json_each(?))"
    found = connection.execute(sql, (json.dumps([*ordinals]),))
    return {int(ordinal): decompress(packed).decode() for ordinal, packed in found}


def seal(connection: apsw.Connection, ticket: str) -> None:
    """Bring the checksum of a ticket's row up to date."""
    row = connection.execute(f"{_WHOLE} WHERE ticket = ?", (ticket,)).fetchone()
    if row:
        connection.execute("UPDATE library SET sha256 = ? WHERE ticket = ?", (_checksum(row), ticket))


def broken(connection: apsw.Connection) -> bool:
    """Whether a row is not what was written."""
    return any(row[_SEAL] != _checksum(row) for row in connection.execute(_WHOLE))


def whole_text(ticket: Ticket) -> str:
    """All that is searched of a ticket: its fields, questions and answers, what was noted, what it changes."""
    change = ticket.change
    texts = [entry.text for entry in ticket.entries.values()]
    answers = [f"{question} {answer}" for question, answer in ticket.answers.items()]
    told = (*ticket.dismissed.values(), *words_in(ticket), repository_name(change.location), change.range)
    return "\n".join([*texts, *answers, *told])


def repository_name(location: str) -> str:
    """The last part of a repository's or a diff file's path, on whatever system it was."""
    return location.replace("\\", "/").rstrip("/").rpartition("/")[2]


def one_line(text: str) -> str:
    return " ".join(text.split())


_SEAL = 0  # the column of the checksum


def _checksum(row: tuple[Any, ...]) -> str:
    return sha256("\0".join(map(str, row[_SEAL + 1 :])).encode()).hexdigest()


def _index(connection: apsw.Connection, ordinal: int, title: str, text: str) -> None:
    """Let a ticket be found by the words of its text."""
    packed = compress(text.encode(), 1)
    if connection.execute("SELECT text FROM texts WHERE ordinal = ?", (ordinal,)).get == packed:
        return
    connection.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (ordinal, packed))
    words = (ordinal, indexed(title), indexed(text), parts(text))
    connection.execute("INSERT OR REPLACE INTO search (rowid, title, text, parts) VALUES (?, ?, ?, ?)", words)
