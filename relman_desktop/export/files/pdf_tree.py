"""A field's text as the plain values that `resources/pdf/ticket.typ` lays out; it reads nothing else of a ticket."""

from collections.abc import Callable
from typing import Any
from unicodedata import bidirectional

from ..markup.model import Block, Code, Heading, Item, Line, List, Mark, Paragraph, Quote, Rule, Run, Table, words_of

_TICK = {True: "☑ ", False: "☐ "}
Tree = dict[str, Any]
Draw = Callable[[str], str]  # text as it can be drawn


def trees(blocks: tuple[Block, ...], draw: Draw) -> list[Tree]:
    return [_tree(block, draw) for block in blocks]


def _tree(block: Block, draw: Draw) -> Tree:
    if isinstance(block, Paragraph):
        rtl = _is_rtl("".join(map(words_of, block.lines)))
        return {"t": "para", "lines": [_line(line, draw) for line in block.lines], "rtl": rtl}
    if isinstance(block, Heading):
        return {"t": "heading", "words": _line(block.words, draw)}
    if isinstance(block, Code):
        return {"t": "code", "s": draw(block.text)}
    if isinstance(block, Quote):
        return {"t": "quote", "blocks": trees(block.blocks, draw)}
    if isinstance(block, Table):
        return {"t": "table", "rows": [[_line(cell, draw) for cell in row] for row in block.rows]}
    if isinstance(block, List):
        kind = {"t": "bullets"} if block.start is None else {"t": "steps", "start": block.start}
        return {**kind, "items": [_item(item, draw) for item in block.items]}
    assert isinstance(block, Rule)
    return {"t": "rule"}


def _item(item: Item, draw: Draw) -> list[Tree]:
    """The blocks of an item; a task begins with its box."""
    inside = trees(item.blocks, draw)
    if item.done is None:
        return inside
    box = _run(Run(_TICK[item.done]), draw)
    if inside and inside[0]["t"] == "para" and inside[0]["lines"]:
        inside[0]["lines"][0].insert(0, box)
        return inside
    return [{"t": "para", "lines": [[box]], "rtl": False}, *inside]


def _line(line: Line, draw: Draw) -> list[Tree]:
    return [_run(run, draw) for run in line]


def _run(run: Run, draw: Draw) -> Tree:
    set_as = {"bold": Mark.BOLD, "struck": Mark.STRUCK, "code": Mark.CODE}
    return {"s": draw(run.text), "url": run.url, **{name: bool(run.mark & mark) for name, mark in set_as.items()}}


def _is_rtl(text: str) -> bool:
    """Whether a paragraph begins with a letter of a script that runs from right to left."""
    first = next((kind for letter in text if (kind := bidirectional(letter)) in ("L", "R", "AL")), "L")
    return first != "L"
