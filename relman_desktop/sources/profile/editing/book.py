"""All layers of a profile while they are edited, and which of them counts where they speak of the same thing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..layers import EVERYWHERE, FILE, HERE, person_files
from ..merging import layered, same_thing
from ..positions import lines_of
from ..profile import TeamEntry
from ..schema import Part
from .entry import EditedEntry
from .layer import EditedLayer, team_layer

_Same = Mapping[object, Sequence[tuple[str, TeamEntry]]]


@dataclass(frozen=True)
class Standing:
    """What counts of an entry of a layer."""

    counts: bool = True  # whether it holds; of a part that is written once, whether any of it does
    over: str = ""  # the layer that says it otherwise, and wins
    keys: tuple[str, ...] = ()  # of a part that is written once: the keys that do not count
    instead_of: str = ""  # the place of what it replaces: ".relman.toml:12"


class Book:
    """The layers of a place, the strongest last, one of which is looked at."""

    def __init__(self, location: str = "", *, repository: bool = False) -> None:
        """`location`: "" where nothing is open. `repository`: whether it is one; a diff file has none of its own."""
        everywhere, here = person_files(location)
        self.everywhere = EditedLayer(everywhere, EVERYWHERE)
        self.here = EditedLayer(here, HERE) if repository else None
        self.team: EditedLayer | None = None
        self.layer = self.here or self.everywhere

    @property
    def layers(self) -> tuple[EditedLayer, ...]:
        return tuple(one for one in (self.team, self.everywhere, self.here) if one)

    @property
    def own(self) -> tuple[EditedLayer, ...]:
        """Those that the person may change."""
        return tuple(one for one in self.layers if one.path)

    @property
    def folder(self) -> Path | None:
        """From where the paths of the layer's calendars are meant."""
        return self.layer.path.parent if self.layer.path else None

    def show_team(self, text: str | None, fault: str = "") -> None:
        """Take the repository's profile at the head; None where it has none."""
        was = self.layer is self.team
        self.team = None if text is None and not fault else team_layer(text or "", FILE)
        if self.team and fault:
            self.team.fault = fault
        if was:
            self.layer = self.team or self.everywhere

    def settle(self) -> bool:
        """Write what is right in every layer; gives whether a file is another. Raises `ServiceError`."""
        return bool(sum(one.settle() for one in self.own))  # each of them

    def look(self) -> bool:
        """Take in what somebody else wrote into the files."""
        return bool(sum(one.look() for one in self.own))

    def standing(self, part: Part) -> dict[int, Standing]:
        """How the entries of a part of the layer stand, by their places; those that simply count are left out."""
        lines = lines_of(self.layer.text.removeprefix("\ufeff").replace("\r\n", "\n")) if self.layer.text else None
        if lines is None or self.layer.fault:
            return {}
        at = self.layers.index(self.layer)
        weaker, stronger = self.layers[:at], self.layers[at + 1 :]
        placed = {lines.entry(part.name, place): place for place in range(len(self.layer.entries[part.name]))}
        own = {placed[one.line]: one for one in self.layer.profile.of(part.name) if one.line in placed}
        below, above = _by_same(part, weaker), _by_same(part, stronger)
        told = {place: _standing(part, one, below, above) for place, one in own.items()}
        return {place: one for place, one in told.items() if one != Standing()}

    def said(self, entry: EditedEntry) -> bool:
        """Whether an entry, such as a proposed one, is about something that a layer speaks of already."""
        known = layered(*(one.profile for one in self.layers))
        values, _ = entry.written()
        there = {same_thing(one) for one in known.of(entry.part.name)}
        if entry.part.single:
            team = known.of(entry.part.name)
            return bool(team) and all(key in team[0].values for key in values)
        return same_thing(TeamEntry(entry.part.name, values)) in there


def _by_same(part: Part, layers: Iterable[EditedLayer]) -> _Same:
    """What the layers say of a part, by what it is about, with the layer's name; the strongest last."""
    found: dict[object, list[tuple[str, TeamEntry]]] = {}
    for layer in layers:
        for one in layer.profile.of(part.name):
            found.setdefault(same_thing(one), []).append((layer.name, one))
    return found


def _standing(part: Part, entry: TeamEntry, weaker: _Same, stronger: _Same) -> Standing:
    above, below = stronger.get(same_thing(entry), []), weaker.get(same_thing(entry), [])
    over = above[-1][0] if above else ""
    if part.single:
        keys = tuple(key for key in entry.values if any(key in one.values for _, one in above))
        return Standing(len(keys) < len(entry.values), over if keys else "", keys)
    return Standing(not above, over, (), below[-1][1].place if below and not above else "")
