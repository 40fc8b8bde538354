"""The next maintenance windows of the team that no freeze closes, in its time zone."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ...sources.profile.profile import Profile, TeamEntry
from ..grounds import Grounds
from .asked import Suggestion
from .wording import filled

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_AHEAD = 28  # days
_MOST = 4
_ANSWER = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d) to (?:(\d{4}-\d\d-\d\d) )?(\d\d:\d\d)\b")


def next_windows(grounds: Grounds, now: datetime) -> Iterator[Suggestion]:
    """The next few windows that begin after `now`, as the schedule writes them, the next first."""
    profile = grounds.material.profile
    zone = zone_of(profile)
    closed = list(_freezes(profile.of("freezes"), zone))
    found = sorted(
        ((start, end, entry) for entry in profile.of("windows") for start, end in _times(entry, now.astimezone(zone))),
        key=lambda one: one[0],
    )
    open_ones = [one for one in found if not any(start < one[1] and one[0] < end for start, end in closed)]
    for start, end, entry in open_ones[:_MOST]:
        origin = filled("maintenance window {name}[, {environment}]", entry.get)
        yield Suggestion(_written(start, end, _zone_name(profile)), (entry.id,), origin)


def window_of(answer: str, profile: Profile) -> TeamEntry | None:
    """The window that an answer names as `next_windows` writes it."""
    found = _ANSWER.match(answer.strip())
    if not found:
        return None
    with suppress(ValueError):
        day = date.fromisoformat(found[1])
        for entry in profile.of("windows"):
            if _is_on(entry, day) and (entry.get("from")[:5], entry.get("to")[:5]) == (found[2], found[4]):
                return entry
    return None


def zone_of(profile: Profile) -> tzinfo:
    """The team's time zone; UTC where it names none that is known here."""
    with suppress(ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(profile.said.get("time_zone") or "UTC")
    return UTC


def _zone_name(profile: Profile) -> str:
    zone = zone_of(profile)
    return zone.key if isinstance(zone, ZoneInfo) else "UTC"


def _times(entry: TeamEntry, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    try:
        begins, ends = (time.fromisoformat(entry.get(key)) for key in ("from", "to"))
    except ValueError:
        return
    for ahead in range(_AHEAD):
        day = now.date() + timedelta(ahead)
        start = datetime.combine(day, begins, now.tzinfo)
        if _is_on(entry, day) and start > now:
            yield start, datetime.combine(day + timedelta(ends <= begins), ends, now.tzinfo)


def _is_on(entry: TeamEntry, day: date) -> bool:
    """Whether a window begins on a day."""
    if on := entry.get("on"):
        return on[:10] == day.isoformat()
    return _DAYS[day.weekday()] in (entry.texts("days") or _DAYS)


def _freezes(entries: Sequence[TeamEntry], zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
    for entry in entries:
        with suppress(ValueError):
            yield _moment(entry.get("from"), zone, time.min), _moment(entry.get("to"), zone, time.max)


def _moment(text: str, zone: tzinfo, of_day: time) -> datetime:
    """A moment; a day alone is its first or its last moment, and one without a zone is the team's."""
    with suppress(ValueError):
        return datetime.combine(date.fromisoformat(text), of_day, zone)
    told = datetime.fromisoformat(text)
    return told if told.tzinfo else told.replace(tzinfo=zone)


def _written(start: datetime, end: datetime, zone: str) -> str:
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%Y-%m-%d %H:%M}"
    return f"{start:%Y-%m-%d %H:%M} to {until} {zone}"
