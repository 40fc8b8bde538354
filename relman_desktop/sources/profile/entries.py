"""One entry of a profile, read: kept, or left out where it would say something else without what is wrong in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from .checks import odd
from .faults import Problem, named
from .positions import Lines
from .profile import TeamEntry, Value
from .schema import Part
from .showing import did_you_mean, hiding, likely
from .values import Wrong, value_of

_MOST = 2000  # entries that are kept, and problems after which nobody reads on
_MOST_KEYS = 100  # of one entry


@dataclass
class Read:
    """What was read so far."""

    file: str
    entries: list[TeamEntry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def full(self) -> bool:
        return max(len(self.entries), len(self.problems)) >= _MOST


@dataclass
class Entry:
    """One entry while it is read."""

    part: Part
    place: int
    table: dict[str, Any]
    lines: Lines
    read: Read
    lost: str = ""  # the key for which it is left out

    def taken(self) -> Iterator[TeamEntry]:
        """The entry, unless what is wrong with it would make it say something else."""
        if len(self.table) > _MOST_KEYS:
            self._complain("", f"has {len(self.table):,} keys, and there are {len(self.part.keys)}", whole=True)
        values = dict(self._values())
        for key in self.part.keys:
            if key.required and key.name not in self.table:
                self._complain(key.name, f"has no `{key.name}`; add one, such as `{key.shown}`", whole=True)
        if self.part.any and not self.lost and not any(name in values for name in self.part.any):
            self._complain("", f"needs a `{'` or a `'.join(self.part.any)}`", whole=True)
        for name, text in odd(self.part, values):
            self._complain(name, text, whole=not self.part.single)
            values.pop(name, None)
        if values and not self.lost:
            line = self.lines.entry(self.part.name, self.place)
            yield TeamEntry(self.part.name, values, self.read.file, line)

    def _values(self) -> Iterator[tuple[str, Value]]:
        for name, given in islice(self.table.items(), _MOST_KEYS):
            key = self.part.by_name.get(name)
            if key is None:
                self._unknown(name)
                continue
            try:
                value = value_of(key, given)
            except Wrong as wrong:
                whole = key.required or (key.narrows and not self.part.single)
                self._complain(name, f"`{name}` {wrong}", whole=whole)
                continue
            self._look_at(name, given)
            yield name, value

    def _unknown(self, name: str) -> None:
        keys = self.part.by_name
        meant = keys.get(likely(name, keys))
        guess = did_you_mean(name, keys) or f"; it may say {', '.join(keys)}"
        whole = bool(meant and meant.narrows)  # or the entry would hold where it was not meant to
        self._complain(name, f"{self.part.heading} knows no `{named(name)}`{guess}", whole=whole)

    def _look_at(self, name: str, given: object) -> None:
        texts = given if isinstance(given, list) else [given]
        signs = dict.fromkeys(sign for text in texts if isinstance(text, str) for sign in hiding(text))
        if signs:
            text = f"`{name}` holds characters that hide or reorder others ({', '.join([*signs][:3])}); take them out"
            self._complain(name, text, whole=False, used="they are shown instead")

    def _complain(self, key: str, text: str, *, whole: bool, used: str = "the entry is used without it") -> None:
        what = f"{self.part.heading} {text}" if text.startswith(("has", "needs")) else text
        self.lost = self.lost or (key or "?") * whole
        end = "the entry is left out" if whole else used
        line = self.lines.key(self.part.name, self.place, key)
        self.read.problems.append(Problem(line, self.part.name, named(key), f"{what} ({end})"))
