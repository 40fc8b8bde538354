"""Whether a commit says that it mends something, or that it takes another one back: `resources/risk/fixes.toml`.

A message is a claim of whoever wrote it. These patterns are the ones that the weights were learned with.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from ...files import resource

LONGEST = 20_000  # characters of a message that are looked at


@dataclass(frozen=True)
class _Patterns:
    fix: re.Pattern[str]
    subject: re.Pattern[str]
    reverted: re.Pattern[str]


def is_fix(text: str) -> bool:
    """Whether a message, subject and body, speaks of a fault that is mended."""
    return _patterns().fix.search(text[:LONGEST]) is not None


def is_revert(subject: str, body: str) -> bool:
    """Whether a commit takes another one back."""
    return _patterns().subject.match(subject[:LONGEST]) is not None or bool(reverted_ids(body))


def reverted_ids(text: str) -> tuple[str, ...]:
    """The ids, full or shortened, of the commits that a message says it takes back, in lower case."""
    return tuple(oid.lower() for oid in _patterns().reverted.findall(text[:LONGEST]))


@cache
def _patterns() -> _Patterns:
    tables = tomllib.loads(resource("risk/fixes.toml").read_text("utf-8"))
    words = [*map(_blanks, tables["fix"]["words"]), *(f"{one}\\w*" for one in tables["fix"]["beginnings"])]
    return _Patterns(
        re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE),
        re.compile(rf"(?:{'|'.join(map(_blanks, tables['revert']['subjects']))})\b", re.IGNORECASE),
        re.compile(tables["revert"]["text"], re.IGNORECASE),
    )


def _blanks(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))
