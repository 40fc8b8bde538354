"""What there is of a change, by the names that tables use: facts, entries of the team's profile, work items.

The names are told in `resources/questions.toml`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Any

from ..sources.profile.profile import TeamEntry
from ..sources.work.item import WorkItem
from .proposal import Material
from .spoken import matters, spoken
from .team.applying import why_applying
from .team.linking import Link, links

_MOST_READ = 100  # work items, the most believable first, of which sentences are read
_MOST_CITED = 3  # changed files that stand for the change


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that there is: its evidence id, what it says by a name ("" for nothing), and how many it tells of."""

    id: str
    get: Callable[[str], str]
    number: int = 1


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a table: `team.people.roles=validator`."""

    topic: str  # "team", "work", "change", or a fact's
    what: str = ""  # "people", "body", or a fact's kind without its topic; "" for all
    key: str = ""  # "roles"
    value: str = ""  # "validator"; "" for any

    @property
    def kind(self) -> str:
        """As `Facts.of` takes it."""
        return f"{self.topic}.{self.what}"

    def fits(self, told: Mapping[str, Any]) -> bool:
        """Whether something says the key, or this value of it."""
        return not self.key or _says(told.get(self.key), self.value)


@cache
def name_of(text: str) -> Name:
    """The parts of a name."""
    told, _, value = text.partition("=")
    topic, what, key = (*told.split(".", 2), "", "")[:3]
    return Name(topic, what, key, value)


def grounds_of(material: Material) -> "Grounds":
    """What there is of a material; that of the last one is kept, for an answer more changes nothing of it."""
    global _last
    if not (_last and _last.is_of(material)):
        _last = Grounds(material)
    return _last


class Grounds:
    """Looks names up in what is known of one change; what was looked up once is not looked for again.

    The person's answers are left aside: what is there before them decides what is asked.
    """

    def __init__(self, material: Material) -> None:
        self.material = replace(material, answers={})
        self._found: dict[str, tuple[Ground, ...]] = {}
        self._covered: dict[str, bool] = {}
        self._links: dict[str, tuple[Link, ...]] = {}

    def is_of(self, material: Material) -> bool:
        """Whether another material has the same of all but the answers."""
        ours = self.material
        if ours.change is not material.change or ours.facts is not material.facts or ours.today != material.today:
            return False
        return ours.work == material.work and ours.profile.entries == material.profile.entries

    def of(self, *names: str) -> tuple[Ground, ...]:
        """What there is by these names, in their order, each thing once."""
        found = {one.id: one for name in reversed(names) for one in self._by_name(name)}
        order = dict.fromkeys(one.id for name in names for one in self._by_name(name))
        return tuple(found[one] for one in order)

    def entries(self, part: str) -> tuple[TeamEntry, ...]:
        """The entries of a part of the profile that are about this change."""
        return tuple(one for one in self.material.profile.of(part) if self.covers(one))

    def covers(self, entry: TeamEntry) -> bool:
        """Whether an entry of the profile is about this change, or about every one."""
        if entry.id not in self._covered:
            self._covered[entry.id] = why_applying(entry, self.material) is not None
        return self._covered[entry.id]

    def links(self, part: str) -> tuple[Link, ...]:
        """The entries of a part that something of the change speaks of, the surest first."""
        if part not in self._links:
            self._links[part] = links(self.material, part)
        return self._links[part]

    def _by_name(self, text: str) -> tuple[Ground, ...]:
        if text not in self._found:
            name = name_of(text)
            finders = {"team": self._team, "work": self._work, "linked": self._linked, "served": self._linked}
            finders["profile"] = self._profile
            find = finders.get(name.topic, self._facts)
            self._found[text] = tuple(self._change() if text == "change" else find(name))
        return self._found[text]

    def _change(self) -> Iterator[Ground]:
        yield from self._facts(Name("change", "size"))
        if not self.material.facts.of("change.size"):
            change = self.material.change
            ids = [*(file.id for file in change.files[:_MOST_CITED]), *(commit.id for commit in change.commits[:1])]
            yield from (Ground(one, _nothing) for one in ids[:_MOST_CITED])

    def _facts(self, name: Name) -> Iterator[Ground]:
        for fact in self.material.facts.of(name.kind):
            if name.fits(fact.data):
                count = fact.get("count")
                yield Ground(fact.id, fact.get, int(count) if count.isdecimal() else 1)

    def _team(self, name: Name) -> Iterator[Ground]:
        for entry in self.entries(name.what):
            if name.fits(entry.values):
                yield Ground(entry.id, entry.get)

    def _profile(self, name: Name) -> Iterator[Ground]:
        yield from (Ground(one.id, one.get) for one in self.material.profile.of(name.what))

    def _linked(self, name: Name) -> Iterator[Ground]:
        for link in self.links(name.what):
            if name.topic == "linked" or link.is_sure:
                yield Ground(link.entry.id, {"by": link.by}.get)  # type: ignore[arg-type]

    def _work(self, name: Name) -> Iterator[Ground]:
        named = (item for item in self.material.work if item.is_named)
        for item in islice(named, _MOST_READ) if name.what in matters() else named:
            tell = _teller(item)
            if tell(name.what):
                yield Ground(item.id, tell)


def criteria(items: Iterable[WorkItem]) -> Iterator[Ground]:
    """The acceptance criteria of work items, each with the id of its item."""
    for item in items:
        for criterion in item.criteria if item.is_named else ():
            yield Ground(item.id, {"criterion": criterion, "key": item.key}.get)  # type: ignore[arg-type]


def _teller(item: WorkItem) -> Callable[[str], str]:
    def tell(key: str) -> str:
        return spoken(item, key) if key in matters() else str(getattr(item, key, "") or "")

    return tell


def _says(told: Any, value: str) -> bool:
    """Whether a value says something, or this."""
    if told in (None, "", (), []):
        return False
    if not value:
        return True
    return value in told if isinstance(told, (tuple, list)) else str(told) == value


def _nothing(_: str) -> str:
    return ""


_last: Grounds | None = None
