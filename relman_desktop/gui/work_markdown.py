"""A ticket's Markdown as lines of plain text to draw: never as HTML, no link that opens, nothing left out.

Where a mark says how words look, they are drawn so and the mark is not; all other characters stand as they are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from .shown import shown_text

if TYPE_CHECKING:
    from markdown_it.token import Token

_MOST_RENDERED = 20_000  # characters; what is longer is shown as it is written
_LOOKS = {"strong": "strong", "em": "emphasis", "s": "struck", "a": "link"}
_TASKS = {"[ ] ": "☐ ", "[x] ": "☑ ", "[X] ": "☑ "}
_ADDRESS = re.compile(r"https?://[^\s<>\"'()\[\]]+(?<![.,;:!?])")
_CELLS = "  |  "  # between the cells of a table


class Block(StrEnum):
    """What a line is a part of."""

    TEXT = "text"
    HEADING = "heading"
    CODE = "code"
    QUOTE = "quote"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that looks alike: "", "strong", "emphasis", "struck", "code" or "link"."""

    text: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line to draw. `indent`: how many lists and quotations it is in; `marker`: what stands before it, or ""."""

    runs: tuple[Run, ...]
    block: Block = Block.TEXT
    indent: int = 0
    marker: str = ""
    apart: bool = False  # whether there is room above it
    addresses: tuple[str, ...] = ()  # of the links in it

    @property
    def text(self) -> str:
        return self.marker + "".join(run.text for run in self.runs)


def markdown_lines(markdown: str) -> tuple[Line, ...]:
    """The lines of a text, with nothing hidden in it, whatever it is."""
    text = shown_text(markdown)
    if not text.strip():
        return ()
    if len(text) > _MOST_RENDERED:
        return _as_written(text)
    from markdown_it import MarkdownIt  # slow to import, and most starts show no ticket

    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    parser.disable(["entity", "reference"])  # an entity may stand for what is hidden, and a definition is not drawn
    lines = tuple(_Reader().read(parser.parse(text)))
    return lines if lines and _tells_all(text, lines) else _as_written(text)


def addresses(lines: Iterable[Line]) -> tuple[str, ...]:
    """The web addresses that the links of a text lead to, each once."""
    return tuple(dict.fromkeys(one for line in lines for one in line.addresses))


def _as_written(text: str) -> tuple[Line, ...]:
    return tuple(Line((Run(line),)) for line in text.split("\n"))


def _tells_all(text: str, lines: Sequence[Line]) -> bool:
    """Whether nearly all letters and digits are drawn: what is nested too deep is left out by the parser."""
    drawn = "".join([*(line.text for line in lines), *addresses(lines)])
    return _letters(drawn) >= _letters(text) * 0.95 - 5


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


class _Reader:
    """Goes through the tokens of a text once."""

    def __init__(self) -> None:
        self._markers: list[str] = []  # of the items that we are in; "" where it was drawn
        self._numbers: list[int | None] = []  # the next one of each list that we are in; None for one of bullets
        self._quotes = 0
        self._heading = False
        self._cells: list[Run] | None = None  # of the row of a table that we are in
        self._begun = False

    def read(self, tokens: "Sequence[Token]") -> Iterator[Line]:
        for token in tokens:
            name, _, side = token.type.rpartition("_")
            if side in ("open", "close"):
                yield from self._turn(name, token, opens=side == "open")
            elif self._cells is not None:
                self._cells += [*([Run(_CELLS)] if self._cells else []), *_runs(token)]
            else:
                yield from self._block(token)

    def _turn(self, name: str, token: "Token", *, opens: bool) -> Iterator[Line]:
        if name in ("bullet_list", "ordered_list"):
            self._turn_list(token, opens=opens)
        elif name == "list_item":
            self._turn_item(opens=opens)
        elif name == "blockquote":
            self._quotes += 1 if opens else -1
        elif name == "heading":
            self._heading = opens
        elif name == "tr":
            if not opens and self._cells is not None:
                yield self._line(tuple(self._cells), Block.TEXT, "", apart=False)
            self._cells = [] if opens else None

    def _turn_list(self, token: "Token", *, opens: bool) -> None:
        if opens:
            self._numbers.append(int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None)
        else:
            self._numbers.pop()

    def _turn_item(self, *, opens: bool) -> None:
        if not opens:
            self._markers.pop()
            return
        number = self._numbers[-1]
        self._markers.append("• " if number is None else f"{number}. ")
        self._numbers[-1] = None if number is None else number + 1

    def _block(self, token: "Token") -> Iterator[Line]:
        block = self._kind(token)
        links = _links(token)
        for at, runs in enumerate(_broken(_runs(token))):
            marker = self._markers[-1] if self._markers else ""
            if self._markers:
                self._markers[-1] = ""
            line = self._line(runs, block, marker, apart=at == 0 and not marker)
            yield _with_task(line, links if at == 0 else ())

    def _line(self, runs: tuple[Run, ...], block: Block, marker: str, *, apart: bool) -> Line:
        apart, self._begun = apart and self._begun, True
        return Line(runs, block, max(0, len(self._markers) - 1) + self._quotes, marker, apart)

    def _kind(self, token: "Token") -> Block:
        if token.type in ("fence", "code_block"):
            return Block.CODE
        if token.type == "hr":
            return Block.RULE
        return Block.HEADING if self._heading else Block.QUOTE if self._quotes else Block.TEXT


def _with_task(line: Line, links: tuple[str, ...]) -> Line:
    """The line of a task list with its box."""
    first = line.runs[0] if line.runs else Run("")
    box = _TASKS.get(first.text[:4], "") if line.marker else ""
    runs = (Run(first.text[4:], first.look), *line.runs[1:]) if box else line.runs
    return Line(runs, line.block, line.indent, box or line.marker, line.apart, links)


def _runs(token: "Token") -> list[Run]:
    """The words of a block with their looks; HTML is shown as it is written."""
    if token.type == "hr":
        return [Run("———")]
    if token.type != "inline":
        name = [Run(f"{token.info.strip()}\n", "emphasis")] if token.info.strip() else []
        return [*name, Run(token.content.rstrip("\n"), "code" if token.type in ("fence", "code_block") else "")]
    looks: list[str] = []
    titles: list[str] = []  # of links
    runs: list[Run] = []
    for child in token.children or ():
        if child.nesting:
            if child.nesting > 0:
                looks.append(_LOOKS.get(child.tag, ""))
                titles.append(str(child.attrs.get("title") or ""))
            else:
                looks.pop()
                runs += [Run(f" ({title})")] if (title := titles.pop()) else []
        elif child.type.endswith("break"):
            runs.append(Run("\n"))
        elif child.type == "image":
            runs.append(Run(f"[picture: {child.content or 'without words'}]", "emphasis"))
        else:
            runs.append(Run(child.content, "code" if child.type == "code_inline" else looks[-1] if looks else ""))
    return runs


def _links(token: "Token") -> tuple[str, ...]:
    children = token.children or () if token.type == "inline" else ()
    found: list[str] = []
    for one in children:
        linked = one.attrs.get("href") or one.attrs.get("src")
        found += [str(linked)] if linked else _ADDRESS.findall(one.content) if one.type == "text" else []
    return tuple(dict.fromkeys(found))


def _broken(runs: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    """The runs, line by line."""
    line: list[Run] = []
    for run in runs:
        head, *tail = run.text.split("\n")
        line.append(Run(head, run.look))
        for more in tail:
            yield tuple(one for one in line if one.text)
            line = [Run(more, run.look)]
    yield tuple(one for one in line if one.text)
