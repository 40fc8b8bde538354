"""How many use a service, in what the profile says of it in the team's own words."""

import re
from collections.abc import Iterator
from functools import lru_cache

from .table import table

_LONGEST = 400  # characters that are looked at
_NUMBER = re.compile(
    r"(?<![\w.,/])(\d{1,3}(?:[,.'  ]\d{3}){1,3}|\d{1,9})(?:[.,]\d{1,2})?(?:\s?([a-z]{1,9}))?\b", re.IGNORECASE
)


@lru_cache(1 << 10)
def points_of(users: str) -> int:
    """The points by the largest number in a text, or by a word; 0 where it tells of few, or says nothing."""
    row, text = table().reach["users"], users[:_LONGEST]
    most = max(_numbers(text), default=0)
    by_number = max((points for least, points in row["numbers"].items() if most >= int(least)), default=0)
    by_word = max((word["points"] for word in row["words"] if re.search(word["pattern"], text)), default=0)
    return max(by_number, by_word)


def _numbers(text: str) -> Iterator[int]:
    multipliers = table().reach["users"]["multipliers"]
    for found in _NUMBER.finditer(text):
        yield int(re.sub(r"\D", "", found[1])) * multipliers.get((found[2] or "").lower(), 1)
