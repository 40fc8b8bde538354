"""How a team's tickets change over time: points, and a sentence for each line that is worth telling."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..ticket import Ticket
from .signals import Signals, WayBack, signals

_LEAST = 3  # tickets that make a trend
_LONGEST_LABEL = 60  # characters


@dataclass(frozen=True, slots=True)
class Point:
    """One ticket of a trend."""

    ticket: str  # its id
    label: str  # its change ID, or its title
    signals: Signals


@dataclass(frozen=True, slots=True)
class Line:
    """One signal over all points of a trend."""

    name: str  # "by_hand"
    label: str  # "Manual deployment steps"
    values: tuple[int | None, ...]  # one a point; None where a ticket does not say
    text: str  # the line in a sentence


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    label: str
    noun: str  # that a sentence begins with
    least: int = 1  # difference that is worth a sentence


_NUMBERS = (
    _Row("by_hand", "Manual deployment steps", "Manual deployment steps", 2),
    _Row("steps", "Deployment steps", "Deployment steps", 2),
    _Row("minutes", "Minutes of the deployment", "The minutes of a deployment", 5),
    _Row("automated_checks", "Automated checks", "Automated checks after the deployment"),
    _Row("watched", "Metrics, alerts and dashboards watched", "Steps that watch a metric, an alert or a dashboard"),
)


def trend(tickets: Sequence[Ticket]) -> tuple[Point, ...]:
    """The tickets in which something is written, in the order given, which is that of time; () for fewer than three."""
    told = ((one, signals(one)) for one in tickets)
    points = tuple(Point(one.id, _label(one), found) for one, found in told if found.is_begun)
    return points if len(points) >= _LEAST else ()


def lines(points: Sequence[Point]) -> tuple[Line, ...]:
    """The lines of a trend that tell something: numbers that changed, and what more or fewer tickets have."""
    if len(points) < _LEAST:
        return ()
    return (*_numbers(points), *_shares(points))


def _numbers(points: Sequence[Point]) -> Iterator[Line]:
    for row in _NUMBERS:
        values = tuple(_value(point, row.name) for point in points)
        known = [value for value in values if value is not None]
        if len(known) >= _LEAST and (text := _told(row, known)):
            yield Line(row.name, row.label, values, text)


def _value(point: Point, name: str) -> int | None:
    """A number of a ticket; None where the field that it is from is not written."""
    told = point.signals
    written = {"by_hand": told.steps, "steps": told.steps, "automated_checks": told.checks, "watched": told.checks}
    value: int | None = getattr(told, name) if written.get(name, 1) else None
    return value


def _told(row: _Row, values: Sequence[int]) -> str:
    """A sentence where the last ones differ from the first ones by more than chance does; else ""."""
    half = len(values) // 2
    early, late = values[:half], values[-half:]
    if abs(values[0] - values[-1]) < row.least:
        return ""
    if max(late) < min(early):
        verb = "fell"
    elif min(late) > max(early):
        verb = "rose"
    else:
        return ""
    return f"{row.noun} {verb} from {values[0]:,} to {values[-1]:,} over the last {len(values)} tickets."


_SHARES = (
    ("goal", "Goal reached", "justified", "a goal or a priority is named"),
    ("plan", "Way back told", "steps", "more is told of the way back than to deploy the previous version"),
    ("trigger", "Sign to go back named", "steps", "it is told when to go back"),
    ("automated", "Checked by a machine", "checks", "a machine checks after the deployment"),
)


def _shares(points: Sequence[Point]) -> Iterator[Line]:
    for name, label, needs, noun in _SHARES:
        values = tuple(int(_has(point.signals, name)) if getattr(point.signals, needs) else None for point in points)
        known = [value for value in values if value is not None]
        if len(known) >= _LEAST:
            yield Line(name, label, values, f"In {_of(sum(known), len(known))} {noun}.")


def _of(number: int, total: int) -> str:
    if number == total:
        return f"all of the last {total} tickets"
    return f"none of the last {total} tickets" if not number else f"{number} of the last {total} tickets"


def _has(told: Signals, name: str) -> bool:
    if name == "plan":
        return told.way_back is WayBack.TOLD
    return told.automated_checks > 0 if name == "automated" else bool(getattr(told, name))


def _label(ticket: Ticket) -> str:
    told = ticket.entry("change_id").text.strip() or ticket.entry("title").text.strip() or ticket.id
    line = " ".join(told.split())
    return line if len(line) <= _LONGEST_LABEL else line[: _LONGEST_LABEL - 1] + "…"
