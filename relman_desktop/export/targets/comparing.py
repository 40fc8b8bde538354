"""What a record holds against what was sent, and against what it held when it was read last.

A site may write what it was given in its own way: other line ends, HTML cleaned and set anew, a document normalised,
a moment in another zone, a choice as its number. None of that is a difference; another word is one.
"""

from collections.abc import Mapping, Set
from dataclasses import replace
from typing import Any

from .difference import Difference
from .prepared import Part, Prepared
from .seeing import Seen, folded, label_words, seen
from .seeing import sent as sent_of
from .target import Sort
from .touched import retired, rewritten, untouched
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


def due(
    prepared: Prepared, record_fields: Mapping[str, Any], sent: Mapping[str, Any], ours: Set[str]
) -> tuple[Difference, ...]:
    """The fields that are to be set: those that `compare` tells of, and those of which another value was `sent` last.

    For a comparison lets pass what sites do to a text; what the person changed here since is another thing. But where
    somebody there made it just what it is here (it is none of `ours`), there is nothing to set.
    """
    found = {one.theirs: one for one in compare(prepared, record_fields)}
    for part in prepared.parts:
        if part.theirs not in found and _is_due(part, record_fields, sent, ours):
            now = seen(part, record_fields.get(part.theirs))
            found[part.theirs] = Difference(part.theirs, part.field.label, "altered", sent_of(part).shown, now.shown)
    return tuple(found[part.theirs] for part in prepared.parts if part.theirs in found)


def _is_due(part: Part, fields: Mapping[str, Any], sent: Mapping[str, Any], ours: Set[str]) -> bool:
    if part.field.sort is Sort.LABELS or not _is_compared(part, None) or not rewritten(part, sent):
        return False
    return part.theirs in ours or not seen(part, fields.get(part.theirs)).same(sent_of(part))


def updated(part: Part, now: Any) -> Any:
    """What a field is set to when its record is updated: labels that others put there stay, ours of before go."""
    if part.field.sort is not Sort.LABELS:
        return part.value
    gone = set(map(folded, part.retired))
    kept = (word for word in label_words(part, now) if folded(word) not in gone)
    return label_value(part.field, [*dict.fromkeys((*kept, *label_words(part, part.value)))])


def with_emptied(prepared: Prepared, sent: Mapping[str, Any]) -> Prepared:
    """The ticket with what an earlier export put there (`sent`, by `Part.theirs`) and that is to be there no more.

    That is: the fields that are empty now, and labels in place of which there are others, or none.
    """
    known = {part.theirs for part in prepared.parts}
    emptied = (part for part in prepared.empty if part.theirs not in known)
    filled = (part for part in emptied if part.theirs in sent and seen(part, sent[part.theirs]).shown)
    parts = (*prepared.parts, *filled)
    return replace(prepared, parts=tuple(_with_retired(part, sent.get(part.theirs)) for part in parts))


def without_emptied(prepared: Prepared) -> Prepared:
    """The ticket as a new record gets it."""
    left = (replace(part, retired=()) for part in prepared.parts if not part.emptied)
    return replace(prepared, parts=tuple(left))


def _with_retired(part: Part, sent: Any) -> Part:
    if part.field.sort is not Sort.LABELS:
        return part
    ours = set(map(folded, label_words(part, part.value)))
    return replace(part, retired=tuple(word for word in label_words(part, sent) if folded(word) not in ours))


def _is_compared(part: Part, before: Mapping[str, Any] | None) -> bool:
    is_told = part.value is not None or part.emptied
    return part.field.kept and is_told and not (part.field.once and before is not None)


def _difference(part: Part, fields: Mapping[str, Any], before: Mapping[str, Any] | None) -> Difference | None:
    ours, now = sent_of(part), seen(part, fields.get(part.theirs))
    if _holds(part, now, ours):
        return None
    sort = "altered" if now.shown else "ignored"
    is_known = before is not None and part.theirs in before
    if before is not None and is_known and not untouched(part, fields.get(part.theirs), before[part.theirs]):
        sort = "edited"
    elif part.field.sort is Sort.PERSON and now.opaque and not ours.opaque and not part.emptied:
        return None  # an id in place of a name: whether it is the right one nobody can tell
    return Difference(part.theirs, part.field.label, sort, ours.shown, now.shown)


def _holds(part: Part, now: Seen, ours: Seen) -> bool:
    """Whether the field holds ours; a list of labels may hold others, too, but for those that we put there before."""
    if part.field.sort is Sort.LABELS:
        return ours.words <= now.words and not now.words & retired(part)
    return now.same(ours)
