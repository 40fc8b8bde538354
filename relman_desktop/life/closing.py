"""The closing note: what the ticket's life tells of the deployment, in words that stand in the notes or a comment."""

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo

from ..ticket import Ticket
from ..wording import joined
from .clock import clock, lasting, minutes_between, moment, span, zone_words
from .closing_parts import entries, follows, rollback, said_why, steps
from .entries import PARTS, Part
from .living import Life

_DOING: dict[Part, str] = {"deployment": "deploying", "validation": "validating", "rollback": "rolling back"}


def closing_note(ticket: Ticket, now: datetime, zone: tzinfo = UTC) -> str:
    """What happened, as Markdown: when, by whom, planned against actual, steps, validation, problems, what follows.

    `zone`: in which the times are told, and that of a schedule that names none. Nothing is in it that was not said.
    """
    life = Life.of(ticket, zone)
    blocks = (
        " ".join(_opening(life, zone)),
        *_earlier(life, zone),
        " ".join(_times(life, now)),
        steps("Deployment", life, "deployment", zone),
        steps("Validation", life, "validation", zone) if _was_validated(life) else "",
        rollback(life, zone),
        entries("Problems:", life.problems, life, zone),
        entries("Noted:", life.notes, life, zone),
        follows(life),
    )
    return "\n\n".join(filter(None, blocks))


def _was_validated(life: Life) -> bool:
    """Whether validating was begun; what was rolled back before that has only a list of what was not done."""
    return not life.attempt.is_rolled_back or any(one.mark.done for one in life.parts["validation"])


def _opening(life: Life, zone: tzinfo) -> Iterator[str]:
    attempt, people = life.attempt, _people(life)
    by = f", by {joined(people)}" if people else ""
    if attempt.began is None and attempt.has_begun:
        yield _begun_sometime(life, zone, by)
    elif attempt.began is None:
        yield _not_begun(life, zone)
    elif attempt.ended is None:
        since = f"{clock(attempt.began, zone)} ({zone_words(zone)})"
        yield f"Deployment under way since {since}{by}, state: {life.state.name}."
    else:
        ending = "rolled back" if attempt.is_rolled_back else life.state.done
        yield f"Deployment {span(attempt.began, attempt.ended, zone)} ({zone_words(zone)}){by}: {ending}."
    if outcome := life.ticket.entry("outcome").text.strip():
        yield f"Outcome: {outcome}."
    if life.clock_went_back:
        yield "The clock of a machine went back in between, so minutes may be wrong."


def _begun_sometime(life: Life, zone: tzinfo, by: str) -> str:
    """Of what was said to be deployed, and by nobody to be begun."""
    attempt = life.attempt
    when = clock(attempt.deployed, zone)
    at = f" by {when} ({zone_words(zone)})" if when else ""
    if attempt.ended is None:
        return f"Deployed{at}{by}, state: {life.state.name}. Nobody said when that began."
    ending = "rolled back" if attempt.is_rolled_back else life.state.done
    ended = clock(attempt.ended, zone, attempt.deployed)
    return f"Deployed{at}{by}, {ending} {ended}{'' if at else f' ({zone_words(zone)})'}. Nobody said when that began."


def _not_begun(life: Life, zone: tzinfo) -> str:
    last = life.states[-1] if life.states else None
    when = clock(moment(last.at), zone) if last else ""
    why = said_why(last.note) if last else "."
    return f"{life.state.done.capitalize()}{f' {when} ({zone_words(zone)})' if when else ''}, and not deployed{why}"


def _people(life: Life) -> list[str]:
    """Who did something of it, from its beginning on."""
    of_steps = [one.mark.by for part in PARTS for one in life.parts[part] if one.mark.done]
    told = (*(one.by for one in life.attempt.said_since_begun), *of_steps)
    return list(dict.fromkeys(" ".join(one.split())[:80] for one in told if one.strip()))


def _earlier(life: Life, zone: tzinfo) -> Iterator[str]:
    for one in life.attempts[:-1]:
        why = next((said.note for said in reversed(one.said) if said.kind in ("back", "state") and said.note), "")
        ending = "rolled back" if one.is_rolled_back else one.state
        yield f"Attempt {one.number}, {span(one.began, one.ended, zone)}: {ending}{said_why(why)}"


def _times(life: Life, now: datetime) -> Iterator[str]:
    attempt = life.attempt
    if attempt.began is None:
        return
    if life.schedule:
        start, end = life.schedule
        planned = f" ({lasting(life.planned)})" if life.planned else ""
        yield f"Planned: {span(start, end if end != start else None, life.zone)}{planned}."
        if late := minutes_between(start, attempt.began):
            yield f"It began {lasting(late)} late."
        elif early := minutes_between(attempt.began, start):
            yield f"It began {lasting(early)} early."
    took = lasting(minutes_between(attempt.began, attempt.ended or now) or 0)
    parts = [told for part in PARTS if (told := _took(life, part, now))]
    yield f"It {'took' if attempt.ended else 'has taken'} {took}{f': {joined(parts)}' if parts else ''}."


def _took(life: Life, part: Part, now: datetime) -> str:
    minutes = life.minutes(part, now)
    if minutes is None:
        return ""
    planned = life.planned_minutes(part)
    return f"{_DOING[part]} {lasting(minutes)}{f' ({lasting(planned)} planned)' if planned else ''}"
