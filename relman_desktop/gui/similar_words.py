"""How a similar ticket is told: what happened to it, why it is alike, and its steps under those of the open one."""

import re
from collections.abc import Iterable

from ..fields import came_of
from ..store.similar import Similar
from ..wording import abridged
from .library_words import named
from .shown import shown_line

_STEP = re.compile(r"^(\d{1,4})([.)] )", re.MULTILINE)
_MOST_REASONS = 4
_MOST_NOTES = 320  # characters
_BAD = ("rolled back", "with problems")  # the outcomes that are told first, the worst first
_HAPPENED = {"rolled back": "was rolled back", "with problems": "had problems"}


def ranked(found: Iterable[Similar]) -> tuple[Similar, ...]:
    """What went wrong comes first, then what is most alike."""
    worst = {outcome: at for at, outcome in enumerate(_BAD)}
    return tuple(sorted(found, key=lambda one: (worst.get(outcome_of(one), len(_BAD)), -one.score)))


def outcome_of(similar: Similar) -> str:
    ticket = similar.ticket
    return came_of(ticket.entry("state").text, ticket.entry("outcome").text).lower()


def why(similar: Similar) -> str:
    """Why it is alike, a line a reason."""
    return "\n".join(f"· {shown_line(one)}" for one in similar.reasons[:_MOST_REASONS])


def warning(similar: Similar) -> str:
    """What went wrong with it, with what its people noted; "" where nothing did."""
    happened = _HAPPENED.get(outcome_of(similar))
    if not happened:
        return ""
    notes = " ".join(similar.ticket.entry("notes").text.split())
    alike = f" ({similar.reasons[0]})" if similar.reasons else ""
    told = f"{named(similar.row)} {happened}{alike}"
    return shown_line(f"{told}: {abridged(notes, _MOST_NOTES)}" if notes else f"{told}. It has no notes that say why.")


def below(mine: str, theirs: str) -> str:
    """A text with another one under it, whose steps go on with the numbers of the first."""
    numbers = [int(found[1]) for found in _STEP.finditer(mine)]
    last = numbers[-1] if numbers else 0
    further = _STEP.sub(lambda found: f"{int(found[1]) + last}{found[2]}", theirs.strip("\n"))
    gap = "\n" if numbers and _STEP.match(further) else "\n\n"
    return f"{mine.rstrip()}{gap}{further}" if mine.strip() else theirs
