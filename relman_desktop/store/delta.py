"""What an act changed of a ticket, as plain values: whole texts, so that one that is damaged takes no other along."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from ..sources.meant import bounded
from ..ticket import Entry, Ticket, change_from_json, claim_from_json, text_from_json

Delta = dict[str, Any]


def delta(before: Ticket, after: Ticket) -> Delta:
    """What `after` has that `before` had not; the claims of a field only where they are others."""
    entries = {
        name: _entry(before.entry(name), after.entry(name))
        for name in {**before.entries, **after.entries}
        if before.entry(name) != after.entry(name)
    }
    found: Delta = {
        "entries": entries,
        "answers": _changed(before.answers, after.answers),
        "dismissed": _changed(before.dismissed, after.dismissed),
        "work": _changed(before.work, after.work),
        "life": _changed(before.life, after.life),
        "meant": {one: key for one, key in after.meant.items() if one not in before.meant},
        "change": asdict(after.change) if after.change != before.change else None,
    }
    return {name: value for name, value in found.items() if value}


def applied(ticket: Ticket, data: Mapping[str, Any]) -> Ticket:
    """The ticket with what an act has set. Raises `KeyError`, `TypeError`, `ValueError` where the data is no delta."""
    entries = {name: _set(ticket.entry(name), value) for name, value in data.get("entries", {}).items()}
    return replace(
        ticket,
        entries={**ticket.entries, **entries},
        answers=_merged(ticket.answers, data.get("answers", {})),
        dismissed=_merged(ticket.dismissed, data.get("dismissed", {})),
        work=_merged(ticket.work, data.get("work", {})),
        life=_merged(ticket.life, data.get("life", {})),
        meant={**bounded(_merged({}, data.get("meant", {}))), **ticket.meant},  # no act gives an id another meaning
        change=change_from_json(data["change"]) if data.get("change") else ticket.change,
    )


def _entry(before: Entry, after: Entry) -> Delta:
    if before.claims == after.claims:
        return {"text": after.text}
    return {"text": after.text, "claims": [asdict(claim) for claim in after.claims]}


def _set(entry: Entry, value: Mapping[str, Any]) -> Entry:
    claims = tuple(map(claim_from_json, value["claims"])) if "claims" in value else entry.claims
    return Entry(text_from_json(value["text"]), claims)


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str | None]:
    return {key: after.get(key) for key in {**before, **after} if before.get(key) != after.get(key)}


def _merged(old: Mapping[str, str], new: Mapping[str, str | None]) -> dict[str, str]:
    return {key: text_from_json(value) for key, value in {**old, **new}.items() if value is not None}
