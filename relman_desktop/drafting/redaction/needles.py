"""Finds any of many fixed strings in a text, in one pass whatever their number."""

import re
from collections import defaultdict
from collections.abc import Iterator

_ANCHOR = 6  # characters by which a place is looked up; no needle is shorter
_KEY = 48  # characters that are compared at most: a longer needle reaches to the end of its word
_REST = re.compile(r"[^\s\"'<>\\]*")


class Needles:
    """Strings to find, each with what it stands for. Its `repr` shows none of them."""

    def __init__(self) -> None:
        self._by_anchor: defaultdict[str, dict[int, dict[str, str]]] = defaultdict(dict)

    def __repr__(self) -> str:
        return f"Needles({len(self._by_anchor)})"

    def add(self, needle: str, meaning: str) -> None:
        """Look for one more string of at least six characters; what it stood for first it stands for ever."""
        key = needle[:_KEY]
        self._by_anchor[key[:_ANCHOR]].setdefault(len(key), {}).setdefault(key, meaning)

    def found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and meaning of each, from left to right and the longest first; they do not overlap."""
        anchors, taken = self._by_anchor, 0
        if not anchors:
            return
        for start in [at for at in range(len(text) - _ANCHOR + 1) if text[at : at + _ANCHOR] in anchors]:
            if start >= taken and (hit := self._at(text, start)):
                taken, meaning = hit
                yield start, taken, meaning

    def _at(self, text: str, start: int) -> tuple[int, str] | None:
        lengths = self._by_anchor[text[start : start + _ANCHOR]]
        for length in sorted(lengths, reverse=True):
            if meaning := lengths[length].get(text[start : start + length]):
                end = start + length
                return (end if length < _KEY else _word_end(text, end)), meaning
        return None


def _word_end(text: str, end: int) -> int:
    found = _REST.match(text, end)
    return found.end() if found else end
