"""The schedule's ends as a target writes them."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ...errors import InputError
from ...settings import System
from .around import Around
from .ours import Ours
from .target import Sort, Target, TargetField

ISO = "%Y-%m-%dT%H:%M:%SZ"
DAY = "%Y-%m-%d"


def when_of(ours: Ours, name: str) -> datetime | None:
    """The start or the end; None where it is not said."""
    when = ours.when
    if when is None:
        return None
    if name == "start":
        return when.start
    return when.end if when.end != when.start else None


def zone_named(field: TargetField, target: Target, system: System) -> str:
    """The zone that the system's settings name for a field; "" for none."""
    row = next((one for one in target.settings if one.name == field.zone_by), None)
    return system.values.get(field.zone_by, "").strip() or (row.default if row else "")


def zone_for(field: TargetField, target: Target, system: System, around: Around) -> tzinfo:
    """The zone that a field's moments are written in. Raises `InputError` for one that nobody knows."""
    if field.sort is Sort.DAY:
        return around.zone
    if not field.zone_by:
        return UTC
    name = zone_named(field, target, system)
    if not name:
        return around.zone
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError(f"“{name}” is no time zone; write one as Europe/Berlin.") from error


def written(when: datetime, field: TargetField, zone: tzinfo) -> str:
    """A moment, or its day in the zone, in the form of its field."""
    there = when.astimezone(zone).replace(microsecond=0)
    return there.strftime(field.form or (DAY if field.sort is Sort.DAY else ISO))


def comes_twice(when: datetime, field: TargetField, zone: tzinfo) -> bool:
    """Whether the clocks there show a moment twice, and what is written does not tell which of the two is meant."""
    there = when.astimezone(zone)
    is_told = field.sort is Sort.DAY or "%z" in (field.form or "%z").lower()
    return not is_told and there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset()


def untold(ours: Ours) -> str:
    """Why a schedule that is there gives no moments; "" where it does or there is none."""
    if "schedule" not in ours.texts or ours.when:
        return ""
    if ours.ends_first:
        return "The schedule ends before it starts, so it goes there as words and not as dates."
    return (
        "The schedule cannot be read for sure, so it goes there as words and not as dates; "
        "write it as 2026-11-24 20:00 to 21:00 UTC."
    )
