"""Other deployments that the library knows of: which meet this one, and which are too near to it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

from ...drafting.interview.spans import Moments, moments_of
from ...ticket import Ticket
from ...wording import counted, quoted
from .planned import Planned
from .table import table
from .told import Other, Remark

_WHICH = "if something fails, nobody knows which of the two did it."
_SERVICE = re.compile(r"[,;/+\n]|\s+(?:and|und|&)\s+")


def others_of(ticket: Ticket, planned: Iterable[Planned], zone: tzinfo) -> tuple[Other, ...]:
    """The others whose schedule can be read, in the order of their beginnings."""
    found = [one for each in planned if (one := _other(ticket, each, zone))]
    return tuple(sorted(found, key=lambda one: (one.start.astimezone(UTC), one.change_id, one.ticket)))


def meets(start: datetime, end: datetime, other: Other) -> bool:
    """Whether two schedules have something in common; a moment meets what it lies in."""
    ours, theirs = _span(start, end), _span(other.start, other.end)
    return ours[0] < theirs[1] and theirs[0] < ours[1]


def overlapping(said: str, start: datetime, end: datetime, others: Sequence[Other]) -> Iterator[Remark]:
    """The others at the same time: those of the same service or repository weigh more, the rest is noted."""
    found = sorted((one for one in others if meets(start, end, one)), key=lambda one: not one.shared)
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
    apart = [one for one in others if one.shared and not meets(start, end, one)]
    for one in [one for one in apart if _gap(start, end, one) < lasting][: table().most_others]:
        other = f"{_named(one)}, of {one.shared},"
        is_first = _span(one.start, one.end)[0] < start.astimezone(UTC)
        doing = f"This begins while {other} is still" if is_first else f"{other} begins while this is still"
        yield Remark("close", "warn", f"{doing} watched (for {watch} min): {_WHICH}", evidence, one.ticket)


def services_of(text: str) -> frozenset[str]:
    """The services that a field names, as two of the same are told to be the same."""
    parts = (" ".join(one.casefold().split()).strip(".`'\"") for one in _SERVICE.split(text[:2_000]))
    return frozenset(filter(None, parts))


def _gap(start: datetime, end: datetime, other: Other) -> timedelta:
    """How long it is between the end of the one and the beginning of the other."""
    ours, theirs = _span(start, end), _span(other.start, other.end)
    return max(theirs[0] - ours[1], ours[0] - theirs[1])


def _other(ticket: Ticket, one: Planned, zone: tzinfo) -> Other | None:
    when = _read(one.schedule, zone)
    if one.ticket == ticket.id or when is None or not when.has_times:
        return None
    return Other(one.ticket, one.change_id, one.title, when.start, when.end, _shared(ticket, one))


def _shared(ticket: Ticket, one: Planned) -> str:
    both = services_of(one.services) & services_of(ticket.entry("services").text)
    if both:
        return f"the same service ({quoted(min(both), 60)[1:-1]})"
    return "the same repository" if one.repository == ticket.change.location else ""


@lru_cache(1 << 13)
def _read(text: str, zone: tzinfo) -> Moments | None:
    """Read anew for each keystroke, a thousand schedules would take a while."""
    return moments_of(text, zone)


def _span(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    return start, max(end, start + timedelta(seconds=1))


def _named(one: Other) -> str:
    title = f" {quoted(one.title, 60)}" if one.title else ""
    return f"{quoted(one.change_id, 40)[1:-1] or 'a ticket'}{title}"
