"""The pack's text out of its parts, with a nonce that none of them holds.

    <<419238570012 change>> how to read it ...
    <<419238570012 files>> every changed file ...
    <<419238570012 facts>> ...
    <<419238570012 F3 src/orders.py>> 2 of 5 hunks
    @@ F3.h1 -12 +12 @@ def export(order):
    ...
    <<419238570012 end>>

Two things keep quoted text from passing for a part of the frame. All of it begins with a blank or with the sign of its
line, and the frame never does. And the nonce is derived from all that is packed, counted on until it stands in none of
it: whoever writes a line of the change cannot know it beforehand, and a guess that were right would change it. It is
of digits because every tokenizer takes those in groups of the same length, so that counting does not depend on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count

SAMPLE = "1" * 12  # stands for the nonce while tokens are counted


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text: what stands behind the nonce in its first line, and its further lines."""

    name: str
    heading: str  # behind the closing >>
    body: str  # lines, each with its line feed

    def text(self, nonce: str) -> str:
        return f"<<{nonce} {self.name}>>" + (f" {self.heading}" if self.heading else "") + "\n" + self.body


def text_of(blocks: Iterable[Block], nonce: str) -> str:
    return "".join(block.text(nonce) for block in blocks)


def nonce_for(blocks: Sequence[Block]) -> str:
    """Twelve digits that stand nowhere in the blocks, the same for the same blocks."""
    content = text_of(blocks, "")
    digest = sha256(content.encode("utf-8", "surrogatepass")).digest()
    for attempt in count():
        number = int.from_bytes(sha256(digest + attempt.to_bytes(4, "big")).digest()[:8], "big")
        nonce = f"{number % 10**12:012}"
        if nonce not in content:
            return nonce
    raise AssertionError("a text of finite length holds every number of twelve digits")
