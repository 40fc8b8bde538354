"""Documents walked through, for comparing them."""

from collections.abc import Callable
from dataclasses import replace

from relman_desktop.export.markup.model import (
    Block,
    Code,
    Document,
    Heading,
    Line,
    List,
    Paragraph,
    Quote,
    Run,
    Table,
)  # fmt: skip

Change = Callable[[Run], Run]


def mapped(document: Document, change: Change) -> Document:
    """The document with every run changed."""
    return Document(tuple(_block(block, change) for block in document.blocks))


def _block(block: Block, change: Change) -> Block:
    match block:
        case Paragraph():
            return replace(block, lines=tuple(_line(line, change) for line in block.lines))
        case Heading():
            return replace(block, words=_line(block.words, change))
        case Quote():
            return replace(block, blocks=tuple(_block(one, change) for one in block.blocks))
        case Table():
            return replace(block, rows=tuple(tuple(_line(cell, change) for cell in row) for row in block.rows))
        case List():
            items = [replace(item, blocks=tuple(_block(one, change) for one in item.blocks)) for item in block.items]
            return replace(block, items=tuple(items))
    return block


def _line(line: Line, change: Change) -> Line:
    joined: list[Run] = []
    for run in map(change, line):
        last = joined[-1] if joined else None
        if last and (last.mark, last.url) == (run.mark, run.url):
            joined[-1] = replace(last, text=last.text + run.text)
        elif run.text:
            joined.append(run)
    return tuple(joined)


def words(document: Document) -> str:
    """All words of a document, of code too, in their order."""
    told: list[str] = []

    def add(run: Run) -> Run:
        told.append(run.text)
        return run

    def walk(block: Block) -> None:
        if isinstance(block, Code):
            told.append(block.text)
        elif isinstance(block, Quote):
            for one in block.blocks:
                walk(one)
        elif isinstance(block, List):
            for item in block.items:
                for one in item.blocks:
                    walk(one)
        else:
            _block(block, add)

    for block in document.blocks:
        walk(block)
    return " ".join(told)
