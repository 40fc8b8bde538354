"""The maintenance windows and freezes of the team, in its time zone: which comes next, and in which a time lies."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ...sources.profile.profile import Profile, TeamEntry
from ..grounds import Grounds
from .asked import Suggestion
from .clock import is_once
from .holidays import holidays
from .spans import Moments, moments_of
from .wording import filled

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_AHEAD = 28  # days
_MOST = 4


@dataclass(frozen=True, slots=True)
class Times:
    """From when to when an entry of the profile is, in the team's zone."""

    start: datetime
    end: datetime
    entry: TeamEntry

    def meets(self, start: datetime, end: datetime) -> bool:
        """Whether it and another time have something in common."""
        return self.start < end and start < self.end


def next_windows(grounds: Grounds, now: datetime) -> Iterator[Suggestion]:
    """The next few windows that begin after `now`, as the schedule writes them, the next first."""
    profile = grounds.material.profile
    for one in islice(open_windows(profile, now), _MOST):
        origin = filled("maintenance window {name}[, {environment}]", one.entry.get)
        yield Suggestion(written(one.start, one.end, zone_name(profile)), (one.entry.id,), origin, "window")


def open_windows(profile: Profile, now: datetime, ahead: int = _AHEAD) -> Iterator[Times]:
    """The windows that begin after `now`, the next first, for so many days ahead; in no freeze and on no holiday."""
    closed, off = freezes(profile), holidays(profile)
    here = now.astimezone(zone_of(profile))
    for one in windows_from(profile, here.date(), ahead):
        days = one.start.date(), one.end.date()
        is_closed = any(freeze.meets(one.start, one.end) for freeze in closed)
        if one.start > here and not is_closed and not any(holiday.meets(*days) for holiday in off):
            yield one


def windows_from(profile: Profile, first: date, days: int) -> Iterator[Times]:
    """The windows that begin on these days, in their order; freezes aside."""
    zone, entries = zone_of(profile), profile.of("windows")
    for ahead in range(days):
        spans = ((_span(entry, first + timedelta(ahead), zone), entry) for entry in entries)
        of_day = [Times(*span, entry) for span, entry in spans if span and all(map(is_once, span))]
        yield from sorted(of_day, key=lambda one: one.start)


def freezes(profile: Profile) -> tuple[Times, ...]:
    """The team's freezes."""
    return tuple(Times(start, end, entry) for entry, start, end in _freezes(profile.of("freezes"), zone_of(profile)))


def window_of(answer: str, profile: Profile) -> TeamEntry | None:
    """The window in which an answer lies, where no freeze closes it then; None also for one that cannot be read."""
    when = moments_of(answer, zone_of(profile))
    if not when or not when.has_times or freeze_at(when, profile):
        return None
    return next((entry for entry in profile.of("windows") if holds(entry, when, zone_of(profile))), None)


def freeze_at(when: Moments, profile: Profile) -> tuple[TeamEntry, bool] | None:
    """The freeze that closes a time, and whether all of it lies therein."""
    for entry, start, end in _freezes(profile.of("freezes"), zone_of(profile)):
        if (
            when.start <= end
            and start <= when.end
            and (when.start == when.end or (when.start < end and start < when.end))
        ):
            return entry, start <= when.start and when.end <= end
    return None


def holds(entry: TeamEntry, when: Moments, zone: tzinfo) -> bool:
    """Whether a time lies in one of a window's; of days without times, whether it begins on one of them."""
    first = when.start.astimezone(zone).date()
    if not when.has_times:
        days = (when.end.astimezone(zone).date() - first).days
        return any(_is_on(entry, first + timedelta(ahead)) for ahead in range(min(days, _AHEAD) + 1))
    spans = (_span(entry, first - timedelta(behind), zone) for behind in (0, 1))
    return any(span and span[0] <= when.start and when.end <= span[1] for span in spans)


def zone_of(profile: Profile) -> tzinfo:
    """The team's time zone; UTC where it names none that is known here."""
    with suppress(ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(profile.said.get("time_zone") or "UTC")
    return UTC


def zone_name(profile: Profile) -> str:
    """What the team's time zone is called in a schedule."""
    zone = zone_of(profile)
    return zone.key if isinstance(zone, ZoneInfo) else "UTC"


def is_readable(entry: TeamEntry) -> bool:
    """Whether a window's times are some."""
    with suppress(ValueError):
        return all(time.fromisoformat(entry.get(key)) is not None for key in ("from", "to"))
    return False


def _span(entry: TeamEntry, day: date, zone: tzinfo | None) -> tuple[datetime, datetime] | None:
    """From when to when a window is that begins on a day; None where it is none of its days."""
    with suppress(ValueError):
        begins, ends = (time.fromisoformat(entry.get(key)) for key in ("from", "to"))
        if _is_on(entry, day):
            return datetime.combine(day, begins, zone), datetime.combine(day + timedelta(ends <= begins), ends, zone)
    return None


def _is_on(entry: TeamEntry, day: date) -> bool:
    """Whether a window begins on a day."""
    if on := entry.get("on"):
        return on[:10] == day.isoformat()
    return _DAYS[day.weekday()] in (entry.texts("days") or _DAYS)


def _freezes(entries: Sequence[TeamEntry], zone: tzinfo) -> Iterator[tuple[TeamEntry, datetime, datetime]]:
    for entry in entries:
        with suppress(ValueError):
            yield entry, _moment(entry.get("from"), zone, time.min), _moment(entry.get("to"), zone, time.max)


def _moment(text: str, zone: tzinfo, of_day: time) -> datetime:
    """A moment; a day alone is its first or its last moment, and one without a zone is the team's."""
    with suppress(ValueError):
        return datetime.combine(date.fromisoformat(text), of_day, zone)
    told = datetime.fromisoformat(text)
    return told if told.tzinfo else told.replace(tzinfo=zone)


def written(start: datetime, end: datetime, zone: str) -> str:
    """A span as a schedule says it."""
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%Y-%m-%d %H:%M}"
    return f"{start:%Y-%m-%d %H:%M} to {until} {zone}"
