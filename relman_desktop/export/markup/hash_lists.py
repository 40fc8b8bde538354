"""Lists of a markup that marks how deep an item is by one more sign: ``*`` for a bullet, ``#`` for a number."""

from collections.abc import Callable, Iterator

from .model import Block, Item, List
from .simpler import boxed, simpler

Lines = Callable[[Block], list[str]]


def list_lines(block: List, lines_of: Lines, *, quotes: bool, above: str = "") -> Iterator[str]:
    """The lines of a list. One that begins with another number than 1 has its numbers as words: `#` knows none.

    `lines_of` writes any other block; `quotes`: a quote has no place of its own in an item.
    """
    counts = block.start in (None, 1)
    marks = above + ("*" if block.start is None else "#") if counts else above
    for number, item in enumerate(block.items):
        marker = f"{marks} " if counts else f"{(block.start or 0) + number}. "
        yield from _item(item, lines_of, marks, marker, quotes=quotes)


def _item(item: Item, lines_of: Lines, marks: str, marker: str, *, quotes: bool) -> list[str]:
    lines: list[str] = []
    for block in boxed(item):
        for one in simpler(block, quotes=quotes):
            if isinstance(one, List):
                lines += list_lines(one, lines_of, quotes=quotes, above=marks)
            else:
                lines += lines_of(one)
    starts = bool(lines) and not isinstance(item.blocks[0], List)
    return [marker + lines[0], *lines[1:]] if starts else [marker, *lines]
