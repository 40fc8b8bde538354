"""When an event takes place: each of its occurrences that meets a span of time, however often its rule has it come.

dateutil looks for the next occurrence until the year 9999, and nobody can stop it meanwhile: a rule that never comes,
such as one of the 13th month, takes seconds. The days of the week, the leap years and the numbers of the weeks come
again each 400 years, so a series is asked for that many years later, as near to 9999 as can be.
"""

import re
from collections.abc import Iterator
from datetime import MAXYEAR, datetime

from .event import Event, Odd

_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_FOR_A_MACHINE = ("BYHOUR", "BYMINUTE", "BYSECOND", "BYEASTER")
_MOST_ITEMS = 100  # of a rule
_MOST_PLACES = 6  # of BYSETPOS: each is looked up in every week
_NUMBERS = {"INTERVAL": re.compile(r"0*[1-9]\d{0,3}"), "COUNT": re.compile(r"\d{1,9}")}
_CYCLE = 400  # years
_MOST = 50_000  # occurrences from the first one on


def occurrences(event: Event, first: datetime, last: datetime) -> Iterator[datetime]:
    """The starts, by the event's own wall clock, of what meets the span. Raises `Odd`."""
    starts = _repeated(event, last) if event.rule else iter((event.start,))
    extra = sorted({*event.extra} - {event.start})
    seen: set[datetime] = set()
    for start in (*starts, *extra):
        if start not in event.without and start not in seen and start <= last and end_of(event, start) >= first:
            seen.add(start)
            yield start


def end_of(event: Event, start: datetime) -> datetime:
    """When an occurrence ends. Raises `Odd` where no calendar has such a day."""
    try:
        return start + event.length
    except OverflowError as error:
        raise Odd("lasts longer than a calendar can tell") from error


def _repeated(event: Event, last: datetime) -> Iterator[datetime]:
    from dateutil.rrule import rrulestr  # slow to import, and few events come again

    words = dict(word.partition("=")[::2] for word in event.rule.upper().split(";"))
    if words.get("FREQ") in _OFTEN or not words.keys().isdisjoint(_FOR_A_MACHINE):
        raise Odd("comes again by a rule that is not understood")
    if event.rule.count(",") > _MOST_ITEMS or words.get("BYSETPOS", "").count(",") >= _MOST_PLACES:
        raise Odd("comes again by a rule that is too long")
    if not all(allowed.fullmatch(words[name]) for name, allowed in _NUMBERS.items() if name in words):
        raise Odd("comes again by a rule that cannot be read")
    end = min(last, event.until) if event.until else last
    if event.start > end:
        return
    later = (MAXYEAR - last.year) // _CYCLE * _CYCLE
    try:
        for number, found in enumerate(rrulestr(event.rule, dtstart=_moved(event.start, later), cache=False)):
            if (start := _moved(found, -later)) > end:
                return
            if number >= _MOST:
                raise Odd("comes again too often")
            yield start
    except (ValueError, TypeError, IndexError, OverflowError) as error:
        raise Odd("comes again by a rule that cannot be read") from error


def _moved(moment: datetime, years: int) -> datetime:
    """The same day of the week and of the year, whole cycles away."""
    return moment.replace(year=moment.year + years)
