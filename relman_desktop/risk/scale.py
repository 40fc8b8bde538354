"""The table `resources/risk/scale.toml`: points, places in the matrix, levels."""

import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..files import resource
from .axis import Axis, Level

PLACES = range(1, 6)


@dataclass(frozen=True)
class Scale:
    """How points become a level."""

    most: int  # points of one axis
    bands: Mapping[Axis, Sequence[int]]  # the least points of the places 2 to 5
    names: Mapping[Axis, Sequence[str]]  # of the places 1 to 5
    levels: Mapping[int, Sequence[Level]]  # by impact: the levels of the likelihoods 1 to 5

    def place(self, axis: Axis, points: int) -> int:
        """The place of points on an axis, 1..5."""
        return 1 + bisect_right(self.bands[axis], points)

    def level(self, likelihood: int, impact: int) -> Level:
        return self.levels[impact][likelihood - 1]

    def name(self, axis: Axis, place: int) -> str:
        """What a place is called: "likely"."""
        return self.names[axis][place - 1]


@cache
def scale() -> Scale:
    read: dict[str, Any] = tomllib.loads(resource("risk/scale.toml").read_text("utf-8"))
    return Scale(
        most=read["points"]["most"],
        bands={axis: tuple(read["bands"][axis]) for axis in Axis},
        names={axis: tuple(read["names"][axis]) for axis in Axis},
        levels={int(impact): tuple(row) for impact, row in read["levels"].items()},
    )
