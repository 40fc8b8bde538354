"""The tickets that the app keeps: SQLite, each edit durable when its write is acknowledged."""

import json
import sqlite3
from collections.abc import Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from ..ticket import Ticket
from .database import Database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS tickets (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    change TEXT NOT NULL,      -- ChangeRef.key
    title TEXT NOT NULL,
    saved TEXT NOT NULL,       -- UTC, ISO 8601
    ticket TEXT NOT NULL       -- Ticket.to_json
);
CREATE INDEX IF NOT EXISTS tickets_change ON tickets (change);
CREATE TABLE IF NOT EXISTS exchanges (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    ticket TEXT NOT NULL,      -- tickets.id
    exchange TEXT NOT NULL     -- a request that was sent for it and its answer, as JSON
);
CREATE INDEX IF NOT EXISTS exchanges_ticket ON exchanges (ticket);
CREATE TABLE IF NOT EXISTS drafts (
    ticket TEXT PRIMARY KEY,   -- tickets.id
    draft TEXT NOT NULL        -- the last one that a model wrote for it, as JSON
);
"""


class TicketStore:
    """Tickets on disk, with what was sent to a model for each and the last draft that one wrote."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path, _SCHEMA)

    def new(self, ticket: Ticket) -> "Future[int]":
        """Keep a new ticket; the result is its number among all tickets, from 1."""
        return self._database.do(lambda database: _insert(database, ticket))

    def save(self, ticket: Ticket) -> "Future[None]":
        """Keep the ticket's new state; the result comes when it is on the disk."""
        return self._database.do(lambda database: _update(database, ticket))

    def of_change(self, key: str) -> Ticket | None:
        """The newest ticket of a change (`ChangeRef.key`)."""
        return self._database.do(lambda database: _of_change(database, key)).result()

    def keep_exchange(self, ticket_id: str, exchange: Mapping[str, Any]) -> "Future[None]":
        """Keep what was sent for a ticket, and later what came back, as plain values of one `id`. From any thread."""
        return self._database.do(lambda database: _insert_exchange(database, ticket_id, exchange))

    def exchanges(self, ticket_id: str) -> list[dict[str, Any]]:
        """All that was sent for a ticket, oldest first."""
        return self._database.do(lambda database: _exchanges(database, ticket_id)).result()

    def keep_draft(self, ticket_id: str, draft: Mapping[str, Any] | None) -> "Future[None]":
        """Keep the last draft that a model wrote for a ticket, as plain values; None forgets it."""
        return self._database.do(lambda database: _set_draft(database, ticket_id, draft))

    def draft(self, ticket_id: str) -> dict[str, Any] | None:
        """The draft that was kept for a ticket."""
        return self._database.do(lambda database: _draft(database, ticket_id)).result()

    def next_number(self) -> int:
        """The number that the next new ticket will get."""
        return self._database.do(_next_number).result()

    def close(self) -> None:
        """Write what is queued, and stop."""
        self._database.close()


def _columns(ticket: Ticket) -> dict[str, str]:
    return {
        "id": ticket.id,
        "change": ticket.change.key,
        "title": ticket.entry("title").text,
        "ticket": json.dumps(ticket.to_json(), ensure_ascii=False, sort_keys=True),
    }


def _insert(database: sqlite3.Connection, ticket: Ticket) -> int:
    cursor = database.execute(
        "INSERT INTO tickets (id, change, title, saved, ticket)"
        " VALUES (:id, :change, :title, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), :ticket)",
        _columns(ticket),
    )
    return cursor.lastrowid or 0


def _update(database: sqlite3.Connection, ticket: Ticket) -> None:
    changed = database.execute(
        "UPDATE tickets SET title = :title, saved = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ticket = :ticket"
        " WHERE id = :id",
        _columns(ticket),
    )
    if not changed.rowcount:
        _insert(database, ticket)


def _of_change(database: sqlite3.Connection, key: str) -> Ticket | None:
    row = database.execute(
        "SELECT ticket FROM tickets WHERE change = ? ORDER BY number DESC LIMIT 1", (key,)
    ).fetchone()
    return Ticket.from_json(json.loads(row[0])) if row else None


def _insert_exchange(database: sqlite3.Connection, ticket_id: str, exchange: Mapping[str, Any]) -> None:
    database.execute(
        "INSERT INTO exchanges (id, ticket, exchange) VALUES (?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET exchange = excluded.exchange",
        (exchange["id"], ticket_id, _as_text(exchange)),
    )


def _exchanges(database: sqlite3.Connection, ticket_id: str) -> list[dict[str, Any]]:
    rows = database.execute("SELECT exchange FROM exchanges WHERE ticket = ? ORDER BY number", (ticket_id,))
    return [json.loads(row[0]) for row in rows]


def _set_draft(database: sqlite3.Connection, ticket_id: str, draft: Mapping[str, Any] | None) -> None:
    database.execute("DELETE FROM drafts WHERE ticket = ?", (ticket_id,))
    if draft is not None:
        database.execute("INSERT INTO drafts (ticket, draft) VALUES (?, ?)", (ticket_id, _as_text(draft)))


def _draft(database: sqlite3.Connection, ticket_id: str) -> dict[str, Any] | None:
    row = database.execute("SELECT draft FROM drafts WHERE ticket = ?", (ticket_id,)).fetchone()
    found: dict[str, Any] | None = json.loads(row[0]) if row else None
    return found


def _as_text(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=True, sort_keys=True)  # a byte that is not UTF-8 comes as a surrogate


def _next_number(database: sqlite3.Connection) -> int:
    row = database.execute("SELECT seq FROM sqlite_sequence WHERE name = 'tickets'").fetchone()
    return (row[0] if row else 0) + 1
