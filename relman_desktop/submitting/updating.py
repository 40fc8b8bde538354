"""What is to be set in a record that is there: three ways, so that nobody's edit is overwritten unasked."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

from ..export.targets.comparing import compare, updated
from ..export.targets.prepared import Part, Prepared
from ..export.targets.seeing import seen, sent
from ..export.targets.target import Sort
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
    wanted: list[Difference] = [*_unseen(prepared, now, export)] if export else []
    held: list[Difference] = []
    for one in compare(prepared, now):
        part = _part(prepared, one.theirs)
        if part.field.once or (part.emptied and not part.is_sent):
            continue
        if one.theirs in ours or one.theirs in over:
            wanted.append(one)
        else:
            held.append(replace(one, sort="edited"))
    return Plan(tuple(wanted), tuple(held))


def _ours(prepared: Prepared, now: Mapping[str, Any], export: Export | None) -> set[str]:
    """The fields that hold there what was read back last, or what was sent since; or nothing, since it was made."""
    if export is None:
        return set()
    known = [export.fields, _sent_since(export)]
    empty = (one.theirs for one in compare(prepared, now) if one.sort == "ignored")
    found = set() if export.linked else set(empty)  # of what was found there nobody knows who has emptied it
    found -= {theirs for values in (export.fields, export.sent) for theirs in values}  # which somebody has emptied
    for values in known:
        found |= {one.theirs for one in compare(prepared, now, values) if one.theirs in values and one.sort != "edited"}
    return found


def _sent_since(export: Export) -> Mapping[str, Any]:
    """What was sent and not read back since: what was is what counts, for somebody may go back to an older text."""
    if export.changing_at:
        return export.sent
    return {theirs: value for theirs, value in export.sent.items() if theirs not in export.fields}


def _unseen(prepared: Prepared, now: Mapping[str, Any], export: Export) -> Iterator[Difference]:
    """The texts that are others than what was sent, although the site shows them alike: it is as it was read back.

    A list that begins with another number may be such a one.
    """
    different = {one.theirs for one in compare(prepared, now)}
    for part in prepared.parts:
        name = part.theirs
        is_text = part.field.sort in (Sort.TEXT, Sort.LINE) and part.field.kept and part.is_sent
        if not is_text or part.field.once or name in different or not {name} <= export.sent.keys() & now.keys():
            continue
        if part.value != export.sent[name] and now[name] == export.fields.get(name):
            yield Difference(name, part.field.label, "altered", sent(part).shown, seen(part, now[name]).shown)


def to_set(prepared: Prepared, wanted: tuple[Difference, ...], now: Mapping[str, Any]) -> Prepared:
    """The ticket with nothing but the fields that are to be set; a list keeps what others put there."""
    names = {one.theirs for one in wanted}
    parts = (part for part in prepared.parts if part.theirs in names)
    return replace(prepared, parts=tuple(replace(part, value=updated(part, now.get(part.theirs))) for part in parts))


def _part(prepared: Prepared, theirs: str) -> Part:
    return next(part for part in prepared.parts if part.theirs == theirs)
