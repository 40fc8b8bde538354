"""What the small window beside a form says."""

from ..walking import Step, Walk
from ..wording import counted
from .shown import visible

LINES = 4  # of a text that are shown
_WIDE = 38  # characters that one of them has room for, roughly


def counter_words(step: Step) -> str:
    """How long it is, against what the field takes."""
    if step.limit is None:
        return counted(step.length, "character")
    over = f" · {step.over:,} over" if step.over else ""
    return f"{step.length:,}/{step.limit:,}{over}"


def count_words(walk: Walk) -> str:
    """How far the person is."""
    skipped = f", {len(walk.skipped)} skipped" if walk.skipped else ""
    return f"{len(walk.done)} of {len(walk.steps)} done{skipped}"


def next_words(walk: Walk) -> str:
    """What comes then."""
    if following := walk.following:
        return f"Next: {following.label}"
    return "This is the last one." if walk.current else ""


def excerpt(text: str) -> str:
    """The beginning of a text, as much as there is room for."""
    shown: list[str] = []
    room = LINES
    for line in text[: LINES * _WIDE].split("\n"):
        if room <= 0:
            break
        shown.append(visible(line[: room * _WIDE]))
        room -= max(1, -(-len(line) // _WIDE))
    told = "\n".join(shown)
    return told if len(told) >= len(text) else f"{told} …"
