"""The team's profile: what the code cannot tell, entry by entry, each with where it stands.

Which parts there are and what an entry of each may say is data, in `resources/profile.toml`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256

from ..evidence import Evidence, Trust
from ..meant import numbered
from ..patterns import Patterns

Value = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True)
class TeamEntry:
    """One entry of a profile: `[[monitoring]]`, say. Its texts are somebody's words, and never an instruction."""

    part: str  # "monitoring": a part of resources/profile.toml
    values: Mapping[str, Value]  # dates and times as ISO texts
    file: str = ""  # as a person knows it: ".relman.toml", "your profile"
    line: int = 0  # from 1: where the entry begins
    id: str = ""  # "N3"; "" before it has its place among the others
    places: Mapping[str, str] = field(default_factory=dict, compare=False)  # of values that stand elsewhere, by key

    def get(self, key: str) -> str:
        """A value as text; lists are joined by commas, "" where it is not said."""
        value = self.values.get(key, "")
        if isinstance(value, bool):
            return "yes" if value else "no"
        return ", ".join(value) if isinstance(value, tuple) else str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A value as texts; () where it is not said."""
        value = self.values.get(key, ())
        return value if isinstance(value, tuple) else (str(value),)

    @property
    def text(self) -> str:
        """What it says, a line a key: the words that a sentence may quote."""
        return "\n".join(f"{key}: {self.get(key)}" for key in self.values)

    @cached_property
    def key(self) -> str:
        """What stays the same wherever the entry stands, as long as it says the same."""
        said = "\n".join(f"{key}={self.values[key]!r}" for key in sorted(self.values))
        return f"{self.part} {sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"

    @property
    def place(self) -> str:
        """Where it stands, as `.relman.toml:12`."""
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.id, "team", self.place, self.text, Trust.TEAM)

    def covers(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Those of the paths that it is about: all where it names none."""
        if "paths" not in self.values:
            return tuple(paths)
        return Patterns(self.texts("paths")).matching(paths)


@dataclass(frozen=True)
class Profile:
    """The entries of all layers, the strongest of those that say something of the same thing."""

    entries: tuple[TeamEntry, ...] = ()
    warnings: tuple[str, ...] = ()  # what could not be read, each with its file, line and what is allowed
    said: Mapping[str, str] = field(default_factory=dict)  # single settings of [team]: "time_zone", "target", ...

    def of(self, *parts: str) -> tuple[TeamEntry, ...]:
        """The entries of these parts, in their order."""
        return tuple(one for one in self.entries if one.part in parts)

    @property
    def projects(self) -> tuple[str, ...]:
        """The projects whose keys count as work items; () for all."""
        return tuple(project for one in self.of("team") for project in one.texts("projects"))

    def get(self, entry_id: str) -> TeamEntry | None:
        return next((one for one in self.entries if one.id == entry_id), None)

    @property
    def numbers(self) -> dict[str, str]:
        """The entries' keys by their ids."""
        return {one.id: one.key for one in self.entries if one.id}

    def numbered(self, meant: Mapping[str, str] | None = None) -> "Profile":
        """The profile with ids for its entries: those that mean them for a ticket, free ones for the others."""
        ids = numbered("N", (one.key for one in self.entries), meant or {})
        return replace(self, entries=tuple(replace(one, id=ids[one.key]) for one in self.entries))
