"""The two texts of a changed file, whole or, where only its hunks are known, in pieces; and the hunk of a line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..jobs import Cancel
from ..sources.change import Change, FileChange, Hunk, Side, Status
from .production import is_program, production

_NOT_THERE: dict[Side, Status] = {"old": Status.ADDED, "new": Status.DELETED}
_LEFT_OUT: dict[Side, str] = {"old": "+", "new": "-"}


@dataclass(frozen=True, slots=True)
class Text:
    """One side of a file: one piece where it is whole, else one for each hunk; no piece where it is not there."""

    pieces: tuple[str, ...]
    whole: bool


def sides(change: Change, file: FileChange, cancel: Cancel) -> tuple[Text, Text]:
    """The file before and after. Of a file that it modifies, a diff file knows only the hunks."""
    old, new = _whole(change, file, "old", cancel), _whole(change, file, "new", cancel)
    if old and new:
        return old, new
    hunks = change.hunks(file, cancel)
    return _in_pieces(hunks, "old"), _in_pieces(hunks, "new")


def program_hunks(change: Change, cancel: Cancel) -> Iterator[tuple[FileChange, Hunk]]:
    """The hunks of the programs that are part of what runs, file by file."""
    for file in production(change.files):
        if not file.binary and is_program(file.path):
            cancel.check()
            yield from ((file, hunk) for hunk in change.hunks(file, cancel))


def piece(hunk: Hunk, side: Side) -> str:
    """What a hunk shows of one side: its context with the lines of that side."""
    return "\n".join(line.text for line in hunk.lines if line.sign != _LEFT_OUT[side])


def _whole(change: Change, file: FileChange, side: Side, cancel: Cancel) -> Text | None:
    if file.status is _NOT_THERE[side]:
        return Text((), whole=True)
    text = change.content.text(file, side, cancel)
    return None if text is None else Text((text,), whole=True)


def _in_pieces(hunks: Iterable[Hunk], side: Side) -> Text:
    return Text(tuple(piece(hunk, side) for hunk in hunks), whole=False)


class Finder:
    """Finds the hunk of a file that tells of a name."""

    def __init__(self, file: FileChange, hunks: Iterable[Hunk]) -> None:
        self._file = file
        self._hunks = [(hunk.id, [(line.sign, line.text.lower()) for line in hunk.lines]) for hunk in hunks]

    def find(self, name: str, *values: str) -> str:
        """The id of the hunk with a changed line that has the name, best with one of its values; else the file's.

        The name counts only as a whole word: `rq` does not stand in `django-rq`.
        """
        named = _Word(name.lower(), [value.lower() for value in values if value])
        scores = ((named.score(lines), hunk) for hunk, lines in self._hunks)
        score, hunk = max(scores, default=(0, ""), key=lambda scored: scored[0])
        return hunk if score else self._file.id


class _Word:
    def __init__(self, name: str, values: list[str]) -> None:
        self._name, self._values = name, values
        self._pattern = re.compile(rf"(?:(?<![\w@/.-])|(?<=node_modules/)){re.escape(name)}(?![\w/-])")

    def score(self, lines: list[tuple[str, str]]) -> int:
        """How well a hunk tells of it: in its context, in a change, beside its changed value, on a line with it."""
        here = [(sign, text) for sign, text in lines if self._name in text and self._pattern.search(text)]
        if not here:
            return 0
        changed = [text for sign, text in here if sign != " "]
        if any(value in text for text in changed for value in self._values):
            return 4
        if any(value in text for sign, text in lines if sign != " " for value in self._values):
            return 3
        return 2 if changed else 1
