"""How the signals of a team's tickets develop: points for a drawing, and the sentences that say the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..ticket import Ticket
from ..wording import counted
from .signals import Signals, signals
from .words import words


@dataclass(frozen=True, slots=True)
class Point:
    """The signals of one ticket."""

    ticket_id: str
    name: str  # its change ID, or its title
    signals: Signals


@dataclass(frozen=True, slots=True)
class Measured:
    """One signal over the tickets: a line of a drawing."""

    name: str  # of the signal
    what: str  # for people: "Manual steps"
    values: tuple[float | None, ...]  # a ticket each, in their order; None where it does not tell


def trend(tickets: Sequence[Ticket]) -> tuple[Point, ...]:
    """The points of the tickets, which are given in the order of time; those without a step yet are left out."""
    points = (Point(one.id, _name(one), signals(one)) for one in tickets)
    return tuple(point for point in points if point.signals.steps or point.signals.checks)


def measured(points: Sequence[Point]) -> tuple[Measured, ...]:
    """The lines of a drawing: those signals that some of the tickets tell."""
    lines = (
        Measured(name, what, tuple(getattr(point.signals, name) for point in points))
        for name, what in words().measures.items()
    )
    return tuple(line for line in lines if any(line.values))


def trend_sentences(points: Sequence[Point]) -> tuple[str, ...]:
    """What the drawing shows, in words; () for a single ticket, which shows no direction."""
    return tuple(_sentences(points)) if len(points) > 1 else ()


def _sentences(points: Sequence[Point]) -> Iterator[str]:
    for line in measured(points):
        told = [value for value in line.values if value is not None]
        if len(told) > 1:
            yield f"{line.what} {_course(told)}."
    for name, what in words().shares.items():
        true = sum(getattr(point.signals, name) for point in points)
        share = {0: "None", len(points): "All"}.get(true, f"{true}")
        yield f"{share} of the last {counted(len(points), 'ticket')} {what}."


def _course(values: Sequence[float]) -> str:
    """`fell from 9 to 4 over the last 6 tickets`, and between what they were where that is more."""
    first, last, low, high = values[0], values[-1], min(values), max(values)
    course = f"{'fell' if last < first else 'rose'} from {first:g} to {last:g}"
    if first == last:
        course = f"are {last:g} again" if low < high else f"stayed at {last:g}"
    beyond = low < min(first, last) or high > max(first, last)
    between = f", and were between {low:g} and {high:g} on the way" if beyond else ""
    return f"{course} over the last {counted(len(values), 'ticket')}{between}"


def _name(ticket: Ticket) -> str:
    return ticket.entry("change_id").text.strip() or ticket.entry("title").text.strip() or ticket.id
