"""Our dialect within a line: what is a mark there, and what is text as it was typed.

Marks are `` `code` ``, `**bold**`, `~~struck~~`, `[words](address)`, a bare address and `<address>`; of an address only
those with a scheme of `SCHEMES`. All else is text: single stars and underscores (`__init__`, `*.py`), tags (`<T>`),
entities (`&amp;`), backslashes, pictures, links that lead nowhere outside (`[x](y)`).

One pass finds what may be a mark; a mark that opens waits for the one that closes it, and nothing looks ahead, so that
a million stars take as long as a million letters.
"""

import re
import string
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from .model import Line, Mark, Run

SCHEMES = ("http://", "https://", "mailto:")
_TOKEN = re.compile(
    r"""
      (?P<ticks>`+)
    | \]\((?P<target>(?:https?://|mailto:)[^\s()<>`]{1,2000}(?:\([^\s()<>`]{0,500}\)[^\s()<>`]{0,500}){0,9})\)
    | <(?P<told>https?://[^\s<>`]{1,2000})>
    | (?P<address>(?<!\w)https?://[^\s<>`"“”|*]{1,2000})
    | (?P<mark>\*{2,}|~{2,})
    | (?P<open>\[)
    | (?P<end>\n)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AFTER_ADDRESS = ".,;:!?'’»…~_*&"  # what ends the sentence rather than the address
_PAIRS = {")": "(", "]": "[", "}": "{"}
_STYLES = {"*": Mark.BOLD, "~": Mark.STRUCK}
_BEFORE = "([{\"'“‘«„—–"  # what a mark that opens may stand after, beside a blank: all of it is punctuation
_OPENERS = "`([{\"'“‘«„#@$_~*<"  # what it may stand before, beside letters and digits


@dataclass(slots=True)
class _Piece:
    """What is read so far: a run, a mark that may be one, or the end of a line."""

    text: str
    mark: Mark = Mark.NONE
    url: str = ""
    ends_line: bool = False


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a paragraph that have words. Blanks at their ends are left out."""
    return tuple(line for pieces in _split(_Reader(text).read()) if (line := _line(pieces)))


def line_of(text: str) -> Line:
    """The words of a heading or a cell."""
    lines = lines_of(text.replace("\n", " "))
    return lines[0] if lines else ()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces: list[_Piece] = []
        self._waiting: dict[str, int] = {}  # marks that opened, the place of each among the pieces
        self._brackets: list[int] = []  # those that a link's words may have begun at

    def read(self) -> list[_Piece]:
        ends = ends_of_code(self._text)
        position = 0
        while found := _TOKEN.search(self._text, position):
            self._say(self._text[position : found.start()])
            position = self._take(found, ends)
        self._say(self._text[position:])
        return self._pieces

    def _say(self, text: str, mark: Mark = Mark.NONE, url: str = "") -> None:
        if text:
            self._pieces.append(_Piece(text, mark, url))

    def _take(self, found: re.Match[str], ends: dict[int, int]) -> int:
        """Read a token; gives where the text goes on."""
        if found["ticks"]:
            return self._code(found, ends)
        if found["address"]:
            address = _without_end(found[0])
            self._say(address, url=address if len(address) > len("https://") else "")
            return found.start() + len(address)
        if found["target"]:
            self._link(found)
        elif found["told"]:
            self._say(found["told"], url=found["told"])
        elif found["mark"]:
            self._mark(found)
        elif found["open"]:
            self._brackets.append(len(self._pieces))
            self._pieces.append(_Piece("["))
        else:
            self._pieces.append(_Piece("", ends_line=True))
        return found.end()

    def _code(self, found: re.Match[str], ends: dict[int, int]) -> int:
        end = ends.get(found.start())
        if end is None:
            self._say(found[0])
            return found.end()
        width = len(found[0])
        inside = self._text[found.end() : end - width].replace("\n", " ")
        if inside.strip() and inside[0] == inside[-1] == " ":
            inside = inside[1:-1]
        self._say(inside, Mark.CODE if inside.strip() else Mark.NONE)
        return end

    def _link(self, found: re.Match[str]) -> None:
        if not self._brackets or not _has_words(self._pieces[self._brackets[-1] + 1 :]):
            self._say(found[0][:2])
            address = _without_end(found["target"])
            is_web = not address.lower().startswith("mailto:")
            self._say(address, url=address if is_web else "")
            self._say(found["target"][len(address) :] + ")")
            return
        start = self._brackets.pop()
        self._brackets.clear()  # no link holds another one
        self._pieces[start].text = ""
        for piece in self._pieces[start:]:
            piece.url = found["target"]
        self._waiting = {mark: place for mark, place in self._waiting.items() if place < start}

    def _mark(self, found: re.Match[str]) -> None:
        sign, before = found[0][0], self._text[max(0, found.start() - 1) : found.start()]
        after = self._text[found.end() : found.end() + 1]
        place = len(self._pieces)
        before = " " if place - 1 in self._waiting.values() else before  # within another mark that has just opened
        self._pieces.append(_Piece(found[0]))
        if len(found[0]) != 2:
            return
        if _closes(before, after) and sign in self._waiting:
            self._set(sign, place)
        elif _opens(before, after):
            self._waiting.pop(sign, None)
            self._waiting[sign] = place

    def _set(self, sign: str, end: int) -> None:
        """Set what stands between two marks, of which nothing remains."""
        start = self._waiting.pop(sign)
        while self._brackets and self._brackets[-1] > start:
            self._brackets.pop()
        for piece in self._pieces[start + 1 : end]:
            piece.mark |= _STYLES[sign]
        self._pieces[start].text = self._pieces[end].text = ""
        self._waiting = {mark: place for mark, place in self._waiting.items() if place < start}


def _has_words(pieces: list[_Piece]) -> bool:
    return any(piece.text.strip() for piece in pieces)


def _opens(before: str, after: str) -> bool:
    """Whether a mark between these two characters may open: where CommonMark has it open, and not in a word or path."""
    return (
        (not before or before.isspace() or before in _BEFORE) and bool(after) and (after.isalnum() or after in _OPENERS)
    )


def _closes(before: str, after: str) -> bool:
    """Whether it may close: where CommonMark has it close, and not in a word."""
    if not before or before.isspace() or after.isalnum() or after == "_":
        return False
    return before.isalnum() or not after or after.isspace() or _is_punctuation(after)


def _is_punctuation(char: str) -> bool:
    return char in string.punctuation or unicodedata.category(char).startswith("P")


def _without_end(address: str) -> str:
    """The address without what ends the sentence that it stands in."""
    excess = {last: address.count(last) - address.count(first) for last, first in _PAIRS.items()}
    end = len(address)
    while end and (address[end - 1] in _AFTER_ADDRESS or excess.get(address[end - 1], 0) > 0):
        end -= 1
        if address[end] in excess:
            excess[address[end]] -= 1
    return address[:end]


def ends_of_code(text: str) -> dict[int, int]:
    """Where the code ends that begins with the backticks at a place: after the next run of as many."""
    ends: dict[int, int] = {}
    later: dict[int, re.Match[str]] = {}
    for found in reversed(list(re.finditer("`+", text))):
        width = len(found[0])
        if following := later.get(width):
            ends[found.start()] = following.end()
        later[width] = found
    return ends


def _split(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces, line by line."""
    for ends, group in groupby(pieces, lambda piece: piece.ends_line):
        if not ends:
            yield list(group)


def _line(pieces: list[_Piece]) -> Line:
    """The pieces as runs: those that are set alike joined, and no blanks at the line's ends."""
    alike = groupby((piece for piece in pieces if piece.text), lambda piece: (piece.mark, piece.url))
    runs = [Run("".join(piece.text for piece in group), mark, url) for (mark, url), group in alike]
    if runs and not runs[0].mark & Mark.CODE:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
    if runs and not runs[-1].mark & Mark.CODE:
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(run for run in runs if run.text)
