"""What the database derives from the journal: the list of all tickets. It can be made anew at any time."""

from collections.abc import Mapping
from typing import Any

import apsw

from ..ticket import ChangeRef
from .record import Record, What

Row = tuple[int, str]  # ordinal, ChangeRef.key


class Deriving:
    """Grows by the records in the order of their numbers; `rows` is then the list of all tickets, by their ids."""

    def __init__(self, rows: Mapping[str, Row] | None = None) -> None:
        self.rows: dict[str, Row] = dict(rows or {})

    def add(self, record: Record) -> None:
        known = self.rows.get(record.ticket)
        whole = record.data.get("ticket") if record.what in (What.CREATED, What.VERSION) else None
        change = _key(whole.get("change") if isinstance(whole, Mapping) else record.data.get("change"))
        if record.what is What.CREATED:
            self.rows[record.ticket] = (int(record.data.get("ordinal", 0)), change or "")
        elif known and change:
            self.rows[record.ticket] = (known[0], change)


def derived(connection: apsw.Connection) -> dict[str, Row]:
    """The list of all tickets as the database has it."""
    return {row[0]: row[1:] for row in connection.execute("SELECT ticket, ordinal, change FROM library")}


def derive_again(connection: apsw.Connection, rows: Mapping[str, Row]) -> None:
    """Put the list of all tickets in place of what is there; inside a transaction."""
    connection.execute("DELETE FROM library")
    connection.executemany("INSERT INTO library VALUES (?, ?, ?)", [(ticket, *row) for ticket, row in rows.items()])


def _key(change: Any) -> str:
    try:
        return ChangeRef(**change).key if change else ""
    except TypeError:
        return ""  # of a ticket that cannot be read; the history says so
