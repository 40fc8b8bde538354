"""A place in a statement that moves on as its words are taken."""

import re
from collections.abc import Iterator
from itertools import pairwise

from .statements import Statement, Token

_RUN_TIME = frozenset("$%:{<@")  # how a name begins that is filled in later: %s {table} :name ${schema}
_AFTER_TYPE = re.compile(
    "NOT|NULL|DEFAULT|PRIMARY|UNIQUE|REFERENCES|CHECK|CONSTRAINT|COLLATE|AFTER|FIRST|COMMENT|GENERATED|AS|USING|ON"
    "|AUTO_?INCREMENT|IDENTITY|CODEC|TTL|KEY"
)
_GIVES_VALUE = re.compile("DEFAULT|GENERATED|IDENTITY|AUTO_?INCREMENT|AS")
_OF_ITS_OWN = re.compile(
    "STORED|IDENTITY|AUTO_?INCREMENT|NEXTVAL|RANDOM|CLOCK_TIMESTAMP|TIMEOFDAY|GEN_RANDOM_UUID|UUID_GENERATE_V\\w+|UUIDV\\d|(?:BIG|SMALL)?SERIAL"
)


class Cursor:
    """Reads the tokens of a statement, or of a part of it, from left to right."""

    def __init__(self, statement: Statement, tokens: tuple[Token, ...] | None = None) -> None:
        self.statement = statement
        self._tokens = statement.tokens if tokens is None else tokens
        self._at = 0

    @property
    def keyword(self) -> str:
        """The next word in capitals; "" at the end, and before a quoted name or a sign."""
        return "" if self.at_end else self._tokens[self._at].keyword

    @property
    def at_end(self) -> bool:
        return self._at >= len(self._tokens)

    @property
    def rest(self) -> tuple[Token, ...]:
        return self._tokens[self._at :]

    def word(self) -> str:
        """Take the next token, whatever it is; its keyword."""
        keyword = self.keyword
        self._at += 1
        return keyword

    def accept(self, *keywords: str) -> bool:
        """Take these words if they are the next ones."""
        words = [token.keyword for token in self._tokens[self._at : self._at + len(keywords)]]
        taken = words == list(keywords)
        self._at += len(keywords) if taken else 0
        return taken

    def skip(self, *keywords: str) -> set[str]:
        """Take as many of these words as there are, in any order; those taken."""
        taken = set()
        while self.keyword and self.keyword in keywords:
            taken.add(self.word())
        return taken

    def name(self) -> str:
        """Take a name, with its schema where that is given; "" where it is none or is only known at run time."""
        parts = []
        while not self.at_end and self._tokens[self._at].is_name:
            parts.append(self._tokens[self._at].text)
            self._at += 1
            if not self.sign("."):
                break
        if any("{" in part and "}" not in part for part in parts):
            return ""  # an expression with dots in it: {constraint.clause()}
        known = [part for part in parts if part and part[0] not in _RUN_TIME and "%" not in part and "{" not in part]
        return ".".join(known) if parts and parts[-1:] == known[-1:] else ""

    def before(self, sign: str) -> bool:
        """Whether this sign is the next token."""
        return not self.at_end and self._tokens[self._at].text == sign

    def sign(self, sign: str) -> bool:
        """Take this sign if it is the next token."""
        taken = self.before(sign)
        self._at += taken
        return taken

    def exists_clause(self) -> None:
        """Take IF EXISTS or IF NOT EXISTS."""
        self.skip("IF", "NOT", "EXISTS")

    def parts(self) -> Iterator["Cursor"]:
        """The rest, cut at the commas that stand in no brackets."""
        depth, start = 0, self._at
        for place in range(self._at, len(self._tokens)):
            text = self._tokens[place].text
            depth += (text == "(") - (text == ")")
            if text == "," and depth == 0:
                yield Cursor(self.statement, self._tokens[start:place])
                start = place + 1
        yield Cursor(self.statement, self._tokens[start:])

    def inside(self) -> "Cursor":
        """What stands in the brackets that come next."""
        last = len(self._tokens) - (self._tokens[-1].text == ")")
        return Cursor(self.statement, self._tokens[self._at + 1 : last])

    def definition(self) -> dict[str, str | bool]:
        """What the rest says of a column, in the words of an `Operation`."""
        rest = self.rest
        flat = [(place, rest[place].keyword) for place in _outside_brackets(rest)]
        end = next((place for place, word in flat if _AFTER_TYPE.fullmatch(word)), len(rest))
        words = [word for _, word in flat]
        kind = self._source(rest[:end])
        return {
            "type": kind,
            "nullable": "PRIMARY" not in words and ("NOT", "NULL") not in pairwise(words),
            "default": _has_value(words) or "SERIAL" in kind.upper(),
            "rewrites": any(_OF_ITS_OWN.fullmatch(word) for word in words),
        }

    def _source(self, tokens: tuple[Token, ...]) -> str:
        if not tokens:
            return ""
        return " ".join(self.statement.source[tokens[0].start : tokens[-1].end].split())


def _outside_brackets(tokens: tuple[Token, ...]) -> Iterator[int]:
    depth = 0
    for place, token in enumerate(tokens):
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0:
            yield place


def _has_value(words: list[str]) -> bool:
    defaults_to_null = ("DEFAULT", "NULL") in pairwise(words)
    return not defaults_to_null and any(_GIVES_VALUE.fullmatch(word) for word in words)
