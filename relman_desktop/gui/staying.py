"""What stays in a field beside a proposal is not told as removed: the person's own words, and what is kept of ours."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ..ticket import Span
from .difference import Part

_WORD = re.compile(r"\S+\s*")
_MARKER = re.compile(r"[-*+]|\d{1,9}[.)]")


def without_staying(parts: Sequence[Part], text: str, going: Sequence[Span]) -> tuple[Part, ...]:
    """The parts of a difference to `text`, without the removed words outside of what is `going`, in its order."""
    goes, left = _goes(text, going), list[Part]()
    for part in parts:
        count = len(part.text.split()) if part.mark != "added" else 0
        mine, goes = goes[:count], goes[count:]
        left.append(_without(part, mine) if part.mark == "removed" else part)
    grouped = groupby((one for one in left if one.text.strip() or one.mark != "removed"), key=lambda one: one.mark)
    return tuple(Part(mark, "".join(one.text for one in group)) for mark, group in grouped)


def _without(part: Part, goes: Sequence[bool]) -> Part:
    words = zip(_WORD.findall(part.text), goes, strict=True)
    blanks = part.text[: len(part.text) - len(part.text.lstrip())]
    return Part(part.mark, blanks + "".join(word for word, gone in words if gone))


def _goes(text: str, going: Sequence[Span]) -> list[bool]:
    """Of each word, whether it goes; the marker of an item or a step goes with the word after it."""
    found = list(_WORD.finditer(text))
    goes = list(_within([(one.start(), one.start() + len(one[0].rstrip())) for one in found], going))
    for at in range(len(found) - 2, -1, -1):
        goes[at] |= goes[at + 1] and bool(_MARKER.fullmatch(found[at][0].rstrip()))
    return goes


def _within(words: Sequence[tuple[int, int]], spans: Sequence[Span]) -> Iterator[bool]:
    at = 0
    for start, end in words:
        while at < len(spans) and spans[at].end <= start:
            at += 1
        yield at < len(spans) and spans[at].start < end
