"""What stands for a block where a markup does not let it stand: in an item, in a quote. Its words and marks stay."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .model import Block, Heading, Item, Line, Mark, Paragraph, Quote, Rule, Run, Table
from .plain import BETWEEN_CELLS

BOXES = {True: "☑ ", False: "☐ "}
_RULE = "———"


def simpler(block: Block, *, quotes: bool) -> tuple[Block, ...]:
    """The block as paragraphs, if it is none that stands everywhere; `quotes`: a quote, too."""
    match block:
        case Heading():
            return (Paragraph((_bold(block.words),), block.apart),)
        case Rule():
            return (Paragraph(((Run(_RULE),),), block.apart),)
        case Table():
            return (Paragraph(tuple(map(barred, block.rows)), block.apart),)
        case Quote() if quotes:
            return tuple(_cited(one) for inside in block.blocks for one in simpler(inside, quotes=True))
    return (block,)


def boxed(item: Item) -> tuple[Block, ...]:
    """An item's blocks, a task's with its box before the words."""
    first = item.blocks[0] if item.blocks else None
    if item.done is None or not isinstance(first, Paragraph):
        return item.blocks
    return (replace(first, lines=_before(BOXES[item.done], first.lines)), *item.blocks[1:])


def barred(cells: Sequence[Line]) -> Line:
    """A row of a table as a line with bars between its cells."""
    return tuple(list(_barred(cells))[1:])


def _barred(cells: Sequence[Line]) -> Iterator[Run]:
    for cell in cells:
        yield Run(BETWEEN_CELLS)
        yield from cell


def _cited(block: Block) -> Block:
    if not isinstance(block, Paragraph):
        return block
    return replace(block, lines=tuple(_before("> ", (line,))[0] for line in block.lines))


def _before(words: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return ((Run(words), *lines[0]), *lines[1:])


def _bold(line: Line) -> Line:
    return tuple(replace(run, mark=run.mark | Mark.BOLD) for run in line)
