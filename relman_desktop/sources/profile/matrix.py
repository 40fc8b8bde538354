"""A team's own scale of risk as its profile writes it: rows of levels, bands of points, names of places.

Each function gives what the texts say, or raises `Wrong` with what is allowed, which goes on after the key's name.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from .showing import did_you_mean, shown
from .values import Wrong

PLACES = 5  # of each axis
MOST = 50  # points of each axis
LEVELS = ("low", "medium", "high", "critical")

Matrix = tuple[tuple[str, ...], ...]


def matrix_of(rows: Sequence[str]) -> Matrix:
    """The levels by impact, the lowest first, and in a row by likelihood."""
    if len(rows) != PLACES:
        raise Wrong(f"has {len(rows)} rows, and must have {PLACES}, one for each impact, the highest first")
    read = [_row(text, place) for place, text in zip(range(PLACES, 0, -1), rows, strict=True)]
    matrix = tuple(reversed(read))
    _check_rising(matrix)
    return matrix


def bands_of(text: str) -> tuple[int, ...]:
    """The least points of the places 2 to 5."""
    parts = _parts(text)
    if len(parts) != PLACES - 1 or not all(re.fullmatch("[0-9]{1,3}", part) for part in parts):
        raise Wrong(
            f"is {shown(text)}, and must be {PLACES - 1} whole numbers with commas: the least points of places 2 to 5"
        )
    bands = tuple(map(int, parts))
    if not all(0 < low < high for low, high in pairwise((*bands, MOST + 1))) or bands[-1] > MOST:
        raise Wrong(f"is {shown(text)}; each number must be larger than the one before, from 1 to {MOST}")
    return bands


def names_of(names: Sequence[str]) -> tuple[str, ...]:
    """What the places 1 to 5 are called."""
    if len(names) != PLACES or len({name.strip().casefold() for name in names}) != PLACES:
        raise Wrong(f"must be {PLACES} different names, of the places 1 to {PLACES}")
    return tuple(name.strip() for name in names)


def _row(text: str, place: int) -> tuple[str, ...]:
    named = [part.casefold() for part in _parts(text)]
    for name in named:
        if name not in LEVELS:
            guess = did_you_mean(name, LEVELS)
            raise Wrong(
                f"names {shown(name)} for impact {place}, which is no level; they are {', '.join(LEVELS)}{guess}"
            )
    if len(named) != PLACES:
        raise Wrong(f"has {len(named)} levels for impact {place}, and must have {PLACES}, one for each likelihood")
    return tuple(named)


def _check_rising(matrix: Matrix) -> None:
    """A higher impact or likelihood must not give a lower level."""
    for impact, row in enumerate(matrix, 1):
        for likelihood, (level, higher) in enumerate(pairwise(row), 1):
            if LEVELS.index(higher) < LEVELS.index(level):
                raise Wrong(
                    f"says {level} for likelihood {likelihood} at impact {impact}, and {higher} for likelihood "
                    f"{likelihood + 1}: more likely must not be less"
                )
    for impact, (row, above) in enumerate(pairwise(matrix), 1):
        for likelihood, (level, higher) in enumerate(zip(row, above, strict=True), 1):
            if LEVELS.index(higher) < LEVELS.index(level):
                raise Wrong(
                    f"says {level} for impact {impact} at likelihood {likelihood}, and {higher} for impact "
                    f"{impact + 1}: a higher impact must not give a lower level"
                )


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]
