"""The files of a change in the groups of a treemap, and where all of them stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..risk.assessment import FileRisk
from ..sources.change import FileChange
from .treemap_layout import Box, squarified

_LEAST = 0.0005  # of all lines: a file with fewer, or with none, is drawn as if it had so many
_MOST_GROUPS = 12
_GAP = 2.0  # pixels between groups
_TITLE = (60.0, 34.0)  # pixels that a group has at least where its title fits
TOP = "at the top"  # of files that are in no folder


@dataclass(frozen=True, slots=True)
class Tile:
    """A file: what is drawn of it."""

    id: str
    path: str
    added: int
    removed: int
    is_binary: bool
    weight: float  # of its risk, 0..1 of the riskiest one
    impact: int
    why: str

    @property
    def lines(self) -> int:
        return self.added + self.removed


@dataclass(frozen=True, slots=True)
class Group:
    """Files of one folder."""

    name: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where everything stands: `boxes` in the order of the tiles of all groups, one after the other."""

    groups: tuple[tuple[Group, Box, bool], ...]  # with whether its title fits
    tiles: tuple[Tile, ...]
    boxes: tuple[Box, ...]


def tiles_of(files: Iterable[FileChange], risks: Iterable[FileRisk]) -> tuple[Tile, ...]:
    """A tile for each file; one that is told nothing of weighs nothing."""
    by_id: Mapping[str, FileRisk] = {one.id: one for one in risks}
    heaviest = max((one.weight for one in by_id.values()), default=0.0) or 1.0
    nothing = FileRisk("", 0.0, 0, "")
    return tuple(
        Tile(file.id, file.path, file.added, file.removed, file.binary, risk.weight / heaviest, risk.impact, risk.text)
        for file in files
        for risk in (by_id.get(file.id, nothing),)
    )


def grouped(tiles: Sequence[Tile]) -> tuple[Group, ...]:
    """The tiles by their top folders; a folder that holds over half of all lines is shown by its own folders."""
    weights, groups = _weights(tiles), _split(tiles, 0)
    whole = sum(weights.values())
    while len(groups) < _MOST_GROUPS:
        name = max(groups, key=lambda one: (sum(weights[tile.id] for tile in groups[one]), one), default="")
        if not name or sum(weights[tile.id] for tile in groups[name]) <= whole / 2:
            break
        parts = _split(groups[name], name.count("/") + 1)
        if name in parts or len(groups) - 1 + len(parts) > _MOST_GROUPS:
            break
        del groups[name]
        groups |= parts
    return tuple(Group(name, tuple(groups[name])) for name in sorted(groups))


def placed(groups: Sequence[Group], width: float, height: float, title: float) -> Placed:
    """Where groups and tiles stand in so much room. `title`: pixels of a group's title, where it fits."""
    weights = _weights([tile for group in groups for tile in group.tiles])
    sums = [sum(weights[tile.id] for tile in group.tiles) for group in groups]
    found = []
    tiles: list[Tile] = []
    boxes: list[Box] = []
    for group, box in zip(groups, squarified(sums, Box(0, 0, width, height)), strict=True):
        has_title = box.width >= _TITLE[0] and box.height >= _TITLE[1]
        inner = _inner(box, title if has_title else 0.0)
        tiles += group.tiles
        boxes += squarified([weights[tile.id] for tile in group.tiles], inner)
        found.append((group, box, has_title))
    return Placed(tuple(found), tuple(tiles), tuple(boxes))


def _weights(tiles: Sequence[Tile]) -> dict[str, float]:
    least = max(1.0, sum(one.lines for one in tiles) * _LEAST)
    return {one.id: max(one.lines, least) for one in tiles}


def _split(tiles: Iterable[Tile], depth: int) -> dict[str, list[Tile]]:
    """The tiles by so many of their folders and one more; where there is none, by those that there are."""
    found: dict[str, list[Tile]] = {}
    for one in tiles:
        folders = one.path.split("/")[:-1]
        found.setdefault("/".join(folders[: depth + 1]) or TOP, []).append(one)
    return found


def _inner(box: Box, title: float) -> Box:
    gap = min(_GAP, box.width / 4, box.height / 4)
    return Box(box.left, box.top + title, max(0.0, box.width - gap), max(0.0, box.height - gap - title))
