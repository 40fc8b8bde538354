"""All that is known of the work items of a change: what was found in it, what the person gave, what trackers told."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace

from ..meant import numbered
from .item import WorkItem
from .reference import split

_IDENTITY = ("id", "key", "found", "tracker", "fetched")


def merged(
    found: Iterable[WorkItem],
    given: Iterable[WorkItem] = (),
    read: Mapping[str, WorkItem] | None = None,
    meant: Mapping[str, str] | None = None,
) -> tuple[WorkItem, ...]:
    """The found ones, then the given ones that were not found; each with its id and all that is known of it.

    `read`: what trackers told, by the key that was asked for. What a person gave stands over that, text by text.
    `meant`: what ids mean for a ticket already; the others are `W1`, `W2`, ... in their order.
    """
    items = {one.key: one for one in found}
    for one in given:
        items[one.key] = _with(items[one.key], one) if one.key in items else one
    told = {key: _under(item, read[key]) if read and key in read else item for key, item in items.items()}
    ids = numbered("W", told, meant or {})
    return tuple(replace(item, id=ids[key]) for key, item in told.items())


def at_home(given: Iterable[WorkItem], home: str = "") -> tuple[WorkItem, ...]:
    """Given items by the keys that they have here; of several with the same key the last one counts.

    `home`: the path of the repository at its host, whose issues go by their bare numbers, as `find_references` has
    them: an export names them in full.
    """
    items = {key: replace(one, id="", key=key) for one in given if (key := _at_home(one.key, home))}
    return tuple(items.values())


def _at_home(key: str, home: str) -> str:
    """`#12` for `owner/repo#12` where that is the repository's own."""
    project, sign, _ = split(key)
    return key[len(project) :] if home and sign in "#!" and project.lower() == home.lower() else key


def _with(found: WorkItem, given: WorkItem) -> WorkItem:
    places = (*given.found, *(one for one in found.found if one not in given.found))
    return replace(_over(given, found), id=found.id, found=places)


def _under(item: WorkItem, read: WorkItem) -> WorkItem:
    return replace(_over(item, read), id=item.id, key=item.key, found=item.found, tracker=read.tracker or item.tracker)


def _over(upper: WorkItem, lower: WorkItem) -> WorkItem:
    """The upper one, with what only the lower one tells."""
    names = (one.name for one in fields(WorkItem) if one.name not in _IDENTITY)
    empty = {name: getattr(lower, name) for name in names if getattr(upper, name) in ("", (), None)}
    return replace(upper, **empty, fetched=upper.fetched or lower.fetched)
