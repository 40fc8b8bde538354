"""Work items that a person types or pastes: "PAY-12, #7 https://…/issues/9"."""

import re

from ...errors import InputError
from ...wording import quoted
from .addresses import reference_at
from .item import Found, WorkItem
from .patterns import spots
from .reference import Reference

_MOST, _LONGEST = 1_000, 200_000
_PARTS = re.compile(r"[\s,;|]+")
_AROUND = "()[]{}<>\"'`“”‘’*_.:"
_JOINING = frozenset({"and", "und", "or", "&", "+", "-", "–"})
_KEY = re.compile(r"[A-Z][A-Z0-9_]{0,19}-[1-9]\d{0,8}", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)


def typed(text: str) -> tuple[WorkItem, ...]:
    """The items that a person names, in their order, each once, with nothing known but the key.

    Keys in any case and bare numbers count too, and so does what elsewhere is noise: the person means it.
    Raises InputError for what is no reference.
    """
    if len(text) > _LONGEST:
        raise InputError(f"That is too long for a list of work items ({len(text):,} characters).")
    found: dict[str, Reference] = {}
    for part in _PARTS.split(text):
        word = part.strip(_AROUND)
        if word and word.lower() not in _JOINING:
            reference = _reference(word)
            found.setdefault(reference.key, reference)
    if not found:
        raise InputError("No work item was named; type a key such as PAY-12, a number such as #12, or an address.")
    if len(found) > _MOST:
        raise InputError(f"Those are {len(found):,} work items; {_MOST:,} can be given at once.")
    return tuple(_given(reference) for reference in found.values())


def _given(reference: Reference) -> WorkItem:
    return WorkItem("", reference.key, reference.tracker, (Found("given", ""),), url=reference.url, kind=reference.kind)


def _reference(word: str) -> Reference:
    if "://" in word:
        reference = reference_at(word)
        if not reference:
            raise InputError(f"{quoted(word)} is not the address of a work item in a tracker that is known here.")
        return reference
    if _KEY.fullmatch(word.upper()):
        key = word.upper()
        return Reference("#" + key[3:], "github") if key.startswith("GH-") else Reference(key, "jira")
    if _NUMBER.fullmatch(word):
        return Reference(f"#{word}")
    return _whole(word) or _unreadable(word)


def _whole(word: str) -> Reference | None:
    """What a message might hold, or an address without its beginning."""
    spot = next(iter(spots(f"({word})")), None)  # in brackets, where `!45` stands in a message
    if spot and (spot.start, spot.end) == (1, len(word) + 1):
        return spot.reference
    if spot and spot.reference.project and spot.reference.key == word:
        return spot.reference
    return reference_at(f"https://{word}") if "." in word.partition("/")[0] else None


def _unreadable(word: str) -> Reference:
    raise InputError(
        f"{quoted(word)} is no work item; type a key such as PAY-12, a number such as #12, or an item's address."
    )
