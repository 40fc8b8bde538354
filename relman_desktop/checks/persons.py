"""Who is named in a field, and whether two spellings are the same person."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..facts.robots import is_robot
from .case import Case
from .table import words

_LONGEST = 400  # characters of a field
_MOST = 12  # persons of one
_MOST_COMMITS = 5_000
_ADDRESS = re.compile(r"<?([^\s<>@,;]{1,64}@[^\s<>@,;]{1,200})>?")
_SAID = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\](?:\([^()]{0,300}\))?")
_BETWEEN = re.compile(r"\s*(?:[;&\n+]|\band\b|/(?= )|,(?= ))\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Person:
    """One who is named: by a name, an address, a handle, or several of them."""

    said: str  # as it is written

    @property
    def is_group(self) -> bool:
        return bool(words().people["group"].search(self.said))

    @property
    def is_program(self) -> bool:
        return is_robot(self.name, self.address) or is_robot(self.said)

    @cached_property
    def address(self) -> str:
        found = _ADDRESS.search(self.said)
        return found[1].casefold() if found else ""

    @cached_property
    def name(self) -> str:
        """What is left without the address and what stands in brackets; "Lovelace, Ada" as "Ada Lovelace"."""
        left = " ".join(_SAID.sub(" ", _ADDRESS.sub(" ", self.said)).split()).strip(" @,.")
        last, comma, first = left.partition(", ")
        return f"{first} {last}" if comma and " " not in last else left

    @cached_property
    def whole(self) -> frozenset[str]:
        """Spellings that mean this person alone: the whole name, the address, and the address's first part."""
        local = _bare(self.address.partition("@")[0].partition("+")[0])
        names = [_bare(one) for one in self.name.split()]
        return frozenset({"".join(names), "".join(sorted(names)), self.address, local} - {""})

    @cached_property
    def short(self) -> frozenset[str]:
        """Handles that the person may well have: `alovelace`, `adal`, `lovelacea`."""
        names = [bare for one in self.name.split() if (bare := _bare(one))]
        if len(names) < 2:
            return frozenset()
        first, last = names[0], names[-1]
        return frozenset({first[0] + last, last + first[0], first + last[0]})

    @property
    def is_handle(self) -> bool:
        """Whether it is one word: a handle, or an address without a name."""
        return " " not in self.name

    def same_as(self, other: "Person") -> bool:
        if self.whole & other.whole:
            return True
        return bool((self.short & other.whole and other.is_handle) or (other.short & self.whole and self.is_handle))


def persons_in(text: str) -> tuple[Person, ...]:
    """Those whom a short value names; () where it says "TBD" or nothing."""
    line = text.strip()[:_LONGEST]
    whole = Person(line)
    last, comma, first = line.partition(", ")
    turned = comma and len(last.split()) == 1 and len(first.split()) == 1 and "@" not in line
    parts = [line] if turned or whole.is_group else _BETWEEN.split(line)
    named = (Person(one.strip()) for one in parts[:_MOST])
    return tuple(one for one in named if any(map(str.isalnum, one.said)) and not _is_nobody(one.said))


def _is_nobody(said: str) -> bool:
    return bool(words().people["nobody"].match(said))


def known_as(person: Person, case: Case) -> tuple[Person, ...]:
    """The person, and as commits and the team's profile name them beside: by another name, another address."""
    more = [one for one in _pairs(case) if any(person.same_as(half) for half in one)]
    return (person, *dict.fromkeys(half for pair in more for half in pair))


def _pairs(case: Case) -> Iterable[tuple[Person, ...]]:
    """Names with their addresses."""
    commits = case.material.change.commits[:_MOST_COMMITS]
    told: Mapping[tuple[str, str], None] = dict.fromkeys((one.author, one.email) for one in commits)
    for name, email in told:
        yield Person(name), Person(email)
    for entry in case.profile.of("people"):
        if "@" in entry.get("contact") and not entry.get("contact").startswith(("#", "@")):
            yield Person(entry.get("name")), Person(entry.get("contact"))


def _bare(word: str) -> str:
    """A word as one compares it: small letters and digits without their accents."""
    return "".join(one for one in unicodedata.normalize("NFKD", word) if one.isalnum()).casefold()
