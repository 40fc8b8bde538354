"""A reason of the impact: a contribution before its points are settled among the others of its group."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..assessment import Axis, Contribution
from .table import table

MOST_CITED = 8


@dataclass(frozen=True, slots=True)
class Reason:
    """What was found for one row. `files` are the ids of all files that it rests on."""

    name: str
    group: str
    points: int  # by itself
    value: str
    text: str
    evidence: tuple[str, ...] = ()
    files: frozenset[str] = frozenset()

    def counting(self, points: int) -> Contribution:
        """It as a contribution of so many points."""
        return Contribution(self.name, Axis.IMPACT, self.value, points, self.text, self.evidence[:MOST_CITED])


def settled(reasons: Iterable[Reason]) -> Iterator[Reason]:
    """The reasons of all groups with the points that each counts: of the worst group in full, of the others a share."""
    order = list(table().groups)
    by_group: dict[str, list[Reason]] = {}
    for one in sorted(reasons, key=lambda one: order.index(one.group)):  # stable: the table's order in a group
        by_group.setdefault(one.group, []).append(one)
    groups = [list(_worst_in_full(some)) for some in by_group.values()]
    worst = max(range(len(groups)), key=lambda at: _total(groups[at]), default=0)
    for at, some in enumerate(groups):
        yield from some if at == worst else _shared(some, table().others)


def added_up(reasons: Iterable[Reason]) -> Iterator[Reason]:
    """The reasons of one group, each in full as far as the group's points go."""
    left: int | None = None
    for one in reasons:
        left = table().groups[one.group] if left is None else left
        points = min(left, one.points)
        left -= points
        yield replace(one, points=points)


def _worst_in_full(reasons: Iterable[Reason]) -> Iterator[Reason]:
    """The reasons of one group: the worst as it is, of each other one a share; no more than the group gives."""
    ordered = sorted(reasons, key=lambda one: -one.points)
    return added_up(
        replace(one, points=one.points if place == 0 else one.points // table().further)
        for place, one in enumerate(ordered)
    )


def _shared(reasons: Iterable[Reason], of: int) -> Iterator[Reason]:
    """Reasons that count one in so many of their points together, so that little ones are not rounded away."""
    total = 0
    for one in reasons:
        before, total = total, total + one.points
        yield replace(one, points=total // of - before // of)


def _total(reasons: Iterable[Reason]) -> int:
    return sum(one.points for one in reasons)
