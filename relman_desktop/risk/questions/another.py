"""Whether one whom a commit names is a person, and none of its authors: people write under several names and addresses.

In doubt it is the same person, or nobody: a review that is not shown is asked for, one that never was is never found.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ...facts.robots import is_robot
from .table import reviewing
from .words import words

_LONGEST = 200  # characters of a name or an address
_FEWEST = 3  # letters by which one tells a person
_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")
_NUMBERED = re.compile(r"^\d{1,12}\+")  # of addresses that GitHub hands out
_MOST_WORDS = 5  # of a person's name


@dataclass(frozen=True)
class Person:
    """A name and an address as a commit writes them; either may be ""."""

    name: str
    address: str = ""

    @property
    def is_somebody(self) -> bool:
        """Whether it is a person's address, or a name of several words as people have."""
        if is_robot(self.name, self.address) or _says_nobody(self.name):
            return False
        return self._is_reached or _is_full(self.name)

    @property
    def _is_reached(self) -> bool:
        return bool(_ADDRESS.fullmatch(self.address[:_LONGEST])) and not _says_nobody(self.address.partition("@")[0])

    def may_be(self, other: "Person") -> bool:
        """Whether both may be one: by an address, its first part, a name, a part of a name, or its initials."""
        if self.address and self.address.casefold() == other.address.casefold():
            return True
        return any(_are_alike(one, two) for one in self._calls() for two in other._calls())

    def _calls(self) -> frozenset[str]:
        """What the person is called: `adalovelace`, `alovelace`, `ada` for an address of that name."""
        names = [bare for word in self.name[:_LONGEST].split() if (bare := _bare(word))]
        local = _bare(_NUMBERED.sub("", self.address[:_LONGEST]).partition("@")[0].partition("+")[0])
        initial = names[0][:1] + names[-1] if len(names) > 1 else ""
        return frozenset({"".join(names), initial, local} - {""})


def is_another(one: Person, authors: Iterable[Person]) -> bool:
    """Whether somebody is a person, and none of the authors."""
    return one.is_somebody and not any(one.may_be(author) for author in authors)


def _are_alike(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    return short == long or (len(short) >= _FEWEST and long.startswith(short))


def _is_full(name: str) -> bool:
    parts = [one for one in name[:_LONGEST].split() if one[:1].isalpha()]
    capitals = sum(not one[0].islower() for one in parts)
    return 2 <= len(parts) <= _MOST_WORDS and capitals >= 2 and not any(map(str.isdigit, name))


def _says_nobody(name: str) -> bool:
    """Whether nothing but words such as `pending`, `none` or `me` stands for a name."""
    said = re.findall(r"[^\W_]+", name[:_LONGEST].casefold())
    return bool(said) and reviewing().nobody.issuperset(set(said) - words().denies - words().awaits)


def _bare(word: str) -> str:
    """A word as one compares it: small letters and digits without their accents."""
    split = unicodedata.normalize("NFKD", word)
    return "".join(one for one in split if one.isalnum()).casefold()
