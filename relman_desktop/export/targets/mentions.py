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
_AT = r"(?<!\w)@[\w.-][\w/.-]{0,100}"
_NAME = re.compile(f"({_AT})")
_NAMES = {  # and of a Redmine its macros and links, which would stand there as what they lead to
    Flavour.COMMONMARK: re.compile(rf"({_AT}|!?\{{\{{[^}}\n]{{0,500}}\}}*|!?\[\[[^\]\n]{{0,500}}\]*)")
}


def untold(block: Block, flavour: Flavour) -> Block:
    """The block with such names as code. It is no deeper than a text's blocks may be."""
    return _Untold(_NAMES.get(flavour, _NAME)).block(block)


class _Untold:
    def __init__(self, name: re.Pattern[str]) -> None:
        self._name = name

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                return replace(block, lines=tuple(map(self._line, block.lines)))
            case Heading():
                return replace(block, words=self._line(block.words))
            case Quote():
                return replace(block, blocks=tuple(map(self.block, block.blocks)))
            case Table():
                return replace(block, rows=tuple(tuple(map(self._line, row)) for row in block.rows))
            case List():
                return replace(block, items=tuple(map(self._item, block.items)))
            case Code() | Rule():
                return block

    def _item(self, item: Item) -> Item:
        return replace(item, blocks=tuple(map(self.block, item.blocks)))

    def _line(self, line: Line) -> Line:
        return tuple(piece for run in line for piece in self._pieces(run))

    def _pieces(self, run: Run) -> Iterator[Run]:
        if run.mark & Mark.CODE or run.url or not self._name.search(run.text):
            yield run
            return
        for number, text in enumerate(self._name.split(run.text)):
            if number % 2:
                name = text.rstrip(".-/") if text[0] == "@" else text
                yield replace(run, text=name, mark=run.mark | Mark.CODE)
                text = text[len(name) :]
            if text:
                yield replace(run, text=text)
