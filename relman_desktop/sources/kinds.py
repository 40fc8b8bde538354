"""What a file is for, told from its path by the rules in `resources/kinds.toml`."""

import re
import tomllib
from functools import cache, lru_cache

from ..files import resource
from .change import Kind


@cache
def _rules() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """The kinds in the order in which they are tried, each with its rules as one pattern."""
    tables: dict[str, list[str]] = tomllib.loads(resource("kinds.toml").read_text("utf-8"))
    return tuple((Kind(kind), re.compile("|".join(rules), re.IGNORECASE)) for kind, rules in tables.items())


def kind_of(path: str, *, binary: bool = False) -> Kind:
    """The kind of the file at a POSIX path; a binary file is one of its kind only where its name says which."""
    kind = _kind_by_name(path)
    return Kind.BINARY if binary and kind in (Kind.CODE, Kind.DOCS, Kind.CONFIG) else kind


@lru_cache(1 << 16)
def _kind_by_name(path: str) -> Kind:
    rooted = "/" + path  # so that a rule need not ask for "start or slash", which is three times as slow
    return next((kind for kind, rules in _rules() if rules.search(rooted)), Kind.CODE)
