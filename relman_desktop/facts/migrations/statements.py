"""SQL of any dialect, cut into statements of tokens. What is not understood is only a token more.

A parser needs to know the dialect, and refuses a whole file for one statement; a migration names no dialect.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import dropwhile
from typing import NamedTuple

from .operations import Unread

_TOKEN = re.compile(
    r"""
      (?P<skip> \s++ | --[^\n]*+ | /\*.*?(?:\*/|\Z) | (?<![^\n])(?:\#|\\)[^\n]*+ )
    | (?P<end> (?<![^\n])(?:GO[ \t\r]*+(?=\n|\Z)|DELIMITER\b[^\n]*+) )
    | (?P<string> [eE]'(?:[^'\\]|''|\\.)*+(?:'|\Z)
                | [nNbBxX]?'(?:[^'\\]|''|\\'(?!\s*[,;)])|\\)*+(?:'|\Z)
                | \$(?P<tag>\w*)\$.*?(?:\$(?P=tag)\$|\Z) )
    | (?P<quoted> "(?:[^"]|"")*+(?:"|\Z) | `[^`]*+(?:`|\Z) | \[[A-Za-z_][\w ]*+\] )
    | (?P<word> (?:[^\W\d]|[$@%:{])[\w$%{}]*+ | <\w++> )
    | (?P<mark> [\d.]+ | . )
    """,
    re.VERBOSE | re.DOTALL,
)
TOKEN_LIMIT = 400_000  # a second of work
_BODY = frozenset({"TRIGGER", "FUNCTION", "PROCEDURE", "EVENT"})


class Sort(Enum):
    WORD = "word"
    QUOTED = "quoted"  # a name in quotes
    STRING = "string"
    MARK = "mark"  # a number or a sign
    END = "end"  # a line that ends a batch: GO, or a new DELIMITER


_SORTS = {sort.value: sort for sort in Sort} | {"tag": Sort.STRING}


class Token(NamedTuple):
    """A token; `text` is without quotes for a name, as written for the rest."""

    sort: Sort
    text: str
    start: int
    end: int

    @property
    def keyword(self) -> str:
        return self.text.upper() if self.sort is Sort.WORD else ""

    @property
    def is_name(self) -> bool:
        return self.sort in (Sort.WORD, Sort.QUOTED)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement without its semicolon; `line` is that of its first token, from 1."""

    tokens: tuple[Token, ...]
    source: str  # the whole text, which the tokens' places count in
    line: int

    @property
    def code(self) -> str:
        """The statement without its layout and comments, words in capitals."""
        return " ".join(token.keyword or self._written(token) for token in self.tokens)

    def _written(self, token: Token) -> str:
        """A token as written; what stands in `$$` is code again, whose layout says nothing."""
        text = self.source[token.start : token.end]
        return " ".join(text.replace("$$", " $$ ").split()) if text.startswith("$") else text


def statements(source: str, first_line: int = 1) -> Iterator[Statement]:
    """The statements of a text, in order, in time that grows with its length. Raises `Unread` past a second of work."""
    ends = [match.start() for match in re.finditer("\n", source)]
    gathered: list[Token] = []
    body = _Body()
    for token in _tokens(source):
        if token.sort is Sort.END or (token.text == ";" and not body.open):
            yield from _statement(gathered, source, ends, first_line)
            gathered, body = [], _Body()
        else:
            gathered.append(token)
            body.feed(token)
    yield from _statement(gathered, source, ends, first_line)


def _statement(tokens: list[Token], source: str, ends: list[int], first_line: int) -> Iterator[Statement]:
    words = tuple(dropwhile(lambda token: not token.is_name, tokens))  # a stray "//" or ")" of a script
    if words:
        yield Statement(words, source, first_line + bisect_right(ends, words[0].start))


def _tokens(source: str) -> Iterator[Token]:
    count = 0
    for match in _TOKEN.finditer(source):
        sort = _SORTS.get(match.lastgroup or "")
        if sort is None:
            continue
        count += 1
        if count > TOKEN_LIMIT:
            raise Unread("it is too long")
        text = match[0]
        name = text[1:-1].replace('""', '"') if sort is Sort.QUOTED else text
        yield Token(sort, name, match.start(), match.end())


class _Body:
    """Whether a semicolon stands inside the body of a routine: CREATE TRIGGER ... BEGIN a; b; END."""

    def __init__(self) -> None:
        self.open = 0
        self._seen: list[str] = []
        self._last = ""

    def feed(self, token: Token) -> None:
        word = token.keyword
        if len(self._seen) < 6:
            self._seen.append(word)
        if not self._is_routine:
            return
        if word in ("BEGIN", "CASE") and self._last != "END":
            self.open += 1
        elif self._last == "END" and word in ("IF", "LOOP", "WHILE", "REPEAT"):
            self.open += 1  # that END closed a block which is not counted
        if word == "END":
            self.open = max(0, self.open - 1)
        self._last = word

    @property
    def _is_routine(self) -> bool:
        return self._seen[:1] == ["CREATE"] and not _BODY.isdisjoint(self._seen)
