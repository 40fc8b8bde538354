"""Documents walked through, for comparing them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby

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


def words(document: Document, *, told: bool = False) -> str:
    """All words of a document, of code too, in their order.

    `told`: as text tells them that has no links and no numbers: an address after its words, a number before its item.
    """
    return " ".join(word for block in document.blocks for word in _words(block, told))


def _words(block: Block, told: bool) -> Iterator[str]:
    match block:
        case Code():
            yield block.text
        case Quote():
            for one in block.blocks:
                yield from _words(one, told)
        case List():
            for number, item in enumerate(block.items):
                yield str((block.start or 0) + number) if told and block.start not in (None, 1) else ""
                for one in item.blocks:
                    yield from _words(one, told)
        case Paragraph():
            yield from (_line_words(line, told) for line in block.lines)
        case Heading():
            yield _line_words(block.words, told)
        case Table():
            yield from (_line_words(cell, told) for row in block.rows for cell in row)


def _line_words(line: Line, told: bool) -> str:
    if not told:
        return "".join(run.text for run in line)
    groups = [(url, "".join(run.text for run in group)) for url, group in groupby(line, lambda run: run.url)]
    return "".join(f"{text} {url}" if url and text not in (url, url.rstrip("/")) else text for url, text in groups)
