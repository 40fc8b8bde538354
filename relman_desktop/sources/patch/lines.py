"""A patch's bytes, read line by line, and its hunks, counted many lines at a time."""

import mmap
import re
from io import BytesIO
from itertools import islice
from operator import itemgetter

from ...errors import InputError
from ...jobs import Cancel, Progress
from .headers import Counts
from .section import Data

HUNK = re.compile(rb"@@ -(\d{1,10})(?:,(\d{1,10}))? \+(\d{1,10})(?:,(\d{1,10}))? @@ ?(.*)")
_SIGNS = b"+- \\\n\r"  # an empty line is a context line that lost its space
_CHANGE = re.compile(rb"\+| +\S|-(?!-(?:-| ?\r?$))")  # "-- " starts a signature, "---" a header
_FIRST = itemgetter(0)
_BATCH = 1 << 16  # lines
_LONGEST_HEADER = 1 << 16  # bytes


class Lines:
    """The lines of a patch. `raw` is the current one with its end (b"" behind the last), `number` counts from 1."""

    def __init__(self, data: Data, cancel: Cancel, progress: Progress, name: str) -> None:
        self._source = data if isinstance(data, mmap.mmap) else BytesIO(data)
        self._source.seek(0)
        self._size = len(data)
        self._cancel = cancel
        self._progress = progress
        self._told = 0
        self._name = name
        self.at = 0  # the offset of the current line
        self.number = 1
        self.raw = self._source.readline()

    @property
    def text(self) -> bytes:
        """The current line without its end, for a header. Raises InputError if no header is that long."""
        if len(self.raw) > _LONGEST_HEADER:
            raise self.refused("this header line is too long to be one")
        return self.raw.removesuffix(b"\n").removesuffix(b"\r")

    def step(self, lines: int = 1) -> None:
        for _ in range(lines):
            self.at += len(self.raw)
            self.number += 1
            self.raw = self._source.readline()

    def ahead(self, lines: int) -> list[bytes]:
        """The lines behind the current one."""
        back = self._source.tell()
        found = [self._source.readline() for _ in range(lines)]
        self._source.seek(back)
        return found

    def breathe(self) -> None:
        """Stop if the job was cancelled; say how far it is, a hundred times in all."""
        self._cancel.check()
        if self.at >= self._told:
            self._progress("Reading the diff", self.at / max(self._size, 1))
            self._told = self.at + self._size // 100 + 1

    def refused(self, why: str, number: int | None = None) -> InputError:
        return InputError(f"{self._name}, line {number or self.number}: {why}.")

    def refuse_changes(self, why: str) -> None:
        """Raise InputError if the current line looks like one of a hunk, where none can be: it would be lost."""
        if _CHANGE.match(self.raw):
            raise self.refused(why)

    def hunk(self, counts: Counts) -> None:
        """Step over the hunk that starts at the current line, and count its lines.

        Its header decides how long it is, so a removed line that looks like a header is a removed line.
        """
        first = self.number
        old_start, old, new_start, new = self._sizes()
        counts.old_last = max(counts.old_last or 0, old_start + old)
        counts.new_last = max(counts.new_last or 0, new_start + new)
        before = counts.added + counts.removed
        while old > 0 or new > 0:
            self.breathe()
            added, removed, context = self._batch(max(old, new), first)
            old -= removed + context
            new -= added + context
            counts.added += added
            counts.removed += removed
        if old or new:
            raise self.refused("this hunk does not hold the lines that its header counts", first)
        if before == counts.added + counts.removed:
            raise self.refused("this hunk changes nothing: give a plain diff, not a word diff", first)
        self._leave(first)

    def _sizes(self) -> tuple[int, int, int, int]:
        found = HUNK.match(self.text)
        if not found:
            raise self.refused("this is not the header of a hunk, such as @@ -1,7 +1,9 @@")
        old_start, old, new_start, new = found.group(1, 2, 3, 4)
        return int(old_start), int(old or 1), int(new_start), int(new or 1)

    def _batch(self, most: int, first: int) -> tuple[int, int, int]:
        """Added, removed and context lines among the next ones, of which the hunk has at least `most`."""
        signs = bytes(map(_FIRST, islice(iter(self._source.readline, b""), min(most, _BATCH))))
        if not signs or signs.translate(None, _SIGNS):
            good = len(signs) - len(signs.lstrip(_SIGNS))
            cut = f"the hunk of line {first} should go on here: the patch is cut off, damaged or a word diff"
            raise self.refused(cut, self.number + good + 1)
        self.number += len(signs)
        self.at = self._source.tell()
        added, removed = signs.count(b"+"), signs.count(b"-")
        return added, removed, len(signs) - added - removed - signs.count(b"\\")

    def _leave(self, first: int) -> None:
        self.number += 1
        self.at = self._source.tell()
        self.raw = self._source.readline()
        while self.raw.startswith(b"\\"):  # No newline at end of file, in whichever language
            self.step()
        self.refuse_changes(f"the hunk of line {first} has more lines than its header counts")
