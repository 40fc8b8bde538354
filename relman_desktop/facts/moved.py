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
_BLANKS = re.compile(r"\s+")
_WORDS = re.compile(r"\w")

Run = tuple[str, ...]
Place = tuple[str, str, int]  # file id, sign, place among the hunks' lines of that sign


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
    sides: dict[str, list[tuple[Place, str]]] = {"-": [], "+": []}
    for file, theirs in hunks:
        for sign, lines in sides.items():
            lines += _lines(file, theirs, sign)
    runs = {sign: list(_runs(lines)) for sign, lines in sides.items()}
    counts = {sign: Counter(run for run, _ in found) for sign, found in runs.items()}
    both = counts["-"] & counts["+"]
    return Moved(dict(Counter(place[0] for found in runs.values() for place in _marked(found, both))))


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


def _lines(file: str, hunks: Sequence[Hunk], sign: str) -> Iterator[tuple[Place, str]]:
    """The lines of one sign that say something; a hole in the places parts what does not follow each other."""
    place = 0
    for hunk in hunks:
        for line in hunk.lines:
            if line.sign != sign:
                place += line.sign == " "
            elif line.text.strip():
                place += 1
                yield (file, sign, place), _BLANKS.sub(" ", line.text.strip())[:_LONGEST_LINE]
        place += 1


def _runs(lines: Sequence[tuple[Place, str]]) -> Iterator[tuple[Run, tuple[Place, ...]]]:
    for at in range(len(lines) - _RUN + 1):
        part = lines[at : at + _RUN]
        places = tuple(place for place, _ in part)
        follow = places[0][0] == places[-1][0] and places[-1][2] - places[0][2] == _RUN - 1
        run = tuple(text for _, text in part)
        if follow and len(_WORDS.findall("".join(run))) >= _SAYS_ENOUGH:
            yield run, places


def _marked(runs: Iterable[tuple[Run, tuple[Place, ...]]], both: Counter[Run]) -> set[Place]:
    """The places of the runs that the other side has too, each as often as both have it."""
    left = Counter(both)
    marked: set[Place] = set()
    for run, places in runs:
        if left[run] > 0:
            left[run] -= 1
            marked.update(places)
    return marked
