"""Plain text that a form keeps: no marks, the same lists, code as it is typed, a link's words before its address."""

import textwrap
from collections.abc import Iterable
from itertools import groupby

from .model import Block, Code, Document, Heading, Item, Line, List, Mark, Paragraph, Quote, Rule, Table
from .reading import read

RULE = "---"
BETWEEN_CELLS = " | "


def plain(text: str) -> str:
    """A field's Markdown as plain text. What says something that no word says stays: `#`, `>`, `~~`, boxes of tasks."""
    return plain_document(read(text))


def plain_document(document: Document) -> str:
    return "\n".join(_stacked(document.blocks)).strip("\n")


def plain_line(line: Line) -> str:
    """The words of a line as plain text."""
    told: list[str] = []
    for url, group in groupby(line, lambda run: run.url):
        words = "".join(f"~~{run.text}~~" if run.mark & Mark.STRUCK else run.text for run in group)
        told.append(f"{words} ({url})" if url and words != url else words)
    return "".join(told)


def _stacked(blocks: Iterable[Block]) -> list[str]:
    """Blocks under each other, with a blank line where somebody left one."""
    lines: list[str] = []
    for block in blocks:
        lines += [""] if block.apart and lines else []
        lines += _lines(block)
    return lines


def _lines(block: Block) -> list[str]:
    match block:
        case Paragraph():
            return [plain_line(line) for line in block.lines]
        case Heading():
            return [f"{'#' * block.level} {plain_line(block.words)}"]
        case Code():
            return block.text.split("\n")
        case Quote():
            return [f"> {line}".rstrip() for line in _stacked(block.blocks)] or [">"]
        case Rule():
            return [RULE]
        case Table():
            return _table(block)
        case List():
            return _list(block)


def _table(table: Table) -> list[str]:
    rows = [BETWEEN_CELLS.join(map(plain_line, row)) for row in table.rows]
    return [rows[0], BETWEEN_CELLS.join(["---"] * len(table.rows[0])), *rows[1:]]


def _list(block: List) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(block.items):
        lines += [""] if item.apart and lines else []
        lines += _item(item, "- " if block.start is None else f"{block.start + number}. ")
    return lines


def _item(item: Item, marker: str) -> list[str]:
    head, *rest = _stacked(item.blocks) or [""]
    box = {None: "", True: "[x] ", False: "[ ] "}[item.done]
    return [f"{marker}{box}{head}".rstrip(), *(textwrap.indent(line, " " * len(marker)) for line in rest)]
