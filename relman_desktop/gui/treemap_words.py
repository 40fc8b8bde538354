"""What the window says of the change as a treemap."""

from collections.abc import Sequence

from ..wording import counted
from .shown import visible
from .treemap_groups import Tile

TITLE = "The change as a map"
EMPTY = "No file changes."
HINT = "Point at a file, or go there with the arrow keys; Enter shows it."
STEPS = ("nothing stands out", "a little", "some", "much", "the most of this change")
IMPACT = "adds to the impact"
_TWIN = 10  # files that are told in words
_MINUS = "\N{MINUS SIGN}"


def step_of(tile: Tile) -> int:
    """How dark a tile is, 0..4: by its weight beside the heaviest file's."""
    top = len(STEPS) - 1
    return 0 if tile.weight <= 0 else min(top, 1 + int(tile.weight * top - 1e-9))


def size_told(tile: Tile) -> str:
    if tile.is_binary:
        return "binary"
    return f"+{tile.added:,} {_MINUS}{tile.removed:,}" if tile.lines else "no lines"


def tile_told(tile: Tile) -> str:
    """All that is known of a file, in a line."""
    risk = f"risk: {STEPS[step_of(tile)]}"
    impact = f", {counted(tile.impact, 'point')} of impact" if tile.impact else ""
    why = f" {tile.why}" if tile.why else ""
    return visible(f"{tile.id} {tile.path} · {size_told(tile)} · {risk}{impact}.{why}")


def map_told(tiles: Sequence[Tile]) -> str:
    """The map in words: the ten riskiest files."""
    if not tiles:
        return EMPTY
    riskiest = sorted(
        (one for one in tiles if one.weight > 0 or one.impact), key=lambda one: (-one.weight, -one.impact)
    )
    told = "; ".join(tile_told(one) for one in riskiest[:_TWIN])
    lead = f"{counted(len(tiles), 'file')}, each as large as its changed lines and as dark as its risk."
    return f"{lead} The riskiest: {told}" if told else f"{lead} No file stands out."
