"""What the database derives from the journal: the list of all tickets, their words, and what they touch."""

from collections.abc import Mapping, Sequence
from typing import Any

import apsw

from ..ticket import change_from_json
from . import entries, schema
from .history import History
from .listing import COLUMNS, QUIET, record_of
from .record import Record, What, ordinal_of
from .saving import report
from .words import stored

Row = tuple[int, str]  # ordinal, ChangeRef.key


class Deriving:
    """Grows by the records in the order of their numbers; `rows` is then the list of all tickets, by their ids.

    It is what a check compares with: less than all that is derived, but quick, and made on another way.
    """

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self._taken: set[int] = set()

    def add(self, record: Record) -> None:
        known = self.rows.get(record.ticket)
        whole = record.data.get("ticket") if record.what in (What.CREATED, What.VERSION) else None
        change = _key(whole.get("change") if isinstance(whole, Mapping) else record.data.get("change"))
        if record.what is What.CREATED or (record.what is What.ERASED and not known):
            self.rows[record.ticket] = (self._ordinal(record.data), change)
        elif known and change:
            self.rows[record.ticket] = (known[0], change)

    def _ordinal(self, data: Mapping[str, Any]) -> int:
        asked = ordinal_of(data)
        ordinal = asked if asked and asked not in self._taken else max(self._taken, default=0) + 1
        self._taken.add(ordinal)
        return ordinal


def derived(connection: apsw.Connection) -> dict[str, Row]:
    """The list of all tickets as the database has it."""
    return {row[0]: row[1:] for row in connection.execute("SELECT ticket, ordinal, change FROM library")}


def rebuild(connection: apsw.Connection, *, aside: bool = False) -> None:
    """Make all that is derived anew from the journal; inside a transaction. `aside`: for this connection alone."""
    schema.make_derived(connection, aside=aside)
    tickets = "SELECT ticket FROM journal GROUP BY ticket ORDER BY min(number)"
    for (ticket_id,) in connection.execute(tickets).fetchall():
        rows = connection.execute(f"SELECT {COLUMNS} FROM journal WHERE ticket = ? ORDER BY number", (ticket_id,))  # noqa: S608
        records = [record for row in rows if (record := record_of(row))]
        try:
            with connection:  # a savepoint
                _list_again(connection, str(ticket_id), records)
        except apsw.Error:
            raise
        except Exception as fault:  # of ours: one ticket that is not in the list must not keep all others closed
            report(fault)


def _list_again(connection: apsw.Connection, ticket_id: str, records: Sequence[Record]) -> None:
    history = History(records)
    if history.erased:
        entries.enter(connection, ticket_id, history.ordinal, "")
        entries.remove(connection, ticket_id)
        entries.seal(connection, ticket_id)
    if history.ticket is None or history.erased:
        return
    began = next(one for one in records if one.what in (What.CREATED, What.VERSION))
    touched = [one.at for one in records if one.what not in QUIET]
    entries.enter(connection, ticket_id, history.ordinal, began.at, copied=bool(began.data.get("copy_of")))
    entries.touch(connection, ticket_id, touched[-1] if touched else began.at)
    entries.put_on_shelf(connection, ticket_id, history.shelf)
    entries.show(connection, history.ticket)
    if history.footprint:
        entries.tread(connection, ticket_id, history.footprint)
    entries.seal(connection, ticket_id)


def _key(change: Any) -> str:
    try:
        return stored(change_from_json(change).key) if change else ""
    except (TypeError, ValueError):
        return ""  # of a ticket that cannot be read; the history says so
