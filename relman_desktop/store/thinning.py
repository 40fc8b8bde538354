"""Makes the journal smaller: of what was typed on in one step only the last record says more than the ones before it.

Replaying what is left gives the same ticket, the same steps and the same undo; a step only seems to begin later. The
numbers stay: in the place of a record stands one that says what it was, so that no second copy of it is taken for new.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import apsw

from .database import transaction
from .listing import COLUMNS, insert_row, record_of
from .meta import read_meta, write_meta
from .record import Record, What

OLD = timedelta(days=1)  # since the record that says as much was written
MOST = 500  # records that are looked at in one transaction, for who types meanwhile waits for it
_DONE = "thinned"  # up to which number
_BESIDE = (What.EXCHANGE, What.DRAFT, What.FILED, What.FOOTPRINT, What.THINNED)  # no part of what the ticket holds
_LOOK = f"SELECT {COLUMNS} FROM journal WHERE number > ? ORDER BY number LIMIT ?"  # noqa: S608 - our own names
_NEXT = (
    f"SELECT {COLUMNS} FROM journal WHERE ticket = ? AND number > ? AND what NOT IN ({', '.join('?' * len(_BESIDE))})"  # noqa: S608
    " ORDER BY number LIMIT 1"
)


def thin(connection: apsw.Connection, moment: datetime | None = None) -> bool:
    """Look at the next records; gives whether there are more that are old enough. Raises `apsw.Error`."""
    before = ((moment or datetime.now(UTC)) - OLD).isoformat()
    done = int(read_meta(connection, _DONE) or 0)
    rows = connection.execute(_LOOK, (done, MOST)).fetchall()
    old = list(_old(connection, rows, before))
    if not old:
        return False
    with transaction(connection):
        for number, superseded in old:
            if superseded:
                connection.execute("DELETE FROM journal WHERE number = ?", (number,))
                insert_row(connection, superseded.thinned)
        write_meta(connection, _DONE, str(old[-1][0]))
    return len(old) == MOST


def _old(connection: apsw.Connection, rows: list[Any], before: str) -> Iterator[tuple[int, Record | None]]:
    """The numbers of the records before the first that is too young; with those that a later one supersedes."""
    for row in rows:
        if str(row[5]) >= before:
            return
        record = record_of(row)
        later = record and _superseding(connection, record)
        if later and later.at >= before:
            return  # for a look at another day
        yield row[0], record if later else None


def _superseding(connection: apsw.Connection, record: Record) -> Record | None:
    """The next record of the ticket, where it is of the same step and sets all that this one set."""
    if record.what not in (What.TYPED, What.HALF):
        return None
    row = connection.execute(_NEXT, (record.ticket, record.number, *_BESIDE)).fetchone()
    later = record_of(row) if row else None
    same = later and (later.what, later.step, later.author) == (record.what, record.step, record.author)
    return later if later and same and _covers(later.data, record.data) else None


def _covers(later: Mapping[str, Any], earlier: Mapping[str, Any]) -> bool:
    if "half" in earlier:
        return set(earlier) == {"half"} == set(later)  # which has all of them each time
    old, new = earlier.get("entries", {}), later.get("entries", {})
    return set(earlier) == {"entries"} and all(name in new and set(old[name]) <= set(new[name]) for name in old)
