"""When a schedule is, as far as its words can be read: "2026-12-01 19:00 to 21:00 Europe/Berlin", "1 Dec 2026, 7 pm".

It is read with care rather than guessed: a day whose month could be another, a day without a year, a third time, or a
zone of which nobody knows where it is leave it unread.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil.parser import ParserError, parse

_LONGEST = 200  # characters of a schedule that is read
_MONTH = r"[A-Za-z]{3,9}"
_DAY = re.compile(
    r"(?P<iso>\b\d{4}([-/.])\d{1,2}\2\d{1,2})(?!\d)"
    r"|(?P<dotted>\b\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\b)"
    r"|(?P<slashed>\b\d{1,2}/\d{1,2}/\d{4}\b)"
    rf"|(?P<worded>\b\d{{1,2}}(?:st|nd|rd|th|\.)?(?: of)?[ -]{_MONTH}\.?,?[ -]\d{{4}}\b"
    rf"|\b{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b)",
    re.ASCII | re.IGNORECASE,
)
_ZONE = r"\s?Z\b|\s?\+\d\d(?::?\d\d)?\b|(?<=\d\d:\d\d:\d\d)-\d\d:?\d\d\b"
_TIME = re.compile(
    rf"(?<![\d:.+])(?P<hour>\d{{1,2}})(?:[:.h](?P<minute>\d\d)(?::\d\d(?:\.\d{{1,6}})?)?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    rf"|\s?(?P<full>[ap])\.?m\b\.?)(?P<zone>{_ZONE})?",
    re.ASCII | re.IGNORECASE,
)
_T = re.compile(r"(?<= )T(?=\d\d:)")  # of ISO, behind the day
_OFFSET = re.compile(r"\b(?:UTC|GMT)\s?([+-]\d{1,2}(?::?\d\d)?)\b", re.ASCII)
_NAMED = re.compile(r"(?<![\w/])[A-Z][A-Za-z_]+(?:/[A-Za-z][\w+-]*){1,2}|\b[A-Z]{3,4}\b", re.ASCII)
# Hours east of Greenwich of the short names that mean one zone everywhere. IST, CST, BST and AST mean several.
_SHORT = {
    "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9, "AEST": 10,
    "AEDT": 11, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_SEVERAL = frozenset({"IST", "CST", "BST", "AST", "SST", "ECT", "WST", "AMT", "GST"})


@dataclass(frozen=True, slots=True)
class Moments:
    """From when to when; the same moment twice where only the beginning is said."""

    start: datetime
    end: datetime
    has_times: bool = True  # False where only days are said: from the first moment of the one to the last of the other
    said: str = ""  # the part of the text that says it


def moments_of(text: str, zone: tzinfo) -> Moments | None:
    """When a schedule is; None where that cannot be read for sure. `zone`: of times that name none."""
    if len(text) > _LONGEST:
        return None
    with suppress(ValueError, OverflowError):
        return _moments(text, zone)
    return None


@dataclass(frozen=True, slots=True)
class _Time:
    at: int
    end: int
    time: time


def _moments(text: str, zone: tzinfo) -> Moments | None:
    found = [*_DAY.finditer(text)]
    days = [(one.start(), _day(one)) for one in found]
    rest = _T.sub(" ", _DAY.sub(lambda day: " " * len(day[0]), text))
    own = _zone_in(rest)
    times = [_time(one, own or zone) for one in _TIME.finditer(rest)]
    if not 1 <= len(days) <= 2 or len(times) > 2:
        return None
    spots = [*(one.start() for one in found), *(one.at for one in times)]
    ends = [*(one.end() for one in found), *(one.end for one in times)]
    said = text[min(spots) : max(ends)].strip()
    made = _between([day for _, day in days], [at for at, _ in days], times, own or zone)
    return Moments(*made, bool(times), said) if made and made[0] <= made[1] else None


def _between(
    days: Sequence[date], at: Sequence[int], times: Sequence[_Time], zone: tzinfo
) -> tuple[datetime, datetime] | None:
    first, last = days[0], days[-1]
    if not times:
        return datetime.combine(first, time.min, zone), datetime.combine(last, time.max, zone)
    starts = datetime.combine(first, times[0].time)
    if len(times) == 1:
        if len(days) == 1:
            return starts, starts
        if times[0].at > at[1]:
            return None  # "from 1 December until 2 December 19:00": when it begins is not said
        return starts, datetime.combine(last, time.max, zone)
    ends = datetime.combine(last, times[1].time)
    if len(days) == 1 and ends <= starts:
        ends += timedelta(1)
    return starts, ends


def _day(found: re.Match[str]) -> date:
    """Raises `ValueError` for one that is none, or that two people would read as two."""
    text = found[0]
    if found["slashed"]:
        one, other, _ = (int(part) for part in text.split("/"))
        if one <= 12 and other <= 12 and one != other:
            raise ValueError(text)
    if found["worded"]:
        text = re.sub(r"(?<=\d)(?:st|nd|rd|th|\.)|\bof\b|,", " ", text, flags=re.IGNORECASE)
    try:
        return parse(text, dayfirst=bool(found["dotted"]), yearfirst=bool(found["iso"])).date()
    except ParserError as error:
        raise ValueError(text) from error


def _time(found: re.Match[str], zone: tzinfo) -> _Time:
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), (found["half"] or found["full"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(found[0])
        hour = hour % 12 + (12 if half == "p" else 0)
    told = (found["zone"] or "").strip()
    own = UTC if told in ("Z", "z") else _offset(told) if told else zone
    return _Time(found.start(), found.end(), time(hour if (hour, minute) != (24, 0) else 0, minute, tzinfo=own))


def _zone_in(text: str) -> tzinfo | None:
    """The zone that a text names; None for none. Raises `ValueError` for one that is not known for sure."""
    if offset := _OFFSET.search(text):
        return _offset(offset[1])
    for name in _NAMED.findall(text):
        if name in _SHORT:
            return timezone(timedelta(hours=_SHORT[name]))
        if name in _SEVERAL:
            raise ValueError(name)
        if "/" in name:
            return _known(name)
    return None


def _known(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(name) from error


def _offset(text: str) -> timezone:
    hours, minutes = re.fullmatch(r"([+-]\d{1,2}):?(\d\d)?", text).groups()  # type: ignore[union-attr]
    east = abs(int(hours)) * 60 + int(minutes or 0)
    if east > 14 * 60:
        raise ValueError(text)
    return timezone(timedelta(minutes=-east if hours[0] == "-" else east))
