"""The steps of a ticket as rows: the newest first, under their days, what was typed on in one field as one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from ..store.history import Step, changed_fields
from ..store.record import What, moment
from ..ticket import Ticket
from .exchange_words import local_time

TOGETHER = timedelta(minutes=5)  # between two steps that are told as one
_FOLDED = frozenset({What.TYPED, What.UNDONE, What.REDONE})


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One act, or several of a kind in the same fields, one soon after the other."""

    id: str  # of its first step
    what: What
    author: str
    began: str  # UTC, ISO 8601
    at: str  # of the last of it
    before: Ticket
    after: Ticket
    fields: tuple[str, ...]  # that it changed; of those, the one that was asked for
    on: date  # here
    steps: int = 1
    of: What | None = None  # the act that it takes back or does again

    @property
    def when(self) -> datetime:
        """The time here."""
        return local_time(self.at)


@dataclass(frozen=True, slots=True)
class Day:
    """A date with what was done then, the last first."""

    on: date
    rows: tuple[HistoryRow, ...]

    def heading(self, today: date) -> str:
        """`Today`, `Yesterday`, `Thursday 26 November 2026`."""
        near = {today: "Today", today - timedelta(days=1): "Yesterday"}
        return near.get(self.on) or f"{self.on:%A} {self.on.day} {self.on:%B %Y}"


class HistoryRows:
    """Follows a history that grows; what was found out of a step is not found out again."""

    def __init__(self) -> None:
        self._known: list[tuple[Step, tuple[str, ...], date]] = []

    def take(self, steps: Sequence[Step]) -> None:
        """Learn the steps of a ticket, oldest first; the last one may have grown since it was last here."""
        same = min(len(self._known), len(steps))
        while same and self._known[same - 1][0] is not steps[same - 1]:
            same -= 1
        del self._known[same:]
        self._known += [
            (step, changed_fields(step.before, step.after), local_time(step.at).date()) for step in steps[same:]
        ]

    def days(self, field: str = "") -> tuple[Day, ...]:
        """All rows, or those that changed a field, under their days, the newest first."""
        told = [_row(*one, field) for one in self._known if not field or field in one[1]]
        rows = reversed(list(_folded(told)))
        return tuple(Day(day, tuple(inside)) for day, inside in groupby(rows, key=lambda row: row.on))


def _row(step: Step, fields: tuple[str, ...], on: date, field: str) -> HistoryRow:
    wanted = (field,) if field else fields
    return HistoryRow(
        step.id, step.what, step.author, step.began, step.at, step.before, step.after, wanted, on, of=step.of
    )


def _folded(rows: Iterable[HistoryRow]) -> Iterator[HistoryRow]:
    """The rows, oldest first, with those that go together as one."""
    last: HistoryRow | None = None
    for row in rows:
        if last and _goes_on(last, row):
            last = replace(last, at=row.at, after=row.after, steps=last.steps + 1)
            continue
        if last:
            yield last
        last = row
    if last:
        yield last


def _goes_on(last: HistoryRow, row: HistoryRow) -> bool:
    alike = (last.what, last.of, last.author, last.fields) == (row.what, row.of, row.author, row.fields)
    if not alike or row.what not in _FOLDED or len(row.fields) != 1:
        return False
    began, ended = moment(row.began), moment(last.at)
    return bool(began and ended and timedelta() <= began - ended <= TOGETHER) and row.on == last.on
