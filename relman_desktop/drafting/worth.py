"""What asking a question would add for one change, and why it is asked."""

from collections.abc import Sequence

from ..wording import counted, joined
from . import quiet
from .grounds import Ground, Grounds
from .question_table import Raise, Row, weighing

_MOST_IDS = 3  # that a `why` names


def worth_of(row: Row, grounds: Grounds, *, supported: bool) -> int:
    """From 0 to 100; 0 where this change does not need it.

    `supported`: whether the field has a sentence that stands on evidence.
    """
    raised = sum(one.worth for one in row.raised_by if grounds.of(*one.by))
    worth = row.worth + raised + (0 if supported else weighing().unsupported)
    if is_quiet(grounds):
        worth = round(worth * row.quiet)
    return min(worth, 100)


def why_of(row: Row, grounds: Grounds) -> str:
    """What is missing, in a sentence that names what of this change makes it matter, where something does."""
    told = ((one, found) for one in row.raised_by if one.why and (found := grounds.of(*one.by)))
    return next((_worded(one, found) for one, found in told), row.why)


def is_quiet(grounds: Grounds) -> bool:
    """Whether only documentation and tests change."""
    return quiet.is_quiet(grounds.material.change)


def _worded(one: Raise, found: Sequence[Ground]) -> str:
    number = sum(ground.number for ground in found)
    things = f"{counted(number, one.noun, one.plural)} {'is' if number == 1 else 'are'}" if one.noun else ""
    by = found[0].get("by")
    told = [one for one in found if one.get("by") == by] if "{by}" in one.why else found  # each has its own reason
    ids = joined([ground.id for ground in told], _MOST_IDS)
    why = one.one if number == 1 and one.one else one.why
    return why.replace("{things}", things).replace("{number}", f"{number:,}").replace("{ids}", ids).replace("{by}", by)
