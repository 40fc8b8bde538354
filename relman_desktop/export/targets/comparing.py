"""What a record holds against what was sent, and against what it held when it was read last.

A site may write what it was given in its own way: other line ends, HTML cleaned and set anew, a document normalised,
a moment in another zone, a choice as its number. None of that is a difference; another word is one.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .difference import Difference
from .prepared import Part, Prepared
from .seeing import Seen, label_words, seen, sent
from .target import Sort
from .wrapping import label_value


def compare(
    prepared: Prepared, record_fields: Mapping[str, Any], before: Mapping[str, Any] | None = None
) -> tuple[Difference, ...]:
    """The fields that do not hold there what we have, in their order.

    `record_fields`: what is there now, by `Part.theirs`; `before`: the same as it was read last. Of a field that is
    another now than it was then somebody there has "edited" it; else the site "ignored" or "altered" what it was sent,
    or it is we who have changed it since.
    """
    found = (_difference(part, record_fields, before) for part in prepared.parts if _is_compared(part, before))
    return tuple(one for one in found if one)


def updated(part: Part, now: Any) -> Any:
    """What a field is set to when its record is updated: labels that others put there stay."""
    if part.field.sort is not Sort.LABELS:
        return part.value
    words = dict.fromkeys((*label_words(part, now), *label_words(part, part.value)))
    return label_value(part.field, [*words])


def with_emptied(prepared: Prepared, sent: Mapping[str, Any]) -> Prepared:
    """The ticket with the fields that an earlier export filled (`sent`, by `Part.theirs`) and that are empty now."""
    emptied = (part for part in prepared.empty if part.theirs in sent and seen(part, sent[part.theirs]).shown)
    return replace(prepared, parts=(*prepared.parts, *emptied))


def _is_compared(part: Part, before: Mapping[str, Any] | None) -> bool:
    return part.field.kept and part.value is not None and not (part.field.once and before is not None)


def _difference(part: Part, fields: Mapping[str, Any], before: Mapping[str, Any] | None) -> Difference | None:
    ours, now = sent(part), seen(part, fields.get(part.theirs))
    if _holds(part, now, ours):
        return None
    sort = "altered" if now.shown else "ignored"
    if before is not None and part.theirs in before and not now.same(seen(part, before[part.theirs])):
        sort = "edited"
    elif part.field.sort is Sort.PERSON and now.opaque and not ours.opaque:
        return None  # an id in place of a name: whether it is the right one nobody can tell
    return Difference(part.theirs, part.field.label, sort, ours.shown, now.shown)


def _holds(part: Part, now: Seen, ours: Seen) -> bool:
    """Whether the field holds ours; a list of labels may hold others, too."""
    if part.field.sort is Sort.LABELS:
        return ours.words <= now.words
    return now.same(ours)
