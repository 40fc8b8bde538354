"""All that is known of the work items of a change: what was found in it, what the person gave, what trackers told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from itertools import count

from .item import WorkItem
from .reference import split

_IDENTITY = ("id", "key", "found", "tracker", "fetched")


def merged(
    found: Iterable[WorkItem], given: Iterable[WorkItem] = (), read: Mapping[str, WorkItem] | None = None
) -> tuple[WorkItem, ...]:
    """The found ones with their ids, then the given ones that were not found; each with all that is known of it.

    `read`: what trackers told, by the key that was asked for. What a person gave stands over that, text by text.
    """
    items = {one.key: one for one in found}
    for one in given:
        items[one.key] = _with(items[one.key], one) if one.key in items else one
    told = {key: _under(item, read[key]) if read and key in read else item for key, item in items.items()}
    return tuple(_numbered(told.values()))


def with_ids(given: Iterable[WorkItem], work: Iterable[WorkItem], home: str = "") -> tuple[WorkItem, ...]:
    """Given items with the ids that they keep, so that what cites one goes on meaning it.

    One whose key is among the `work` that is known already has that one's id, each other one an id of its own; of
    several with the same key the last one counts. `home`: the path of the repository at its host, whose issues go by
    their bare numbers, as `find_references` has them: an export names them in full.
    """
    work = tuple(work)
    known = {one.key: one.id for one in work}
    numbers = count(_last(work) + 1)
    items = {key: replace(one, key=key) for one in given if (key := _at_home(one.key, home))}
    return tuple(replace(one, id=known.get(key) or f"W{next(numbers)}") for key, one in items.items())


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


def _numbered(items: Iterable[WorkItem]) -> Iterator[WorkItem]:
    """Each with an id of its own; one that has its id already keeps it, unless another one before it has it."""
    items, taken = tuple(items), set[str]()
    numbers = count(_last(items) + 1)
    for one in items:
        one = one if one.id and one.id not in taken else replace(one, id=f"W{next(numbers)}")
        taken.add(one.id)
        yield one


def _last(items: Iterable[WorkItem]) -> int:
    return max((int(one.id[1:]) for one in items if one.id[1:].isdecimal()), default=0)
