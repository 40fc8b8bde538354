"""Some days of the team's calendar around a schedule, as they are drawn."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from ...drafting.interview.holidays import holidays
from ...drafting.interview.spans import Moments
from ...drafting.interview.windows import freezes, windows_from, zone_of
from ...sources.profile.profile import Profile
from .told import Band, Other, Strip

_BEFORE, _AFTER = 2, 4  # days around the schedule's
_MOST = 21  # days
_MOST_WINDOWS = 100
_FAR = 90  # days


def strip(when: Moments | None, others: Sequence[Other], profile: Profile, now: datetime) -> Strip:
    """Two days before the schedule to four days after it; without one, the week from yesterday on."""
    zone = zone_of(profile)
    begins = (when.start if when else now).astimezone(zone).date()
    ends = (when.end if when else now).astimezone(zone).date()
    first = begins - timedelta(_BEFORE)
    last = min(ends + timedelta(_AFTER), first + timedelta(_MOST - 1))
    start, end = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(1)))
    bands = (one for one in _bands(profile, first, last) if one.start < end and start < one.end)
    return Strip(start, end, tuple(bands), tuple(one for one in others if one.start <= end and start <= one.end))


def _bands(profile: Profile, first: date, last: date) -> Iterator[Band]:
    zone = zone_of(profile)
    days = (last - first).days + 2
    for number, one in enumerate(windows_from(profile, first - timedelta(1), days)):
        if number < _MOST_WINDOWS:
            yield Band("window", one.start, one.end, one.entry.get("name"))
    near, far = _near(first, last, zone)
    for one in freezes(profile):
        if one.start < far and near < one.end:
            start, end = max(one.start, near), min(one.end, far)
            yield Band("freeze", start, end, one.entry.get("name"), (start, end) != (one.start, one.end))
    for holiday in holidays(profile):
        if holiday.first <= last and first <= holiday.last:  # sums stay within the calendar
            begins, ends = max(holiday.first, first), min(holiday.last, last) + timedelta(1)
            start, end = (datetime.combine(day, time(), zone) for day in (begins, ends))
            yield Band("holiday", start, end, holiday.entry.get("name"))


def _near(first: date, last: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """Beyond these moments nobody looks; a freeze may last for ever, and another zone has no clock for its ends."""
    about = timedelta(_FAR)
    return datetime.combine(first - about, time(), zone), datetime.combine(last + about, time(), zone)
