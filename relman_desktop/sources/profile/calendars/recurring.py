"""When an event takes place: each of its occurrences that meets a span of time, however often its rule has it come."""

from collections.abc import Iterator
from datetime import datetime

from .event import Event, Odd

_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_FOR_A_MACHINE = ("BYHOUR", "BYMINUTE", "BYSECOND", "BYEASTER")
_RARE = ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO")  # of days: the search for one that never comes takes seconds
_MOST_ITEMS = 400  # of a rule
_MOST = 50_000  # occurrences from the first one on


def occurrences(event: Event, first: datetime, last: datetime) -> Iterator[datetime]:
    """The starts, by the event's own wall clock, of what meets the span. Raises `Odd`."""
    starts = _repeated(event, last) if event.rule else iter((event.start,))
    extra = sorted({*event.extra} - {event.start})
    seen: set[datetime] = set()
    for start in (*starts, *extra):
        if start not in event.without and start not in seen and start <= last and start + event.length >= first:
            seen.add(start)
            yield start


def _repeated(event: Event, last: datetime) -> Iterator[datetime]:
    from dateutil.rrule import rrulestr  # slow to import, and few events come again

    words = dict(word.partition("=")[::2] for word in event.rule.upper().split(";"))
    often = words.get("FREQ") in _OFTEN or not words.keys().isdisjoint(_FOR_A_MACHINE)
    if often or (words.get("FREQ") == "DAILY" and not words.keys().isdisjoint(_RARE)):
        raise Odd("comes again by a rule that is not understood")
    if event.rule.count(",") > _MOST_ITEMS:
        raise Odd("comes again by a rule that is too long")
    end = min(last, event.until) if event.until else last
    try:
        for number, start in enumerate(rrulestr(event.rule, dtstart=event.start, cache=False)):
            if start > end:
                return
            if number >= _MOST:
                raise Odd("comes again too often")
            yield start
    except (ValueError, TypeError, IndexError, OverflowError) as error:
        raise Odd("comes again by a rule that cannot be read") from error
