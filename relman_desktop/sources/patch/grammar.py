"""One file's section of a patch, from its first header line to its last hunk, in each of the ways it is written.

git      = "diff --git", extended headers, [sides], hunks or a binary mark     git, hg --git, svn --git
index    = "Index:", "=====", [sides], hunks or a binary mark                  Subversion, CVS, quilt
plain    = sides, hunks                                                        GNU diff, hg
sides    = "---", "+++"
"""

import re

from . import names
from .headers import EXTENDED, Counts, Header, Side
from .lines import Lines
from .section import Section

_BINARY = re.compile(rb"Binary files? (.*) (?:differ|has changed)$")
_SUBMODULE = re.compile(rb"Submodule (.+) ([0-9a-f]{7,64})\.{2,3}([0-9a-f]{7,64})(?::| \(.*)?$")
_PROPERTIES = b"Property changes on: "
_RULE = b"======"
_SUBMODULE_MODE = b"160000"

HEADLESS = "these lines have no hunk header (@@) before them"
MISSING = "the hunks of this file are missing: the patch is cut off or damaged"
STRAY = "this hunk has no file header (--- and +++) before it"


class Sections:
    """Reads the section at the current line and steps behind it; None, one line further, where there is none."""

    def __init__(self, lines: Lines, starts: re.Pattern[bytes]) -> None:
        self._lines = lines
        self._starts = starts  # of all that can end a section

    def git(self, header: Header | None = None) -> Section | None:
        lines = self._lines
        header = header or self._header()
        header.git = lines.text.removeprefix(b"diff --git ")
        lines.step()
        while found := EXTENDED.match(lines.text if lines.raw else b""):
            header.fields[found[1]] = found[2]
            lines.step()
        self._sides(header)
        self._binary_mark(header)
        says_something = header.path or header.fields or header.sides or header.binary
        return self._finished(header) if says_something else None

    def index(self) -> Section | None:
        lines = self._lines
        header = self._header()
        header.path = names.named(lines.text.removeprefix(b"Index: "))
        lines.step()
        if not lines.raw.startswith(_RULE):
            return None
        while self._goes_on(header):
            header.binary |= lines.raw.startswith(b"Cannot display: ")
            lines.step()
        if lines.raw.startswith(b"diff --git "):
            return self.git(header)
        self._sides(header)
        return self._finished(header)

    def plain(self) -> Section:
        header = self._header()
        self._sides(header)
        return self._finished(header)

    def binary(self) -> Section | None:
        header = self._header()
        if self._binary_mark(header):
            return self._finished(header)
        self._lines.step()
        return None

    def submodule(self) -> Section | None:
        """What `--submodule=log` writes in the place of a section, read as what the short form would say."""
        header = self._header()
        found = _SUBMODULE.match(self._lines.text)
        self._lines.step()
        if not found:
            return None
        path, old, new = found.group(1, 2, 3)
        header.git = path + b" " + path
        header.fields[b"index"] = old + b".." + new + b" " + _SUBMODULE_MODE
        for key, blob in ((b"new file mode", old), (b"deleted file mode", new)):
            if not blob.strip(b"0"):
                header.fields[key] = _SUBMODULE_MODE
        return self._finished(header)

    def _header(self) -> Header:
        return Header(self._lines.at, self._lines.number)

    def _goes_on(self, header: Header) -> bool:
        """The current line belongs to an `Index:` header. Subversion names a binary file with properties twice."""
        raw = self._lines.raw
        if raw.startswith(b"Index: "):
            return raw.rstrip(b"\r\n") == b"Index: " + (header.path or b"")
        return bool(raw) and not self._starts.match(raw) and not raw.startswith(_PROPERTIES)

    def _sides(self, header: Header) -> None:
        lines = self._lines
        if lines.raw.startswith(b"--- ") and lines.ahead(1)[0].startswith(b"+++ "):
            old = Side.read(lines.text)
            lines.step()
            header.sides = (old, Side.read(lines.text))
            lines.step()

    def _binary_mark(self, header: Header) -> bool:
        lines = self._lines
        if lines.raw.startswith(b"GIT binary patch"):
            header.binary = True
        elif found := _BINARY.match(lines.text if lines.raw.startswith(b"Binary file") else b""):
            old, new = names.binary_pair(found[1])
            header.binary = True
            header.sides = header.sides or (Side(old, b""), Side(new, b""))
        else:
            return False
        lines.step()
        return True

    def _finished(self, header: Header) -> Section:
        """The section of a header, its hunks counted."""
        lines = self._lines
        body = lines.at
        counts = Counts()
        if lines.raw.startswith(b"@@ -") and not header.sides:
            raise lines.refused(STRAY)
        while lines.raw.startswith(b"@@ "):
            lines.hunk(counts)
        if header.sides and not header.binary and body == lines.at:
            self._check_missing(header)
        try:
            return header.section(body, lines.at, counts)
        except ValueError as error:
            raise lines.refused(str(error), header.line) from error

    def _check_missing(self, header: Header) -> None:
        """`---` and `+++` without a hunk: only Subversion writes them so, where properties alone change."""
        self._lines.refuse_changes(HEADLESS)
        if header.path is None:
            raise self._lines.refused(MISSING, header.line)
