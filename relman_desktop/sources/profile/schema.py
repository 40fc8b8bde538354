"""Which parts a profile has and what an entry of each may say: the table `resources/profile.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from ...files import resource
from .profile import Value
from .showing import as_toml, as_value


@dataclass(frozen=True)
class Key:
    """What an entry may say under one name."""

    name: str  # "threshold"
    kind: str  # text, texts, number, yes, date, moment, time, zone, choice, choices or paths
    help: str  # what it is for, and what the ticket does with it; in plain words
    example: Value  # as an entry holds it: dates and times as ISO texts
    required: bool = False
    rare: bool = False  # an entry that is shown as an example leaves it out
    choices: tuple[str, ...] = ()  # of a choice or choices
    repeats: bool = False  # the same text may stand in a list of texts more than once

    @property
    def shown(self) -> str:
        """The example as it is written in a profile: `threshold = "above 2 %"`."""
        return f"{self.name} = {as_toml(self.example, self.kind)}"

    @property
    def narrows(self) -> bool:
        """Whether it says where or when an entry holds: without a wrong one, it would hold where nobody meant it to."""
        return self.kind in ("paths", "choices", "choice", "date", "moment", "time")


@dataclass(frozen=True)
class Part:
    """A part of a profile: [team], [[goals]], ..."""

    name: str
    title: str  # "Business goals"
    help: str
    question: str  # that the part answers
    keys: tuple[Key, ...]
    single: bool = False  # written once, as [team]
    source: str = ""  # the seed's source input that it is; "" for what the seed does not name
    same: tuple[str, ...] = ()  # an entry of a stronger layer that says the same here takes a weaker one's place
    any: tuple[str, ...] = ()  # an entry needs at least one of these

    @cached_property
    def by_name(self) -> dict[str, Key]:
        return {key.name: key for key in self.keys}

    @property
    def heading(self) -> str:
        """As it is written: "[team]", "[[goals]]"."""
        return f"[{self.name}]" if self.single else f"[[{self.name}]]"


@cache
def parts() -> tuple[Part, ...]:
    """All parts, in the order in which they are shown."""
    table: list[dict[str, Any]] = tomllib.loads(resource("profile.toml").read_text("utf-8"))["part"]
    return tuple(map(_part, table))


@cache
def parts_by_name() -> dict[str, Part]:
    return {part.name: part for part in parts()}


def _part(table: dict[str, Any]) -> Part:
    lists = {name: tuple(table.get(name, ())) for name in ("same", "any")}
    return Part(**table | lists | {"keys": tuple(map(_key, table["keys"]))})


def _key(table: dict[str, Any]) -> Key:
    return Key(**table | {"choices": tuple(table.get("choices", ())), "example": as_value(table["example"])})
