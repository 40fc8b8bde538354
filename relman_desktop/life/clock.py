"""Moments of a ticket's life: read with care, for the clock of a machine may jump and anybody may have written them."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo

_YEARS = range(1990, 9999)


def moment(at: str) -> datetime | None:
    """A moment in UTC; None where a text is none."""
    with suppress(ValueError, OverflowError):
        told = datetime.fromisoformat(at)
        if told.tzinfo and told.year in _YEARS:
            return told.astimezone(UTC)
    return None


def text_of(when: datetime) -> str:
    """A moment as it is kept."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def minutes_between(start: datetime | None, end: datetime | None) -> int | None:
    """Whole minutes; never less than none, also where a clock went back. None where one of both is not known."""
    if start is None or end is None:
        return None
    return max(0, round((end - start) / timedelta(minutes=1)))


def clock(when: datetime | None, zone: tzinfo, beside: datetime | None = None) -> str:
    """`20:14`, and `2026-11-25 00:12` where it is another day than that of `beside`; "" for not known."""
    if when is None:
        return ""
    here = when.astimezone(zone)
    same = beside is not None and beside.astimezone(zone).date() == here.date()
    return f"{here:%H:%M}" if same else f"{here:%Y-%m-%d %H:%M}"


def span(start: datetime | None, end: datetime | None, zone: tzinfo) -> str:
    """`2026-11-24 20:03 to 20:41`; the day again where it ends on another one."""
    if start is None or end is None:
        return clock(start or end, zone)
    return f"{clock(start, zone)} to {clock(end, zone, start)}"


def zone_words(zone: tzinfo) -> str:
    """What a zone is called: its place, else what it differs from UTC by."""
    return str(getattr(zone, "key", "") or zone)


def lasting(minutes: int) -> str:
    """`38 min`, `1 h 05 min`."""
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
