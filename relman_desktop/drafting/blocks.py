"""A field's Markdown as blocks: paragraphs, items and steps, with what belongs to each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..ticket import Layout
from .edits import Edit

_MARKER = re.compile(r" {0,2}(?:(?P<bullet>[-*+])|(?P<number>\d{1,9})(?P<ends>[.)]))(?= |\t|$)")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})(.*)")


@dataclass(frozen=True, slots=True)
class Block:
    """Part of a text, from the beginning of its first line to the end of its last one, without that line's break."""

    start: int
    end: int
    layout: Layout  # PARAGRAPH, ITEM or STEP
    marker: str  # as it stands there, such as "2." or "*"; "" for a paragraph
    number: int  # of a step, else 0

    @property
    def width(self) -> int:
        """How far in its further lines stand."""
        return len(self.marker) + 1 if self.marker else 0


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text; what is indented under an item or a step belongs to it, and a fence is never cut."""
    found: list[Block] = []
    fence, blank, at = "", True, 0
    for line in text.split("\n"):
        end = at + len(line)
        goes_on = bool(found) and (bool(fence) or _goes_on(line, blank, found[-1]))
        if goes_on:
            found[-1] = _longer(found[-1], end)
        elif line.strip():
            found.append(_begun(line, at, end))
        fence = _fence_after(line, fence)
        blank, at = not line.strip(), end + 1
    return tuple(found)


def _goes_on(line: str, after_blank: bool, block: Block) -> bool:
    """Whether a line outside of any fence belongs to the block before it."""
    if not line.strip() or _MARKER.match(line):
        return False
    return not after_blank or (block.layout is not Layout.PARAGRAPH and line.startswith(("  ", "\t")))


def _begun(line: str, start: int, end: int) -> Block:
    marked = _MARKER.match(line)
    if not marked:
        return Block(start, end, Layout.PARAGRAPH, "", 0)
    layout = Layout.ITEM if marked["bullet"] else Layout.STEP
    return Block(start, end, layout, marked[0].strip(), int(marked["number"] or 0))


def _longer(block: Block, end: int) -> Block:
    return Block(block.start, end, block.layout, block.marker, block.number)


def _fence_after(line: str, fence: str) -> str:
    """The fence that is open after a line; "" for none."""
    found = _FENCE.match(line)
    if not found:
        return fence
    if not fence:
        return found[1]
    closes = found[1].startswith(fence) and not found[2].strip()
    return "" if closes else fence


def renumbered(text: str, start: int, first: int, change: int) -> Iterator[Edit]:
    """Edits that add `change` to the steps from `start` on, as far as they are numbered through from `first`.

    A list that the person numbered otherwise, or that begins anew, is left alone.
    """
    shift = 0
    for block in blocks(text):
        if block.layout is not Layout.STEP or block.start < start:
            continue
        if block.number != first:
            return
        at = text.index(block.marker, block.start) + shift
        old, new = block.marker[:-1], str(block.number + change)
        yield Edit(at, old, new)
        wider = len(new) - len(old)
        shift += wider
        for edit in _indented(text, block, wider, shift):
            yield edit
            shift += wider
        first += 1


def _indented(text: str, block: Block, wider: int, shift: int) -> Iterator[Edit]:
    """Edits that keep the further lines of a step under its words when its number becomes longer or shorter."""
    at = text.find("\n", block.start, block.end) if wider else -1
    while at >= 0:
        end = text.find("\n", at + 1, block.end)
        line = text[at + 1 : end if end >= 0 else block.end]
        if line.strip() and line.startswith(" " * block.width):
            yield Edit(at + 1 + shift, " " * -wider, " " * wider)
            shift += wider
        at = end
