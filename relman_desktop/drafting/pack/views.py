"""A hunk as the pack shows it: whole, with less context, or cut where it says so.

    @@ F3.h2 -12 +14 @@ def export(order):
         row = order.row
    -    return row["legacy_id"]
    +    return row["id"]
    … 340 more added lines

A line of the file begins with its sign; what we say of it begins with "…" or "\\".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...sources.change import Line
from ...wording import counted
from .cleaning import LONG, LONGEST_RUN, WIDE, Cleaned, near, runs
from .rules import rules

_LEFT = {"+": "more added line", "-": "more removed line", " ": "more unchanged line"}
NARROW = 1  # lines of context where room is scarce


@dataclass(frozen=True, slots=True)
class View:
    """A hunk as it stands in the pack, its lines with their line feeds."""

    text: str
    whole: bool  # whether every changed line is there

    @property
    def body(self) -> str:
        """What may be quoted: from the heading on."""
        return self.text.partition(" @@")[2].lstrip(" ").removeprefix("\n")


def whole_view(hunk: Cleaned, context: int) -> View:
    """Every changed line, with so many lines of context around each."""
    shown = near(hunk.lines, context) if context < WIDE else range(len(hunk.lines))
    return View(_head(hunk, shown) + "".join(_gapped(hunk, shown)), hunk.whole)


def cut_view(hunk: Cleaned, run: int, most: int) -> View:
    """The first telling `run` lines of each run of added or of removed ones, and about `most` lines in all."""
    shown = near(hunk.lines, NARROW)
    parts: list[str] = []
    behind = hunk.places[shown[0]] if shown else 0  # the place behind the last line that is shown or told of
    for numbers in runs(hunk.lines, shown, hunk.places):
        if len(parts) >= most or hunk.places[numbers[0]] >= hunk.until:
            break
        if gap := hunk.places[numbers[0]] - behind:
            parts.append(_gap(gap))
        parts += _run(hunk, numbers, max(1, min(run, most - len(parts))))
        behind = hunk.places[numbers[-1]] + 1
    if shown and behind <= hunk.places[shown[-1]]:
        parts.append(f"… {counted(len(hunk.hunk.lines) - behind, 'more line')} of this hunk\n")
    return View(_head(hunk, shown) + "".join(parts), whole=False)


def _run(hunk: Cleaned, numbers: Sequence[int], most: int) -> Iterator[str]:
    """So many lines of a run: where not all fit, no comments, imports and blank lines as long as there are others."""
    read = [number for number in numbers[:LONGEST_RUN] if hunk.places[number] < hunk.until]
    telling = [number for number in read if not rules().light_line.match(hunk.lines[number].text[:LONG])]
    light = sorted(set(read) - set(telling))
    shown = set([*telling, *light][:most] if len(numbers) > most else read)
    left = 0
    for number in numbers:
        if number in shown:
            if left:
                yield _left(left, hunk.lines[number].sign)
            left = 0
            yield _shortened(hunk, number)
        else:
            left += 1
    if left:
        yield _left(left, hunk.lines[numbers[0]].sign)


def _left(lines: int, sign: str) -> str:
    return f"… {counted(lines, _LEFT[sign])}\n"


def _shortened(hunk: Cleaned, number: int) -> str:
    line = hunk.lines[number]
    left = max(0, len(line.text) - LONG) + hunk.unread.get(hunk.places[number], 0)
    if not left:
        return _line(line)
    return f"{line.sign}{line.text[:LONG]}\n… {left:,} or more characters of this line\n"


def _line(line: Line) -> str:
    return f"{line.sign}{line.text}\n" + ("" if line.newline else "\\ no line end at the end of the file\n")


def _gapped(hunk: Cleaned, shown: Sequence[int]) -> Iterator[str]:
    behind = hunk.places[shown[0]] if shown else 0
    for number in shown:
        if gap := hunk.places[number] - behind:
            yield _gap(gap)
        yield _line(hunk.lines[number])
        behind = hunk.places[number] + 1


def _gap(lines: int) -> str:
    return f"… {lines} unchanged\n"


def _head(hunk: Cleaned, shown: Sequence[int]) -> str:
    """`@@ F3.h2 -12 +14 @@ section`, with the numbers of the first line that is shown."""
    skipped = hunk.places[shown[0]] if shown else 0
    old = hunk.hunk.old_start + skipped * bool(hunk.hunk.old_count)  # what is skipped at the start is context
    new = hunk.hunk.new_start + skipped * bool(hunk.hunk.new_count)
    return f"@@ {hunk.hunk.id} -{old} +{new} @@ {hunk.section}".rstrip() + "\n"
