"""What is drawn of a timing: the days around the schedule, and below them its hours, larger."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from PySide6.QtCore import QRectF

from ..risk.timing.table import WEEKDAYS
from ..risk.timing.told import Other, PartName, Timing
from ..risk.timing.wording import band_words, spent
from .timing_scale import Scale

LABELS: dict[PartName, str] = {"deployment": "Deploy", "validation": "Validate", "rollback": "Go back"}
_STEPS = (5, 10, 15, 30, 60, 120, 180, 360, 720, 1440)  # minutes between two hours that are written
_LEAST = 4.0  # pixels of a schedule in the line of days
_MOST_TICKS = 6
_SIDE = 0.5  # pixels beside the line


@dataclass(frozen=True, slots=True)
class Rows:
    """The pixels from the top at which things stand, for a font of which a line is so high."""

    line: float
    magnified: bool

    @property
    def lane(self) -> float:
        return 2 * self.line + 10

    @property
    def hours(self) -> float:
        """Where the hours begin: their figures, then their lane."""
        return self.line + self.lane + 14

    @property
    def height(self) -> float:
        return self.hours + self.line + self.lane + 1 if self.magnified else self.line + self.lane + 1


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that is drawn."""

    kind: str  # "weekend", "window", "freeze", "holiday", "schedule", a part's name, "other", "shared", "now", "tick"
    box: QRectF
    label: str = ""
    told: str = ""  # what the mouse is told of it


def day_scale(timing: Timing, width: float) -> Scale:
    return Scale(timing.strip.start, timing.strip.end, _SIDE, width - 2 * _SIDE)


def hour_scale(timing: Timing, width: float) -> Scale | None:
    """The hours around the schedule; None where it says no times."""
    if timing.start is None or not timing.has_times:
        return None
    start, end = timing.start.astimezone(UTC), _ends(timing).astimezone(UTC)
    around = max(timedelta(minutes=20), (end - start) * 0.12)
    return Scale(start - around, end + around, _SIDE, width - 2 * _SIDE)


def marks(timing: Timing, width: float, rows: Rows) -> tuple[Mark, ...]:
    """All of it, what is behind first."""
    return (*_days(timing, day_scale(timing, width), rows), *_hours(timing, hour_scale(timing, width), rows))


def _days(timing: Timing, scale: Scale, rows: Rows) -> Iterator[Mark]:
    top, zone = rows.line, timing.strip.start.tzinfo
    for day in _midnights(timing):
        box = scale.box(day, _next(day), top, rows.lane)
        yield Mark("weekend" if day.weekday() >= 5 else "day", box, _day_label(day), f"{_day_label(day)} {day:%Y-%m}")
    yield from _bands(timing, scale, top, rows.lane)
    yield from _others(timing, scale, top + rows.line + 5, rows.line, zone)
    if timing.start is not None:
        end = timing.end or _ends(timing)
        told = f"This deployment: {_span_told(timing.start, end, timing.start.tzinfo)}"
        yield Mark("deployment", scale.box(timing.start, end, top + 3, rows.line, _LEAST), "", told)
    yield from _now(timing, scale, top, rows.lane)


def _hours(timing: Timing, scale: Scale | None, rows: Rows) -> Iterator[Mark]:
    if scale is None or timing.start is None:
        return
    top = rows.hours + rows.line
    yield Mark("lane", QRectF(scale.left, top, scale.width, rows.lane))
    yield from _bands(timing, scale, top, rows.lane)
    yield from _ticks(timing, scale, rows)
    yield from _others(timing, scale, top + rows.line + 6, rows.line + 2, timing.start.tzinfo)
    at = timing.start.astimezone(UTC)
    for part in timing.parts:
        if part.minutes:
            until = at + timedelta(minutes=part.minutes)
            label = LABELS[part.name]
            told = f"{label}: {spent(part.minutes)}"
            yield Mark(part.name, scale.box(at, until, top + 3, rows.line + 1), label, told)
            at = until
    if timing.end is not None:
        told = f"The schedule: {_span_told(timing.start, timing.end, timing.start.tzinfo)}"
        yield Mark("schedule", scale.box(timing.start, timing.end, top + 1, rows.line + 5), "", told)
    yield from _now(timing, scale, top, rows.lane)


def _others(timing: Timing, scale: Scale, top: float, height: float, zone: tzinfo | None) -> Iterator[Mark]:
    """Those that are shorter, and those that weigh more, stand before the others."""
    there = [one for one in timing.strip.others if scale.shows(one.start, one.end)]
    for one in sorted(there, key=lambda other: (bool(other.shared), other.start - other.end)):
        box = scale.box(one.start, one.end, top, height, _LEAST)
        yield Mark("shared" if one.shared else "other", box, one.change_id, _other_told(one, zone))


def _bands(timing: Timing, scale: Scale, top: float, height: float) -> Iterator[Mark]:
    zone = timing.strip.start.tzinfo
    order = ("window", "holiday", "freeze")  # a freeze closes a window: it is drawn over it
    for one in sorted(timing.strip.bands, key=lambda band: order.index(band.kind)):
        if scale.shows(one.start, one.end):
            yield Mark(one.kind, scale.box(one.start, one.end, top, height, 2.0), one.name, band_words(one, zone))


def _now(timing: Timing, scale: Scale, top: float, height: float) -> Iterator[Mark]:
    if timing.now and scale.start.astimezone(UTC) <= timing.now <= scale.end.astimezone(UTC):
        yield Mark("now", QRectF(scale.at(timing.now), top, 1, height), "now", "Now")


def _ticks(timing: Timing, scale: Scale, rows: Rows) -> Iterator[Mark]:
    """The figures of some hours, by the clock of the schedule's zone."""
    assert timing.start is not None
    zone = timing.start.tzinfo
    minutes = (scale.end - scale.start).total_seconds() / 60
    step = next((one for one in _STEPS if minutes / one <= _MOST_TICKS), _STEPS[-1])
    first = scale.start.astimezone(zone)
    at = datetime.combine(first.date(), time(), zone).astimezone(UTC)
    at += timedelta(minutes=step) * -(-(scale.start - at) // timedelta(minutes=step))
    for number in range(4 * _MOST_TICKS):
        moment = at + timedelta(minutes=step * number)
        if moment > scale.end:
            return
        yield Mark("tick", QRectF(scale.at(moment), rows.hours, 1, rows.line), f"{moment.astimezone(zone):%H:%M}")


def _ends(timing: Timing) -> datetime:
    """Where what is known of the schedule or of its steps ends, whichever is later."""
    assert timing.start is not None
    steps = timing.start.astimezone(UTC) + timedelta(minutes=max(timing.minutes or 0, 5))
    return max(steps, timing.end.astimezone(UTC)) if timing.end else steps


def _midnights(timing: Timing) -> Iterator[datetime]:
    day = timing.strip.start
    while day < timing.strip.end:
        yield day
        day = _next(day)


def _next(day: datetime) -> datetime:
    return datetime.combine(day.date() + timedelta(1), time(), day.tzinfo)


def _day_label(day: datetime) -> str:
    return f"{WEEKDAYS[day.weekday()].capitalize()} {day.day}"


def _other_told(one: Other, zone: tzinfo | None) -> str:
    title = f": {one.title}" if one.title else ""
    shared = f" (of {one.shared})" if one.shared else ""
    return f"{one.change_id or 'A ticket'}{title}{shared}\n{_span_told(one.start, one.end, zone)}"


def _span_told(start: datetime, end: datetime, zone: tzinfo | None) -> str:
    start, end = start.astimezone(zone), end.astimezone(zone)
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%Y-%m-%d %H:%M}"
    return f"{start:%Y-%m-%d %H:%M}" + (f" to {until}" if end != start else "") + (f" ({zone})" if zone else "")
