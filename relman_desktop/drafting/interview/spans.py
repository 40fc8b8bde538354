"""When a schedule is, as far as its words can be read: "2026-12-01 19:00 to 21:00 Europe/Berlin", "1 Dec 2026, 7 pm".

It is read with care rather than guessed. It is left unread where it holds any word that `resources/schedule.toml` does
not know (a zone, "approved", "not before"), a number that is left over, a day whose month could be another or that is
not the weekday it says, or a time that the clock skips or shows twice.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from dateutil.parser import ParserError, parse

from .clock import ClockTime, is_offset_or_end, times_in
from .schedule_words import schedule_words
from .zones import named

_A_NIGHT = timedelta(hours=12)  # what ends by the clock before it starts; "21:00 to 20:00" is a slip
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
_KEY = re.compile(r"\([A-Z][A-Z0-9]{1,9}-\d{1,9}\)|\(#\d{1,9}\)", re.ASCII)  # of a work item
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs?|rsday|urday)?\b\.?", re.IGNORECASE)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WORD = re.compile(r"[^\W\d_]+")
_SIGNS = re.compile(r"[-–—→/]")
_LEFT_OVER = re.compile(r"[\s,;:.()'’/→–—-]*")
# D is a day, T a time; the number is where, of these, the second end of the span begins.
_SHAPES = {"D": 0, "DT": 0, "TD": 0, "DD": 1, "DTT": 2, "TTD": 1, "TDT": 2, "DTD": 2, "DTDT": 2, "TDTD": 2}


@dataclass(frozen=True, slots=True)
class Moments:
    """From when to when; the same moment twice where only the beginning is said."""

    start: datetime
    end: datetime
    has_times: bool = True  # False where only days are said: from the first moment of the one to the last of the other
    said: str = ""  # the part of the text that says it


def moments_of(text: str, zone: tzinfo) -> Moments | None:
    """When a schedule is; None where that cannot be read for sure. `zone`: of times that name none."""
    found = _read(text, zone)
    return found if found and found.start <= found.end else None


def ends_first(text: str, zone: tzinfo) -> bool:
    """Whether a schedule can be read, and its end is before its start."""
    found = _read(text, zone)
    return bool(found) and found.end < found.start  # type: ignore[union-attr]


def _read(text: str, zone: tzinfo) -> Moments | None:
    if len(text) > _LONGEST:
        return None
    with suppress(ValueError, OverflowError):
        return _moments(text, zone)
    return None


@dataclass(frozen=True, slots=True)
class _Spot:
    at: int
    end: int
    sign: str


def _moments(text: str, zone: tzinfo) -> Moments | None:
    found = [*_DAY.finditer(text)]
    days = [_day(one) for one in found]
    own, rest = named(_blanked(text, found))
    if any(one["iso"] for one in found) and is_offset_or_end(rest):
        return None
    times = times_in(rest)
    spots = [_Spot(one.start(), one.end(), "D") for one in found] + [_Spot(one.at, one.end, "T") for one in times]
    spots.sort(key=lambda spot: spot.at)
    rest = "".join(" " if any(one.at <= at < one.end for one in spots) else sign for at, sign in enumerate(rest))
    if not _is_plain(rest, spots, days):
        return None
    start, end = _between(days, times, own or zone)
    is_within = min(days).year > 1 and max(days).year < 9999  # no sum leads beyond the calendar
    said = text[spots[0].at : max(one.end for one in spots)].strip()
    return Moments(start, end, bool(times), said) if is_within else None


def _blanked(text: str, found: Sequence[re.Match[str]]) -> str:
    for one in (*found, *_KEY.finditer(text)):
        text = f"{text[: one.start()]}{' ' * len(one[0])}{text[one.end() :]}"
    return text


def _is_plain(rest: str, spots: Sequence[_Spot], days: Sequence[date]) -> bool:
    """Whether what stands around the days and times leaves one moment or one span, and nothing else."""
    second = _SHAPES.get("".join(spot.sign for spot in spots))
    if second is None or not _are_weekdays(rest, days):
        return False
    rest = _WEEKDAY.sub(lambda one: " " * len(one[0]), rest)
    if not _LEFT_OVER.fullmatch(_WORD.sub("", rest)):
        return False
    gap = slice(spots[second - 1].end, spots[second].at) if second else slice(0, 0)
    between = [word.lower() for word in _WORD.findall(rest[gap])]
    around = [word.lower() for word in _WORD.findall(f"{rest[: gap.start]} {rest[gap.stop :]}")]
    joins = schedule_words().joins | ({"and"} if "between" in around else set())
    joined = [word for word in between if word in joins]
    is_joined = not second or joined or _SIGNS.search(rest[gap])
    others = {*around, *(word for word in between if word not in joins)}
    return bool(is_joined) and others <= schedule_words().beside


def _are_weekdays(rest: str, days: Sequence[date]) -> bool:
    return {one.lower() for one in _WEEKDAY.findall(rest)} <= {_WEEKDAYS[day.weekday()] for day in days}


def _between(days: Sequence[date], times: Sequence[ClockTime], zone: tzinfo) -> tuple[datetime, datetime]:
    first, last = days[0], days[-1]
    if not times:
        return datetime.combine(first, time.min, zone), datetime.combine(last, time.max, zone)
    starts = times[0].on(first, zone)
    if len(times) == 1:
        return starts, datetime.combine(last, time.max, zone) if len(days) == 2 else starts
    ends = times[1].on(last, zone)
    if len(days) == 2 or ends > starts:
        return starts, ends
    if ends == starts:
        raise ValueError(ends)  # a whole day, or nothing: nobody said
    next_day = times[1].on(last + timedelta(1), zone)
    return starts, next_day if next_day - starts <= _A_NIGHT else ends


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
