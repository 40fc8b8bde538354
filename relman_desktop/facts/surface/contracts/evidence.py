"""The hunks of a described interface by the words on their lines: read once, for however many things are told."""

import re
from collections.abc import Sequence
from itertools import islice

from ....sources.change import FileChange, Hunk

_WORD = re.compile(r"[\w/{}.$@-]+")
_MOST = 30  # hunks of a word


class Words:
    """Finds the hunk that tells of something by its name."""

    def __init__(self, file: FileChange, hunks: Sequence[Hunk]) -> None:
        self._file = file
        self._hunks = hunks
        self._changed: dict[str, list[str]] = {}
        self._shown: dict[str, list[str]] = {}
        self._is_read = False

    def find(self, *names: str) -> str:
        """The id of a hunk whose changed lines hold the first of the names that any has, best one that shows the

        other names too; else one that shows a name; else the file's.
        """
        self._read()
        for index in (self._changed, self._shown):
            for name in names:
                if found := index.get(name):
                    others = [self._shown.get(other, ()) for other in names if other != name]
                    return max(found, key=lambda hunk: sum(hunk in other for other in others))
        return self._hunks[0].id if len(self._hunks) == 1 else self._file.id

    def _read(self) -> None:
        for hunk in self._hunks if not self._is_read else ():
            for line in hunk.lines:
                for index in (self._shown, self._changed)[: 1 + (line.sign != " ")]:
                    for word in islice(_WORD.findall(line.text[:2_000]), 50):
                        hunks = index.setdefault(word, [])
                        if len(hunks) < _MOST and (not hunks or hunks[-1] != hunk.id):
                            hunks.append(hunk.id)
        self._is_read = True
