"""Other deployments that the library knows of: which meet this one, and which are too near to it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache

from ...drafting.interview.spans import Moments, moments_of
from ...jobs import Cancel
from ...ticket import Ticket
from ...wording import counted, quoted
from .planned import Planned
from .table import table
from .told import Other, Remark, in_utc

Span = tuple[datetime, datetime]
_WHICH = "if something fails, nobody knows which of the two did it."
_SERVICE = re.compile(r"[,;/+\n]|\s+(?:and|und|&)\s+")


def get_ready(planned: Iterable[Planned], zone: tzinfo, cancel: Cancel) -> None:
    """Read their schedules where nobody waits for a window: thousands take half a second. Raises `Cancelled`."""
    for one in planned:
        cancel.check()
        _moments(one.schedule, zone)


def others_of(ticket: Ticket, planned: Iterable[Planned], zone: tzinfo) -> tuple[Other, ...]:
    """The others whose schedule can be read, in the order of their beginnings."""
    found = [other for one in planned if one.ticket != ticket.id and (other := _other(one, _shared(ticket, one), zone))]
    return tuple(sorted(found, key=lambda one: (one.span, one.change_id, one.ticket)))


def meets(start: datetime, end: datetime, other: Other) -> bool:
    """Whether two schedules have something in common; a moment meets what it lies in."""
    return _meet(in_utc(start, end), other.span)


def overlapping(said: str, start: datetime, end: datetime, others: Sequence[Other]) -> Iterator[Remark]:
    """The others at the same time: those of the same service or repository weigh more, the rest is noted."""
    ours = in_utc(start, end)
    found = sorted((one for one in others if _meet(ours, one.span)), key=lambda one: not one.shared)
    most = table().most_others
    for one in found[:most]:
        if one.shared:
            text = f"{said} overlaps with {_named(one)}, of {one.shared}: {_WHICH}"
            yield Remark("overlap", "warn", text, ticket=one.ticket)
        else:
            yield Remark("overlap", "note", f"{said} overlaps with {_named(one)}.", ticket=one.ticket)
    if rest := found[most:]:
        text = f"{said} overlaps with {counted(len(rest), 'further ticket')}."
        yield Remark("overlap", "warn" if any(one.shared for one in rest) else "note", text)


def near(
    start: datetime, end: datetime, others: Sequence[Other], watch: int, evidence: tuple[str, ...]
) -> Iterator[Remark]:
    """Those of the same service or repository of which one begins while the other is still watched.

    `watch`: minutes for which a deployment is watched, and the entries that say so; 0 where nobody does.
    """
    lasting = timedelta(minutes=watch)
    ours = in_utc(start, end)
    apart = [one for one in others if one.shared and not _meet(ours, one.span)]
    for one in [one for one in apart if _gap(ours, one.span) < lasting][: table().most_others]:
        other = f"{_named(one)}, of {one.shared},"
        is_first = one.span < ours
        doing = f"This begins while {other} is still" if is_first else f"{other} begins while this is still"
        yield Remark("close", "warn", f"{doing} watched (for {watch} min): {_WHICH}", evidence, one.ticket)


@lru_cache(1 << 13)
def services_of(text: str) -> frozenset[str]:
    """The services that a field names, as two of the same are told to be the same."""
    parts = (" ".join(one.casefold().split()).strip(".`'\"") for one in _SERVICE.split(text[:2_000]))
    return frozenset(filter(None, parts))


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _gap(one: Span, other: Span) -> timedelta:
    """How long it is between the end of the one and the beginning of the other."""
    return max(other[0] - one[1], one[0] - other[1])


@lru_cache(1 << 13)
def _other(one: Planned, shared: str, zone: tzinfo) -> Other | None:
    """Kept, for with each keystroke a thousand schedules are wanted."""
    when = _moments(one.schedule, zone)
    if when is None or not when.has_times:
        return None
    return Other(one.ticket, one.change_id, one.title, when.start, when.end, shared)


@lru_cache(1 << 13)
def _moments(text: str, zone: tzinfo) -> Moments | None:
    return moments_of(text, zone)


def _shared(ticket: Ticket, one: Planned) -> str:
    both = services_of(one.services) & services_of(ticket.entry("services").text)
    if both:
        return f"the same service ({quoted(min(both), 60)[1:-1]})"
    return "the same repository" if one.repository == ticket.change.location else ""


def _named(one: Other) -> str:
    title = f" {quoted(one.title, 60)}" if one.title else ""
    return f"{quoted(one.change_id, 40)[1:-1] or 'a ticket'}{title}"
