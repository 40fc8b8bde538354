"""How far a dependency goes, told from its group's name and its manifest's path by `resources/dependencies.toml`."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from ...files import resource
from .requirement import Scope


@cache
def table() -> Mapping[str, Any]:
    """`resources/dependencies.toml`, read."""
    return tomllib.loads(resource("dependencies.toml").read_text("utf-8"))


@cache
def _pattern(section: str, key: str) -> re.Pattern[str]:
    return re.compile("|".join(table()[section][key]), re.IGNORECASE)


def group_scope(group: str, otherwise: Scope) -> Scope:
    """The scope of a named group or extra."""
    if _pattern("groups", "development").fullmatch(group):
        return Scope.DEVELOPMENT
    return Scope.PRODUCTION if _pattern("groups", "production").fullmatch(group) else otherwise


def is_development(path: str) -> bool:
    """Whether a manifest is that of tools, tests, documentation or examples."""
    return bool(_pattern("paths", "development").search("/" + path))


def is_foreign(path: str) -> bool:
    """Whether a manifest is somebody else's, or a test's input: nothing of it is installed."""
    return bool(_pattern("paths", "foreign").search("/" + path))


def in_calendar(name: str) -> bool:
    """Whether a package is known to number its versions by the year, so that its first number says nothing."""
    return bool(_pattern("versions", "calendar").fullmatch(name))


def is_framework(name: str) -> bool:
    """Whether a package is known to be what an application is built on."""
    return bool(_pattern("names", "frameworks").fullmatch(name))


def is_stable_below_one(name: str) -> bool:
    """Whether a package is known to keep its promises though its versions begin with 0."""
    return bool(_pattern("versions", "stable_below_one").fullmatch(name))


def family(name: str) -> str:
    """The family of packages that a package moves with; "" where none is known."""
    return next((one["name"] for one in table()["family"] if re.fullmatch(one["packages"], name, re.IGNORECASE)), "")


def is_never_shipped(name: str) -> bool:
    """Whether a package is known to check code or to test it, in whatever section of a manifest it stands."""
    return bool(_pattern("names", "never_shipped").fullmatch(name))


def is_tool(name: str) -> bool:
    """Whether a package is known to be a tool of developers, for where nothing else says it."""
    return bool(_pattern("names", "development").fullmatch(name))
