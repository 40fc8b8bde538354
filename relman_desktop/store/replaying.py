"""Puts into a database what its tails and backups have and it lacks."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import apsw

from ..ticket import Ticket
from .database import transaction
from .deriving import rebuild
from .erasing import begin_erasing, erased_in, finish_erasing
from .history import History
from .listing import COLUMNS, erase_rows, insert, insert_row, last_number, list_ticket, record_of
from .meta import lost_numbers, write_lost
from .record import Record, What
from .tail import Tail
from .timeline import Mark, by_ticket, mark_of, marks, parting, settling


@dataclass(frozen=True, slots=True)
class Replayed:
    """`missing`: how many records were put in where they belong; `strangers`: how many of another timeline, at the end.

    `tickets`: those that strangers came to, by their ids.
    """

    missing: int = 0
    strangers: int = 0
    tickets: tuple[str, ...] = ()

    def __add__(self, later: "Replayed") -> "Replayed":
        return Replayed(
            self.missing + later.missing,
            self.strangers + later.strangers,
            tuple(dict.fromkeys((*self.tickets, *later.tickets))),
        )


def replay(connection: apsw.Connection, sources: Iterable[Tail]) -> Replayed:
    """Write what other copies have and the database has not. Raises `apsw.Error`.

    From the number on where a copy has another record than the database it is another timeline (`timeline`): its
    records go to the end, and the ticket holds the newest text of each field.
    """
    plan = _Plan(connection)
    for one in sources:
        plan.add(one)
    missing, strangers = plan.missing, list(plan.strangers.values())
    if not missing and not strangers:
        return Replayed()
    erases = any(one.what is What.ERASED for one in (*missing.values(), *strangers))
    if erases:
        begin_erasing(connection)
    with transaction(connection):
        if not strangers and min(missing) == last_number(connection) + 1:
            _go_on(connection, [missing[number] for number in sorted(missing)])
        else:
            _put_in(connection, missing, strangers)
    if erases:
        with suppress(apsw.BusyError):  # somebody reads it now: the next start finishes it
            finish_erasing(connection)
    return Replayed(len(missing), len(strangers), tuple(by_ticket(strangers)))


class _Plan:
    """What is to be put in."""

    def __init__(self, connection: apsw.Connection) -> None:
        self.missing: dict[int, Record] = {}  # by their numbers
        self.strangers: dict[str, Record] = {}  # by their checksums
        self._connection, self._last = connection, last_number(connection)
        self._new: set[str] = set()  # the checksums of those that are missing
        self._all: tuple[frozenset[str], frozenset[str]] | None = None

    def add(self, source: Tail) -> None:
        first = min((one.number for one in source.records), default=source.after)
        known = self._known(min(first, source.after))
        parted = parting(source, known)
        for one in source.records:
            there = known.get(one.number)
            if there and there.agrees(mark_of(one)):
                continue
            if there or (parted and one.number >= parted):
                self._add_stranger(one)
            elif one.number > self._last or not self._is_anywhere(one):
                self.missing[one.number] = one
                self._new |= mark_of(one).sums
                known[one.number] = mark_of(one)

    def _known(self, first: int) -> dict[int, Mark]:
        """The records from a number on, and the last one in any case."""
        new = {number: mark_of(one) for number, one in self.missing.items()}
        return marks(self._connection, min(first, self._last)) | new

    def _add_stranger(self, one: Record) -> None:
        if not self._is_anywhere(one):
            self.strangers[one.sha256] = one

    def _is_anywhere(self, one: Record) -> bool:
        """Whether the database has a record under another number, or its ticket was erased. Reads all of it, once."""
        if self._all is None:
            sums = (checksum for mark in marks(self._connection, 0).values() for checksum in mark.sums)
            self._all = frozenset(sums), erased_in(self._connection)
        known, erased = self._all
        wanted = mark_of(one).sums
        return one.ticket in erased or not known.isdisjoint(wanted) or not self._new.isdisjoint(wanted)


def _go_on(connection: apsw.Connection, records: Sequence[Record]) -> None:
    """Write what a process that was killed had written to the tail only; all that is derived need not be made anew."""
    insert(connection, records)
    _note_gaps(connection, frozenset(one.number for one in records))
    for ticket in {one.ticket for one in records if one.draws_on}:
        if found := _ticket(connection, ticket):
            list_ticket(connection, found)


def _put_in(connection: apsw.Connection, missing: Mapping[int, Record], strangers: Sequence[Record]) -> None:
    for number in sorted(missing):
        insert_row(connection, missing[number])
    _note_gaps(connection, frozenset(missing))
    for ticket, theirs in by_ticket(strangers).items():
        own = _records(connection, ticket)
        for record in (*theirs, *settling(own, theirs)):
            insert_row(connection, replace(record, number=last_number(connection) + 1))
    for ticket in {one.ticket for one in (*missing.values(), *strangers) if one.what is What.ERASED}:
        erase_rows(connection, ticket)
    rebuild(connection)


def _note_gaps(connection: apsw.Connection, new: frozenset[int]) -> None:
    """Know of the numbers that are missing since, and no longer of those that were found."""
    if not new:
        return
    before = int(connection.execute("SELECT coalesce(max(number), 0) FROM journal WHERE number < ?", (min(new),)).get)
    there = {row[0] for row in connection.execute("SELECT number FROM journal WHERE number > ?", (before,))}
    write_lost(connection, lost_numbers(connection) - new | frozenset(range(before + 1, max(new))) - there)


def _ticket(connection: apsw.Connection, ticket: str) -> Ticket | None:
    return History(_records(connection, ticket)).ticket


def _records(connection: apsw.Connection, ticket: str) -> list[Record]:
    rows = connection.execute(f"SELECT {COLUMNS} FROM journal WHERE ticket = ? ORDER BY number", (ticket,))  # noqa: S608
    return list(filter(None, map(record_of, rows)))
