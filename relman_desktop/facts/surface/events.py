"""What happens to the things that a change declares: what only moved or was written otherwise is not new, nor gone."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ...sources.change import FileChange, Side
from .differences import Sighting
from .items import Item

_PARAMETER = re.compile(r"\$?\{[^{}/]*\}|<[^<>/]*>|(?<![\w:]):\w+|\[{1,2}[^\[\]/]*\]{1,2}")
_SAYS_SOMETHING = re.compile(r"\w")  # besides parameters
_OTHER: dict[Side, Side] = {"old": "new", "new": "old"}
_SOME_METHOD = "*"
_ADDRESSES = ("endpoint", "page")
_DESCRIBED = {"added": "described", "removed": "undescribed"}  # by an API description, and maybe only there
_MOST_PATTERNS = 100  # of a file, with as many parts
_FEW = 2  # words of the command line that are told one by one
_DEEPEST = 20  # parts of a route

Key = tuple[str, str, str]
Pairs = dict[Sighting, Sighting]  # what is lost, with what comes in its place


@dataclass(frozen=True, slots=True)
class Event:
    """What happens to an item, or to `count` of a file of which it is the first.

    `added`, `removed`, `changed` (in its detail), `widened` and `narrowed` (by methods), `regrouped` (declared below
    another path), `deprecated`, `touched` (its code); `described` and `undescribed` by an API description.
    """

    what: str
    item: Item
    file: FileChange
    evidence: tuple[str, ...]
    old: Item | None = None
    count: int = 1
    names: tuple[str, ...] = ()  # of all of them, where they are told together


def events(found: Iterable[Sighting]) -> Iterator[Event]:
    """The sightings of all files as events."""
    seen = _without_views(_without_moved(found))
    lost, gained = ([one for one in seen if one.side == side] for side in ("old", "new"))
    changed = _changed(lost, gained)
    lost, gained = _without(lost, changed), _without(gained, changed.values())
    regrouped = _regrouped(lost, gained)
    yield from (Event(_way(old, new), new.item, new.file, _both(old, new), old.item) for old, new in changed.items())
    yield from _by_file({old: new for old, new in regrouped.items() if old.whole and new.whole})
    gone = _without_covered(_without(lost, regrouped), gained)
    told = [("added", _without(gained, regrouped.values())), ("removed", gone)]
    for what, same in told:
        sure = [one for one in same if one.sure]
        yield from _by_route(what, [one for one in sure if not one.described])
        yield from _by_route(_DESCRIBED[what], [one for one in sure if one.described])


def _without_covered(lost: list[Sighting], gained: list[Sighting]) -> list[Sighting]:
    """Without endpoints that a new one of their file serves too: `/a/b`, where `/a/{what}` comes; or a description."""
    patterns: dict[tuple[str, int], list[tuple[str, list[str]]]] = {}
    for one in gained:
        parts = _plain(one.item).name.split("/")
        if one.item.surface == "endpoint" and any("{}" in part for part in parts):
            patterns.setdefault((one.file.id, len(parts)), []).append((one.item.detail, parts))
    hinted = {(one.item.detail, _plain(one.item).name) for one in gained if not one.sure}
    return [one for one in lost if not _is_covered(one, patterns) and not _is_hinted(one, hinted)]


def _is_hinted(one: Sighting, hinted: set[tuple[str, str]]) -> bool:
    """Whether a new description has the route, or what of it follows a prefix."""
    parts = _plain(one.item).name.split("/")[:_DEEPEST] if hinted else []
    verbs = one.item.detail.split(", ")
    return any((verb, "/".join(parts[cut:])) in hinted for cut in range(len(parts)) for verb in verbs)


def _is_covered(one: Sighting, patterns: dict[tuple[str, int], list[tuple[str, list[str]]]]) -> bool:
    parts = _plain(one.item).name.split("/")
    return any(
        method in ("", one.item.detail) and all(new in (old, "{}") for old, new in zip(parts, route, strict=True))
        for method, route in patterns.get((one.file.id, len(parts)), ())[:_MOST_PATTERNS]
    )


def _way(old: Sighting, new: Sighting) -> str:
    before, after = set(old.item.detail.split(", ")), set(new.item.detail.split(", "))
    if new.item.surface != "endpoint":
        return "changed"
    return "widened" if before < after else "narrowed" if after < before else "changed"


def _by_route(what: str, seen: Iterable[Sighting]) -> Iterator[Event]:
    """One event for the methods of a route that stand together."""
    groups: dict[tuple[str, str, str, str], list[Sighting]] = {}
    for one in seen:
        told = one.item.detail if one.item.surface != "endpoint" else ""
        groups.setdefault((one.item.surface, one.item.name, one.evidence, told), []).append(one)
    for group in groups.values():
        first = group[0]
        verbs = sorted({verb for one in group for verb in one.item.detail.split(", ") if verb})
        item = replace(first.item, detail=", ".join(verbs)) if len(group) > 1 else first.item
        yield Event(what, item, first.file, (first.evidence,))


def together(told: list[Event]) -> list[Event]:
    """More than a few command-line words of a file as one event, where the first of them stood."""
    groups: dict[tuple[str, str], list[Event]] = {}
    for event in told:
        if event.item.surface == "cli":
            groups.setdefault((event.what, event.file.id), []).append(event)
    many = {key: group for key, group in groups.items() if len(group) > _FEW}
    whole: list[Event] = []
    for event in told:
        group = many.get((event.what, event.file.id), [event]) if event.item.surface == "cli" else [event]
        if len(group) == 1:
            whole.append(event)
        elif event is group[0]:
            evidence = tuple(dict.fromkeys(one for other in group for one in other.evidence))[:5]
            names = tuple(one.item.name for one in group)
            whole.append(replace(event, evidence=evidence, count=len(group), names=names))
    return whole


def _without_views(seen: list[Sighting]) -> list[Sighting]:
    """Without the methods of a view class whose registration comes or goes with it."""
    whole = {
        (one.side, one.item.name.strip("/")) for one in seen if one.item.surface == "endpoint" and not one.item.detail
    }
    return [one for one in seen if not one.item.detail or not (_registrations(one) & whole)]


def _registrations(one: Sighting) -> set[tuple[Side, str]]:
    name = one.item.name.strip("/")
    return {(one.side, name), (one.side, name.partition("/{id}")[0])} if one.item.surface == "endpoint" else set()


def _without_moved(found: Iterable[Sighting]) -> list[Sighting]:
    """Without what one file loses and another gains; an item of several files is told of the first."""
    first: dict[tuple[Item, Side], Sighting] = {}
    for one in found:
        first.setdefault((_plain(one.item), one.side), one)
    there: dict[Side, set[Item]] = {"old": set(), "new": set()}
    for item, side in first:
        there[side] |= {item, Item(item.surface, item.name, _SOME_METHOD)}
    return [one for (item, side), one in first.items() if not _stays(item, there[_OTHER[side]])]


def _stays(item: Item, other_side: set[Item]) -> bool:
    """Whether the other side has the item too; an endpoint of any method is the same with a method."""
    alike = {item}
    if item.surface == "endpoint":
        alike.add(Item(item.surface, item.name, "" if item.detail else _SOME_METHOD))
    if item.surface in _ADDRESSES:  # with a last part that may be left out
        alike |= {Item(item.surface, item.name + last, item.detail) for last in ("?", "/{}?")}
    return not alike.isdisjoint(other_side)


def _plain(item: Item) -> Item:
    """The item with its parameters nameless: `/orders/:id` is `/orders/{order_id}`."""
    if item.surface not in _ADDRESSES:
        return item
    return Item(item.surface, _PARAMETER.sub("{}", item.name).lstrip("/"), item.detail)


def _changed(lost: list[Sighting], gained: list[Sighting]) -> Pairs:
    """What comes back in its file with another detail."""

    def key(one: Sighting) -> Iterator[Key]:
        if one.item.detail:
            yield one.file.id, one.item.surface, _plain(one.item).name

    return _pairs(lost, gained, key, key)


def _regrouped(lost: list[Sighting], gained: list[Sighting]) -> Pairs:
    """Endpoints that come back in their file with folders put before their route, or taken from it."""
    longer = _pairs(lost, gained, _route, _endings)
    shorter = _pairs(_without(lost, longer), _without(gained, longer.values()), _endings, _route)
    return {**longer, **shorter}


def _route(one: Sighting) -> Iterator[Key]:
    if one.item.surface == "endpoint" and _SAYS_SOMETHING.search(_plain(one.item).name):
        yield one.file.id, one.item.detail, _plain(one.item).name.strip("/")


def _endings(one: Sighting) -> Iterator[Key]:
    parts = _plain(one.item).name.strip("/").split("/")[:_DEEPEST]
    for cut in range(1, len(parts)) if one.item.surface == "endpoint" else ():
        yield one.file.id, one.item.detail, "/".join(parts[cut:])


def _pairs(
    lost: list[Sighting],
    gained: list[Sighting],
    of_lost: Callable[[Sighting], Iterator[Key]],
    of_gained: Callable[[Sighting], Iterator[Key]],
) -> Pairs:
    """What is lost with what is gained under the same key, each once."""
    index: dict[Key, list[Sighting]] = {}
    for one in sorted(gained, key=lambda one: -len(one.item.name)):  # the shortest is taken first, from the end
        for key in of_gained(one):
            index.setdefault(key, []).append(one)
    pairs: Pairs = {}
    taken: set[Sighting] = set()
    for one in lost:
        for candidates in filter(None, map(index.get, of_lost(one))):
            while candidates and candidates[-1] in taken:
                candidates.pop()
            if candidates:
                pairs[one] = candidates.pop()
                taken.add(pairs[one])
                break
    return pairs


def _by_file(pairs: Pairs) -> Iterator[Event]:
    """One event for the regrouped endpoints of each file."""
    files = dict.fromkeys(new.file for new in pairs.values())
    for file in files:
        theirs = [(old, new) for old, new in pairs.items() if new.file is file]
        old, new = theirs[0]
        yield Event("regrouped" if len(theirs) > 1 else "moved", new.item, file, _both(old, new), old.item, len(theirs))


def _both(old: Sighting, new: Sighting) -> tuple[str, ...]:
    return tuple(dict.fromkeys((old.evidence, new.evidence)))


def _without(seen: list[Sighting], taken: Iterable[Sighting]) -> list[Sighting]:
    gone = set(taken)
    return [one for one in seen if one not in gone]
