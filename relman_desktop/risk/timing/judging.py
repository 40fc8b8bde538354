"""Judging the schedule of a ticket: everything follows from its texts, the profile, the other tickets and the time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from ...drafting.interview.spans import Moments, ends_first, moments_of
from ...drafting.interview.windows import zone_name, zone_of
from ...drafting.proposal import Material
from ...ticket import Ticket
from ...wording import quoted
from .days import of_clock, of_holidays, of_now, of_profile, of_week
from .duration import parts_of
from .fitting import suggested, too_short
from .others import near, others_of, overlapping
from .planned import Planned
from .strip import strip
from .told import Other, Part, Remark, Timing, in_order

_SUCH_AS = "write it as 2026-11-24 20:00 to 21:00 UTC"


def timing(material: Material, ticket: Ticket, planned: Iterable[Planned], now: datetime) -> Timing:
    """What is to be said of the ticket's schedule at the moment `now`, which has a zone."""
    profile, said = material.profile, ticket.entry("schedule").text.strip()
    zone = zone_of(profile)
    now = now.astimezone(UTC)
    when = moments_of(said, zone)
    parts, others = parts_of(material, ticket), others_of(ticket, planned, zone)
    remarks = _remarks(material, ticket, when, parts, others, now) if when else _unread(said, material)
    needed = sum(one.minutes for one in parts) if any(one.timed for one in parts) else None
    watch = max((one.watching for one in parts), default=0)
    return Timing(
        said=said,
        start=when.start if when else None,
        end=when.end if when and when.end != when.start else None,
        zone=zone_name(profile),
        strip=strip(when, others, profile, now),
        parts=parts,
        remarks=in_order(tuple(remarks)),
        suggestions=suggested(profile, others, needed, watch, now, when),
        has_times=bool(when and when.has_times),
        now=now,
    )


def _remarks(
    material: Material,
    ticket: Ticket,
    when: Moments,
    parts: Sequence[Part],
    others: Sequence[Other],
    now: datetime,
) -> Iterator[Remark]:
    profile, until = material.profile, _until(when, parts)
    yield from of_profile(when, profile, ticket)
    if short := too_short(when, parts, profile):
        yield short
    yield from of_now(when, until, ticket, now)
    yield from of_holidays(when, profile)
    yield from of_week(when, profile)
    yield from of_clock(when, until, profile)
    if when.has_times:
        yield from overlapping(when.said, when.start, until, others)
        watched = next((one for one in parts if one.watching), None)
        if watched:
            yield from near(when.start, until, others, watched.watching, watched.evidence)
        if when.start == when.end:
            yield Remark("no_end", "note", f"{when.said} says no end, so nobody knows for how long to stand by.")
    else:
        yield Remark("no_times", "note", f"{when.said} says no times, so nothing is said of its hours.")


def _until(when: Moments, parts: Sequence[Part]) -> datetime:
    """Its end; where none is said, when deploying and validating are done as far as that is known."""
    if when.start != when.end:
        return when.end
    taking = sum(one.minutes for one in parts if one.name != "rollback")
    return (when.start.astimezone(UTC) + timedelta(minutes=taking)).astimezone(when.start.tzinfo)


def _unread(said: str, material: Material) -> Iterator[Remark]:
    if not said:
        yield Remark("none", "note", "No schedule is set yet.")
    elif ends_first(said, zone_of(material.profile)):
        yield Remark(
            "ends_first",
            "block",
            f"The schedule {quoted(said, 80)} ends before it starts; if it ends the day after, name that day.",
        )
    else:
        text = f"The schedule {quoted(said, 80)} cannot be read without a doubt, so nothing is said of it; {_SUCH_AS}."
        yield Remark("unread", "note", text)
