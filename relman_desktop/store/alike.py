"""What the change of a ticket touches, held against what those of others touch."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt

import apsw

from .footprint import marks, table
from .touching import name_of, named

_POSTINGS = 30_000  # that are added up to find tickets that share something
_LEAST = 0.25  # worth of a mark that says anything: of 10,000 tickets at most a tenth have it
_ALWAYS = "repository"

Likeness = Mapping[str, float]  # 0..1, by the group of what is shared


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that a ticket touches. `worth`: how rare it is among all tickets, 0..1."""

    id: int
    part: str  # its group
    name: str
    tickets: int
    worth: float


class Touched:
    """What one ticket touches. `own`: its number, 0 where it is not in the library."""

    def __init__(self, connection: apsw.Connection, own: int, repository: str, tickets: int) -> None:
        self._connection = connection
        self._own = own
        self._tickets = tickets
        text = connection.execute("SELECT footprint FROM footprints WHERE ordinal = ?", (own,)).get
        footprint = json.loads(text) if text else {}
        found = [self._mark(part, mark) for part, mark in named(marks(footprint, repository), repository)]
        self.marks = {mark.id: mark for mark in found if mark and (mark.worth >= _LEAST or mark.part == _ALWAYS)}
        self._squares = _squares(self.marks.values())
        counts = {part: sum(mark.part == part for mark in self.marks.values()) for part in self._squares}
        self.weights = {
            one.group: one.weight * sqrt(self._squares[one.group] / counts[one.group])
            for one in table()[0]
            if one.group in self._squares
        }

    def sharing(self, most: int) -> list[int]:
        """The numbers of the tickets that share most of it."""
        values: dict[int, float] = {}
        left = _POSTINGS
        for mark in sorted(self.marks.values(), key=lambda one: -self._value(one)):
            left -= mark.tickets
            if left < 0:
                break
            values[mark.id] = self._value(mark)
        sql = (
            "WITH found AS (SELECT ordinal, sum(own.value) AS value FROM json_each(?) AS own"
            " CROSS JOIN touches ON touches.mark = CAST(own.key AS INTEGER) GROUP BY ordinal)"
            " SELECT ordinal FROM found CROSS JOIN library USING (ordinal)"
            " WHERE shelf IN ('', 'archived') AND ordinal <> ? ORDER BY value DESC, ordinal DESC LIMIT ?"
        )
        return [int(row[0]) for row in self._connection.execute(sql, (json.dumps(values), self._own, most))]

    def shared(self, ordinals: Collection[int]) -> Mapping[int, list[Mark]]:
        """Which of the marks each of some tickets has, too."""
        sql = (
            "SELECT ordinal, mark FROM touches WHERE ordinal IN (SELECT value FROM json_each(?))"
            " AND mark IN (SELECT value FROM json_each(?))"
        )
        found: defaultdict[int, list[Mark]] = defaultdict(list)
        for ordinal, mark in self._connection.execute(sql, (json.dumps([*ordinals]), json.dumps([*self.marks]))):
            found[int(ordinal)].append(self.marks[int(mark)])
        return found

    def likeness(self, ordinals: Collection[int], shared: Mapping[int, list[Mark]]) -> Mapping[int, Likeness]:
        """How like this ticket others are, group by group: the cosine of what they touch."""
        sql = (
            "SELECT ordinal, part, sum(pow(max(0.0, ln((?1 + 1.0) / tickets)) / ln(?1 + 1.0), 2)) FROM touches"
            " JOIN marks ON marks.id = touches.mark WHERE ordinal IN (SELECT value FROM json_each(?2)) GROUP BY 1, 2"
        )
        found: defaultdict[int, dict[str, float]] = defaultdict(dict)
        for ordinal, part, theirs in self._connection.execute(sql, (self._tickets, json.dumps([*ordinals]))):
            both = _squares(shared.get(int(ordinal), ())).get(part, 0.0)
            if both > 0 and theirs > 0:
                found[int(ordinal)][part] = min(1.0, both / sqrt(self._squares[part] * theirs))
        return found

    def _mark(self, part: str, mark: str) -> Mark | None:
        row = self._connection.execute("SELECT id, tickets FROM marks WHERE mark = ?", (mark,)).fetchone()
        if row is None:
            return None  # of a ticket that is not in the library
        worth = max(0.0, log((self._tickets + 1) / row[1]) / log(self._tickets + 1))
        return Mark(int(row[0]), part, name_of(mark), int(row[1]), worth)

    def _value(self, mark: Mark) -> float:
        return self.weights[mark.part] * mark.worth**2 / sqrt(self._squares[mark.part] or 1.0)


def _squares(found: Iterable[Mark]) -> dict[str, float]:
    """The sum of the squares of what marks are worth, by their groups."""
    sums: defaultdict[str, float] = defaultdict(float)
    for mark in found:
        sums[mark.part] += mark.worth**2
    return dict(sums)
