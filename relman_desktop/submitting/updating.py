"""What is to be set in a record that is there: three ways, so that nobody's edit is overwritten unasked."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

from ..export.targets.comparing import compare, due, updated
from ..export.targets.prepared import Part, Prepared
from ..export.targets.touched import rewritten, unedited, untouched
from .export import Export
from .outcome import Difference
from .pointers import NOTHING, at


@dataclass(frozen=True, slots=True)
class Plan:
    """What to set, and what to leave alone. What always holds something there is in neither."""

    set: tuple[Difference, ...] = ()
    held: tuple[Difference, ...] = ()  # edited there by somebody, or nobody knows by whom


def fields_of(prepared: Prepared, told: Any) -> dict[str, Any]:
    """What a record holds, by `Part.theirs`; only what it tells."""
    found = {part.theirs: at(told, part.field.read or part.theirs) for part in prepared.parts}
    return {theirs: value for theirs, value in found.items() if value is not NOTHING}


def plan(prepared: Prepared, now: Mapping[str, Any], export: Export | None, over: Set[str]) -> Plan:
    """What becomes of each field that is not there as we want it. `over`: what may be overwritten."""
    ours = _ours(prepared, now, export)
    wanted: list[Difference] = []
    held: list[Difference] = []
    for one in due(prepared, now, export.sent if export else {}, ours):
        part = _part(prepared, one.theirs)
        if part.field.once or (part.emptied and not part.is_sent):
            continue
        if one.theirs not in over and export and _is_settled(part, now, export):
            continue
        if one.theirs in ours or one.theirs in over:
            wanted.append(one)
        else:
            held.append(replace(one, sort="edited"))
    return Plan(tuple(wanted), tuple(held))


def _is_settled(part: Part, now: Mapping[str, Any], export: Export) -> bool:
    """Whether the site made its own of what it was sent, and nothing has changed since, here or there."""
    theirs = part.theirs
    if export.changing_at or theirs not in export.fields or theirs not in export.sent:
        return False
    return untouched(part, now.get(theirs), export.fields[theirs]) and not rewritten(part, export.sent)


def _ours(prepared: Prepared, now: Mapping[str, Any], export: Export | None) -> Set[str]:
    """The fields that hold there what was read back last, or what was sent since; or nothing, since it was made."""
    if export is None:
        return set()
    empty = (one.theirs for one in compare(prepared, now) if one.sort == "ignored")
    found = set() if export.linked else set(empty)  # of what was found there nobody knows who has emptied it
    found -= export.fields.keys() | export.sent.keys()  # which somebody has emptied
    return found | unedited(prepared, now, export.fields, export.sent)


def kept(prepared: Prepared, export: Export, now: Mapping[str, Any], done: Plan) -> Export:
    """The export with what the next one goes by: what was read back.

    Of a field that somebody edited it is still what stood there before the edit, unless that was taken into the ticket.
    What was found there just as we would send it is as if it had been sent.
    """
    ours = unedited(prepared, now, export.fields, export.sent) | {one.theirs for one in done.set}
    edited = {one.theirs for one in done.held}
    others = {one.theirs: one for one in prepared.parts if one.theirs in export.fields and not one.field.once}
    taken: dict[str, Any] = {}
    for theirs in others.keys() - ours - edited:
        if rewritten(others[theirs], export.sent):
            taken[theirs] = others[theirs].value
        else:
            edited.add(theirs)
    before = {theirs: value for theirs, value in export.fields.items() if theirs in edited}
    fields = {theirs: value for theirs, value in now.items() if theirs not in edited} | before
    different = {one.theirs for one in compare(prepared, now)}
    there = (part for part in prepared.parts if part.theirs in now and part.value is not None)
    found = {part.theirs: part.value for part in there if part.theirs not in different}
    return replace(export, fields=fields, sent={**found, **export.sent, **taken})


def to_set(prepared: Prepared, wanted: tuple[Difference, ...], now: Mapping[str, Any]) -> Prepared:
    """The ticket with nothing but the fields that are to be set; a list keeps what others put there."""
    names = {one.theirs for one in wanted}
    parts = (part for part in prepared.parts if part.theirs in names)
    return replace(prepared, parts=tuple(replace(part, value=updated(part, now.get(part.theirs))) for part in parts))


def _part(prepared: Prepared, theirs: str) -> Part:
    return next(part for part in prepared.parts if part.theirs == theirs)
