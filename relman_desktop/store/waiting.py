"""What waits to be written: batches of records in the order of the acts, and last what is being typed."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from itertools import islice

from ..ticket import Ticket
from .record import Record

QUIET = 0.25  # seconds without a key before what was typed is written
LONGEST = 1.0  # seconds that it waits while the person types on
MOST_RECORDS = 200  # of one transaction, so that a try on a full disk is short however much waits
MOST_TEXT = 8_000_000  # characters of one transaction, unless one record has more


def pending() -> "Future[None]":
    """A future that nobody can cancel: what was appended is written whoever still waits for it."""
    future: Future[None] = Future()
    future.set_running_or_notify_cancel()
    return future


@dataclass(eq=False)
class Batch:
    """Records that are written together, and the ticket that they lead to, for the list of all."""

    records: tuple[Record, ...]
    ticket: Ticket | None
    done: "Future[None]"
    first: float = 0.0  # monotonic, of the first key
    last: float = 0.0

    @property
    def due(self) -> float:
        """When what is typed is to be written."""
        return min(self.last + QUIET, self.first + LONGEST)

    @property
    def size(self) -> int:
        """About how many characters it has, without looking at all of them."""
        return sum(len(entry["text"]) for one in self.records for entry in one.data.get("entries", {}).values())


class Waiting:
    """In the order of their numbers. Its owner has it used by one thread at a time."""

    def __init__(self) -> None:
        self.next_number = 1
        self.together = MOST_RECORDS
        self._batches: deque[Batch] = deque()
        self._typed: Batch | None = None
        self._refused: list[Batch] = []

    def append(self, records: Iterable[Record], ticket: Ticket | None) -> Batch:
        """What was typed before waits no longer."""
        self.settle()
        batch = Batch(tuple(map(self._numbered, records)), ticket, pending())
        self._batches.append(batch)
        return batch

    def type(self, record: Record, ticket: Ticket, moment: float) -> tuple[Batch, bool]:
        """What a field holds, in place of what is typed of the same step; and whether it begins to wait now."""
        if self._typed and self._typed.records[0].step != record.step:
            self.settle()
        if typed := self._typed:
            typed.records = (replace(record, number=typed.records[0].number),)
            typed.ticket, typed.last = ticket, moment
            return typed, False
        self._typed = Batch((self._numbered(record),), ticket, pending(), moment, moment)
        return self._typed, True

    def settle(self) -> None:
        """What was typed waits no longer."""
        if self._typed:
            self._batches.append(self._typed)
            self._typed = None

    def settle_due(self, moment: float) -> None:
        if self._typed and moment >= self._typed.due:
            self.settle()

    @property
    def due(self) -> float | None:
        """When what is typed is to be written; None where nothing is."""
        return self._typed.due if self._typed else None

    @property
    def first_group(self) -> list[Batch]:
        """The batches that are to be written next, together; they stay until they are."""
        group: list[Batch] = []
        records = size = 0
        for batch in islice(self._batches, self.together):
            records, size = records + len(batch.records), size + batch.size
            if group and (records > MOST_RECORDS or size > MOST_TEXT):
                break
            group.append(batch)
        return group

    def written(self, group: list[Batch]) -> None:
        for _ in group:
            self._batches.popleft()
        if not self._batches:
            self.together = MOST_RECORDS

    def refuse(self) -> Batch:
        """Put the first batch aside: it cannot be written, and what follows can, in its place."""
        refused = self._batches.popleft()
        self._refused.append(refused)
        self.renumber(refused.records[-1].number + 1, refused.records[0].number)
        return refused

    def renumber(self, taken: int, number: int) -> None:
        """From a number on the records go on with another one, in their order."""
        shift = number - taken
        for batch in self._all:
            moved = (replace(one, number=one.number + shift) if one.number >= taken else one for one in batch.records)
            batch.records = tuple(moved)
        self.next_number += shift

    @property
    def unsaved(self) -> tuple[Record, ...]:
        """All records that are not written, in their order."""
        return tuple(record for batch in (*self._refused, *self._all) for record in batch.records)

    @property
    def left(self) -> list[Batch]:
        """The batches of which nobody was told yet how they ended."""
        return [batch for batch in self._all if not batch.done.done()]

    def __bool__(self) -> bool:
        """Whether there is something to write now."""
        return bool(self._batches)

    @property
    def _all(self) -> Iterator[Batch]:
        yield from self._batches
        if self._typed:
            yield self._typed

    def _numbered(self, record: Record) -> Record:
        number, self.next_number = self.next_number, self.next_number + 1
        return replace(record, number=number)
