"""A timing in words: for the command line, its JSON, and the lines of the card in the window."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from typing import Any

from ...wording import counted, joined, quoted, visible
from .table import WEEKDAYS
from .told import Band, Part, PartName, Slot, Timing

NAMES: dict[PartName, str] = {"deployment": "deploying", "validation": "validating", "rollback": "going back"}
_BANDS = {"window": "Maintenance window", "freeze": "Freeze", "holiday": "Holiday"}
MARKS = {"block": "✗", "warn": "!", "note": "·"}


def as_lines(timing: Timing) -> tuple[str, ...]:
    """The timing as lines of plain text, the schedule first."""
    return tuple(visible(line) for line in _lines(timing))


def as_object(timing: Timing) -> dict[str, Any]:
    """The timing as JSON: moments as ISO 8601 with their offset, null where the schedule does not say them."""
    return {
        "schedule": timing.said,
        "start": _iso(timing.start),
        "end": _iso(timing.end),
        "zone": timing.zone,
        "minutes": timing.minutes,
        "parts": [
            {
                "name": one.name,
                "minutes": one.minutes,
                "steps": one.timed + one.untimed,
                "untimed": one.untimed,
                "evidence": list(one.evidence),
            }
            for one in timing.parts
        ],
        "remarks": [
            {"kind": one.kind, "severity": one.severity, "text": one.text, "evidence": list(one.evidence)}
            for one in timing.remarks
        ],
        "suggestions": [
            {"schedule": one.text, "name": one.name, "evidence": list(one.evidence)} for one in timing.suggestions
        ],
    }


def when_words(timing: Timing) -> str:
    """When it is: "Tue 2026-12-01, 19:00 to 21:00 (Europe/Berlin)", in the zone that the schedule says."""
    start, end = timing.start, timing.end
    if start is None:
        return timing.said or "Not scheduled yet"
    if not timing.has_times:
        first, last = _day(start), _day(end or start)
        return first if first == last else f"{first} to {last}"
    until = ""
    if end is not None:
        until = f" to {end:%H:%M}" if end.date() == start.date() else f" to {_day(end)}, {end:%H:%M}"
    return f"{_day(start)}, {start:%H:%M}{until} ({start.tzinfo})"


def duration_words(timing: Timing) -> str:
    """How long it takes and how that is made up, and what of it nobody knows."""
    if not timing.parts:
        return "How long it takes is not known: there are no steps yet."
    if timing.minutes is None:
        return f"How long it takes is not known: none of {counted(timing.untimed, 'step')} says it."
    known = [_part(one) for one in timing.parts if one.timed]
    missing = [f"{one.untimed} of {NAMES[one.name]}" for one in timing.parts if one.untimed]
    made_of = f"{spent(timing.minutes)}: {joined(known)}."
    if not missing:
        return made_of
    verb = "does" if timing.untimed == 1 else "do"
    return f"At least {made_of} {counted(timing.untimed, 'step')} {verb} not say how long ({joined(missing)})."


def spent(minutes: int) -> str:
    """`45 min`, `2 h`, `1 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "")))


def slot_words(slot: Slot) -> str:
    """A suggestion by the team's clock, with the window that it is of."""
    said = _span(slot.start, slot.end, slot.start.tzinfo)
    return f"{said} ({slot.name})" if slot.name else said


def strip_words(timing: Timing) -> str:
    """What is drawn of the calendar, in words."""
    zone = timing.strip.start.tzinfo
    last = timing.strip.end - timedelta(microseconds=1)
    told = [f"{_day(timing.strip.start)} to {_day(last)} ({timing.zone}).", f"Schedule: {when_words(timing)}."]
    told += [f"{band_words(one, zone)}." for one in timing.strip.bands]
    for other in timing.strip.others:
        shared = f", of {other.shared}" if other.shared else ""
        told.append(f"{other.change_id or 'Another ticket'}{shared}: {_span(other.start, other.end, zone)}.")
    return " ".join(told)


def band_words(band: Band, zone: tzinfo | None) -> str:
    """What a time of the calendar is, and when."""
    name = f" {quoted(band.name, 80)}" if band.name else ""
    when = "all these days and beyond" if band.clipped else _span(band.start, band.end, zone)
    return f"{_BANDS[band.kind]}{name}: {when}"


def _span(start: datetime, end: datetime, zone: tzinfo | None) -> str:
    start, end = start.astimezone(zone), end.astimezone(zone)
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{_day(end)}, {end:%H:%M}"
    return f"{_day(start)}, {start:%H:%M}" + (f" to {until}" if end != start else "")


def _lines(timing: Timing) -> Iterator[str]:
    yield f"When: {when_words(timing)}"
    yield f"Duration: {duration_words(timing)}"
    for one in timing.remarks:
        cited = f" [{', '.join(one.evidence)}]" if one.evidence else ""
        yield f"{MARKS[one.severity]} {one.text}{cited}"
    if timing.suggestions:
        yield f"Times in which it fits and nothing is against it ({timing.zone}):"
        yield from (f"  {slot_words(one)} [{', '.join(one.evidence)}]" for one in timing.suggestions)


def _part(part: Part) -> str:
    watching = f" ({spent(part.watching)} of it watching)" if part.watching and part.watching < part.minutes else ""
    return f"{NAMES[part.name]} {spent(part.minutes)}{watching}"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _day(moment: datetime) -> str:
    return f"{WEEKDAYS[moment.weekday()].capitalize()} {moment:%Y-%m-%d}"  # the same whatever the system's language
