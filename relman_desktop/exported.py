"""What is there of a ticket against what it is here: what changed since, and what of theirs can be taken."""

import json
from collections.abc import Mapping

from .export.markup import Flavour
from .export.targets.prepared import Part, Prepared
from .export.targets.target import Sort
from .fields import FIELDS
from .submitting.export import Export
from .taking import typed


def changed_since(prepared: Prepared, export: Export) -> tuple[str, ...]:
    """What would be another there if the ticket were sent now, as its form calls it; () where nothing would.

    What the site altered of what it was sent is no change of the ticket's.
    """
    from .export.targets.comparing import compare, with_emptied
    from .submitting.asides import name_of, rests

    prepared = with_emptied(prepared, export.sent)
    read = export.fields
    others = {one.theirs for one in compare(prepared, read, read)} if read else {one.theirs for one in prepared.parts}
    others |= export.sent.keys()
    parts = [one.field.label for one in prepared.parts if one.theirs in others and _is_new(one, export)]
    waiting = (one for one in prepared.asides if not rests(one, export.asides) and not export.linked)
    asides = [one.title for one in waiting if name_of(one) not in export.asides]
    return tuple(dict.fromkeys((*parts, *asides)))


def _is_new(part: Part, export: Export) -> bool:
    """Whether just this was not sent before."""
    if not part.field.kept or part.field.once or not part.is_sent:
        return False
    return part.theirs not in export.sent or json.dumps(part.value) != json.dumps(export.sent[part.theirs])


def taken_back(prepared: Prepared, theirs: str, text: str) -> Mapping[str, str]:
    """What a field of ours holds when what stands there is taken into the ticket; {} where that has no one place."""
    part = next((one for one in prepared.parts if one.theirs == theirs), None)
    if part is None or part.moved or part.field.ours not in {one.name for one in FIELDS}:
        return {}
    fold = prepared.target.fold
    if fold and fold.into == part.field.ours:
        return {}  # other fields stand in it, too
    if set(part.holds) - {part.field.ours}:
        return {}
    choices = part.field.choices
    if not choices:
        return {part.field.ours: typed(text, part.field.markup if part.field.sort is Sort.TEXT else Flavour.PLAIN)}
    told = text.strip().casefold()
    ours = next((name for name, one in choices.items() if told in (one.label.casefold(), one.value.casefold())), "")
    return {part.field.ours: ours} if ours else {}
