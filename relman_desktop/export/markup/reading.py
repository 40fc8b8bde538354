"""A field's text as its document: the one parse that all flavours are written from.

Our dialect is Markdown's blocks (lists, tasks, headings with `#`, fences, indented code, quotes, rules, tables) and the
marks of `phrases`. What of Markdown is no mark, and stays as it is typed: HTML, definitions of links, headings by a
line under them, a fence that nobody closed, numbers that begin with a zero. A line end is one. What stands too deep for
a list or a quote is text. So no word is lost, whatever a text is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ...sources.work.markup.escaping import clean
from .blocks import parser
from .model import Block, Code, Document, Heading, Item, Line, List, Mark, Paragraph, Quote, Rule, Run, Table
from .phrases import line_of, lines_of
from .stepping import settled

if TYPE_CHECKING:
    from markdown_it.token import Token

_TASK = re.compile(r"\[([ xX])\][ \t]+")
_LANGUAGE = re.compile(r"[A-Za-z0-9+#._-]{1,40}")
_FEW = 64  # texts that are remembered: the fields of a ticket or two


@lru_cache(maxsize=_FEW)
def read(text: str) -> Document:
    """What a field's text says. Takes linear time, and never fails."""
    source = settled(clean(text))
    return _Builder(source.split("\n")).build(parser().parse(source))


@dataclass(slots=True)
class _Frame:
    """A block that was begun."""

    token: "Token"
    blocks: list[Block] = field(default_factory=list)
    items: list[tuple[str, Item]] = field(default_factory=list)  # of a list, each with its number
    rows: list[list[Line]] = field(default_factory=list)  # of a table


class _Builder:
    def __init__(self, source: Sequence[str]) -> None:
        self._source = source

    def build(self, tokens: "Sequence[Token]") -> Document:
        from markdown_it.token import Token  # slow to import, and `relman files` does not need it

        self._frames = [_Frame(Token("document", "", 0))]
        for token in tokens:
            name, _, side = token.type.rpartition("_")
            if side == "open":
                self._begin(name, token)
            elif side == "close":
                self._end(name)
            else:
                self._leaf(token)
        return Document(tuple(self._frames[0].blocks))

    def _begin(self, name: str, token: "Token") -> None:
        if name == "tr":
            self._frames[-1].rows.append([])
        elif name in _BEGUN:
            self._frames.append(_Frame(token))

    def _end(self, name: str) -> None:
        if name not in _BEGUN:
            return
        frame = self._frames.pop()
        parent = self._frames[-1]
        apart = self._is_apart(frame.token)
        if name == "list_item":
            parent.items.append((frame.token.info, _item(tuple(frame.blocks), apart)))
        elif name == "blockquote":
            parent.blocks.append(Quote(tuple(frame.blocks), apart))
        elif name == "table":
            parent.blocks.append(Table(tuple(map(tuple, frame.rows)), apart))
        elif name == "heading":
            parent.blocks += frame.blocks
        else:
            parent.blocks += _lists(frame.items, frame.token, apart)

    def _leaf(self, token: "Token") -> None:
        frame = self._frames[-1]
        apart = self._is_apart(token)
        if frame.token.type == "table_open":
            frame.rows[-1].append(line_of(token.content))
        elif frame.token.type == "heading_open":
            frame.blocks.append(_heading(frame.token, token.content, self._is_apart(frame.token)))
        elif token.type == "hr":
            frame.blocks.append(Rule(apart))
        elif token.type == "inline":
            lines = lines_of(token.content)
            frame.blocks += [Paragraph(lines, apart)] if lines else []
        else:
            language = _LANGUAGE.match(token.info.strip())
            frame.blocks.append(Code(token.content.rstrip("\n"), language[0] if language else "", apart))

    def _is_apart(self, token: "Token") -> bool:
        start = token.map[0] if token.map else 0
        return start > 0 and not self._source[start - 1].strip(" \t>")


_BEGUN = frozenset({"bullet_list", "ordered_list", "list_item", "blockquote", "table", "heading"})


def _heading(token: "Token", content: str, apart: bool) -> Block:
    words = line_of(content)
    if not words:
        return Paragraph(((Run(token.markup),),), apart)
    return Heading(len(token.markup), words, apart)


def _item(blocks: tuple[Block, ...], apart: bool) -> Item:
    """An item, a task where its words begin with a box."""
    if not blocks or not isinstance(blocks[0], Paragraph):
        return Item(blocks, None, apart)
    first = blocks[0]
    line = first.lines[0]
    box = _TASK.match(line[0].text) if line[0].mark is Mark.NONE and not line[0].url else None
    if not box:
        return Item(blocks, None, apart)
    rest = replace(line[0], text=line[0].text[box.end() :])
    words = (rest, *line[1:]) if rest.text else line[1:]
    return Item((replace(first, lines=(words, *first.lines[1:])), *blocks[1:]), box[1] != " ", apart)


def _lists(items: Sequence[tuple[str, Item]], token: "Token", apart: bool) -> Iterator[Block]:
    """The items as a list; as several ones where their numbers do not go on, for each keeps its number."""
    if not any(item.blocks for _, item in items):
        yield Paragraph(tuple((Run(number + token.markup),) for number, _ in items), apart)
        return
    numbers = [int(number) for number, _ in items if number]
    alike = len(set(numbers)) <= 1
    begun = 0
    for place in range(1, len(items) + 1):
        if place == len(items) or (not alike and numbers[place] != numbers[place - 1] + 1):
            taken = tuple(item for _, item in items[begun:place])
            yield List(taken, numbers[begun] if numbers else None, apart if begun == 0 else taken[0].apart)
            begun = place
