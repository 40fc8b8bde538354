"""The files of a change in which tests stand, with the tests on both sides and the hunks that show them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk, Kind, Side, Status
from ..production import is_program, language, production
from ..sides import Text, piece, sides
from .reading import Test, tests
from .rules import Grammar, grammar
from .sorting import sort_of

_WORD = re.compile(r"\w+")
_START = 20_000  # characters
_HOLDS_TESTS = ("rust",)  # languages whose unit tests stand in the source file itself


@dataclass(frozen=True, eq=False)
class Seen:
    """A test on one side of a changed file. `hunk` is the id of the first hunk that changes it, "" where none does."""

    test: Test
    file: FileChange
    hunk: str


@dataclass(frozen=True, eq=False)
class TestFile:
    """A changed file with the tests of its two sides, in order."""

    __test__ = False  # for pytest: it is none of ours

    file: FileChange
    hunks: tuple[Hunk, ...]
    old: tuple[Seen, ...]
    new: tuple[Seen, ...]
    start: str  # of its text now, or of what it was: where it says what it imports

    @cached_property
    def sort(self) -> str | None:
        """Which of the four kinds of tests it holds, where something says so."""
        return sort_of(self.file.path, self.start)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words at the beginning of its text."""
        return frozenset(_WORD.findall(self.start))

    @property
    def has_tests(self) -> bool:
        return any(not seen.test.is_group for seen in (*self.old, *self.new))

    @property
    def is_touched(self) -> bool:
        """Whether one of its tests changes, comes or goes."""
        return any(seen.hunk and not seen.test.is_group for seen in (*self.old, *self.new))


def test_files(change: Change, cancel: Cancel) -> Iterator[TestFile]:
    """The files of tests, and the source files that hold tests of their own."""
    for file in change.of_kind(Kind.TEST):
        if not file.generated and is_program(file.path):
            yield _read(change, file, grammar(file.path), cancel)
    for file in production(change.files):
        if language(file.path) in _HOLDS_TESTS:
            read = _read(change, file, grammar(file.path), cancel)
            if read.has_tests:
                yield read


def _read(change: Change, file: FileChange, rules: Grammar | None, cancel: Cancel) -> TestFile:
    cancel.check()
    hunks = change.hunks(file, cancel)
    if rules is None:
        return TestFile(file, hunks, (), (), "")
    old, new = sides(change, file, cancel)
    before = tuple(_seen(file, hunks, old, "old", rules))
    after = tuple(_seen(file, hunks, new, "new", rules))
    return TestFile(file, hunks, before, after, "\n".join(new.pieces or old.pieces)[:_START])


def _seen(file: FileChange, hunks: Sequence[Hunk], text: Text, side: Side, rules: Grammar) -> Iterator[Seen]:
    if len(hunks) == 1 and file.status in (Status.ADDED, Status.DELETED):
        yield from (Seen(test, file, hunks[0].id) for whole in text.pieces for test in tests(whole, rules))
    elif text.whole:
        places = _Places(hunks, side)
        for whole in text.pieces:
            yield from (Seen(test, file, places.hunk_of(test)) for test in tests(whole, rules))
    else:
        for hunk in hunks:
            shown = f"{hunk.section}\n{piece(hunk, side)}"
            yield from (Seen(test, file, hunk.id) for test in tests(shown, rules))


class _Places:
    """Which hunk changes which lines of a side: those that go or come, and those between which something does."""

    def __init__(self, hunks: Sequence[Hunk], side: Side) -> None:
        self._lines: list[int] = []
        self._hunks: list[str] = []
        for hunk in hunks:
            last = hunk.old_start if side == "old" else hunk.new_start
            for line in hunk.lines:
                last = (line.old if side == "old" else line.new) or last
                if line.sign != " ":
                    self._lines.append(last)
                    self._hunks.append(hunk.id)

    def hunk_of(self, test: Test) -> str:
        """The first hunk that changes a test; where it ends is looked at only where one may."""
        return self._first(test.lines) if self._first(test.reach) else ""

    def _first(self, lines: range) -> str:
        at = bisect_left(self._lines, lines.start)
        return self._hunks[at] if at < len(self._lines) and self._lines[at] < lines.stop else ""
