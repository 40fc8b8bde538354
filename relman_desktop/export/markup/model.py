"""What a field's text says, whatever it is written in: blocks, lines and runs of words, as frozen values.

The writers of all flavours read it, and nothing else of the text.
"""

from dataclasses import dataclass, field
from enum import IntFlag


class Mark(IntFlag):
    """How words are set; they may be set in several ways at once."""

    NONE = 0
    BOLD = 1
    STRUCK = 2
    CODE = 4


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are set alike. `url`: where they lead, with one of the schemes of `phrases.SCHEMES`, or ""."""

    text: str
    mark: Mark = Mark.NONE
    url: str = ""

    @property
    def is_address(self) -> bool:
        """Whether it is a bare address."""
        return bool(self.url) and self.text == self.url and not self.mark & Mark.CODE


Line = tuple[Run, ...]  # words without a line end


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of words: a line end that somebody typed is one everywhere."""

    lines: tuple[Line, ...]
    apart: bool = field(default=False, compare=False)  # whether a blank line stood before it, as in every block


@dataclass(frozen=True, slots=True)
class Heading:
    level: int  # 1 to 6
    words: Line
    apart: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Code:
    """Lines word for word."""

    text: str
    language: str = ""
    apart: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: "tuple[Block, ...]"
    apart: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""

    apart: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the head's first; every row has as many cells."""

    rows: tuple[tuple[Line, ...], ...]
    apart: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    blocks: "tuple[Block, ...]"
    done: bool | None = None  # of a task; None where it is none
    apart: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class List:
    items: tuple[Item, ...]
    start: int | None = None  # the first one's number; None where they have none
    apart: bool = field(default=False, compare=False)


Block = Paragraph | Heading | Code | Quote | Rule | Table | List


@dataclass(frozen=True, slots=True)
class Document:
    blocks: tuple[Block, ...] = ()


def words_of(line: Line) -> str:
    return "".join(run.text for run in line)
