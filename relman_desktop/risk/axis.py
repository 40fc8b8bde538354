"""The two directions of the matrix, and its levels."""

from enum import StrEnum
from typing import Literal, get_args

Level = Literal["low", "medium", "high", "critical"]
LEVELS: tuple[Level, ...] = get_args(Level)


class Axis(StrEnum):
    """The two directions of the matrix."""

    LIKELIHOOD = "likelihood"  # that something goes wrong
    IMPACT = "impact"  # what it would cost
