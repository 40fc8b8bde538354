"""git's answer about many commits, read as a stream of lines: ids, raw lines, and patches without context.

A line of a patch begins with "+", "-", "\\" or a blank, and all others with another letter, so no text of a repository
can pass for a header; names, which could, are not looked at. What is not as git writes it makes an unknown version.
"""

import re
from collections.abc import Callable, Container

from .section import NEW, REST, Blobs, Entry, Patch, Piece, Section

FORMAT = "--format=commit %H"

_LONGEST = 1 << 16  # bytes of a line that are kept
_COMMIT = re.compile(rb"commit ([0-9a-f]{40,64})")
_RAW = re.compile(
    rb"(:{1,100})((?:[0-7]{6} ){2,101})((?:[0-9a-f]{40,64} ){2,101})[A-Z]{1,100}[0-9]{0,3}\t(.+)", re.DOTALL
)
_INDEX = re.compile(rb"index ([0-9a-f]{40,64}(?:,[0-9a-f]{40,64}){0,99})\.\.([0-9a-f]{40,64})(?: [0-7]{6})?")
_HUNK = re.compile(rb"(@@+)((?: -\d{1,9}(?:,\d{1,9})?){1,100}) \+(\d{1,9})(?:,(\d{1,9}))? @@")
_SPAN = re.compile(rb"-(\d+)(?:,(\d+))?")
_SAYS_NOTHING = re.compile(
    rb"\s*(?:#(?!\s*(?:if|el|define|include|endif|undef|pragma)).*|//.*|/\*.*|\*(?:[\s/].*)?|--\s.*|<!--.*|\"\"\"|'''|[][{}();,]*\s*)?",
    re.DOTALL,
)


class Parser:
    """Takes git's answer in chunks and gives each commit to `found`; of those in `telling`, also what was removed."""

    def __init__(self, found: Callable[[Section], object], telling: Container[str]) -> None:
        self._found = found
        self._telling = telling
        self._rest = b""
        self._section: Section | None = None
        self._patch: _Making | None = None

    def feed(self, chunk: bytes) -> None:
        *lines, rest = (self._rest + chunk).split(b"\n")
        self._rest = rest[:_LONGEST]
        for line in lines:
            if line[:1] in b"+- " and line:
                if self._patch:
                    self._patch.body(line)
            elif line:
                self._header(line)

    def close(self) -> None:
        """The answer is complete: so is its last commit."""
        self._header(b"commit " + b"0" * 40)

    def _header(self, line: bytes) -> None:
        if commit := _COMMIT.fullmatch(line):
            self._end()
            if self._section:
                self._found(self._section)
            self._section = Section(commit[1].decode())
        elif self._section is None:
            return
        elif line[:1] == b":" and (raw := _RAW.fullmatch(line)):
            self._section.entries += _entry(raw)
        elif line[:1] == b"@":
            if self._patch:
                self._patch.hunk(line)
        elif line[:5] == b"diff ":
            self._end()
        elif index := _INDEX.fullmatch(line):
            self._end()
            blobs = (tuple(index[1].decode().split(",")), index[2].decode())
            self._patch = _Making(blobs, self._section.oid in self._telling and len(blobs[0]) == 1)
        elif line[:7] == b"Binary " and self._patch:
            self._patch.unknown()

    def _end(self) -> None:
        if self._patch and self._section:
            self._section.patches[self._patch.blobs] = self._patch.whole()
        self._patch = None


def _entry(raw: re.Match[bytes]) -> list[Entry]:
    *olds, new = raw[3].decode().split()
    paths = raw[4].split(b"\t")
    well = len(olds) == len(raw[1]) and len(raw[2].split()) == len(olds) + 1 and len(paths) <= 2
    return [Entry((tuple(olds), new), paths[0], paths[-1])] if well else []


class _Making:
    """A patch as its lines come in."""

    def __init__(self, blobs: Blobs, telling: bool) -> None:
        self.blobs = blobs
        self._telling = telling
        self._pieces: list[Piece] | None = []
        self._removed: list[int] = []
        self._at = [0] * len(blobs[0])  # lines of each parent that are done with
        self._new = 0  # lines of the new version that are there
        self._open = False  # after the first header of a hunk
        self._line = 0  # of the first parent, that comes next in the body
        self._left = 0  # lines of the new version that the body of a merge's hunk has still to tell

    def whole(self) -> Patch:
        if self._pieces is None or self._left:
            return Patch()
        return Patch([*self._pieces, Piece(0, self._at[0], REST)], self._removed)

    def unknown(self) -> None:
        """Nothing can be told of the new version."""
        self._pieces = None

    def hunk(self, line: bytes) -> None:
        """A header. Line numbers that do not follow from the ones before make the version unknown."""
        found = _HUNK.match(line)
        if self._pieces is None or not found or self._left:
            self._pieces = None
            return
        merge = len(self._at) > 1
        spans = [_span(first, lines, merge) for first, lines in _SPAN.findall(found[2])]
        start, added = _span(found[3], found[4] or b"", merge)
        gap = start - self._new
        if (
            gap < 0
            or len(spans) != len(self._at)
            or any(s - a != gap for (s, _), a in zip(spans, self._at, strict=True))
        ):
            self._pieces = None
            return
        if gap:
            self._pieces.append(Piece(0, self._at[0], gap))
        self._open = True
        self._line = spans[0][0]
        self._new = start + added
        if not merge:
            self._pieces += [Piece(NEW, 0, added)] if added else []
            self._at = [spans[0][0] + spans[0][1]]
        else:
            self._at = [first for first, _ in spans]
            self._left = added

    def body(self, line: bytes) -> None:
        """A line of a hunk's body; before the first hunk it is one with a name of the file."""
        if not self._open:
            return
        if len(self._at) > 1:
            self._merged(line[: len(self._at)])
        elif self._telling and line[:1] == b"-":
            if not _SAYS_NOTHING.fullmatch(line, 1):
                self._removed.append(self._line)
            self._line += 1

    def _merged(self, marks: bytes) -> None:
        """A line of a merge's hunk: "-" where a parent has it and the merge has not, "+" where it is the other way."""
        if self._pieces is None:
            return
        if b"-" in marks:
            self._at = [at + (mark == b"-"[0]) for at, mark in zip(self._at, marks, strict=False)]
            return
        have = [mark == b" "[0] for mark in marks]
        parent = have.index(True) if True in have else NEW
        self._left -= 1
        self._pieces.append(Piece(parent, self._at[parent] if parent != NEW else 0, 1))
        self._at = [at + has for at, has in zip(self._at, have, strict=False)]


def _span(start: bytes, count: bytes, merge: bool) -> tuple[int, int]:
    """How many lines stand before a span, and how many are in it. For an empty one git names the line before it, in a
    merge the line behind it."""
    lines = int(count) if count else 1
    return (int(start) - 1 if lines or merge else int(start)), lines
