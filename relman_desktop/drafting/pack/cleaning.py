"""A hunk's lines with their secrets masked and nothing hidden in them, as far as they may be shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ...sources.change import Hunk, Line
from .outside import Outside

LONG = 300  # characters of a line where a hunk is cut
LONGEST_RUN = 64  # lines of one sign where a hunk is cut
WIDE = 3  # lines of context that a hunk may have
_READ = 4 * LONG  # characters of a line that are searched for secrets where the hunk is cut
_LONGEST_SECTION = 160


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A hunk whose text may be shown: its changed lines and those near them.

    Where it is not whole, only the first lines of its first runs were read, and may be shown.
    """

    hunk: Hunk
    section: str
    lines: tuple[Line, ...]
    places: tuple[int, ...]  # where each of the lines stands among the hunk's
    whole: bool
    until: int  # the place behind the last line that was read
    unread: Mapping[int, int]  # how many characters of a line were not read, by its place


def cleaned(hunk: Hunk, path: str, outside: Outside) -> Cleaned:
    """A hunk with its secrets masked and nothing hidden."""
    nearby = near(hunk.lines, WIDE)
    section, *texts = outside.lines([_heading(hunk), *(hunk.lines[place].text for place in nearby)], hunk.id, path)
    return _with_texts(hunk, section, nearby, dict(zip(nearby, texts, strict=True)), None)


def cleaned_part(hunk: Hunk, path: str, outside: Outside, most: int) -> Cleaned:
    """As `cleaned`, of a giant hunk that is only shown in part: in about `most` lines."""
    nearby = near(hunk.lines, WIDE)
    heads = (place for run in runs(hunk.lines, nearby, range(len(hunk.lines))) for place in run[:LONGEST_RUN])
    read = list(islice(heads, WIDE * most + LONGEST_RUN))
    raw = [hunk.lines[place].text for place in read]
    section, *texts = outside.lines([_heading(hunk), *(text[:_READ] for text in raw)], hunk.id, path)
    unread = {place: len(text) - _READ for place, text in zip(read, raw, strict=True) if len(text) > _READ}
    # where the reading of a line ends there may stand a half of a secret, which nothing finds
    safe = {place: text[:-LONG] if place in unread else text for place, text in zip(read, texts, strict=True)}
    return _with_texts(hunk, section, nearby, safe, unread)


def _with_texts(
    hunk: Hunk, section: str, nearby: Sequence[int], texts: Mapping[int, str], unread: Mapping[int, int] | None
) -> Cleaned:
    lines = ((hunk.lines[place], texts.get(place, "")) for place in nearby)
    shown = tuple(Line(line.sign, text, line.old, line.new, line.newline) for line, text in lines)
    until = max(texts, default=-1) + 1
    return Cleaned(
        hunk, _shortened(" ".join(section.split())), shown, tuple(nearby), unread is None, until, unread or {}
    )


def _heading(hunk: Hunk) -> str:
    return hunk.section.replace("\n", " ")


def _shortened(section: str) -> str:
    return section if len(section) <= _LONGEST_SECTION else section[:_LONGEST_SECTION] + "…"


def near(lines: Sequence[Line], context: int) -> list[int]:
    """The numbers of the changed lines, and of those that stand near enough to one."""
    found: set[int] = set()
    for number, line in enumerate(lines):
        if line.sign != " ":
            found.update(range(max(0, number - context), min(len(lines), number + context + 1)))
    return sorted(found)


def runs(lines: Sequence[Line], numbers: Sequence[int], places: Sequence[int]) -> Iterator[list[int]]:
    """The numbers of lines of one sign that follow each other; `places` by the lines' numbers."""
    run: list[int] = []
    for number in numbers:
        follows = run and places[number] == places[run[-1]] + 1 and lines[number].sign == lines[run[-1]].sign
        if run and not follows:
            yield run
            run = []
        run.append(number)
    if run:
        yield run
