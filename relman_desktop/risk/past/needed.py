"""Which part of a history is needed to tell what was known before some of its commits."""

from collections.abc import Collection, Sequence

from ...sources.past.walking import Step
from .replay import YEAR


def first_needed(steps: Sequence[Step], wanted: Collection[str]) -> int:
    """The place of the oldest step that the columns of the wanted commits rest on; all wanted ones are among the steps.

    Clocks are wrong and branches join late, so the commits of a year do not stand in one row: what counts is each step
    that is within the year, and each that `Lately` still holds.
    """
    places = [place for place, step in enumerate(steps) if step.oid in wanted]
    if not places:
        return len(steps)
    least = min(steps[place].when for place in places) - YEAR
    within = next(place for place, step in enumerate(steps) if step.when >= least)
    return min(within, places[0], _held(steps, places[0]))


def _held(steps: Sequence[Step], place: int) -> int:
    """The place of the oldest step that `Lately` holds when it comes to a step; it only ever moves on."""
    held = 0
    for now in range(place + 1):
        while held < now and steps[held].when < steps[now].when - YEAR:
            held += 1
    return held
