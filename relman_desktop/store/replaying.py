"""Puts into a database what its tails have and it lacks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

import apsw

from ..ticket import Ticket
from .database import transaction
from .deriving import rebuild
from .erasing import erased_in
from .history import History
from .listing import COLUMNS, erase_rows, insert, insert_row, last_number, list_ticket, record_of
from .meta import lost_numbers, write_lost
from .record import IMPORT, Record, What, as_text, now
from .tail import Tail


def replay(connection: apsw.Connection, tails: Iterable[Tail]) -> int:
    """Write what the tails have and the database has not; gives how many records that were. Raises `apsw.Error`.

    A record whose number another one has was written by a database that is gone. It goes to the end, and what the
    ticket holds stays as it is: the record is found in the history.
    """
    lacking, strangers = _lacking(connection, tails)
    if not lacking and not strangers:
        return 0
    with transaction(connection):
        if not strangers and min(lacking) == last_number(connection) + 1:
            _go_on(connection, [lacking[number] for number in sorted(lacking)])
            return len(lacking)
        for number in sorted(lacking):
            insert_row(connection, lacking[number])
        _note_gaps(connection, frozenset(lacking))
        for record in _with_versions(connection, strangers):
            insert_row(connection, replace(record, number=last_number(connection) + 1))
        for ticket in {one.ticket for one in lacking.values() if one.what is What.ERASED}:
            erase_rows(connection, ticket)
        rebuild(connection)
    return len(lacking) + len(strangers)


def _go_on(connection: apsw.Connection, records: Sequence[Record]) -> None:
    """Write what a process that was killed had written to the tail only; all that is derived need not be made anew."""
    insert(connection, records)
    _note_gaps(connection, frozenset(one.number for one in records))
    for ticket in {one.ticket for one in records if one.draws_on}:
        if found := _ticket(connection, ticket):
            list_ticket(connection, found)


def _lacking(connection: apsw.Connection, tails: Iterable[Tail]) -> tuple[dict[int, Record], list[Record]]:
    """What is missing, by its number, and what is missing while its number is another's."""
    records = [record for tail in tails for record in tail.records]
    if not records:
        return {}, []
    first = min(one.number for one in records)
    known = dict(connection.execute("SELECT number, sha256 FROM journal WHERE number >= ?", (first,)))
    checksums = set(known.values()) | _thinned(connection, first)
    lacking: dict[int, Record] = {}
    strangers: dict[str, Record] = {}
    for one in records:
        checksum = one.sha256
        if checksum in checksums:
            continue
        if one.number not in known:
            lacking[one.number], known[one.number] = one, checksum
            checksums.add(checksum)
        elif not connection.execute("SELECT 1 FROM journal WHERE sha256 = ?", (checksum,)).fetchone():
            strangers[checksum] = one
    gone = erased_in(connection) if strangers else frozenset()
    return lacking, [one for one in strangers.values() if one.ticket not in gone]


def _thinned(connection: apsw.Connection, first: int) -> set[str]:
    """The checksums of records that are not missing: a later one says what they said (`thinning`)."""
    sql = "SELECT data ->> 'was' FROM journal WHERE number >= ? AND what = ?"
    return {str(row[0]) for row in connection.execute(sql, (first, What.THINNED))}


def _note_gaps(connection: apsw.Connection, new: frozenset[int]) -> None:
    """Know of the numbers that are missing since, and no longer of those that were found."""
    if not new:
        return
    before = int(connection.execute("SELECT coalesce(max(number), 0) FROM journal WHERE number < ?", (min(new),)).get)
    there = {row[0] for row in connection.execute("SELECT number FROM journal WHERE number > ?", (before,))}
    write_lost(connection, lost_numbers(connection) - new | frozenset(range(before + 1, max(new))) - there)


def _with_versions(connection: apsw.Connection, strangers: Iterable[Record]) -> Iterator[Record]:
    """The strangers of each ticket, and then what the ticket held before them, as a version."""
    by_ticket: defaultdict[str, list[Record]] = defaultdict(list)
    for one in strangers:
        by_ticket[one.ticket].append(one)
    for ticket, records in by_ticket.items():
        before = _ticket(connection, ticket)
        yield from records
        if before:
            whole = before.to_json()
            data = {"ticket": whole, "sha256": sha256(as_text(whole).encode("ascii")).hexdigest()}
            yield Record(ticket, What.VERSION, IMPORT, f"found-{records[0].step}", now(), data)


def _ticket(connection: apsw.Connection, ticket: str) -> Ticket | None:
    rows = connection.execute(f"SELECT {COLUMNS} FROM journal WHERE ticket = ? ORDER BY number", (ticket,))  # noqa: S608
    return History(filter(None, map(record_of, rows))).ticket
