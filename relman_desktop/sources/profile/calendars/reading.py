"""The freezes, windows or holidays that the text of a calendar holds for the time that tickets are planned in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Literal, get_args

from ....jobs import Cancel
from ..profile import TeamEntry
from ..showing import shown
from .event import Event, Odd, blocks, event_of, name_of
from .planned import freeze, holiday, windows
from .recurring import occurrences

LARGEST = 4 << 20  # characters
_BEFORE = timedelta(days=14)  # what is over is of use for tickets of the last days only
_AHEAD = timedelta(days=400)
_WEEK = timedelta(days=7)
_MOST_EVENTS = 2000
_MOST_ENTRIES = 200
_SECONDS = 3.0  # for reading the events, and once more for when they take place
_TOLD = 3  # events that cannot be read are named

Holds = Literal["freezes", "windows", "holidays"]
HOLDS: tuple[Holds, ...] = get_args(Holds)


def calendar_entries(
    text: str, holds: Holds, file: str, zone: str, now: datetime, cancel: Cancel
) -> tuple[tuple[TeamEntry, ...], tuple[str, ...]]:
    """The entries of a calendar from two weeks ago on, for a good year, and what of it was not understood.

    `zone` is the team's, "" where it is not known; `now` is a moment in UTC. Hostile text costs some seconds at most.
    """
    if "BEGIN:VCALENDAR" not in text[:2000].upper():
        return (), (f"{file} is not a calendar: it does not begin with BEGIN:VCALENDAR.",)
    events, odd = _events(text, cancel)
    found: list[tuple[datetime, TeamEntry]] = []
    stop = monotonic() + _SECONDS
    for event in _with_changes(events):
        cancel.check()
        if monotonic() > stop or len(found) >= _MOST_ENTRIES:
            odd.append(_too_much(event.name))
            break
        try:
            found += _of(event, holds, file, zone, now)
        except (ValueError, OverflowError):  # a moment that another zone's clock has in no year
            odd.append(f"{shown(event.name)} cannot be read, and is left out")
        except Odd as error:
            odd.append(f"{shown(event.name)} {error}, and is left out")
    found.sort(key=lambda one: one[0])
    more = [f"there is more to say of {len(odd) - _TOLD} other events"] if len(odd) > _TOLD else []
    return tuple(entry for _, entry in found[:_MOST_ENTRIES]), tuple(f"{file}: {one}." for one in (*odd[:_TOLD], *more))


def _events(text: str, cancel: Cancel) -> tuple[list[Event], list[str]]:
    events: list[Event] = []
    odd: list[str] = []
    stop = monotonic() + _SECONDS
    for number, block in enumerate(blocks(text[:LARGEST])):
        cancel.check()
        if monotonic() > stop or number >= _MOST_EVENTS:
            odd.append(_too_much(name_of(block)))
            break
        try:
            events.append(event := event_of(block))
            if event.unknown_zone:
                zone = (
                    f"names the zone {shown(event.unknown_zone)}, which is not known; its times are taken as your own"
                )
                odd.append(f"{shown(event.name)} {zone}")
        except Odd as error:
            odd.append(f"{shown(name_of(block))} {error}, and is left out")
    return events, odd


def _too_much(name: str) -> str:
    return f"{shown(name)} and what comes after it is not read: the calendar holds too much"


def _with_changes(events: list[Event]) -> Iterator[Event]:
    """The events that take place; what was moved or cancelled is taken out of its series."""
    changed: dict[str, set[datetime]] = {}
    for event in events:
        if event.instead_of:
            changed.setdefault(event.uid, set()).add(event.instead_of)
    for event in events:
        if not event.cancelled:
            moved = changed.get(event.uid, set()) if not event.instead_of else set()
            yield replace(event, without=event.without | moved)


def _of(event: Event, holds: Holds, file: str, zone: str, now: datetime) -> Iterator[tuple[datetime, TeamEntry]]:
    here = now.astimezone(event.zone or UTC).replace(tzinfo=None)
    starts = tuple(occurrences(event, here - _BEFORE, here + _AHEAD))
    if holds == "freezes":
        return ((start, freeze(event, start, file)) for start in starts)
    if holds == "holidays":
        return ((start, holiday(event, start, file)) for start in starts)
    first = starts[0] if starts else here
    return ((first, entry) for entry in windows(event, starts, zone, file, begun=first <= here + _WEEK))
