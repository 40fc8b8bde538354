"""The times of day in a schedule: "19:00", "7 p.m.", "7-9 pm", "24:00", "19:00+01:00"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from .zones import east

_HALF = r"\s?[ap]\.?m\b"
_ZONE = r"\s?Z\b|\s?\+\d\d(?::?\d\d)?\b|(?<=\d\d:\d\d:\d\d)-\d\d:?\d\d\b|(?(iso)-\d\d:?\d\d\b|(?!))"
_TIME = re.compile(
    r"(?P<iso>(?<=[ ])T(?=\d\d:))?"  # behind the day
    r"(?<![\d:.+])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d)(?::\d\d(?:\.\d{1,6})?)?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    rf"|\s?(?P<full>[ap])\.?m\b\.?|(?=\s?(?:[-–—]|to)\s?\d{{1,2}}(?:[:.]\d\d)?{_HALF}))(?P<zone>{_ZONE})?",
    re.ASCII | re.IGNORECASE,
)
_OFFSET_OR_END = re.compile(r"(?<![T\d])(?P<hour>\d\d):\d\d-(?P<other>\d\d):(?:00|30)\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day, and where in a text it stands."""

    at: int
    end: int
    hour: int
    minute: int
    half: str  # "a", "p" or ""
    zone: tzinfo | None

    def on(self, day: date, zone: tzinfo) -> datetime:
        """The moment on a day, where there is exactly one; else `ValueError`. `zone`: of a time that names none."""
        if self.half and not 1 <= self.hour <= 12:
            raise ValueError(self.hour)
        hour = self.hour % 12 + (12 if self.half == "p" else 0) if self.half else self.hour
        is_next_day = (hour, self.minute) == (24, 0)
        clock = time(0 if is_next_day else hour, self.minute)
        moment = datetime.combine(day + timedelta(is_next_day), clock, self.zone or zone)
        if moment.utcoffset() != moment.replace(fold=1).utcoffset():
            raise ValueError(moment)  # the clock is put forward over it, or back so that it comes twice
        return moment


def times_in(text: str) -> list[ClockTime]:
    """The times of a text without days. Raises `ValueError` for "7 pm to 9:00", of which nobody knows the half."""
    found = [_time(one) for one in _TIME.finditer(text)]
    return _with_halves(found) if len(found) == 2 else found


def is_offset_or_end(text: str) -> bool:
    """Whether "19:00-05:00" may be one time west of Greenwich, or a night; behind a day as ISO writes it."""
    found = _OFFSET_OR_END.search(text)
    return bool(found) and int(found["other"]) <= 12 and int(found["other"]) < int(found["hour"])  # type: ignore[index]


def _time(found: re.Match[str]) -> ClockTime:
    half = (found["half"] or found["full"] or "").lower()
    told = (found["zone"] or "").strip()
    zone = UTC if told in ("Z", "z") else east(told) if told else None
    return ClockTime(found.start(), found.end(), int(found["hour"]), int(found["minute"] or 0), half, zone)


def _with_halves(times: Sequence[ClockTime]) -> list[ClockTime]:
    """The half of the day that is said once, of "7-9 pm", holds for both where that makes them follow each other."""
    first, last = times
    if bool(first.half) == bool(last.half) or not 1 <= (last if first.half else first).hour <= 12:
        return [first, last]
    if first.half or (first.hour % 12, first.minute) >= (last.hour % 12, last.minute):
        raise ValueError("which half of the day it is in is not said")
    return [replace(first, half=last.half), last]
