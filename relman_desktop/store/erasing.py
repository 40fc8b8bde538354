"""Tickets that were removed for good must not come back from a second copy of their records."""

from collections.abc import Mapping

import apsw

from .record import Record, What


def erased_in(connection: apsw.Connection) -> frozenset[str]:
    """The tickets of a database that were erased. Reads the whole journal."""
    rows = connection.execute("SELECT DISTINCT ticket FROM journal WHERE what = ?", (What.ERASED,))
    return frozenset(str(row[0]) for row in rows)


def without_erased(records: Mapping[int, Record]) -> dict[int, Record]:
    """Records as they came together from several copies, with blank ones in the place of those that were erased."""
    erased = {one.ticket for one in records.values() if one.what is What.ERASED}
    return {
        number: one.blank if one.ticket in erased and one.what is not What.ERASED else one
        for number, one in records.items()
    }


def overwrite_what_is_deleted(connection: apsw.Connection) -> None:
    """From now on what is deleted is overwritten in the file."""
    connection.pragma("secure_delete", True)


def leave_no_trace(connection: apsw.Connection) -> None:
    """Have nothing that was deleted in the search index, in the free places of the file, or in its log."""
    connection.execute("INSERT INTO search(search) VALUES ('optimize')")
    connection.execute("VACUUM")  # what was replaced earlier lies in free places, too
    connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    connection.pragma("secure_delete", False)
