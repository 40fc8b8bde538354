"""The last tickets of a repository as they are now, without replaying all that was ever done to them.

A ticket's last whole record (its beginning, or a version) says what it held then; only the acts after it are replayed.
"""

from collections.abc import Iterable, Iterator, Sequence

import apsw

from ..ticket import Ticket
from .history import History
from .listing import COLUMNS, record_of
from .record import Record, What
from .search import Row, rows_of
from .words import stored

_WHOLE = (What.CREATED, What.VERSION)
_SINCE = f"""
SELECT {COLUMNS} FROM journal WHERE ticket = :ticket
AND number >= (SELECT coalesce(max(number), 0) FROM journal WHERE ticket = :ticket AND what IN ('created', 'version'))
AND what NOT IN ('exchange', 'draft', 'footprint', 'half', 'filed', 'thinned') ORDER BY number
"""  # noqa: S608 - our own names


def begun_last(connection: apsw.Connection, location: str, most: int) -> list[Row]:
    """The tickets of a repository that were begun last, the oldest of them first; not those in the bin."""
    wanted = (
        "ordinal IN (SELECT ordinal FROM library WHERE location = ? AND shelf IN ('', 'archived')"
        " ORDER BY ordinal DESC LIMIT ?)"
    )
    return rows_of(connection, wanted, stored(location), most)


def records_since_whole(connection: apsw.Connection, ticket: str) -> list[Record]:
    """A ticket's last whole record, and what was done to its texts after it."""
    return list(filter(None, map(record_of, connection.execute(_SINCE, {"ticket": ticket}))))


def tickets_of(all_records: Iterable[Sequence[Record]]) -> Iterator[Ticket]:
    """The tickets that records tell of, each as it is after its own; what cannot be read is left out."""
    for records in all_records:
        last = max((at for at, one in enumerate(records) if one.what in _WHOLE), default=0)
        if ticket := History(records[last:]).ticket:
            yield ticket
