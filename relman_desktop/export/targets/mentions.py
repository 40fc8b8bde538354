"""Names with an `@` before them, which GitHub, GitLab and Redmine take for people and tell of it.

In a ticket they are packages, decorators and addresses of somebody's commit messages: nobody is to hear of it who
happens to be called so. As code they tell nobody.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ..markup import Flavour
from ..markup.model import Block, Code, Heading, Item, Line, List, Mark, Paragraph, Quote, Rule, Run, Table

TELLING = (Flavour.GFM, Flavour.GLFM, Flavour.COMMONMARK)  # the last is a Redmine's, which mails whom it finds
_NAME = re.compile(r"(?<!\w)(@[\w.-][\w/.-]{0,100})")


def untold(block: Block) -> Block:
    """The block with such names as code. It is no deeper than a text's blocks may be."""
    match block:
        case Paragraph():
            return replace(block, lines=tuple(map(_line, block.lines)))
        case Heading():
            return replace(block, words=_line(block.words))
        case Quote():
            return replace(block, blocks=tuple(map(untold, block.blocks)))
        case Table():
            return replace(block, rows=tuple(tuple(map(_line, row)) for row in block.rows))
        case List():
            return replace(block, items=tuple(map(_item, block.items)))
        case Code() | Rule():
            return block


def _item(item: Item) -> Item:
    return replace(item, blocks=tuple(map(untold, item.blocks)))


def _line(line: Line) -> Line:
    return tuple(piece for run in line for piece in _pieces(run))


def _pieces(run: Run) -> Iterator[Run]:
    if run.mark & Mark.CODE or run.url or "@" not in run.text:
        yield run
        return
    for number, text in enumerate(_NAME.split(run.text)):
        if number % 2:
            name = text.rstrip(".-/")
            yield replace(run, text=name, mark=run.mark | Mark.CODE)
            text = text[len(name) :]
        if text:
            yield replace(run, text=text)
