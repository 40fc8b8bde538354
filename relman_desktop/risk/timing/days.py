"""What the calendar says of a schedule: freezes, windows, holidays, the hours of the week, the clock itself."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from ...drafting.interview.holidays import Holiday, holidays
from ...drafting.interview.schedule import frozen, outside
from ...drafting.interview.spans import Moments
from ...drafting.interview.windows import is_readable, zone_of
from ...fields import UNDER_WAY, UNPLANNED
from ...sources.profile.profile import Profile
from ...ticket import Ticket
from ...wording import quoted
from .table import Hours, table
from .told import Remark

_MOST_DAYS = 40  # of a schedule that are held against the hours
_DONE = (*UNDER_WAY, *UNPLANNED)  # states in which nobody plans any more


def of_profile(when: Moments, profile: Profile, ticket: Ticket) -> Iterator[Remark]:
    """What the team's freezes and windows say: the same sentences as wherever a schedule is typed."""
    is_emergency = ticket.entry("change_type").text.strip() == "emergency"
    if found := frozen(when, profile):
        ids = tuple(one.id for one in found.entries)
        yield Remark("freeze", "warn" if is_emergency else "block", found.text, ids)
    if found := outside(when, profile):
        yield Remark("outside_windows", "warn", found.text, tuple(one.id for one in found.entries))


def of_week(when: Moments, profile: Profile) -> Iterator[Remark]:
    """What the hours of the week say, where the team has no windows, which would say what is right."""
    if any(map(is_readable, profile.of("windows"))):
        return
    found = [one for row in table().hours if (one := _of_hours(row, when, zone_of(profile)))]
    yield from (one for row, one in found if not row.alone or len(found) == 1)


def of_holidays(when: Moments, profile: Profile) -> Iterator[Remark]:
    """Holidays on which it is, else those that come the day after it ends."""
    zone = zone_of(profile)
    first, last = when.start.astimezone(zone).date(), _last_day(when, zone)
    for one in holidays(profile):
        name = f"{quoted(one.entry.get('name'), 80)} ({one.entry.id})"
        if one.meets(first, last):
            lies = "lies on" if one.first <= first and last <= one.last else "reaches into"
            text = f"{when.said} {lies} the holiday {name}: fewer people are at hand if it goes wrong."
            yield Remark("holiday", "warn", text, (one.entry.id,))
        elif _comes_after(one, last):
            text = (
                f"{when.said} is just before the holiday {name}: what goes wrong then is found, or mended, during it."
            )
            yield Remark("before_holiday", "warn", text, (one.entry.id,))


def of_clock(when: Moments, until: datetime, profile: Profile) -> Iterator[Remark]:
    """That the clock changes in between, or that another day begins."""
    zone = zone_of(profile)
    zones = dict.fromkeys((when.start.tzinfo or zone, zone))
    for one in zones:
        starts, ends = when.start.astimezone(one), until.astimezone(one)
        before, after = starts.utcoffset(), ends.utcoffset()
        if when.has_times and before is not None and after is not None and before != after:
            is_longer = after < before
            goes = "back" if is_longer else "forward"
            by = abs(int((after - before).total_seconds())) // 60
            lasts = f"{by} min {'longer' if is_longer else 'shorter'}"
            text = f"The clock goes {goes} in between ({one}): {when.said} is {lasts} than it looks."
            yield Remark("clock", "warn", text)
            break
    starts, ends = when.start.astimezone(zone), (until - timedelta(microseconds=1)).astimezone(zone)
    if when.has_times and starts.date() < ends.date():
        text = f"{when.said} goes on past midnight ({zone}): two days are concerned."
        yield Remark("midnight", "note", text)


def of_now(when: Moments, until: datetime, ticket: Ticket, now: datetime) -> Iterator[Remark]:
    """That it is over, or under way, while the ticket is not."""
    if ticket.entry("state").text.strip() in _DONE or ticket.entry("outcome").text.strip():
        return
    if until.astimezone(UTC) < now:
        yield Remark("past", "warn", f"{when.said} is in the past.")
    elif when.start.astimezone(UTC) <= now and when.has_times:
        yield Remark("under_way", "warn", f"{when.said} has begun, and the ticket is still in preparation.")


def _of_hours(row: Hours, when: Moments, zone: tzinfo) -> tuple[Hours, Remark] | None:
    if not when.has_times and not row.all_day:
        return None
    start, end = when.start.astimezone(zone), when.end.astimezone(zone)
    spans = list(_spans(row, start, end))
    if not any(_meets(start, end, *span) for span in spans):
        return None
    is_inside = any(first <= start and end <= last for first, last in _merged(spans))
    text = f"{when.said} {row.inside if is_inside else row.partly}: {row.why}."
    return row, Remark(row.kind, row.severity, text)


def _spans(row: Hours, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """When a row of the hours is, around a schedule."""
    first = start.date() - timedelta(1)
    for ahead in range(min((end.date() - first).days, _MOST_DAYS) + 1):
        day = first + timedelta(ahead)
        if day.weekday() in row.days:
            ends = day + timedelta(row.ends <= row.begins)
            yield datetime.combine(day, row.begins, start.tzinfo), datetime.combine(ends, row.ends, start.tzinfo)


def _merged(spans: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Spans that go on where the one before ends are one."""
    merged: list[tuple[datetime, datetime]] = []
    for first, last in spans:
        if merged and merged[-1][1] == first:
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return merged


def _meets(start: datetime, end: datetime, first: datetime, last: datetime) -> bool:
    return first <= start < last or first < end <= last or (start < first and last < end)


def _last_day(when: Moments, zone: tzinfo) -> date:
    """The day on which it ends; one that ends at midnight ends on the day before."""
    end = when.end.astimezone(zone)
    return (end - timedelta(microseconds=1)).date() if end > when.start and end.time() == time() else end.date()


def _comes_after(one: Holiday, last: date) -> bool:
    """Whether a holiday is the next day on which people would be at work: the weekend lies in between."""
    day = last + timedelta(1)
    while day < one.first and day.weekday() >= 5:
        day += timedelta(1)
    return day == one.first
