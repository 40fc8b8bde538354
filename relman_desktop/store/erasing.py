"""Tickets that were removed for good must not come back from a second copy of their records."""

from collections.abc import Iterable, Mapping

import apsw

from .meta import read_meta, remove_meta, write_meta
from .record import Record, What

_ERASING = "erasing"


def erased_in(connection: apsw.Connection) -> frozenset[str]:
    """The tickets of a database that were erased. Reads the whole journal."""
    rows = connection.execute("SELECT DISTINCT ticket FROM journal WHERE what = ?", (What.ERASED,))
    return frozenset(str(row[0]) for row in rows)


def erased_among(connection: apsw.Connection, tickets: Iterable[str]) -> frozenset[str]:
    """Those of some tickets that were erased; nothing else stands in the journal of such a one, so its last tells."""
    last = "SELECT what FROM journal WHERE ticket = ? ORDER BY number DESC LIMIT 1"
    return frozenset(one for one in tickets if connection.execute(last, (one,)).get == What.ERASED)


def without_erased(records: Mapping[int, Record]) -> dict[int, Record]:
    """Records as they came together from several copies, with blank ones in the place of those that were erased."""
    erased = {one.ticket for one in records.values() if one.what is What.ERASED}
    return {
        number: one.blank if one.ticket in erased and one.what is not What.ERASED else one
        for number, one in records.items()
    }


def begin_erasing(connection: apsw.Connection) -> None:
    """From now on what is deleted is overwritten in the file; `finish_erasing` does the rest, also after a kill."""
    write_meta(connection, _ERASING, "begun")
    connection.pragma("secure_delete", True)


def finish_erasing(connection: apsw.Connection) -> None:
    """Have nothing that was deleted in the search index, in the free places of the file, or in its log.

    Raises `apsw.BusyError` while somebody else reads the file, for the log cannot be emptied then.
    """
    if not read_meta(connection, _ERASING):
        return
    connection.execute("INSERT INTO search(search) VALUES ('optimize')")
    connection.execute("VACUUM")  # what was replaced earlier lies in free places, too
    connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    connection.pragma("secure_delete", False)
    remove_meta(connection, _ERASING)
