"""Events as entries of a profile: freezes, holidays, and windows by their days and times."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from ..profile import TeamEntry, Value
from .event import Event, Odd
from .recurring import end_of

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKLY_WORDS = {"FREQ", "BYDAY", "WKST", "INTERVAL"}
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_LONGEST = 31  # days of one window
_MOST_WINDOWS = 12  # of one event
_LAST_MINUTE = time(23, 59)


def freeze(event: Event, start: datetime, file: str) -> TeamEntry:
    """One occurrence as a freeze; its moments name the zone that they are meant in, where there is one."""
    end = end_of(event, start) - (timedelta(seconds=1) if event.all_day else timedelta())
    first, last = (moment.replace(tzinfo=event.zone).isoformat() for moment in (start, end))
    values: dict[str, Value] = {"name": event.name, "from": first, "to": last}
    if event.reason:
        values["reason"] = event.reason
    return TeamEntry("freezes", values, file)


def holiday(event: Event, start: datetime, file: str) -> TeamEntry:
    """One occurrence as a holiday: the days that it touches."""
    last = max(start, end_of(event, start) - timedelta(seconds=1))
    values: dict[str, Value] = {"name": event.name, "from": start.date().isoformat(), "to": last.date().isoformat()}
    return TeamEntry("holidays", values, file)


def windows(event: Event, starts: Sequence[datetime], zone: str, file: str, *, begun: bool) -> Iterator[TeamEntry]:
    """The occurrences as windows in the team's zone: by the days of the week where that is the rule, or one by one.

    `begun`: a series has begun already, so that its days may be said without a date.
    """
    if event.length < _MINUTE:
        raise Odd("is shorter than a minute")
    days = _days(event, zone) if begun else ()
    if days and starts:
        yield _window(event, {"days": days}, event.start, end_of(event, event.start), zone, file)
        return
    if event.length > _LONGEST * _DAY:
        raise Odd(f"is longer than {_LONGEST} days")
    for start in starts[:_MOST_WINDOWS]:
        begin, end = (_there(moment, event.zone, zone).replace(second=0) for moment in (start, end_of(event, start)))
        while begin < end:
            midnight = datetime.combine(begin.date() + _DAY, time())
            whole = begin.time() == time() or end - begin >= _DAY
            stop = min(end, midnight) if whole else end
            yield _window(event, {"on": begin.date().isoformat()}, begin, stop, zone, file)
            begin = stop


def _window(event: Event, values: dict[str, Value], start: datetime, end: datetime, zone: str, file: str) -> TeamEntry:
    until = _LAST_MINUTE if end.time() == start.time() == time() else end.time()
    meant = "" if zone or not event.zone else f" (times of {event.zone})"
    times = {"from": f"{start:%H:%M}", "to": f"{until:%H:%M}"}
    return TeamEntry("windows", {"name": event.name + meant, **values, **times}, file)


def _days(event: Event, zone: str) -> tuple[str, ...]:
    """The days of the week of an event that comes every week without an end or an exception; () for any other."""
    words = dict(word.partition("=")[::2] for word in event.rule.upper().split(";"))
    longest = _DAY if event.start.time() == time() else _DAY - _MINUTE
    odd = event.until or event.without or event.extra or event.length > longest or words.get("INTERVAL", "1") != "1"
    if odd or not words.keys() <= _WEEKLY_WORDS or (zone and event.zone and str(event.zone) != zone):
        return ()
    if words.get("FREQ") == "DAILY" and "BYDAY" not in words:
        return _DAYS
    if words.get("FREQ") not in ("DAILY", "WEEKLY"):
        return ()
    begins = words.get("BYDAY") or _DAYS[event.start.weekday()][:2].upper()
    return tuple(day for day in _DAYS if day[:2].upper() in begins.split(","))


def _there(moment: datetime, zone: tzinfo | None, wanted: str) -> datetime:
    """A wall clock's time of one zone as that of another."""
    if not zone or not wanted:
        return moment
    return moment.replace(tzinfo=zone).astimezone(ZoneInfo(wanted)).replace(tzinfo=None)
