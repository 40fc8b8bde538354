"""Writes Markdown block by block, as the readers of the other markups come to them.

A reader begins and ends what it finds, in whatever order and depth a hostile document has it; the writer keeps no tree,
calls nothing recursively, and takes no more than it has room for, so that time and memory grow with the input alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ....wording import counted
from .blocks import Block, drawn, fenced, listed, quoted, table
from .escaping import address
from .inline import Piece, Style, one_line, paragraph

MOST = 60_000  # characters of a document that are kept
MOST_NUMBER = 999_999_999  # of an item
_DEEPEST = 8  # lists and quotes in each other; what is deeper stands in the deepest
_INSIDE = {"item": "list", "row": "table", "cell": "row"}  # what stands in what only
_LINES = frozenset({"heading", "cell"})  # whose words stand on one line
_MOST_LINK = 2_000  # characters of a link's words, to compare them with its address


@dataclass(slots=True)
class _Frame:
    """A block that was begun. `kind` "" draws nothing: its words are its parent's."""

    kind: str
    level: int = 0  # of a heading
    ordered: bool = False  # a list
    start: int = 1  # its first item's number
    task: bool | None = None  # of an item: whether it is done
    pieces: list[Piece] = field(default_factory=list)  # of the paragraph that goes on
    blocks: list[Block] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)  # of a row
    rows: list[list[str]] = field(default_factory=list)  # of a table


_NOTHING = _Frame("")


class Writer:
    """Markdown in the making. What is begun must be ended, in the opposite order."""

    def __init__(self, room: int = MOST) -> None:
        self._room = room
        self._left_out = 0
        self._frames = [_Frame("root")]
        self._drawing = [self._frames[0]]  # those of the frames that draw something
        self._depth = 0
        self._styles = dict.fromkeys((Style.PLAIN, *Style), 0)  # how often each is on
        self._style = Style.PLAIN
        self._bullet = False  # whether the next words begin an item that is not drawn as one
        self._links: list[list[str]] = []

    def begin(
        self, kind: str = "", *, level: int = 1, ordered: bool = False, task: bool | None = None, start: int = 1
    ) -> None:
        """Begin a quote, list, item, table, row, cell or heading; "" is a paragraph, and all that draws nothing."""
        self.new_block()
        if not self._draws(kind):
            self._bullet |= kind == "item"
            self._frames.append(_NOTHING)
            return
        frame = _Frame(kind, level, ordered, start, task)
        self._frames.append(frame)
        self._drawing.append(frame)
        self._depth += kind in ("quote", "item")
        self._take_room()

    def end(self) -> None:
        """End the block that was begun last."""
        self.new_block()
        frame = self._frames.pop()
        if frame.kind:
            self._depth -= frame.kind in ("quote", "item")
            self._drawing.pop()
            _finish(frame, self._drawing[-1])

    def task(self, done: bool) -> None:
        """The item that was begun last is a task."""
        if self._drawing[-1].kind == "item":
            self._drawing[-1].task = done

    def on(self, style: Style) -> None:
        """What is written from now on is set so, until `off` was called as often."""
        self._styles[style] += 1
        self._style |= style

    def off(self, style: Style) -> None:
        self._styles[style] = max(0, self._styles[style] - 1)
        if not self._styles[style]:
            self._style &= ~style

    @contextmanager
    def styled(self, style: Style) -> Iterator[None]:
        self.on(style)
        yield
        self.off(style)

    def write(self, text: str) -> None:
        """Write words; a line end in them is a hard line break."""
        if not text or (text.isspace() and not self._drawing[-1].pieces):
            return
        if self._bullet:
            self._bullet = False
            text = f"• {text.lstrip()}"
        kept = self._kept(text)
        if self._links:
            self._links[-1].append(kept[:_MOST_LINK])
        self._say(kept)

    def begin_link(self) -> None:
        """The words of a link begin."""
        self._links.append([])

    def end_link(self, url: str) -> None:
        """The words of a link are over: its address follows them, unless they are the address."""
        words = "".join(self._links.pop()).strip()[:_MOST_LINK] if self._links else ""
        told = address(url)
        if told and not _is_address(words, url):
            self._say(self._kept(f" ({told})" if words else told))

    def image(self, words: str) -> None:
        """A picture, by its description or its name; it is not looked at."""
        words = " ".join(words.split())
        self.write(f"(image: {words})" if words else "(image)")

    def panel(self, title: str) -> None:
        """Begin a quote with a title, as notes, warnings and panels are; `end` ends it."""
        self.begin("quote")
        self.titled(title)

    def titled(self, title: str) -> None:
        """A title that is no heading of the document."""
        self.new_block()
        with self.styled(Style.STRONG):
            self.write(" ".join(title.split()))
        self.new_block()

    def code(self, text: str, language: str = "") -> None:
        """A block of code, word for word."""
        kept = self._kept(text.strip("\n"))
        if not kept.strip():
            return
        if self._drawing[-1].kind in _LINES:
            with self.styled(Style.CODE):
                self._say(" ".join(kept.split()))
        else:
            self.new_block()
            self._drawing[-1].blocks.append(fenced(kept, language))

    def rule(self) -> None:
        """A line across."""
        self.new_block()
        if self._draws("rule"):
            self._take_room()
            self._drawing[-1].blocks.append(Block("rule", "---"))

    def new_block(self) -> None:
        """End the paragraph that goes on; what is written next begins another one."""
        frame = self._drawing[-1]
        if frame.kind in _LINES:
            if frame.pieces and not frame.pieces[-1][0].endswith((" ", "\n")):
                frame.pieces.append((" ", Style.PLAIN))
        elif frame.pieces:
            text = paragraph(frame.pieces)
            frame.pieces = []
            self._take_room()
            frame.blocks += [Block("paragraph", text)] if text else []

    @property
    def is_full(self) -> bool:
        """Whether nothing more is kept of what is written."""
        return self._room <= 0

    def leave_out(self, characters: int) -> None:
        """There are so many further characters that were not looked at."""
        self._left_out += max(0, characters)

    def finish(self) -> str:
        """The Markdown, with a sentence on what there was no room for."""
        while len(self._frames) > 1:
            self.end()
        self.new_block()
        blocks = self._frames[0].blocks
        if self._left_out:
            verb = "was" if self._left_out == 1 else "were"
            left = f"… ({counted(self._left_out, 'further character')} {verb} left out.)"
            blocks = [*blocks, Block("paragraph", left)]
        return drawn(blocks)

    def _draws(self, kind: str) -> bool:
        """Whether a block of this kind can stand here as what it is."""
        inside = self._drawing[-1].kind
        if not kind or inside in _LINES or self._room <= 0:
            return False
        return self._depth < _DEEPEST if kind not in _INSIDE else inside == _INSIDE[kind]

    def _say(self, text: str) -> None:
        frame = self._drawing[-1]
        if text and (frame.pieces or text.strip()):
            frame.pieces.append((text, self._style))

    def _kept(self, text: str) -> str:
        kept = text[: max(0, self._room)]
        self._room -= len(kept)
        if len(kept) < len(text):
            self._left_out += len(text[len(kept) :].strip())
        return kept

    def _take_room(self) -> None:
        """For what stands before a block's lines and between it and the next."""
        self._room -= 2 * self._depth + 2


def _finish(frame: _Frame, parent: _Frame) -> None:
    """Give a block that is over to the one that it stands in."""
    if frame.kind == "cell":
        parent.cells.append(one_line(frame.pieces).replace("|", "\\|"))
    elif frame.kind == "row":
        parent.blocks += frame.blocks
        parent.rows.append(frame.cells)
    elif block := _block(frame):
        parent.blocks += [*(frame.blocks if frame.kind == "table" else ()), block]
    else:
        parent.blocks += frame.blocks


def _block(frame: _Frame) -> Block | None:
    if frame.kind == "heading":
        words = one_line(frame.pieces)
        words = f"{words[:-1]}\\#" if words.endswith("#") else words
        return Block("heading", f"{'#' * frame.level} {words}") if words else None
    if frame.kind == "table":
        return table(frame.rows)
    if not frame.blocks:
        return None
    if frame.kind == "item":
        return Block("item", drawn(frame.blocks, in_item=True), frame.task)
    return (
        listed(frame.blocks, frame.start if frame.ordered else None) if frame.kind == "list" else quoted(frame.blocks)
    )


def _is_address(words: str, url: str) -> bool:
    """Whether the words of a link say where it leads."""
    plain = url.strip().rstrip("/")
    return words.rstrip("/") in (plain, plain.partition("://")[2], plain.removeprefix("mailto:"))
