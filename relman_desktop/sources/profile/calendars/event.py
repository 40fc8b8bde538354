"""An event of a calendar, read from its own lines; what other lines of the file say cannot harm it."""

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from ....wording import shorten, unhidden

_LONGEST = 300  # characters of a name or a reason
_READ = ("UID", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "DURATION", "STATUS", "RRULE", "RDATE", "EXDATE")
_NAME = re.compile(rf"(?:{'|'.join(_READ)}|RECURRENCE-ID)(?=[;:])", re.IGNORECASE)
_WORDS = ("SUMMARY", "DESCRIPTION")  # of which only the beginning is shown
_MOST = 50_000  # characters of one event, and of its words: what it costs to read grows with them
_MOST_WORDS = 4 * _LONGEST


Read = Mapping[str, Any]  # the properties of an event


class Odd(Exception):
    """Why an event is left out: it goes on after "“Release freeze” "."""


@dataclass(frozen=True)
class Event:
    """One event. `start` is as its wall clock has it, in `zone`, or wherever one is where that is None."""

    uid: str
    name: str
    reason: str
    start: datetime
    length: timedelta
    zone: tzinfo | None
    all_day: bool
    rule: str = ""  # an RRULE without its UNTIL
    until: datetime | None = None  # as `start`
    extra: tuple[datetime, ...] = ()
    without: frozenset[datetime] = field(default_factory=frozenset)
    instead_of: datetime | None = None  # it takes the place of this occurrence of its series
    cancelled: bool = False
    unknown_zone: str = ""  # that it names, where we know none of this name


def blocks(text: str) -> Iterator[str]:
    """The lines of each event that are read, without what is nested in it, such as an alarm."""
    lines: list[str] | None = None
    nested = 0
    for line in text.splitlines():
        mark = line.strip().upper()
        if mark == "BEGIN:VEVENT":
            lines, nested = [], 0
        elif lines is not None and mark == "END:VEVENT":
            yield "\r\n".join(["BEGIN:VEVENT", *_read_lines(lines), "END:VEVENT", ""])
            lines = None
        elif lines is not None and line[:1] in (" ", "\t"):
            lines += [line] * (not nested)
        elif lines is not None:
            nested += mark.startswith("BEGIN:") - mark.startswith("END:")
            if not nested and not mark.startswith("END:"):
                lines.append(line)


def _read_lines(lines: list[str]) -> Iterator[str]:
    """The lines of the properties that we read; those that begin with a space go on with the one before."""
    left = 0  # characters of the property that are taken yet
    for line in lines:
        if line[:1] not in (" ", "\t"):
            name = _NAME.match(line)
            left = 0 if not name else _MOST_WORDS if name[0].upper() in _WORDS else 2 * _MOST
        if left > 0:
            yield line[:left]
            left -= len(line)


def event_of(block: str) -> Event:
    """Read one event. Raises `Odd`."""
    if len(block) > _MOST:
        raise Odd("is too long to be read")
    from icalendar import Event as Calendars  # slow to import, and few people name a calendar

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a zone's name that is guessed is no news for whoever runs us
        try:
            read: Any = Calendars.from_ical(block)
            return _event(read)
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, OSError) as error:
            raise Odd("cannot be read") from error


def name_of(block: str) -> str:
    """The name of an event that may not be readable."""
    lines = (line for line in block.split("\r\n") if line.upper().startswith(("SUMMARY:", "SUMMARY;")))
    return _clean(next(lines, "").partition(":")[2]) or "an event without a name"


def _event(read: Read) -> Event:
    first = read["DTSTART"].dt
    all_day = not isinstance(first, datetime)
    start, zone = _wall(first)
    if start.year < 1970:
        raise Odd("begins before 1970")
    rules = _all(read, "RRULE")
    if len(rules) > 1:
        raise Odd("has more than one rule of when it comes again")
    rule, until = _rule(rules[0], zone) if rules else ("", None)
    return Event(
        uid=_said(read, "UID"),
        name=_clean(_said(read, "SUMMARY")) or "Without a name",
        reason=_clean(_said(read, "DESCRIPTION")),
        start=start,
        length=_length(read, first, all_day),
        zone=zone,
        all_day=all_day,
        rule=rule,
        until=until,
        extra=tuple(_listed(read, "RDATE", zone)),
        without=frozenset(_listed(read, "EXDATE", zone)),
        instead_of=_in_zone(read["RECURRENCE-ID"].dt, zone) if "RECURRENCE-ID" in read else None,
        cancelled=_said(read, "STATUS").upper() == "CANCELLED",
        unknown_zone="" if zone else _clean(str(read["DTSTART"].params.get("TZID", ""))),
    )


def _rule(recur: Any, zone: tzinfo | None) -> tuple[str, datetime | None]:
    until = recur.get("UNTIL", [None])[0]
    words = {key: value for key, value in recur.items() if key.upper() != "UNTIL"}
    last = _in_zone(until, zone) if until else None
    if until and not isinstance(until, datetime):
        last = datetime.combine(until, time.max)
    return type(recur)(words).to_ical().decode(), last


def _length(read: Read, first: date, all_day: bool) -> timedelta:
    if "DTEND" in read:
        end = read["DTEND"].dt
        length: timedelta = _in_zone(end, _wall(first)[1]) - _wall(first)[0]
    elif "DURATION" in read:
        length = read["DURATION"].dt
    else:
        length = timedelta(days=1) if all_day else timedelta()
    if length < timedelta():
        raise Odd("ends before it begins")
    if not length:
        raise Odd("has no length")
    return length


def _listed(read: Read, name: str, zone: tzinfo | None) -> Iterator[datetime]:
    for listed in _all(read, name):
        for one in listed.dts:
            if not isinstance(one.dt, tuple):  # a period has a length of its own, which nobody uses
                yield _in_zone(one.dt, zone)


def _said(read: Read, name: str) -> str:
    """A text; where it stands there several times, the first."""
    return str(next(iter(_all(read, name)), ""))


def _all(read: Read, name: str) -> list[Any]:
    value = read.get(name, [])
    return value if isinstance(value, list) else [value]


def _wall(value: date) -> tuple[datetime, tzinfo | None]:
    """A day or a moment as the wall clock has it, and the zone of that clock."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time()), None
    return value.replace(tzinfo=None), value.tzinfo


def _in_zone(value: date, zone: tzinfo | None) -> datetime:
    """A day or a moment as the wall clock of a zone has it."""
    if isinstance(value, datetime) and value.tzinfo and zone:
        value = value.astimezone(zone)
    return _wall(value)[0]


def _clean(text: str) -> str:
    return shorten(" ".join(unhidden(text[:_MOST_WORDS]).split()), _LONGEST)
