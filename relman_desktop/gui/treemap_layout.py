"""Where the tiles of a treemap stand: squarified (Bruls, Huizing and van Wijk, "Squarified Treemaps", 2000).

Written here for the published packages recurse once for each row and weigh each row anew for each tile: a change of
1,500 files is beyond Python's depth of calls, or takes seconds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def area(self) -> float:
        return self.width * self.height


def squarified(weights: Sequence[float], within: Box) -> tuple[Box, ...]:
    """A box for each weight, in their order: areas as the weights are, filling `within`, as square as may be.

    The same weights give the same boxes. Weights are over 0; a box without area gives boxes without area.
    """
    order = sorted(range(len(weights)), key=lambda at: (-weights[at], at))
    whole = sum(weights)
    if not order or within.area <= 0:
        return tuple(Box(within.left, within.top, 0, 0) for _ in weights)
    areas = [weights[at] / whole * within.area for at in order]
    placed = dict(zip(order, _placed(areas, within), strict=True))
    return tuple(placed[at] for at in range(len(weights)))


def _placed(areas: Sequence[float], within: Box) -> Iterator[Box]:
    """Boxes of areas, the largest first: row by row along the shorter side of what is left."""
    start, left = 0, within
    while start < len(areas):
        end = len(areas) if left.area <= 0 else _row_end(areas, start, min(left.width, left.height))
        row = areas[start:end]
        yield from _row(row, left, is_last=end == len(areas))
        left = _rest(sum(row), left)
        start = end


def _row_end(areas: Sequence[float], start: int, side: float) -> int:
    """Where a row ends: before the tile that would make its worst tile less square."""
    most, total, end = areas[start], areas[start], start + 1
    worst = _worst(most, most, total, side)
    while end < len(areas):
        then = _worst(most, areas[end], total + areas[end], side)
        if then > worst:
            break
        worst, total, end = then, total + areas[end], end + 1
    return end


def _worst(most: float, least: float, total: float, side: float) -> float:
    """How far from a square the worst tile of a row is."""
    return max(side * side * most / (total * total), total * total / (side * side * least))


def _row(areas: Sequence[float], within: Box, *, is_last: bool) -> Iterator[Box]:
    """The tiles of a row along the shorter side; the last row takes all that rounding left."""
    total, stands = sum(areas), within.width >= within.height
    long = within.height if stands else within.width
    room = within.width if stands else within.height
    thick = room if is_last or long <= 0 else min(room, total / long)
    at = 0.0
    for area in areas:
        part = area / total * long
        if stands:
            yield Box(within.left, within.top + at, thick, part)
        else:
            yield Box(within.left + at, within.top, part, thick)
        at += part


def _rest(area: float, within: Box) -> Box:
    """What a row leaves."""
    if within.width >= within.height:
        thick = min(within.width, area / within.height) if within.height > 0 else 0.0
        return Box(within.left + thick, within.top, within.width - thick, within.height)
    thick = min(within.height, area / within.width) if within.width > 0 else 0.0
    return Box(within.left, within.top + thick, within.width, within.height - thick)
