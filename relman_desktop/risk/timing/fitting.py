"""Whether the deployment fits into its time, and the next times in which it does."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice

from ...drafting.interview.clock import is_once
from ...drafting.interview.spans import Moments
from ...drafting.interview.windows import Times, open_windows, windows_from, written, zone_name, zone_of
from ...sources.profile.profile import Profile
from ...wording import counted, joined, quoted
from .told import PARTS, Other, Part, PartName, Remark, Slot

_AHEAD = 92  # days in which times are looked for
_FAR = timedelta(7)
_MOST = 3
_DOING: dict[PartName, str] = {"deployment": "deploying", "validation": "validating", "rollback": "going back"}


def too_short(when: Moments, parts: Sequence[Part], profile: Profile) -> Remark | None:
    """That its time is too short for what is known of the steps: with going back, which must still fit."""
    there = _there(when, profile)
    needed = {one.name: one.minutes for one in parts if one.minutes}
    total = sum(needed.values())
    if not there or there[0] >= total:
        return None
    has, told, evidence = there
    doing = joined([f"{_DOING[name]} ({needed[name]} min)" for name in PARTS if name in needed])
    untimed = sum(one.untimed for one in parts)
    more = f"; {counted(untimed, 'further step')} {'say' if untimed > 1 else 'says'} no time" if untimed else ""
    takes = f"take {total} min" if len(needed) > 1 else f"takes {total} min"
    text = f"{told}, and {doing} {takes}{more}."
    ids = tuple(dict.fromkeys((*evidence, *(id_ for one in parts for id_ in one.evidence))))
    return Remark("too_short", "block" if has < needed.get("deployment", 0) else "warn", text, ids)


def _there(when: Moments, profile: Profile) -> tuple[int, str, tuple[str, ...]] | None:
    """How many minutes there are, how that is said, and the entries behind it; None where nothing says an end."""
    if not when.has_times:
        return None
    if when.end != when.start:
        has = _minutes(when.start, when.end)
        return has, f"{when.said} is {has} min", ()
    zone = zone_of(profile)
    first = when.start.astimezone(zone).date() - timedelta(1)
    holding = [one for one in windows_from(profile, first, 2) if one.start <= when.start < one.end]
    if not holding:
        return None
    last = max(holding, key=lambda one: one.end)
    name = f"{quoted(last.entry.get('name'), 80)} ({last.entry.id})"
    has = _minutes(when.start, last.end)
    return has, f"From {when.said} on the window {name} has {has} min left", (last.entry.id,)


def suggested(
    profile: Profile, others: Sequence[Other], needed: int | None, watch: int, now: datetime, but: Moments | None
) -> tuple[Slot, ...]:
    """The next times in windows that are closed by nothing, and free of others, for `needed` minutes.

    Where nobody says how long it takes, those in which the whole window is free. `but`: the schedule that there is.
    """
    free = _free(profile, others, needed, watch, now)
    taken = (but.start.astimezone(UTC), but.end.astimezone(UTC)) if but else None
    return tuple(islice((one for one in free if (one.start.astimezone(UTC), one.end.astimezone(UTC)) != taken), _MOST))


def _free(profile: Profile, others: Sequence[Other], needed: int | None, watch: int, now: datetime) -> Iterator[Slot]:
    others = [one for one in others if now - _FAR < one.span[1]]  # what is over takes no time any more
    for window in open_windows(profile, now, _AHEAD):
        gaps = _gaps(window, others, timedelta(minutes=watch))
        readable = [one for one in gaps if all(map(is_once, one))]
        fitting = [(start, end) for start, end in readable if needed is None or _minutes(start, end) >= needed]
        if fitting and (needed is not None or fitting == [(window.start, window.end)]):
            start, end = fitting[0]
            text = written(start, end, zone_name(profile))
            yield Slot(start, end, text, window.entry.get("name"), (window.entry.id,))


def _gaps(window: Times, others: Sequence[Other], watch: timedelta) -> list[tuple[datetime, datetime]]:
    """What of a window no other deployment takes, and for those of the same service or repository its watching."""
    begins, ends = window.start.astimezone(UTC), window.end.astimezone(UTC)
    gaps = []
    for start, end in sorted(_taken(one, watch) for one in others if one.span[0] - watch < ends):
        if begins < start < ends:
            gaps.append((begins, start))
        begins = max(begins, end)
    if begins < ends:
        gaps.append((begins, ends))
    zone = window.start.tzinfo
    return [(start.astimezone(zone), end.astimezone(zone)) for start, end in gaps]


def _taken(one: Other, watch: timedelta) -> tuple[datetime, datetime]:
    around = watch if one.shared else timedelta()
    return one.span[0] - around, one.span[1] + around


def _minutes(start: datetime, end: datetime) -> int:
    """As a watch measures it: the clock may change in between."""
    return int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() // 60)
