"""The rules of `resources/notes.toml`: where authors write about their changes, and how much each section matters."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...files import resource


@dataclass(frozen=True, slots=True)
class Section:
    """A sort of notes. `weight` is the operational weight of a fact, 0 for what is not told."""

    name: str
    label: str  # stands for a heading
    headings: re.Pattern[str]
    kind: str
    weight: int


@cache
def documents(sort: str) -> re.Pattern[str]:
    """The paths of a sort of document: `changelog`, `upgrade`, `fragment`, `not_notes`."""
    return _any(_table()["documents"][sort])


@cache
def fragments() -> tuple[re.Pattern[str], ...]:
    """The paths of files of one note each, with the groups `type` and, where it is known, `ref`."""
    return tuple(re.compile(path, re.IGNORECASE) for path in _table()["documents"]["fragment"])


@cache
def structured() -> re.Pattern[str]:
    """The paths of files of notes in YAML."""
    return _any(_table()["documents"]["structured"])


@cache
def demands() -> re.Pattern[str]:
    """What a paragraph says that asks something of whoever upgrades."""
    return _any(_table()["documents"]["demands"])


def section_of(heading: str) -> Section:
    """The sort of notes that stand under a heading."""
    return next(section for section in _sections() if section.headings.search(heading))


def section(name: str) -> Section:
    """A sort of notes by its name."""
    return next(one for one in _sections() if one.name == name)


@cache
def versions() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Where products keep their version: patterns of the path and of the line."""
    return tuple((re.compile(one["path"]), re.compile(one["pattern"])) for one in _table()["version"])


@cache
def _sections() -> tuple[Section, ...]:
    return tuple(
        Section(one["name"], one["label"], _any(one["headings"]), one.get("kind", "notes.entry"), one["weight"])
        for one in _table()["section"]
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource("notes.toml").read_text("utf-8"))
