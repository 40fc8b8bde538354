"""The table `resources/risk/scale.toml`: points, places in the matrix, levels; and what a team puts in its place.

A team's matrix, bands or names are used exactly as its profile's part `[risk]` says them, or told as wrong.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ..drafting.proposal import Material
from ..files import resource
from ..sources.profile.matrix import bands_of, matrix_of, names_of
from ..sources.profile.profile import Profile, TeamEntry
from ..sources.profile.values import Wrong
from ..wording import listed
from .axis import LEVELS, Axis, Level

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


def scale_of(profile: Profile, in_review: Collection[str] = ()) -> Scale:
    """The scale of a team: ours, with what its profile says in place of it.

    What stands in review, by the ids of entries, counts only so far as it lowers nothing: no change writes its level.
    """
    entries = profile.of("risk")
    settled = _of(one for one in entries if one.id not in in_review)
    return _higher(settled, _of(entries)) if any(one.id in in_review for one in entries) else settled


def _of(entries: Iterable[TeamEntry]) -> Scale:
    made = scale()
    for entry in entries:
        for key, take in _TAKEN.items():
            if key in entry.values:
                try:
                    made = take(made, entry.texts(key))
                except Wrong:
                    continue  # told by `notes_on`
    return made


def _higher(one: Scale, other: Scale) -> Scale:
    """The scale that gives no lower level than either: the lower bands, and in each place the higher level."""
    bands = {axis: tuple(map(min, one.bands[axis], other.bands[axis])) for axis in Axis}
    levels = {at: tuple(map(_worse, row, other.levels[at])) for at, row in one.levels.items()}
    return replace(other, bands=bands, levels=levels)


def _worse(one: Level, other: Level) -> Level:
    return max(one, other, key=LEVELS.index)


def notes_on(material: Material) -> tuple[str, ...]:
    """What must be known of a team's own scale: what of it is wrong, and that the change itself alters it."""
    return tuple(note for entry in material.profile.of("risk") for note in _notes(entry, material))


def _notes(entry: TeamEntry, material: Material) -> Iterator[str]:
    said = [key for key in _TAKEN if key in entry.values]
    for key in said:
        try:
            _TAKEN[key](scale(), entry.texts(key))
        except Wrong as wrong:
            yield f"The team's own scale of risk is not used: `{key}` {wrong}."
    if said and entry.id in material.in_review:
        where = f"stands in {listed([entry.file])}, which this change alters itself"
        yield f"The team's own scale of risk {where}: until that is merged, it lowers no level."


def _with_matrix(before: Scale, rows: Sequence[str]) -> Scale:
    matrix = matrix_of(rows)
    return replace(before, levels=dict(enumerate(matrix, 1)))  # type: ignore[arg-type]


def _with_bands(axis: Axis) -> "_Take":
    return lambda before, texts: replace(before, bands={**before.bands, axis: bands_of(", ".join(texts))})


def _with_names(axis: Axis) -> "_Take":
    return lambda before, texts: replace(before, names={**before.names, axis: names_of(texts)})


_Take = Callable[[Scale, Sequence[str]], Scale]
_TAKEN: Mapping[str, _Take] = {
    "matrix": _with_matrix,
    **{f"{axis}_bands": _with_bands(axis) for axis in Axis},
    **{f"{axis}_names": _with_names(axis) for axis in Axis},
}
