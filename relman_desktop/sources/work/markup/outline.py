"""What a document says and how it is set, as values that can be compared: what stands for `Writer`'s Markdown then.

Words and code are kept verbatim, with what changes their meaning: which words are struck, which are code, where a link
leads, the number or the box of an item, what stands in a list, a quote, a table. What sites set anew is left out: bold
and slanted words, the level of a heading, blanks at the ends of lines, empty paragraphs, where one list ends and the
next begins.
"""

import re
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import unquote

from .adf import read_adf
from .escaping import address, one_spaced
from .html import read_html
from .inline import Piece, Style
from .writer import Writer

Outline = tuple[tuple[str, ...], ...]
_MEANS = Style.STRUCK | Style.CODE
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\ufeff]")
_AROUND_END = re.compile(" ?\n ?")
_EDGE = re.compile(r"\A +| +\Z")
_LINK, _SET = "\x1c", "\x1d"  # signs that stand in no text (`_UNSEEN`)
_DRAWN = frozenset({"heading", "quote", "table"})  # which are nothing without what stands in them


def adf_outline(value: Any) -> Outline:
    """What an ADF document says, () for nothing; `value` is what JSON gives, or its text. Takes linear time."""
    outline = _Outline()
    read_adf(value, outline)
    return outline.told()


def html_outline(text: str) -> Outline:
    """What HTML says, in the same way."""
    outline = _Outline()
    read_html(text, outline)
    return outline.told()


@dataclass(slots=True)
class _Open:
    """A block that was begun. `place`: of what tells so, or -1 where nothing does."""

    kind: str
    place: int
    number: int | None = None  # of a list with numbers: the next item's


class _Outline(Writer):
    """What stands in a block stands between its begin and its end, in one flat list, however deep that is."""

    def __init__(self) -> None:
        super().__init__(sys.maxsize)
        self._told: list[tuple[str, ...]] = []
        self._open: list[_Open] = []

    def begin(
        self, kind: str = "", *, level: int = 1, ordered: bool = False, task: bool | None = None, start: int = 1
    ) -> None:
        self.new_block()
        parent = self._open[-1] if self._open else _Open("", -1)
        is_told = bool(kind) and (kind != "list" or parent.kind == "list")
        block = _Open(kind, len(self._told) if is_told else -1, start if ordered else None)
        self._open.append(block)
        if kind == "item":
            self._told.append((kind, _marker(parent, task)))
        elif is_told:
            self._told.append((kind,))

    def end(self) -> None:
        self.new_block()
        block = self._open.pop()
        if block.kind in _DRAWN and len(self._told) == block.place + 1:
            self._told.pop()
        elif block.place >= 0:
            self._told.append(("end", block.kind))

    def task(self, done: bool) -> None:
        if self._open and self._open[-1].kind == "item":
            self._told[self._open[-1].place] = ("item", _box(done))

    def end_link(self, url: str) -> None:
        words = _where("".join(self._links.pop())) if self._links else ""
        told = _where(address(url))
        if told and words not in (told, told.partition("://")[2], told.removeprefix("mailto:")):
            self._frames[0].pieces.append((f"{_LINK}{told}{_LINK}", Style.PLAIN))

    def code(self, text: str, language: str = "") -> None:
        self.new_block()
        lines = (line.rstrip() for line in _composed(_UNSEEN.sub("", text)).split("\n"))
        words = "\n".join(lines).strip("\n")
        self._told += [("code", words)] if words else []

    def rule(self) -> None:
        self.new_block()
        self._told.append(("rule",))

    def new_block(self) -> None:
        pieces, self._frames[0].pieces = self._frames[0].pieces, []
        words = "".join(_set(pieces)).strip(" \n")
        self._told += [("words", words)] if words else []

    def told(self) -> Outline:
        """All of it; of what was not looked at, how much that is."""
        while self._open:
            self.end()
        self.new_block()
        left = [("left out", str(self._left_out))] if self._left_out else []
        return (*self._told, *left)

    def _say(self, text: str) -> None:
        super()._say(_UNSEEN.sub("", text))


def _marker(block: _Open, task: bool | None) -> str:
    """What stands before an item of a list."""
    if task is not None:
        return _box(task)
    if block.number is None:
        return "-"
    block.number += 1
    return f"{block.number - 1}."


def _box(done: bool) -> str:
    return "[x]" if done else "[ ]"


def _where(url: str) -> str:
    return _composed(unquote("".join(url.split()))).rstrip("/")


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _set(pieces: Sequence[Piece]) -> list[str]:
    """The words, between signs where they are struck or code; the blanks at their ends are neither."""
    told = [""]
    for style, group in groupby(pieces, lambda piece: piece[1] & _MEANS):
        words = _composed("".join(text for text, _ in group))
        is_code = bool(style & Style.CODE and words.strip())
        words = _EDGE.sub(" ", words) if is_code else _AROUND_END.sub("\n", one_spaced(words))
        words = words.lstrip(" ") if told[-1].endswith((" ", "\n")) else words
        told[-1] = told[-1].removesuffix(" ") if words.startswith("\n") else told[-1]
        core = words.strip(" \n")
        if core and style:
            before, _, after = words.partition(core)
            told += [before] if before else []
            told += [f"{_SET}{style:d}{core}{_SET}", after]
        elif words:
            told.append(words)
    return told
