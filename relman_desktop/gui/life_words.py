"""The words of the tab "Deployment": where a ticket is, since when, how long it may still take, in whose time."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal

from ..fields import OVER
from ..life import Life, Part, Said, Ticked
from ..life.clock import clock, lasting, minutes_between, moment, zone_words
from ..life.steps import When
from ..wording import counted
from .shown import shown_line

Level = Literal["", "warning", "over"]
Reach = Literal["reached", "now", "to come", "passed over"]
NOTHING = "Open a change: its deployment is ticked off here, step by step, each with its time."
NO_STEPS = "No step is written down for this yet."
TITLES: dict[Part, str] = {"deployment": "Deployment", "validation": "Validation", "rollback": "Rollback"}
BEFORE = "Before the deployment"
LATER = "In the time after"
_WAY = ("draft", "reviewed", "approved", "deploying", "validating", "closed")
_ENDS = ("rejected", "cancelled", "rolled back")
_NEAR = 0.8  # of the planned minutes, from which on they run short
_DOING: dict[Part, str] = {"deployment": "Deploying", "validation": "Validating", "rollback": "Rolling back"}


@dataclass(frozen=True, slots=True)
class Node:
    """A state on the line."""

    state: str
    reach: Reach
    when: str = ""  # the time it was reached
    said: str = ""  # all that is known of it, for the mouse and screen readers


@dataclass(frozen=True, slots=True)
class Elapsed:
    """How much of the planned time is over. `share` may be more than 1; None where nobody planned a time."""

    texts: tuple[str, ...]  # in full, and for less room
    share: float | None
    level: Level


def nodes(life: Life) -> tuple[Node, ...]:
    """The line from the draft to the end, as it is and as it is going to be."""
    latest = {one.state: one for one in life.states}
    now = life.state.name
    way = _way(life, now, set(latest))
    at = way.index(now)
    return tuple(_node(state, number - at, latest.get(state), life) for number, state in enumerate(way))


def line_words(line: tuple[Node, ...]) -> str:
    """The line for whoever does not see it."""
    return "; ".join(one.said for one in line)


def status(life: Life, now: datetime, zone: tzinfo) -> tuple[str, ...]:
    """Where it is, since when, and how that compares with its schedule: in full, and for less room."""
    last = life.states[-1] if life.states else None
    turn = (
        next((one for one in reversed(life.attempt.said) if one.kind == "back"), None) if life.is_going_back else None
    )
    name = "rolling back" if turn else life.state.name
    latest = turn or last
    since = clock(moment(latest.at), zone, now) if latest else ""
    told = f"{name.capitalize()} since {since}" if since else name.capitalize()
    by, why = (_name(last.by), last.note) if last and not turn else ("", turn.note if turn else "")
    against, short = _against_schedule(life, now, zone)
    whole = f"{_sentence(f'{told} ({by})' if by else told, why)} {against}".strip()
    return whole, f"{told}. {against}".strip(), f"{told} · {short}" if short else told


def elapsed(life: Life, now: datetime) -> Elapsed | None:
    """Of what is being done now; None where nothing is."""
    minutes = life.minutes(life.part, now) if life.part else None
    if life.part is None or minutes is None:
        return None
    planned, doing = life.planned_minutes(life.part), _DOING[life.part]
    if not planned:
        whole = f"{doing} for {lasting(minutes)}; no step says how long it takes"
        return Elapsed((whole, f"{doing} for {lasting(minutes)}"), None, "")
    share = minutes / planned
    over = minutes - planned
    rest = f"{lasting(over)} over" if over > 0 else f"{lasting(-over)} left"
    level: Level = "over" if share > 1 else "warning" if share >= _NEAR else ""
    of = f"{lasting(minutes)} of {lasting(planned)}"
    return Elapsed((f"{doing}: {of}, {rest}", f"{of}, {rest}"), share, level)


def zone_line(now: datetime, zone: tzinfo) -> tuple[str, ...]:
    """What time it is for the team, and on this machine where that is another one: in full, and for less room."""
    here = now.astimezone()
    told = f"{clock(now, zone, now)} {zone_words(zone)}"
    if here.utcoffset() == now.astimezone(zone).utcoffset():
        return f"It is {told}", told
    beside = f"{clock(here, here.tzinfo or zone, now)} on this machine ({here:%Z})"
    return f"It is {told} · {beside}", f"{told} · {here:%H:%M} here"


def progress(life: Life, part: Part) -> str:
    """`3 of 7 done`, `3 of 7 done, 1 skipped`."""
    done, skipped, number = life.counts(part)
    changed = sum(one.is_changed and bool(one.mark.done) for one in life.parts[part])
    more = (f"{skipped} skipped" if skipped else "", f"{changed} changed since" if changed else "")
    return ", ".join((f"{done} of {number} done", *filter(None, more))) if number else ""


def step_words(one: Ticked, zone: tzinfo, beside: datetime | None) -> str:
    """What is known of a step: when it was ticked and by whom, or why it is skipped; "" for an open one."""
    if not one.mark.done:
        return ""
    when = clock(moment(one.mark.at), zone, beside)
    told = " by ".join(filter(None, (when, _name(one.mark.by))))
    return _sentence(f"Skipped {told}", one.mark.note) if one.is_skipped else told


def changed_words(one: Ticked) -> str:
    """That a step has other words since it was ticked; "" where it has not."""
    if not (one.is_changed and one.mark.done):
        return ""
    was = "skipped" if one.is_skipped else "ticked"
    return f"Changed since it was {was}. It said: {shown_line(one.mark.text)}"


def takes(one: Ticked) -> str:
    """How long a step says it takes; "" where it does not."""
    minutes = one.step.minutes
    if one.step.when is When.LATER or minutes is None:
        return ""
    return f"{lasting(minutes)}{' of watching' if one.step.watching else ''}"


def entry_words(one: Said, zone: tzinfo, beside: datetime | None) -> str:
    """Something that was noted, with its time."""
    who = ", ".join(filter(None, (clock(moment(one.at), zone, beside), _name(one.by))))
    kind = {"problem": "Problem: ", "back": "Rolling back began. ", "forth": "Not rolled back after all. "}
    return f"{who}: {kind.get(one.kind, '')}{shown_line(' '.join(one.note.split()))}".removeprefix(": ")


def left_words(life: Life) -> str:
    """What is still open of what is being done, before it is said to be over; "" for nothing."""
    part = life.part
    if part is None:
        before = [one for one in life.parts["validation"] if one.step.when is When.BEFORE and one.is_open]
        return f"{counted(len(before), 'check')} before the deployment {_are(len(before))} open." if before else ""
    left = sum(one.is_open and one.step.when is not When.LATER for one in life.parts[part])
    return f"{counted(left, f'{TITLES[part].lower()} step')} {_are(left)} open." if left else ""


def _way(life: Life, now: str, reached: set[str]) -> tuple[str, ...]:
    """The states of the line: what was not reached, and is not going to be, is left out after an end."""
    tail = next((one for one in _ENDS if one == now or (now == "closed" and _is_of_attempt(life, one))), "")
    if life.is_going_back:
        tail = "rolled back"
    if tail:
        before = tuple(one for one in _WAY[:-1] if one in (*reached, now, "draft"))
        ends_closed = ("closed",) if tail == "rolled back" else ()
        return (*before, tail, *ends_closed)
    return _WAY if now in _WAY else (*(one for one in _WAY if one in reached), now)


def _is_of_attempt(life: Life, state: str) -> bool:
    return any(one.kind == "state" and one.state == state for one in life.attempt.said)


def _node(state: str, ahead: int, said: Said | None, life: Life) -> Node:
    when = moment(said.at) if said else None
    beside = life.attempt.began
    time = clock(when, life.zone, when)
    known = f"{clock(when, life.zone, beside)}{f' by {_name(said.by)}' if said and said.by else ''}" if when else ""
    if ahead > 0:
        return Node(state, "to come", "", f"{state}: to come")
    reach: Reach = "now" if ahead == 0 else "reached" if said else "passed over"
    word = {"now": "now", "reached": "reached", "passed over": "not told", "to come": ""}[reach]
    return Node(state, reach, time, f"{state}: {word}{f', {known}' if known else ''}")


def _against_schedule(life: Life, now: datetime, zone: tzinfo) -> tuple[str, str]:
    """How it compares with its schedule, in a sentence and in a few words; "" twice for nothing to say."""
    if life.state.name in OVER:
        took = life.attempt.minutes
        return (f"It took {lasting(took)}.", lasting(took)) if took is not None else ("", "")
    if life.schedule is None or life.is_going_back:
        return "", ""
    start, end = life.schedule
    if life.attempt.began is None:
        ahead, late = minutes_between(now, start), minutes_between(start, now)
        when = clock(start, zone, now)
        away = f"in {lasting(ahead)}" if ahead else f"{lasting(late or 0)} ago"
        return f"Planned for {when}, {away}.", f"planned {away}"
    if end == start:
        return "", ""
    left, over = minutes_between(now, end), minutes_between(end, now)
    until = clock(end, zone, now)
    if left:
        return f"{lasting(left)} until the planned end at {until}.", f"{lasting(left)} to {until}"
    return f"{lasting(over or 0)} past the planned end at {until}.", f"{lasting(over or 0)} past {until}"


def _sentence(told: str, note: str) -> str:
    words = shown_line(" ".join(note.split()))
    return f"{told}: {words}" if words else f"{told}."


def _name(by: str) -> str:
    return shown_line(" ".join(by.split()))[:60]


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
