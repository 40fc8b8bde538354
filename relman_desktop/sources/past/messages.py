"""What a commit's message says of it, by the patterns of `resources/risk/messages.toml`."""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from hashlib import sha256

from ...files import resource
from .record import Said

_TABLE = "risk/messages.toml"
_MOST = 1 << 16  # characters of a message that are looked at


@cache
def reader() -> Callable[[str], Said]:
    """What reads a message."""
    fix, back, reverts = map(_pattern, ("fix", "back", "reverts"))

    def read(message: str) -> Said:
        text = message[:_MOST].strip()
        return Said(bool(fix.search(text)), bool(back.search(text) or reverts.search(text)), len(text.split()))

    return read


def reverted_ids(message: str) -> tuple[str, ...]:
    """The ids, full or shortened, of the commits that a message says it takes back, in lower case."""
    return tuple(oid.lower() for oid in _pattern("reverts").findall(message[:_MOST]))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    table = tomllib.loads(resource(_TABLE).read_text("utf-8"))
    return re.compile(table[name]["pattern"], re.IGNORECASE)


@cache
def version() -> str:
    """Names the patterns: what was read with others is read anew."""
    return sha256(resource(_TABLE).read_bytes()).hexdigest()[:16]
