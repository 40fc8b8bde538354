"""The rules of `resources/commands.toml`, compiled once."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...files import resource


@dataclass(frozen=True, slots=True)
class Role:
    """What a file of the repository is to somebody who looks for a command; a lower `rank` is believed first."""

    name: str  # as a sentence calls it: "upgrade guide"
    reader: str
    rank: int
    limit: int  # files of this role that are read
    paths: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a command is for."""

    name: str
    phrase: str
    general: bool  # gives way to what the heading says
    whole: bool  # the block is the procedure, one line of it is not
    titles: re.Pattern[str]
    names: re.Pattern[str]
    commands: re.Pattern[str]
    titled: re.Pattern[str]  # commands that serve it under such a heading only


@dataclass(frozen=True, slots=True)
class Documents:
    languages: frozenset[str]
    sessions: frozenset[str]
    inline: re.Pattern[str]
    foreign: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Never:
    commands: re.Pattern[str]
    names: re.Pattern[str]
    contexts: re.Pattern[str]
    recipes: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Entrypoints:
    hooks: frozenset[str]
    mentions: re.Pattern[str]
    variables: re.Pattern[str]
    calls: re.Pattern[str]
    follow: int


@dataclass(frozen=True, slots=True)
class LibraryCall:
    """How a library of migrations is asked to apply them."""

    suffixes: tuple[str, ...]
    holds: re.Pattern[str]  # what the file must hold somewhere
    runs: re.Pattern[str]  # the line that does it


@dataclass(frozen=True, slots=True)
class Programs:
    changes: re.Pattern[str]  # paths of a change that may bring migrations
    words: frozenset[str]
    starts: re.Pattern[str]
    tools: re.Pattern[str]
    asked: re.Pattern[str]
    calls: tuple[LibraryCall, ...]


@dataclass(frozen=True, slots=True)
class Artifacts:
    steps: re.Pattern[str]
    keys: re.Pattern[str]
    pushed: re.Pattern[str]
    reference: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Pipelines:
    actions: re.Pattern[str]
    production: re.Pattern[str]
    others: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Watching:
    alerts: re.Pattern[str]
    dashboards: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Rules:
    likely: re.Pattern[str]
    skip: re.Pattern[str]
    roles: tuple[Role, ...]
    documents: Documents
    wrappers: tuple[re.Pattern[str], ...]
    runners: re.Pattern[str]
    never: Never
    purposes: Mapping[str, Purpose]  # in the order of their precedence
    entrypoints: Entrypoints
    programs: Programs
    artifacts: Artifacts
    pipelines: Pipelines
    watching: Watching
    ways: Mapping[str, re.Pattern[str]]

    def way_of(self, command: str) -> str:
        """The way of installing that a command belongs to; "" where it fits any."""
        return next((way for way, pattern in self.ways.items() if pattern.search(command)), "")


@cache
def rules() -> Rules:
    """The rules; the tables' order is the order in which they are tried."""
    table: dict[str, Any] = tomllib.loads(resource("commands.toml").read_text("utf-8"))
    documents, never, entrypoints, artifacts = (
        table[name] for name in ("documents", "never", "entrypoints", "artifacts")
    )
    return Rules(
        likely=re.compile(table["likely"]),
        skip=_any(table["skip"], 0),
        roles=tuple(Role(**role | {"paths": re.compile(role["paths"])}) for role in table["roles"]),
        documents=Documents(
            frozenset(documents["languages"]),
            frozenset(documents["sessions"]),
            re.compile(documents["inline"]),
            _any([documents["foreign"]]),
        ),
        wrappers=tuple(re.compile(pattern) for pattern in table["wrappers"]["patterns"]),
        runners=re.compile(table["wrappers"]["runners"]),
        never=Never(_any(never["commands"], 0), *(_any([never[key]]) for key in ("names", "contexts", "recipes"))),
        purposes={name: _purpose(name, purpose) for name, purpose in table["purposes"].items()},
        entrypoints=Entrypoints(
            frozenset(entrypoints["hooks"]),
            re.compile(entrypoints["mentions"]),
            re.compile(entrypoints["variables"]),
            re.compile("|".join(entrypoints["calls"])),
            entrypoints["follow"],
        ),
        programs=_programs(table["programs"]),
        artifacts=Artifacts(**_compiled(artifacts)),
        pipelines=Pipelines(**_compiled(table["pipelines"])),
        watching=Watching(**_compiled(table["watching"])),
        ways=_compiled(table["ways"]),
    )


def _purpose(name: str, table: dict[str, Any]) -> Purpose:
    return Purpose(
        name,
        table["phrase"],
        table.get("general", False),
        table.get("whole", False),
        _any([table["titles"]]),
        _any([table["names"]]),
        _any(table["commands"], 0),
        _any(table.get("titled", [r"(?!)"]), 0),
    )


def _compiled(patterns: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


def _any(patterns: Iterable[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


def _programs(table: dict[str, Any]) -> Programs:
    calls = (
        LibraryCall(tuple(one["suffixes"]), re.compile(one["holds"]), re.compile(one["runs"])) for one in table["calls"]
    )
    patterns = {name: re.compile(table[name]) for name in ("changes", "starts", "tools", "asked")}
    return Programs(words=frozenset(table["words"]), calls=tuple(calls), **patterns)
