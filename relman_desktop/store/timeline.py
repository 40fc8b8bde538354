"""Whether two copies of the journal tell of the same acts, and what a ticket holds where they went two ways.

Two machines that share one data folder, or a file that was put back, make two timelines of one library: they share
the first records, and from one number on each has its own. None of them is thrown away, and none goes over a newer one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import apsw

from ..ticket import Ticket
from .delta import Delta, applied, delta
from .history import History
from .record import IMPORT, Record, What, as_text
from .tail import Tail

_WAS = f"CASE WHEN what = '{What.THINNED}' THEN data ->> 'was' ELSE '' END"
_LAST_WINS = (What.FILED, What.HALF, What.DRAFT, What.FOOTPRINT)  # beside the ticket's texts
_FOUND = "found-"  # the steps of what settles two timelines
_WRONG = (KeyError, TypeError, ValueError, AttributeError)  # of a record that holds no delta


@dataclass(frozen=True, slots=True)
class Mark:
    """By what a record is known again. `sums`: its checksum, and that of the one in whose place it stands."""

    ticket: str
    what: str
    sums: frozenset[str]
    at: str = ""

    def agrees(self, other: "Mark") -> bool:
        """Whether both are of one act; of what was erased only the ticket is left."""
        erased = What.ERASED in (self.what, other.what) and self.ticket == other.ticket
        return erased or bool(self.sums & other.sums)

    def is_of(self, checksum: str) -> bool:
        """Whether it is, or can have been, the record with a checksum."""
        return self.what == What.ERASED or checksum in self.sums


def mark_of(record: Record) -> Mark:
    return Mark(record.ticket, record.what, _sums(record.sha256, record.data.get("was")), record.at)


def marks(connection: apsw.Connection, first: int, last: int | None = None) -> dict[int, Mark]:
    """The records of a database from a number on, up to `last`."""
    sql = f"SELECT number, ticket, what, sha256, {_WAS}, at FROM journal WHERE number BETWEEN ? AND ?"  # noqa: S608
    rows = connection.execute(sql, (first, (1 << 62) if last is None else last))
    return {row[0]: Mark(row[1], row[2], _sums(row[3], row[4]), row[5]) for row in rows}


def parting(source: Tail, known: Mapping[int, Mark]) -> int | None:
    """The first number from which on another copy is not what is known, from one before its first on; None for none.

    Where it is not known what came before, it is taken to go on only if it is newer than all that is known.
    """
    before = known.get(source.after)
    if before and source.before and not before.is_of(source.before):
        return source.after + 1
    beyond = not before and bool(known) and source.after > max(known)
    if beyond and source.records and source.records[0].at < known[max(known)].at:
        return source.after + 1
    wrong = (one.number for one in source.records if one.number in known and not known[one.number].agrees(mark_of(one)))
    return min(wrong, default=None)


def goes_on(connection: apsw.Connection, tail: Tail, new: Sequence[Record] = ()) -> bool:
    """Whether a tail has all that the database, or what is `new`, has of its numbers, and nothing else."""
    known = marks(connection, tail.after, tail.last)
    known |= {one.number: mark_of(one) for one in new if one.number <= tail.last}
    numbers = {one.number for one in tail.records}
    same = known.keys() - {tail.after} == numbers and (not tail.after or tail.after in known)
    return bool(tail.library) and same and parting(tail, known) is None


def settling(own: Sequence[Record], strangers: Sequence[Record]) -> Iterator[Record]:
    """What is to come after the strangers of a ticket, so that of each field the newest text counts, whoever's it is.

    `own` and `strangers` are in the order of their timelines.
    """
    step = _FOUND + strangers[0].step.removeprefix(_FOUND)
    whole = _newest(own, strangers)
    if whole:  # also where it says nothing new: that two timelines came together here
        told = whole.to_json()
        data = {"ticket": told, "sha256": sha256(as_text(told).encode("ascii")).hexdigest()}
        at = max(one.at for one in (*own, *strangers) if one.draws_on)  # a third timeline is newer only after it
        yield Record(whole.id, What.VERSION, IMPORT, step, at, data)
    for what in _LAST_WINS:
        ours, theirs = (_last(records, what) for records in (own, strangers))
        if ours and theirs and ours.at >= theirs.at:
            yield replace(ours, author=IMPORT, step=step)


def by_ticket(records: Iterable[Record]) -> dict[str, list[Record]]:
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for one in records:
        found[one.ticket].append(one)
    return found


def _newest(own: Sequence[Record], strangers: Sequence[Record]) -> Ticket | None:
    """The ticket with all acts of both timelines in the order of their times; None where it was not begun."""
    begun, acts = _acts(own)
    for one in strangers:
        if one.draws_on and one.what not in (What.CREATED, What.VERSION, What.HALF):
            acts.append((one.at, dict(one.data)))
    for _, act in sorted(acts, key=lambda one: one[0]) if begun else ():
        begun = _with(begun, act)
    return begun


def _acts(own: Sequence[Record]) -> tuple[Ticket | None, list[tuple[str, Delta]]]:
    """How a ticket began, and what each record changed, by its time.

    A clock that went back does not change the order of one timeline; of two that came together the times count.
    """
    merged = any(one.step.startswith(_FOUND) for one in own)
    history, latest = History(), ""
    begun: Ticket | None = None
    acts: list[tuple[str, Delta]] = []
    for one in own:
        before = history.ticket
        history.add(one)
        latest = one.at if merged else max(latest, one.at)
        if before and history.ticket and not one.step.startswith(_FOUND):
            acts.append((latest, delta(before, history.ticket)))
        begun = begun or history.ticket
    return begun, acts


def _with(ticket: Ticket | None, act: Delta) -> Ticket | None:
    try:
        return applied(ticket, act) if ticket else None
    except _WRONG:
        return ticket


def _last(records: Iterable[Record], what: What) -> Record | None:
    return max((one for one in records if one.what is what), key=lambda one: one.at, default=None)


def _sums(*checksums: object) -> frozenset[str]:
    return frozenset(str(one) for one in checksums if one)
