"""Which entries of the team's profile apply to a change, and what of the change says so."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ...facts.production import is_beside
from ...jobs import Cancel
from ...sources.change import Change, Kind
from ...sources.profile.profile import Profile, TeamEntry
from ...sources.profile.schema import parts
from ..proposal import Material

_MOST = 200  # entries of a part: a profile is anybody's, and each is held against every file
_MOST_BEHIND = 3  # files and facts that are named as the reason
_LEAST_WEIGHT = 10  # of a fact that makes a step for settings or dependencies necessary


@dataclass(frozen=True, slots=True)
class Applying:
    """An entry that applies, and the evidence ids of what makes it apply; () where it applies to every change."""

    entry: TeamEntry
    because: tuple[str, ...] = ()


def applying(material: Material, *parts: str) -> tuple[Applying, ...]:
    """The entries of these parts that apply to the change, in the team's order."""
    entries = material.profile.of(*parts)[:_MOST]
    found = ((one, why_applying(one, material)) for one in entries)
    return tuple(Applying(one, because) for one, because in found if because is not None)


def why_applying(entry: TeamEntry, material: Material) -> tuple[str, ...] | None:
    """What of the change an entry is about; () where it names nothing, None where it is about something else."""
    about = _about(entry, material)
    needed = _with(entry.texts("only_with"), material)
    if about is None or needed is None:
        return None
    return tuple(dict.fromkeys((*about, *needed)))[:_MOST_BEHIND]


def get_ready(profile: Profile, change: Change, cancel: Cancel) -> None:
    """Hold the entries against the files where nobody waits for a window: of ten thousand files that takes a while."""
    for part in parts():
        for one in profile.of(part.name)[:_MOST]:
            cancel.check()
            touched(one, change)


def touched(entry: TeamEntry, change: Change) -> tuple[str, ...]:
    """The ids of the changed files that an entry names by its paths; () where it names none."""
    patterns = entry.texts("paths")
    paths = matching(patterns, change.paths) if patterns else ()
    return tuple(dict.fromkeys(change.ids_by_path[path] for path in paths))


def services(material: Material) -> tuple[Applying, ...]:
    """The services that the change touches: by their paths, else those that name none."""
    every = material.profile.of("services")[:_MOST]
    by_path = [Applying(one, files) for one in every if (files := touched(one, material.change))]
    return tuple(by_path) or tuple(Applying(one) for one in every if not one.texts("paths"))


def _about(entry: TeamEntry, material: Material) -> tuple[str, ...] | None:
    """By its paths or by its services, whichever the change touches."""
    names = (*entry.texts("services"), *entry.texts("service"))
    if not entry.texts("paths") and not names:
        return ()
    if files := touched(entry, material.change):
        return files
    return _serving(names, material) if names else None


def _serving(names: Iterable[str], material: Material) -> tuple[str, ...] | None:
    """A service that the profile does not describe may be any: what is said of it is not left out."""
    known = {one.get("name") for one in material.profile.of("services")}
    there = {one.entry.get("name"): one.because for one in services(material)}
    if any(name not in known for name in names):
        return ()
    found = [there[name] for name in names if name in there]
    return found[0] if found else None


def _with(wanted: tuple[str, ...], material: Material) -> tuple[str, ...] | None:
    """The evidence of the first of what must be in the change that is in it; () where nothing must."""
    known = (_WITH[one](material) for one in wanted if one in _WITH)
    return next(filter(None, known), None) if wanted else ()


def _of(material: Material, topics: Iterable[str], *kinds: Kind) -> tuple[str, ...]:
    """Files of these kinds that are shipped, and the facts of these topics where they weigh something."""
    facts = (one.id for one in material.facts.of(*topics) if one.weight >= _LEAST_WEIGHT)
    files = (one.id for one in material.change.of_kind(*kinds) if not is_beside(one.path))
    return (*files, *facts)


_WITH: Mapping[str, Callable[[Material], tuple[str, ...]]] = {
    "migrations": lambda material: _of(material, ("migration.",), Kind.MIGRATION),
    "configuration": lambda material: _of(material, ("config.",), Kind.CONFIG),
    "dependencies": lambda material: _of(material, ("dependency.",), Kind.DEPENDENCY),
    "infrastructure": lambda material: _of(material, ("delivery.",), Kind.INFRASTRUCTURE),
}


@lru_cache(1 << 12)
def matching(patterns: tuple[str, ...], paths: tuple[str, ...]) -> tuple[str, ...]:
    """The paths that patterns match. Asked for with each draft of the same change: of thousands not a small matter."""
    return TeamEntry("", {"paths": patterns}).covers(paths)
