"""Lines that a change only moves or indents anew: they stand on both sides, blanks aside, in runs of some length.

Linear in the changed lines: runs of three lines are counted on each side, and what both have is moved.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..jobs import Cancel
from ..sources.change import Change, FileChange, Hunk
from ..wording import named
from .areas import main_areas
from .fact import Finding
from .production import language, largest

_RUN = 3  # lines that follow each other on both sides
_SAYS_ENOUGH = 24  # letters and digits of a run: three closing brackets are no code
_LONGEST_LINE = 1000
_DATA = ("json", "toml")  # where lines repeat themselves
_FEWEST, _LEAST = 20, 0.1  # lines, and share of all changed lines, that are worth telling
_APART = 10_000_000  # places between files, more than lines of one
_WORDS = re.compile(r"\w")

Run = tuple[str, str, str]
_Line = tuple[str, int, str]  # file id, place in the whole change, what it says


@dataclass(frozen=True, slots=True)
class Moved:
    """How many of a file's changed lines are only moved or indented anew, by the file's id."""

    lines: dict[str, int]

    def share(self, file: FileChange) -> float:
        """The share of a file's changed lines, from 0 to 1."""
        changed = file.added + file.removed
        return min(1.0, self.lines.get(file.id, 0) / changed) if changed else 0.0


def moved_lines(hunks: Iterable[tuple[str, Sequence[Hunk]]]) -> Moved:
    """What moves inside the hunks of some files, given as (file id, its hunks), or from one of the files to another."""
    sides: dict[str, list[_Line]] = {"-": [], "+": []}
    for number, (file, theirs) in enumerate(hunks):
        for sign, lines in sides.items():
            lines += _lines(file, number * _APART, theirs, sign)
    runs = {sign: list(_runs(lines)) for sign, lines in sides.items()}
    both = Counter(run for run, _ in runs["-"]) & Counter(run for run, _ in runs["+"])
    both = Counter({run: count for run, count in both.items() if len(_WORDS.findall("".join(run))) >= _SAYS_ENOUGH})
    found = (sides[sign][at][0] for sign in sides for at in sorted(_marked(runs[sign], both)))
    return Moved(dict(Counter(found)))


def detect(change: Change, cancel: Cancel) -> Iterator[Finding]:
    """`change.moved`, one for each main area in which enough of the change is only moved or indented anew."""
    areas = main_areas(change, cancel)
    files = [file for area in areas for file in area.files if language(file.path) not in _DATA]
    moved = moved_lines((file.id, _hunks(change, file, cancel)) for file in dict.fromkeys(files))
    for area in areas:
        count = sum(min(moved.lines.get(file.id, 0), file.added + file.removed) for file in area.files)
        if count >= max(_FEWEST, area.lines * _LEAST):
            theirs = [file for file in area.files if moved.lines.get(file.id)]
            yield Finding(
                "change.moved",
                f"{count:,} of the {area.lines:,} changed lines of {named(area.name)} are only moved or re-indented.",
                tuple(file.id for file in largest(theirs)),
                {"area": area.name, "moved": count, "lines": area.lines},
                weight=6,
            )


def _hunks(change: Change, file: FileChange, cancel: Cancel) -> tuple[Hunk, ...]:
    cancel.check()
    return change.hunks(file, cancel)


def _lines(file: str, place: int, hunks: Sequence[Hunk], sign: str) -> Iterator[_Line]:
    """The lines of one sign that say something; a hole in the places parts what does not follow each other."""
    for hunk in hunks:
        place += 1
        for line in hunk.lines:
            if line.sign != sign:
                place += line.sign == " "
            elif words := line.text[:_LONGEST_LINE].split():
                place += 1
                yield file, place, " ".join(words)


def _runs(lines: Sequence[_Line]) -> Iterator[tuple[Run, int]]:
    """Lines that follow each other, with where the first of them stands in the list."""
    for at, ((_, place, one), (_, _, two), (_, last, three)) in enumerate(
        zip(lines, lines[1:], lines[2:], strict=False)
    ):
        if last - place == _RUN - 1:
            yield (one, two, three), at


def _marked(runs: Iterable[tuple[Run, int]], both: Counter[Run]) -> set[int]:
    """Where the lines stand that the other side has too, in runs, each run as often as both have it."""
    left = Counter(both)
    marked: set[int] = set()
    for run, at in runs:
        if left.get(run, 0) > 0:
            left[run] -= 1
            marked.update(range(at, at + _RUN))
    return marked
