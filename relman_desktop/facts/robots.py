"""Programs that commit, merge and review: the table `resources/robots.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from ..files import resource

_LONGEST = 200  # characters of a name or an address


@dataclass(frozen=True)
class Robots:
    """By what one knows a program."""

    names: frozenset[str]  # whole ones, bare
    parts: re.Pattern[str]
    assistants: frozenset[str]
    assistant: re.Pattern[str]
    addresses: re.Pattern[str]


def is_robot(name: str, address: str = "") -> bool:
    """Whether nobody stands behind a name: a known program's, or an address that no one answers."""
    known, name, address = robots(), name.strip()[:_LONGEST], address[:_LONGEST]
    named = bare(name) in known.names or known.parts.search(name)
    assists = name in known.assistants or known.assistant.search(name)
    return bool(named or assists or known.addresses.search(address))


def bare(name: str) -> str:
    """A name as one compares it: small letters and digits alone."""
    return re.sub(r"[\W_]", "", name).casefold()


@cache
def robots() -> Robots:
    table = tomllib.loads(resource("robots.toml").read_text("utf-8"))
    patterns = {one: re.compile(table[one], re.IGNORECASE) for one in ("parts", "assistant", "addresses")}
    return Robots(names=frozenset(table["names"]), assistants=frozenset(table["assistants"]), **patterns)
