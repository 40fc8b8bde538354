"""Program code of any language by its calls and its texts, without a parser: JavaScript, Go, PHP, Python, ..."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from .operations import Unread

_PIECES = r"""
      (?P<comment> %s | \s++ )
    | (?P<long> \"{3}.*?(?:\"{3}|\Z) )
    | (?P<text> "(?:[^"\\\n]|\\.)*+" | '(?:[^'\\\n]|\\.)*+' | `(?:[^`\\]|\\.)*+` )
    | (?P<word> [A-Za-z_$][\w$]*+ )
    | (?P<open> [(\[{] ) | (?P<close> [)\]}] ) | (?P<sign> => | -> | :: | . )
"""
_SLASHES = re.compile(_PIECES % r"//[^\n]*+ | /\*.*?(?:\*/|\Z)", re.VERBOSE | re.DOTALL)
_HASHES = re.compile(_PIECES % r"\#[^\n]*+", re.VERBOSE | re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "\n": ""}
_DEFINES = ("func", "function", "def", "fun")
_OF = (".", "->", "::")
_JOINS = ("+", ".")
_PIECE_LIMIT = 600_000  # two seconds of work
_DEEPEST = 200  # brackets in brackets


@dataclass(slots=True)
class Call:
    """A call as it is written, or only a pair of brackets, whose name is "".

    arguments: the texts that stand directly in each argument.
    inner: the texts in plain brackets inside: `["a", "b"]`.
    """

    on: str
    name: str
    start: int
    way: str  # the last section that began before it, such as "up" or "down"; "" before the first
    outer: "Call | None" = None
    after: "Call | None" = None  # the call on whose result it is made: `alterTable("t").addColumn("c")`
    end: int = 0
    arguments: list[list["Text"]] = field(default_factory=lambda: [[]])
    inner: list["Text"] = field(default_factory=list)
    begins_with_name: bool = False  # whether its first argument is a variable of PHP

    def before(self) -> Iterator["Call"]:
        """The calls on whose results it is made, the last one first."""
        call = self.after
        while call is not None:
            yield call
            call = call.after

    def around(self) -> Iterator["Call"]:
        """The calls that this one stands in, the nearest first."""
        call = self.outer
        while call is not None:
            yield call
            call = call.outer


@dataclass(slots=True)
class Text:
    """A text that stands in a call or in brackets; joined from several where the source joins them."""

    parts: list[str]
    start: int
    way: str
    holder: Call

    @property
    def value(self) -> str:
        return "".join(self.parts)


class SourceCode:
    """The calls and the texts of a source, in the order in which they begin. Raises `Unread`.

    sections: the names, in small letters, that begin a section: `up` of `async up(`, `exports.up =`, `func Up001(`.
    hashes: whether # begins a comment, rather than //.
    """

    def __init__(self, source: str, sections: frozenset[str], *, hashes: bool = False) -> None:
        self.source = source
        self.calls: list[Call] = []
        self.texts: list[Text] = []
        self._sections = sections
        self._ends = [found.start() for found in re.finditer("\n", source)]
        self._before = ("", "", "")  # the last pieces
        self._way = ""
        self._depth = 0
        self._here = Call("", "", 0, "")
        self._closed: Call | None = None
        self._read((_HASHES if hashes else _SLASHES).finditer(source))

    def line(self, place: int) -> int:
        """The line of a place in the source, from 1."""
        return bisect_left(self._ends, place) + 1

    def _read(self, pieces: Iterator[re.Match[str]]) -> None:
        for number, found in enumerate(pieces):
            if number > _PIECE_LIMIT:
                raise Unread("it is too long")
            kind = found.lastgroup
            if kind == "comment":
                continue
            if kind in ("text", "long"):
                self._take_text(found[0].strip('"') if kind == "long" else _unescaped(found[0]), found.start())
            else:
                self._take_piece(kind or "", found)
            self._before = (*self._before[1:], "text" if kind in ("text", "long") else found[0])

    def _take_piece(self, kind: str, found: re.Match[str]) -> None:
        if kind == "open":
            self._open(found)
        elif kind == "close" and self._here.outer:
            self._here.end = found.end()
            self._closed = self._here
            self._here, self._depth = self._here.outer, self._depth - 1
        elif kind == "word" and found[0].startswith("$") and self._before[2] == "(":
            self._here.begins_with_name = True
        elif found[0] == ",":
            self._here.arguments.append([])
        elif found[0] in ("=", ":"):
            self._begin_section(self._before[2])

    def _open(self, found: re.Match[str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Unread("it is nested too deeply")
        on, of, name = self._before
        after = self._closed if on == ")" and of in _OF else None
        is_call = found[0] == "(" and (name[:1].isalpha() or name[:1] in "_$") and bool(name)
        if is_call and of not in _OF:
            self._begin_section(_defined(name) if of in _DEFINES else name)
        self._here = Call(
            on if is_call and of in _OF else "",
            name if is_call else "",
            found.start() - len(name),
            self._way,
            self._here,
            after if is_call else None,
            len(self.source),
        )
        if is_call:
            self.calls.append(self._here)

    def _begin_section(self, name: str) -> None:
        if name.lower() in self._sections:
            self._way = name.lower()

    def _take_text(self, value: str, start: int) -> None:
        last = self._here.arguments[-1]
        joins = self._before[2] == "text" or (self._before[1] == "text" and self._before[2] in _JOINS)
        if last and joins:
            last[-1].parts.append(value)
            return
        text = Text([value], start, self._way, self._here)
        last.append(text)
        self.texts.append(text)
        for call in self._here.around() if not self._here.name else ():
            call.inner.append(text)
            if call.name:
                break


def _defined(name: str) -> str:
    """`Up` of a function `Up20240131` or `upAddUsers`."""
    found = re.match(r"[Uu]p(?![a-z])|[Dd]own(?![a-z])", name)
    return found[0] if found else name


def _unescaped(written: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), written[1:-1])
