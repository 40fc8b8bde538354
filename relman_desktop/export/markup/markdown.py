"""Markdown as a site reads it: CommonMark, GitHub's (GFM) and GitLab's (GLFM), each read back as the same document.

What a site would take for a mark is escaped, so that text is read as it was typed. Where GitHub or GitLab know more
than CommonMark, what would become a formula, a footnote, an alert, a table of contents or a quick action (`/close`) is,
too; `@names` and `#123` are left to the site. In CommonMark, which has neither, the rows of a table are lines with bars
between the cells, and tasks are items that begin with a box.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ...sources.work.markup.escaping import escaped, guarded
from ...wording import code
from .flavour import Flavour
from .model import Block, Code, Document, Heading, Item, Line, List, Mark, Paragraph, Quote, Rule, Run, Table
from .nesting import Span, nested
from .plain import BETWEEN_CELLS

_SIGNS = {Mark.BOLD: "**", Mark.STRUCK: "~~"}
_BRACKETS = re.compile(r"\\.|[\[\]]")
_ENTITY = re.compile(r"&(?=#?\w{1,40};)")
_FENCES = re.compile("`{3,}")
_MORE = {  # what a site knows beside CommonMark, which would not be read as it was typed
    Flavour.GFM: re.compile(r"\[(?=[!^])|\$(?=\S)"),
    Flavour.GLFM: re.compile(r"\[(?=[!^\[+-]|TOC\])|\{(?=[+-])|\$(?=\S)"),
}
_LINE_BEGINS = {  # of a line, likewise
    Flavour.GLFM: re.compile(r"/(?=[a-z])|:(?=\s|:{2})"),
}


def markdown(document: Document, flavour: Flavour) -> str:
    """A document in a flavour of Markdown."""
    return "\n".join(_Writer(flavour).stacked(document.blocks, first=True))


class _Writer:
    def __init__(self, flavour: Flavour) -> None:
        self._flavour = flavour
        self._extended = flavour is not Flavour.COMMONMARK
        self._more = _MORE.get(flavour)
        self._begins = _LINE_BEGINS.get(flavour)

    def stacked(self, blocks: Sequence[Block], *, first: bool = False, close: bool = False) -> list[str]:
        """Blocks under each other. `close`: in an item, where a list may follow closely on its paragraph."""
        lines: list[str] = []
        before: Block | None = None
        markers = ("-", ".")
        for block in blocks:
            closely = close and isinstance(before, Paragraph) and _may_follow(block)
            lines += [""] if before and not closely else []
            if isinstance(block, List):
                follows = isinstance(before, List) and (before.start is None) is (block.start is None)
                markers = (("*", ")") if markers[0] == "-" else ("-", ".")) if follows else ("-", ".")
                lines += self._list(block, markers)
            else:
                lines += self._block(block, first=first and before is None)
            before = block
        return lines

    def _block(self, block: Block, *, first: bool) -> list[str]:
        match block:
            case Paragraph():
                return self._paragraph([self.line(line) for line in block.lines])
            case Heading():
                words = self.line(block.words)
                return [f"{'#' * block.level} " + (f"{words[:-1]}\\#" if words.endswith("#") else words)]
            case Code():
                return _fenced(block)
            case Quote():
                return [f"> {line}" if line else ">" for line in self.stacked(block.blocks)] or [">"]
            case Rule():
                return ["___" if first else "---"]  # hyphens open front matter in a text, and another rule in an item
            case Table():
                return self._table(block)
            case List():
                return self._list(block, ("-", "."))

    def _paragraph(self, lines: Iterable[str]) -> list[str]:
        *others, last = map(self._guarded, lines)
        return [*(f"{line}  " for line in others), last]

    def _guarded(self, line: str) -> str:
        line = guarded(line)
        return f"\\{line}" if self._begins and self._begins.match(line) else line

    def _table(self, table: Table) -> list[str]:
        rows = [[self.line(cell) for cell in row] for row in table.rows]
        if not self._extended:
            return self._paragraph(BETWEEN_CELLS.join(row).strip() or "|" for row in rows)
        head, *others = [[cell.replace("|", "\\|") for cell in row] for row in rows]
        return [_row(head), _row(["---"] * len(head)), *map(_row, others)]

    def _list(self, block: List, markers: tuple[str, str]) -> list[str]:
        loose = any(_is_loose(item) for item in block.items)
        lines: list[str] = []
        for number, item in enumerate(block.items):
            lines += [""] if loose and lines else []
            bullet, point = markers
            lines += self._item(item, f"{bullet} " if block.start is None else f"{block.start + number}{point} ")
        return lines

    def _item(self, item: Item, marker: str) -> list[str]:
        head, *rest = self.stacked(item.blocks, first=True, close=True) or [""]
        box = {None: "", True: "[x] ", False: "[ ] "}[item.done]
        indent = " " * len(marker)
        return [marker + box + head if head else marker.rstrip(), *(line and indent + line for line in rest)]

    def line(self, line: Line) -> str:
        return self._words(nested(line), linked=False, ends=True)

    def _words(self, spans: Sequence[Span | Run], *, linked: bool, ends: bool) -> str:
        """`ends`: whether nothing stands after them."""
        told = []
        for number, span in enumerate(spans):
            following = spans[number + 1] if number + 1 < len(spans) else None
            told.append(
                self._run(span, following, linked=linked, more=not ends or following is not None)
                if isinstance(span, Run)
                else self._span(span, linked=linked)
            )
        return "".join(told)

    def _span(self, span: Span, *, linked: bool) -> str:
        if span.mark:
            return f"{_SIGNS[span.mark]}{self._words(span.inside, linked=linked, ends=False)}{_SIGNS[span.mark]}"
        if span.is_address:
            return f"<{span.url}>"
        target = _ENTITY.sub("&amp;", span.url.replace("\\", "\\\\"))
        return f"[{self._words(span.inside, linked=True, ends=False)}]({target})"

    def _run(self, run: Run, following: Span | Run | None, *, linked: bool, more: bool) -> str:
        if run.mark & Mark.CODE:
            return _code(run.text)
        text = escaped(run.text) if more else escaped(run.text + "\n")[:-1]
        if text.endswith("!") and isinstance(following, Span) and following.url:  # which would be a picture
            text = f"{text[:-1]}\\!"
        if self._more:
            text = self._more.sub(r"\\\g<0>", text)
        return _BRACKETS.sub(_bracket, text) if linked else text


def _bracket(found: re.Match[str]) -> str:
    """A bracket among the words of a link; what is escaped stays as it is."""
    return found[0] if found[0][0] == "\\" else f"\\{found[0]}"


def _code(text: str) -> str:
    pad = " " if text[0] == text[-1] == " " else ""
    return code(f"{pad}{text}{pad}")


def _is_loose(item: Item) -> bool:
    """Whether blank lines stand in an item."""
    return any(not (isinstance(one, Paragraph) and _may_follow(other)) for one, other in pairwise(item.blocks))


def _may_follow(block: Block) -> bool:
    """Whether a block may stand on the line after a paragraph; there other numbers than 1 are its words."""
    if isinstance(block, List):
        return block.start in (None, 1) and bool(block.items[0].blocks)
    return isinstance(block, Code)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _fenced(block: Code) -> list[str]:
    fence = "`" * (max(map(len, _FENCES.findall(block.text)), default=2) + 1)
    return [f"{fence}{block.language}", *(block.text.split("\n") if block.text else ()), fence]
