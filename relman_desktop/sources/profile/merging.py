"""Layers of a profile become one: what a stronger one says of the same thing takes the place of what a weaker says."""

from collections.abc import Iterable
from dataclasses import replace

from .profile import Profile, TeamEntry
from .schema import Part, parts_by_name


def layered(*profiles: Profile) -> Profile:
    """All layers as one, the last the strongest.

    An entry that says the same under its part's `same` keys takes the place of a weaker layer's; others are added
    behind. A part that is written once is merged key by key. Two of the same within a layer stand side by side.
    """
    entries: tuple[TeamEntry, ...] = ()
    for profile in profiles:
        entries = _over(entries, profile.entries)
    team = next((one for one in entries if one.part == "team"), None)
    warnings = tuple(text for profile in profiles for text in profile.warnings)
    return Profile(entries, warnings, {key: team.get(key) for key in team.values} if team else {})


def _over(weaker: Iterable[TeamEntry], stronger: Iterable[TeamEntry]) -> tuple[TeamEntry, ...]:
    """The stronger entries over the weaker: those that are replaced keep their place in the order."""
    waiting: dict[object, list[TeamEntry]] = {}
    for one in stronger:
        waiting.setdefault(same_thing(one), []).append(one)
    merged: list[TeamEntry] = []
    replaced: set[object] = set()
    for one in weaker:
        same = same_thing(one)
        if same in waiting:
            merged += [_both(one, above) for above in waiting.pop(same)]
            replaced.add(same)
        elif same not in replaced:
            merged.append(one)
    return (*merged, *(one for ones in waiting.values() for one in ones))


def same_thing(entry: TeamEntry) -> object:
    """What two entries of different layers must have in common to be about the same thing."""
    part = _part(entry)
    if part.single:
        return (part.name,)
    return (part.name, *(" ".join(entry.get(key).casefold().split()) for key in part.same))


def _both(weaker: TeamEntry, stronger: TeamEntry) -> TeamEntry:
    if not _part(stronger).single:
        return stronger
    places = {**weaker.places, **stronger.places}
    for key in weaker.values:
        places.setdefault(key, weaker.place)
    for key in stronger.values:
        places[key] = stronger.places.get(key, stronger.place)
    return replace(stronger, values={**weaker.values, **stronger.values}, places=places)


def _part(entry: TeamEntry) -> Part:
    return parts_by_name()[entry.part]
