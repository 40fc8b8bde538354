"""Which lines of a text a change touches, and in which hunk."""

from collections.abc import Sequence

from ...sources.change import Hunk, Side


class Changed:
    """The changed lines of one side, by their numbers in the text that was read."""

    def __init__(self, hunks: Sequence[Hunk], side: Side, *, whole: bool) -> None:
        self._hunks: dict[int, str] = {}
        self._runs: dict[int, str] = {}
        gone = "+" if side == "old" else "-"
        for hunk in hunks:
            kept = [(line, run) for line, run in zip(hunk.lines, runs(hunk), strict=True) if line.sign != gone]
            for number, (line, run) in enumerate(kept, 1):
                if line.sign != " ":
                    at = (line.old if side == "old" else line.new) if whole else number
                    self._hunks[at or 0] = hunk.id
                    self._runs[at or 0] = run

    def hunk(self, first: int, last: int) -> str | None:
        """The hunk that changes one of these lines; None where all of them stay."""
        return next((self._hunks[at] for at in range(first, min(last, first + 200) + 1) if at in self._hunks), None)

    def run(self, first: int, last: int) -> str:
        """The run of changed lines that one of these lines is in."""
        return next((self._runs[at] for at in range(first, min(last, first + 200) + 1) if at in self._runs), "")


def runs(hunk: Hunk) -> list[str]:
    """For each line of a hunk the run of changed lines that it is in; "" for context."""
    number, found, before = 0, list[str](), " "
    for line in hunk.lines:
        number += before == " " and line.sign != " "
        found.append(f"{hunk.id}:{number}" if line.sign != " " else "")
        before = line.sign
    return found
