"""The deployment as an event of a calendar: importing it again moves the event that is there."""

import re
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from ... import __version__
from ...drafting.interview.spans import Moments, ends_first, moments_of
from ...errors import InputError
from ...wording import quoted
from ..targets.around import Around
from ..targets.prepared import our_id_of
from ..text import FORMATS
from ..ticket_value import TicketFile
from .page import title_of

_WRITE = "write one such as “2026-12-01 20:00 to 21:00 UTC”"
_SURE = ("approved", "deploying", "validating", "closed")  # states in which the time is settled
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # which no calendar's text may hold (RFC 5545)


def event_file(file: TicketFile, around: Around, now: datetime | None = None) -> bytes:
    """The event, in UTC. Raises `InputError` where the schedule does not tell a start and an end."""
    when = when_of(file, around)
    calendar = Calendar()
    calendar.add("prodid", f"-//Relman Desktop//relman {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(file, when, now or datetime.now(UTC)))
    return bytes(calendar.to_ical())


def when_of(file: TicketFile, around: Around) -> Moments:
    """When the ticket is deployed. Raises `InputError`, which says what to write."""
    text = file.ticket.entry("schedule").text.strip()
    if not text:
        raise InputError(f"The ticket has no schedule, so there is no event to save; {_WRITE} into its schedule.")
    when = moments_of(text, around.zone)
    if when is None:
        why = "ends before it starts" if ends_first(text, around.zone) else "cannot be read for sure"
        raise InputError(f"The schedule {quoted(text, 80)} {why}, so there is no event to save; {_WRITE}.")
    if when.start == when.end:
        raise InputError(f"The schedule {quoted(text, 80)} tells no end, so there is no event to save; {_WRITE}.")
    return when


def _event(file: TicketFile, when: Moments, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{our_id_of(file.ticket.id)}@relman-desktop")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", now.astimezone(UTC))
    event.add("sequence", int(now.timestamp()) // 60)  # a calendar takes what has a higher one than it knows
    if when.has_times:
        event.add("dtstart", when.start.astimezone(UTC))
        event.add("dtend", when.end.astimezone(UTC))
    else:
        event.add("dtstart", when.start.date())
        event.add("dtend", when.end.date() + timedelta(1))  # the day after the last
    event.add("summary", _plain(_summary(file)))
    event.add("description", _plain(FORMATS["plain"].ticket(file.ticket).strip()))
    event.add("status", "CONFIRMED" if file.ticket.entry("state").text.strip() in _SURE else "TENTATIVE")
    event.add("categories", ["Deployment"])
    event.add("transp", "OPAQUE")
    return event


def _summary(file: TicketFile) -> str:
    known = " ".join(file.ticket.entry("change_id").text.split())
    title = title_of(file)
    return f"{known}: {title}" if known and known != title else title


def _plain(text: str) -> str:
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
