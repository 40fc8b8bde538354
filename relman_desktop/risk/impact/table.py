"""The table `resources/risk/impact.toml`: what a fault costs, row by row."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache, cached_property, lru_cache
from typing import Any

from ...facts.fact import Fact, Value
from ...files import resource
from ...wording import counted

_LONGEST = 400  # characters of a path, or of a sentence, that are looked at


@dataclass(frozen=True)
class Row:
    """A row of facts or of files."""

    name: str
    group: str
    points: int
    value: tuple[str, ...]  # what was found, in short: one, and many where that is not said with an "s"
    says: str  # the beginning of its sentence
    kinds: tuple[str, ...] = ()  # of facts
    but: tuple[str, ...] = ()
    least: int = 0  # operational weight
    only: Mapping[str, Value] = field(default_factory=dict)
    words: str = ""  # a pattern of the fact's sentence
    paths: str = ""  # a pattern of files

    def speaks_of(self, kind: str) -> bool:
        """Whether facts of a kind may count in it."""
        return _is_one(kind, self.kinds) and not _is_one(kind, self.but)

    def fits(self, fact: Fact) -> bool:
        """Whether a fact of which it speaks counts in it."""
        if fact.weight < self.least or not all(fact.data.get(key) == value for key, value in self.only.items()):
            return False
        return not self.words or re.search(self.words, fact.text[:_LONGEST]) is not None

    def found(self, number: int) -> str:
        """How many it found, in words."""
        return counted(number, *self.value)


@dataclass(frozen=True)
class Table:
    """All of it. `reach` is as the table writes it."""

    most: int  # points in all
    limit: str
    further: int  # a group's other rows count one in so many of their points
    others: int  # groups beside the worst count one in so many of their points
    many: tuple[tuple[int, int], ...]  # (so many, more points)
    groups: Mapping[str, int]  # the most points of each
    facts: tuple[Row, ...]
    files: tuple[Row, ...]
    nothing: re.Pattern[str]  # paths of files of which no row of files speaks
    silent: tuple[str, ...]
    caused: tuple[str, ...]  # kinds that rest on what changes the schema, and cite beside it whom that hurts
    reach: Mapping[str, Any]

    def more(self, number: int) -> int:
        """The points that a row gives more where it found so many."""
        return max((points for least, points in self.many if number >= least), default=0)

    @cached_property
    def any_path(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{row.paths})" for row in self.files), re.IGNORECASE)


@cache
def table() -> Table:
    read: dict[str, Any] = tomllib.loads(resource("risk/impact.toml").read_text("utf-8"))
    points = read["points"]
    return Table(
        most=points["most"],
        limit=points["limit"],
        further=points["further"],
        others=points["others"],
        many=tuple((int(least), more) for least, more in points["many"].items()),
        groups={name: group["most"] for name, group in read["group"].items()},
        facts=tuple(map(_row, read["fact"])),
        files=tuple(map(_row, read["file"])),
        nothing=re.compile(read["files"]["nothing"], re.IGNORECASE),
        silent=tuple(read["silent"]["kinds"]),
        caused=tuple(read["caused_by_migrations"]["kinds"]),
        reach=read["reach"],
    )


@lru_cache(1 << 10)
def rows_of(kind: str) -> tuple[Row, ...]:
    """The rows in which facts of a kind may count; the first that one fits is its row."""
    return tuple(row for row in table().facts if row.speaks_of(kind))


def is_silent(kind: str) -> bool:
    """Whether the table says that nothing follows from facts of a kind that no row takes."""
    return _is_one(kind, table().silent)


@lru_cache(1 << 15)
def rows_of_path(path: str) -> tuple[Row, ...]:
    """The rows in which a file counts by its path."""
    text = f"/{path[:_LONGEST]}"
    if not table().any_path.search(text) or table().nothing.search(text):
        return ()
    return tuple(row for row in table().files if re.search(row.paths, text, re.IGNORECASE))


def _row(read: dict[str, Any]) -> Row:
    lists = {name: tuple(read.get(name, ())) for name in ("kinds", "but", "value")}
    return Row(**read | lists)


def _is_one(kind: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(kind, pattern) for pattern in patterns)
