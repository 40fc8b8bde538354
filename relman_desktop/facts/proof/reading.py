"""The tests that stand in a text, told by its lines: nothing of it is run, and a piece of a file can be read too."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from .rules import Grammar, assertion

LARGEST = 2_000_000  # characters; a longer file of tests was generated
_LONGEST_LINE = 1000
_MOST_MARKS = 40  # lines above a test
_LONGEST_BODY = 2000  # lines
_CLOSERS = (")", "}", "]", "end", "})", "});", "`")
_ENDS_CODE = ("{", "}", ";", "};", "})", "});", "end")
_NAMES = ("name", "case", "words", "row")  # groups of a head's pattern; a row's name ends a table of cases
_BLANKS = re.compile(r"\s+")


class Place(NamedTuple):
    """Where a test stands among the lines, from 0."""

    first: int  # where its head begins
    head: int  # where its name stands
    next: int | None  # where the next test's head begins; None for a group


class Test:
    """A test, or a group of them (a class, a `describe`). Its marks and its body are read when asked for."""

    __test__ = False  # for pytest: it is none of ours

    def __init__(self, grammar: Grammar, lines: Sequence[str], place: Place, name: str, part: str) -> None:
        self._grammar = grammar
        self._lines = lines
        self._first, self._head, self._next = place
        self._is_row = part == "row"
        self.name = name
        self.is_group = place.next is None

    @property
    def line(self) -> int:
        """Of its name, from 1, in the text that was read."""
        return self._head + 1

    @cached_property
    def marks(self) -> str:
        """Its head with the lines above that belong to it."""
        return "\n".join(self._lines[self._top : self._head + 1])

    @cached_property
    def body(self) -> tuple[str, ...]:
        """The lines of its code without blanks, comments and indentation."""
        return tuple(_bare(line) for line in self._code if _says_something(line, self._grammar.comment))

    @cached_property
    def asks(self) -> tuple[str, ...]:
        """Those of its lines with which it asks something."""
        return tuple(line for line in self.body if assertion().search(line))

    @cached_property
    def is_off(self) -> bool:
        """Whether it never runs."""
        return bool(self._grammar.off_mark.search(self.marks)) or any(map(self._grammar.off_call.match, self._steps))

    @property
    def why_off(self) -> str:
        """The line that switches it off, as it is written."""
        marks = self.marks.split("\n")
        found = next((line for line in marks if self._grammar.off_mark.search(line)), None)
        found = found or next(filter(self._grammar.off_call.match, self._steps), "")
        return found.strip()

    @cached_property
    def is_only(self) -> bool:
        """Whether it switches all other tests of its file off."""
        return bool(self._grammar.only.search(self.marks))

    @property
    def holds_tests(self) -> bool:
        """Whether tests are written in it; a group without any inherits them."""
        return bool(self._grammar.head.search("\n".join(self._code)))

    @cached_property
    def is_many(self) -> bool:
        """Whether it stands for many cases."""
        many = self._grammar.many.search
        return self._is_row or bool(many(self.marks)) or any(map(many, self.body))

    @property
    def lines(self) -> range:
        """Its lines from 1, marks and all."""
        return range(self._top + 1, self._end + 1)

    @property
    def reach(self) -> range:
        """Lines that it does not go beyond, known at once."""
        return range(self._first - _MOST_MARKS, (self._next or len(self._lines)) + 1)

    @cached_property
    def _top(self) -> int:
        indent, inside = _indent(self._lines[self._head]), False
        for at in range(self._first - 1, max(-1, self._first - _MOST_MARKS), -1):
            line = self._lines[at]
            text, deeper = line.strip(), _indent(line) > indent
            closes = not deeper and text.startswith((")", "]")) and not text.endswith(";")
            marked = text.startswith((self._grammar.above, *self._grammar.comment))
            if not text or not (closes or marked or (inside and deeper)):
                return at + 1
            inside = closes or (inside and deeper)
        return max(0, self._first - _MOST_MARKS + 1) if self._first else 0

    @cached_property
    def _end(self) -> int:
        """Behind its last line: it ends before what is indented no deeper, unless that closes it."""
        indent = _indent(self._lines[self._head])
        for at in range(self._head + 1, min(len(self._lines), self._head + _LONGEST_BODY)):
            line = self._lines[at]
            if line.strip() and _indent(line) <= indent:
                text = line.strip()
                if text.startswith(_CLOSERS) and not text.endswith((":", "{", "=>")):
                    return at + 1
                if not text.startswith((")", "{", "->")):
                    return at
        return min(len(self._lines), self._head + _LONGEST_BODY)

    @property
    def _code(self) -> Sequence[str]:
        return self._lines[self._head + 1 : self._end]

    @property
    def _steps(self) -> list[str]:
        """The statements at the first level of its code; of a group only its own marks count."""
        code = [line for line in self._code if line.strip() and len(line) <= _LONGEST_LINE]
        first = next((line for line in code if line.strip() not in ("{", "}", "):")), "")
        return [] if self.is_group else [line for line in code if _indent(line) == _indent(first)]


def tests(text: str, grammar: Grammar) -> Iterator[Test]:
    """The tests and groups of a text, in order."""
    if len(text) > LARGEST:
        return
    lines = text.split("\n")
    if max(map(len, lines)) > _LONGEST_LINE:
        lines = [line if len(line) <= _LONGEST_LINE else "" for line in lines]
        text = "\n".join(lines)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    heads, groups = list(grammar.head.finditer(text)), list(grammar.group.finditer(text))
    after = [*(bisect_right(starts, head.start()) - 1 for head in heads[1:]), len(lines)]
    found = [*zip(heads, after, strict=False), *((group, None) for group in groups)]
    for match, following in sorted(found, key=lambda one: one[0].start()):
        part = next((part for part in _NAMES if match.groupdict().get(part)), None)
        if part:
            first, head = (bisect_right(starts, at) - 1 for at in (match.start(), match.start(part)))
            name = match[part].strip().removesuffix(" do")
            yield Test(grammar, lines, Place(first, head, following), name, part)


def _bare(line: str) -> str:
    return _BLANKS.sub(" ", line.strip())


def _says_something(line: str, comment: tuple[str, ...]) -> bool:
    text = line.strip()
    return bool(text) and len(line) <= _LONGEST_LINE and not text.startswith(comment)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
