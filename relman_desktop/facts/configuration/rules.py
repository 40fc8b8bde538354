"""`resources/configuration.toml`, read: what mentions a variable or a setting, and which file configures what."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from ...files import resource


class Role(StrEnum):
    """What a mention of a name does."""

    READ = "read"  # code reads an environment variable
    KEY = "key"  # code reads a setting
    SET = "set"  # a variable gets its value, where the program runs
    SAMPLE = "sample"  # a sample of the environment shows it
    FLAG = "flag"  # code asks whether a feature is on


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of the table. `after` finds a default in the lines that follow; `unless` rules a hunk out."""

    files: re.Pattern[str]
    regex: re.Pattern[str]
    after: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    required: bool
    assumed: str | None  # the default where none is given
    role: Role
    has: tuple[str, ...] = ()  # one of these stands in whatever it finds; empty where no word must

    def is_worth_it(self, text: str) -> bool:
        """Whether a text can have it at all, told ten times as quickly as by the pattern."""
        return not self.has or any(word in text for word in self.has)


@cache
def table() -> Mapping[str, Any]:
    return tomllib.loads(resource("configuration.toml").read_text("utf-8"))


@cache
def patterns() -> tuple[Pattern, ...]:
    return tuple(_pattern(row) for row in table()["pattern"])


@cache
def patterns_for(path: str) -> tuple[Pattern, ...]:
    """The rows for a file, by its POSIX path."""
    return tuple(pattern for pattern in patterns() if pattern.files.search("/" + path))


@cache
def _files(key: str) -> re.Pattern[str]:
    rules = table()["files"][key]
    return re.compile(rules if isinstance(rules, str) else "|".join(rules), re.IGNORECASE)


def is_kind(path: str, kind: str) -> bool:
    """Whether a path is of a kind of file that the table names: `tooling`, `data`, `settings`, `samples`, ..."""
    return bool(_files(kind).search("/" + path))


@cache
def _names(key: str) -> re.Pattern[str]:
    return re.compile("|".join(table()["names"][key]))


def is_ignored(name: str) -> bool:
    """Whether a variable belongs to the system, the build or a request, and not to the project."""
    return bool(_names("ignored").fullmatch(name))


def is_version(name: str) -> bool:
    """Whether a variable only names a release of something else."""
    return bool(_names("versions").fullmatch(name))


def is_language(name: str) -> bool:
    """Whether a key is the code of a language that is no word of a setting: `en`, `pt-BR`."""
    return bool(_names("languages").fullmatch(name))


def is_marker(name: str) -> bool:
    """Whether a key only tells which release this is."""
    return bool(_names("markers").fullmatch(name))


def limit(name: str) -> int:
    number: int = table()["limits"][name]
    return number


def _pattern(row: Mapping[str, Any]) -> Pattern:
    return Pattern(
        re.compile(row["files"], re.IGNORECASE),
        re.compile(_expanded(row["regex"])),
        re.compile(row["after"], re.MULTILINE) if "after" in row else None,
        re.compile(row["unless"]) if "unless" in row else None,
        row.get("required", False),
        row.get("assumed"),
        Role(row.get("kind", Role.READ)),
        tuple(row.get("has", ())),
    )


def _expanded(regex: str) -> str:
    macros: dict[str, str] = table()["macros"]
    for name in ("ARG", "NAME", "KEY", "VALUE"):  # ARG first: it holds VALUE
        regex = regex.replace(f"{{{name}}}", macros[name])
    return regex


def is_constant(name: str) -> bool:
    """Whether a name in a module of settings is rather a message, a schema or a pattern than a setting."""
    return bool(_names("constants").fullmatch(name))


def is_tool_section(key: str) -> bool:
    """Whether a key of pyproject.toml belongs to a tool that neither builds nor installs the project."""
    return bool(_names("tool_sections").match(key))
