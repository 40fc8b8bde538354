"""What a file is for, by the data's definitions: the rules of `resources/risk/kinds.toml`."""

import re
import tomllib
from functools import cache, lru_cache

from ...files import resource

OTHER = "oth"


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The kinds in the order in which they are tried, each with its rules as one pattern."""
    table: dict[str, list[str]] = tomllib.loads(resource("risk/kinds.toml").read_text("utf-8"))
    return tuple((kind, re.compile("|".join(rules), re.IGNORECASE)) for kind, rules in table.items())


@cache
def kinds() -> tuple[str, ...]:
    """All kinds, as the data's columns name them."""
    return (*(kind for kind, _ in _rules()), OTHER)


@lru_cache(1 << 16)
def kind_of(path: str) -> str:
    """The kind of the file at a POSIX path."""
    rooted = "/" + path
    return next((kind for kind, rules in _rules() if rules.search(rooted)), OTHER)
