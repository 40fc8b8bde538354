"""A changed source file as this topic reads it: its changed lines of code, and where each stands."""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...jobs import Cancel
from ...sources.change import Change, FileChange, Hunk, Line, Side, Status
from ..sides import piece
from ..syntax import LARGEST
from .masking import Masked, masked
from .outline import Outline, defined, outline
from .wordlist import LONGEST_LINE, Written

_TESTS = re.compile(r"^#\[cfg\(test\)\]\n(?:#\[[^\n]*\n)*mod \w+ \{", re.MULTILINE)
_RUN, _SAYS_ENOUGH = 3, 30  # lines, and characters, that hardly stand in two places by chance
_SIGNS: dict[Side, str] = {"old": "-", "new": "+"}


@dataclass(frozen=True, slots=True)
class Changed:
    """A line of code that the change writes or takes away. `code` is without comments, `bare` also without strings."""

    sign: str
    number: int  # of its side, from 1
    code: str
    bare: str
    hunk: str
    block: int  # the run of changed lines that it stands in
    lower: str = ""  # the code in lower case
    moved: bool = (
        False  # stands as often elsewhere; only of what stands above a function, which other lines do not keep
    )

    @property
    def side(self) -> Side:
        return "old" if self.sign == "-" else "new"


class Moved:
    """The lines that the change takes away in one place and writes in another, as a moved function's are."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {"-": Counter(), "+": Counter()}
        self._runs: dict[str, set[str]] = {"-": set(), "+": set()}

    def note(self, lines: Sequence[Line]) -> None:
        for line in lines:
            if line.sign != " ":
                self._counts[line.sign][line.text.strip()] += 1
        for sign, runs in self._runs.items():
            runs.update(run for run, _ in _runs(lines, sign))

    def places(self, lines: Sequence[Line]) -> set[int]:
        """Which lines of a hunk have moved: they stand as often elsewhere, or in a run that stands there too."""
        changed = (at for at, line in enumerate(lines) if line.sign != " ")
        moved = {at for at in changed if self._has(lines[at])}
        for sign, other in (("-", "+"), ("+", "-")):
            moved.update(at for run, places in _runs(lines, sign) if run in self._runs[other] for at in places)
        return moved

    def _has(self, line: Line) -> bool:
        text = line.text.strip()
        return 0 < self._counts["+"][text] == self._counts["-"][text]


def _runs(lines: Sequence[Line], sign: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Lines of a sign that follow each other, blank ones aside, and say something; with their places."""
    last: list[tuple[int, str]] = []
    for at, line in enumerate(lines):
        if line.sign != sign or len(line.text) > LONGEST_LINE:
            last = []
        elif text := line.text.strip():
            last = [*last[1 - _RUN :], (at, text)]
            run = "\n".join(text for _, text in last)
            if len(last) == _RUN and len(run) >= _SAYS_ENOUGH:
                yield run, tuple(at for at, _ in last)


class Source(Written):
    """A changed file. Whole texts are read when first needed; of a diff file the hunks stand for them."""

    def __init__(self, change: Change, file: FileChange, moved: Moved, cancel: Cancel) -> None:
        self._change, self.file, self._moved, self._cancel = change, file, moved, cancel
        self.hunks = change.hunks(file, cancel)
        super().__init__(self.hunks)

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The functions and classes that the hunks name."""
        texts = [hunk.section for hunk in self.hunks]
        texts += [line.text for hunk in self.hunks for line in hunk.lines if "(" in line.text]
        return tuple(filter(None, map(defined, texts)))

    @property
    def is_both(self) -> bool:
        """Whether the file is there before and after."""
        return self.file.status not in (Status.ADDED, Status.DELETED)

    def path(self, side: Side) -> str:
        return self.file.old_side_path if side == "old" else self.file.path

    @cached_property
    def lines(self) -> tuple[Changed, ...]:
        """The changed lines with code in them."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[Changed]:
        block = 0
        for hunk in self.hunks:
            moved = self._moved.places(hunk.lines)
            for at, line in enumerate(hunk.lines):
                if line.sign == " ":
                    block += 1
                elif len(line.text) <= LONGEST_LINE:
                    yield from self._line(line, hunk, block, moved=at in moved)
            block += 1

    def _line(self, line: Line, hunk: Hunk, block: int, *, moved: bool) -> Iterator[Changed]:
        side: Side = "old" if line.sign == "-" else "new"
        number = (line.old if side == "old" else line.new) or 0
        code, bare = self.line(side, number)
        if code.strip() and number < self._tests[side]:
            yield Changed(line.sign, number, code, bare, hunk.id, block, code.lower(), moved)

    @cached_property
    def _tests(self) -> dict[Side, int]:
        """From which line on each side has only tests, as Rust's files may."""
        return {side: self._first_test(side) for side in _SIGNS}

    def _first_test(self, side: Side) -> int:
        text = (self._whole[side] or "") if self.file.path.endswith(".rs") else ""
        found = _TESTS.search(text)
        return text.count("\n", 0, found.start()) + 1 if found else sys.maxsize

    def line(self, side: Side, number: int) -> tuple[str, str]:
        """A line of a side as code, and without its strings; empty where it is not known."""
        at = self._place(side, number)
        known = self._masked[side]
        return (known.code[at], known.bare[at]) if at is not None else ("", "")

    def where(self, line: Changed) -> str:
        """The function or class that a line stands in, such as `PaymentClient.charge`; "" at the top."""
        at = self._place(line.side, line.number)
        return self._outlines[line.side].owners[at] if at is not None else ""

    def names(self, side: Side) -> frozenset[str]:
        """The functions and classes of a side that are known."""
        return self._outlines[side].names

    def text(self, side: Side) -> str:
        """What is known of a side, without comments."""
        return "\n".join(self._masked[side].code)

    def of(self, side: Side, owner: str | None) -> Iterator[str]:
        """The lines of code of a function or a class on a side; of None all of the side."""
        known = self._masked[side]
        owners = self._outlines[side].owners if owner is not None else (None,) * len(known.code)
        return (code for code, name in zip(known.code, owners, strict=True) if name == owner)

    def following(self, line: Changed, most: int) -> Iterator[tuple[str, str, str]]:
        """The lines after a line on its side, as code and without strings, each with what it stands in."""
        at = self._place(line.side, line.number)
        if at is not None:
            known, owners = self._masked[line.side], self._outlines[line.side].owners
            part = slice(at + 1, at + 1 + most)
            yield from zip(known.code[part], known.bare[part], owners[part], strict=True)

    def preceding(self, line: Changed, most: int) -> Iterator[str]:
        """The lines before a line on its side as code, the nearest first."""
        at = self._place(line.side, line.number)
        if at is not None:
            yield from reversed(self._masked[line.side].code[max(0, at - most) : at])

    @cached_property
    def _whole(self) -> dict[Side, str | None]:
        texts = {side: self._change.content.text(self.file, side, self._cancel) for side in _SIGNS}
        return {side: None if text is None or len(text) > LARGEST else text for side, text in texts.items()}

    @cached_property
    def _masked(self) -> dict[Side, Masked]:
        return {side: self._of_whole(side) or self._of_hunks(side) for side in _SIGNS}

    def _of_whole(self, side: Side) -> Masked | None:
        text = self._whole[side]
        return None if text is None else masked(_short(text), self.path(side))

    def _of_hunks(self, side: Side) -> Masked:
        parts = [masked(_short(piece(hunk, side)), self.path(side)) for hunk in self.hunks if _count(hunk, side)]
        return Masked(
            tuple(line for part in parts for line in part.code), tuple(line for part in parts for line in part.bare)
        )

    @cached_property
    def _outlines(self) -> dict[Side, Outline]:
        return {
            side: self._outline_of_hunks(side) if self._whole[side] is None else outline(self._masked[side].bare)
            for side in _SIGNS
        }

    def _outline_of_hunks(self, side: Side) -> Outline:
        bare = self._masked[side].bare
        sections = [hunk.section for hunk in self.hunks if _count(hunk, side)]
        parts = [
            outline(bare[at : at + count], defined(section))
            for (_, count, at), section in zip(self._pieces[side], sections, strict=True)
        ]
        owners = tuple(owner for part in parts for owner in part.owners)
        return Outline(owners, frozenset(name for part in parts for name in part.names))

    def _place(self, side: Side, number: int) -> int | None:
        """Where a line stands among the known lines of its side, from 0."""
        if self._whole[side] is not None:
            return number - 1 if 0 < number <= len(self._masked[side].code) else None
        places = (at + number - start for start, count, at in self._pieces[side] if start <= number < start + count)
        return next(places, None)

    @cached_property
    def _pieces(self) -> dict[Side, list[tuple[int, int, int]]]:
        """Of each hunk its first line, how many it has, and where they stand among the known lines."""
        found: dict[Side, list[tuple[int, int, int]]] = {"old": [], "new": []}
        for side, pieces in found.items():
            at = 0
            for hunk in self.hunks:
                if count := _count(hunk, side):
                    pieces.append((hunk.old_start if side == "old" else hunk.new_start, count, at))
                    at += count
        return found


def _count(hunk: Hunk, side: Side) -> int:
    return sum(line.sign in (" ", _SIGNS[side]) for line in hunk.lines)


def _short(text: str) -> str:
    """The text with nothing in the lines that are too long to have been written by hand."""
    return "\n".join(line if len(line) <= LONGEST_LINE else "" for line in text.split("\n"))
