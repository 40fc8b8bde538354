"""The life of a ticket as plain values, for the command line's JSON."""

from datetime import UTC, datetime, tzinfo
from typing import Any

from ..ticket import Ticket
from .clock import text_of
from .entries import PARTS, Said
from .living import Life
from .ticks import Ticked


def life_object(ticket: Ticket, zone: tzinfo = UTC) -> dict[str, Any]:
    """States, ticks and notes. Moments are in UTC, ISO 8601; "" and null stand for what is not known."""
    life = Life.of(ticket, zone)
    return {
        "state": life.state.name,
        "next": [one.name for one in life.next_states],
        "states": [_said(one) for one in life.states],
        "attempt": life.attempt.number,
        "attempts": [
            {"began": _at(one.began), "deployed": _at(one.deployed), "ended": _at(one.ended), "state": one.state}
            for one in life.attempts
        ],
        "rolling_back": life.is_going_back,
        "notes": [_said(one) for one in life.said if one.kind != "state"],
        "steps": {part: [_step(one) for one in life.parts[part]] for part in PARTS},
        "gone": [
            {"field": part, "number": one.number, "text": one.text, "done": one.done, "at": one.at, "note": one.note}
            for part in PARTS
            for one in life.gone[part]
        ],
        "minutes": {part: life.planned_minutes(part) for part in PARTS} | {"schedule": life.planned},
        "triggers": [
            {"field": one.part, "text": one.text, "seen": one.seen, "threshold": one.threshold, "where": one.where}
            for one in life.triggers
        ],
        "outcome": life.offered_outcome,
    }


def _said(one: Said) -> dict[str, str]:
    told = {"at": one.at, "by": one.by, "note": one.note}
    return {"state": one.state, **told} if one.kind == "state" else {"kind": one.kind, **told}


def _step(one: Ticked) -> dict[str, Any]:
    return {
        "number": one.step.number,
        "text": one.step.text,
        "commands": list(one.step.commands),
        "minutes": one.step.minutes,
        "when": one.step.when,
        "done": one.mark.done,
        "at": one.mark.at,
        "by": one.mark.by,
        "note": one.mark.note,
        "changed": one.mark.text if one.is_changed else "",
    }


def _at(when: datetime | None) -> str:
    return text_of(when) if when else ""
