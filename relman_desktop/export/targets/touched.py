"""Whose hand was in a field last: ours, or somebody's there.

`compare` tells whether a field says what we want; it lets pass what sites do to a text. That is not enough to write
over what stands there: a field is somebody's as soon as it is not, sign for sign, what was read back last.
"""

import json
from collections.abc import Mapping
from typing import Any

from .prepared import Part, Prepared
from .seeing import folded, seen
from .target import Sort
from .verbatim import verbatim

_TEXTS = (Sort.TEXT, Sort.LINE)


def untouched(part: Part, now: Any, before: Any) -> bool:
    """Whether a field still holds what was read from it before."""
    if part.field.sort in _TEXTS:
        return verbatim(now) == verbatim(before)
    one, other = seen(part, now), seen(part, before)
    if part.field.sort is not Sort.LABELS:
        return one.same(other)
    concerned = seen(part, part.value).words | retired(part)  # those that are ours, or were
    return one.words & concerned == other.words & concerned


def retired(part: Part) -> frozenset[str]:
    """The labels that an earlier export put there and that are not ours any more, as they are compared."""
    return frozenset(map(folded, part.retired))


def unedited(
    prepared: Prepared, now: Mapping[str, Any], read: Mapping[str, Any], sent: Mapping[str, Any]
) -> frozenset[str]:
    """The fields, by `Part.theirs`, that hold there what was read back last, or what was sent since."""
    found = (part.theirs for part in prepared.parts if _is_unedited(part, now.get(part.theirs), read, sent))
    return frozenset(found)


def as_sent(prepared: Prepared, now: Mapping[str, Any], sent: Mapping[str, Any]) -> frozenset[str]:
    """The fields that hold there what was sent, however the site has set it."""
    known = (part for part in prepared.parts if part.theirs in sent)
    return frozenset(part.theirs for part in known if _holds(part, now.get(part.theirs), sent[part.theirs]))


def rewritten(part: Part, sent: Mapping[str, Any]) -> bool:
    """Whether what is to be sent differs in anything from what was sent last."""
    if not part.is_sent or part.theirs not in sent:
        return False
    return json.dumps(part.value, sort_keys=True) != json.dumps(sent[part.theirs], sort_keys=True)


def _is_unedited(part: Part, now: Any, read: Mapping[str, Any], sent: Mapping[str, Any]) -> bool:
    theirs = part.theirs
    if theirs in read and untouched(part, now, read[theirs]):
        return True
    if theirs not in sent or not _holds(part, now, sent[theirs]):
        return False
    return theirs not in read or not _holds(part, read[theirs], sent[theirs])  # else it was read back, and is another


def _holds(part: Part, value: Any, sent: Any) -> bool:
    return seen(part, value).same(seen(part, sent))
