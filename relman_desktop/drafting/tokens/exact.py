"""Counting in a shipped vocabulary."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

# Characters that tiktoken is given at once. Its patterns panic on a run of a million spaces; 256,000 still go.
_MOST = 16_384
# As far as a line break behind which no token can go on: not white space, and o200k joins "//" to a break before it.
_TO_SAFE_BREAK = re.compile(r"[\s\S]*\n(?=[^\s/])")


class Exact:
    """Counts as the model does."""

    exact = True
    warning = ""

    def __init__(self, encoding: "Encoding") -> None:
        self._encoding = encoding

    @property
    def name(self) -> str:
        return self._encoding.name

    def count(self, text: str) -> int:
        """The tokens of a text; one or two too many for each 16 kB in which no line begins."""
        return sum(len(self._encoding.encode_ordinary(piece)) for piece in pieces(text))


def pieces(text: str) -> Iterator[str]:
    """The text in pieces that can be counted by themselves."""
    start = 0
    while len(text) - start > _MOST:
        end = _end(text, start)
        yield text[start:end]
        start = end
    yield text[start:]


def _end(text: str, start: int) -> int:
    limit = start + _MOST
    if safe := _TO_SAFE_BREAK.match(text, start, limit):
        return safe.end()
    return text.rfind("\n", start, limit) + 1 or limit
