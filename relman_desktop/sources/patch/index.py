"""The index of a patch: one pass over its bytes finds the files, counts their lines and refuses what it cannot read.

    patch    = { message | section | other lines }
    section  = git | index | plain | binary | submodule
    git      = "diff --git", extended headers, [sides], hunks or a binary mark     git, hg --git, svn --git
    index    = "Index:", "=====", [sides], hunks or a binary mark                  Subversion, CVS, quilt
    plain    = sides, hunks                                                        GNU diff, hg
    sides    = "---", "+++"

What is not a section is skipped as `git apply` skips it, unless it looks like a change that would be lost.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ...jobs import Cancel, Progress, silent
from . import mail, messages, names
from .headers import EXTENDED, Counts, Header, Side
from .lines import Lines
from .section import Data, Section, readable

_STARTS = re.compile(
    rb"(?P<git>diff --git )"
    rb"|(?P<combined>diff --(?:cc|combined) |@@@+ -)"
    rb"|(?P<index>Index: )"
    rb"|(?P<plain>--- )"
    rb"|(?P<context>\*\*\* )"
    rb"|(?P<stray>@@ -\d)"
    rb"|(?P<binary>Binary files? )"
    rb"|(?P<submodule>Submodule )"
    rb"|(?P<normal>\d+(?:,\d+)?[acd]\d+(?:,\d+)?\r?$)"
    rb"|(?P<unshown>Only in |Symbolic links |File .*? while file )"
    rb"|(?P<cut>---\r?$)"
    rb"|(?P<message>" + messages.START + rb")"
)
_IN_PROSE = ("git", "index", "plain", "cut", "message")  # a commit message may quote anything
_BINARY = re.compile(rb"Binary files? (.*) (?:differ|has changed)$")
_SUBMODULE = re.compile(rb"Submodule (.+) ([0-9a-f]{7,64})\.{2,3}([0-9a-f]{7,64})(?::| \(.*)?$")
_PROPERTIES = b"Property changes on: "
_RULE = b"======"

COMBINED = "this is a combined diff of a merge, which does not count lines; give a diff of two commits (git diff A B)"
CONTEXT = "this is a context diff; give a unified one (diff -u, git diff)"
NORMAL = "this is a diff without file names and context; give a unified one (diff -u, git diff)"
HEADLESS = "these lines have no hunk header (@@) before them"
MISSING = "the hunks of this file are missing: the patch is cut off or damaged"
STRAY = "this hunk has no file header (--- and +++) before it"


@dataclass(frozen=True, slots=True)
class Index:
    """A patch's files in their order, the messages that carry them, and what the patch names but does not show."""

    sections: tuple[Section, ...]
    messages: tuple[messages.Message, ...]
    unshown: tuple[tuple[int, str], ...]  # line number and line


def index_patch(data: Data, cancel: Cancel) -> tuple[Section, ...]:
    """The files of a patch, found in one pass. Raises InputError that names the line it cannot read."""
    return scan(data, cancel).sections


def scan(data: Data, cancel: Cancel, progress: Progress = silent, name: str = "The patch") -> Index:
    """The index of a patch. `name` starts the sentence of an InputError."""
    return _Scan(Lines(data, cancel, progress, name)).run(mail.is_mail(data))


class _Scan:
    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._sections: list[Section] = []
        self._messages: list[messages.Message] = []
        self._unshown: list[tuple[int, str]] = []
        self._prose = False  # inside a commit message
        self._readers: dict[str, Callable[[], None]] = {
            "git": self._git,
            "combined": lambda: self._refuse(COMBINED),
            "index": self._index,
            "plain": self._plain,
            "context": self._context,
            "stray": lambda: self._refuse(STRAY),
            "binary": self._binary,
            "submodule": self._submodule,
            "normal": self._normal,
            "unshown": self._unshown_file,
            "cut": self._cut,
            "message": self._message,
        }

    def run(self, a_mail: bool) -> Index:
        lines = self._lines
        if a_mail:
            self._begin("mail")
        while lines.raw:
            lines.breathe()
            reader = self._reader()
            if reader:
                reader()
            else:
                lines.step()
        return Index(tuple(self._sections), tuple(self._messages), tuple(self._unshown))

    def _reader(self) -> Callable[[], None] | None:
        found = _STARTS.match(self._lines.raw)
        if not found or not found.lastgroup or (self._prose and found.lastgroup not in _IN_PROSE):
            return None
        return self._readers[found.lastgroup]

    def _header(self) -> Header:
        return Header(self._lines.at, self._lines.number)

    def _git(self, header: Header | None = None) -> None:
        lines = self._lines
        header = header or self._header()
        header.git = lines.text.removeprefix(b"diff --git ")
        lines.step()
        while found := EXTENDED.match(lines.text if lines.raw else b""):
            header.fields[found[1]] = found[2]
            lines.step()
        self._sides(header)
        self._binary_mark(header)
        if header.fields or header.sides or header.binary:
            self._finish(header)

    def _index(self) -> None:
        lines = self._lines
        header = self._header()
        header.path = names.named(lines.text.removeprefix(b"Index: "))
        lines.step()
        if not lines.raw.startswith(_RULE):
            return
        while self._goes_on(header):
            header.binary |= lines.raw.startswith(b"Cannot display: ")
            lines.step()
        if lines.raw.startswith(b"diff --git "):
            self._git(header)
            return
        self._sides(header)
        self._finish(header)

    def _goes_on(self, header: Header) -> bool:
        """The current line belongs to an `Index:` header. Subversion names a binary file with properties twice."""
        raw = self._lines.raw
        if raw.startswith(b"Index: "):
            return raw.rstrip(b"\r\n") == b"Index: " + (header.path or b"")
        return bool(raw) and not _STARTS.match(raw) and not raw.startswith(_PROPERTIES)

    def _plain(self) -> None:
        """Only a hunk behind `---` and `+++` tells them from other text, if no other header is before them."""
        lines = self._lines
        new, hunk = lines.ahead(2)
        if not new.startswith(b"+++ "):
            lines.step()
        elif hunk.startswith(b"@@ -"):
            header = self._header()
            self._sides(header)
            self._finish(header)
        elif self._prose:
            lines.step(2)
        else:
            self._unshown_file()
            lines.step()
            lines.refuse_changes(HEADLESS)

    def _sides(self, header: Header) -> None:
        lines = self._lines
        if lines.raw.startswith(b"--- ") and lines.ahead(1)[0].startswith(b"+++ "):
            old_side = Side.read(lines.text)
            lines.step()
            header.sides = (old_side, Side.read(lines.text))
            lines.step()

    def _binary(self) -> None:
        header = self._header()
        if self._binary_mark(header):
            self._finish(header)
        else:
            self._lines.step()

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

    def _submodule(self) -> None:
        """What `--submodule=log` writes in the place of a section; `git` is what the short form would say."""
        found = _SUBMODULE.match(self._lines.text)
        if found:
            path, old, new = found.group(1, 2, 3)
            header = self._header()
            header.git = path + b" " + path
            header.fields[b"index"] = old + b".." + new + b" 160000"
            if not old.strip(b"0"):
                header.fields[b"new file mode"] = b"160000"
            if not new.strip(b"0"):
                header.fields[b"deleted file mode"] = b"160000"
        self._lines.step()
        if found:
            self._finish(header)

    def _finish(self, header: Header) -> None:
        """Count the hunks behind a header, and keep the section."""
        lines = self._lines
        body = lines.at
        counts = Counts()
        if lines.raw.startswith(b"@@ -") and not header.sides:
            self._refuse(STRAY)
        while lines.raw.startswith(b"@@ "):
            lines.hunk(counts)
        if header.sides and not header.binary and body == lines.at:
            self._check_missing(header)
        try:
            self._sections.append(header.section(body, lines.at, counts))
        except ValueError as error:
            raise lines.refused(str(error), header.line) from error
        self._prose = False

    def _check_missing(self, header: Header) -> None:
        """`---` and `+++` without a hunk: only Subversion writes them so, where properties alone change."""
        self._lines.refuse_changes(HEADLESS)
        if header.path is None:
            raise self._lines.refused(MISSING, header.line)

    def _context(self) -> None:
        old, stars = self._lines.ahead(2)
        if old.startswith(b"--- ") and stars.startswith(b"*" * 15):
            self._refuse(CONTEXT)
        self._lines.step()

    def _normal(self) -> None:
        if self._lines.ahead(1)[0].startswith((b"< ", b"> ")):
            self._refuse(NORMAL)
        self._lines.step()

    def _unshown_file(self) -> None:
        self._unshown.append((self._lines.number, readable(self._lines.text)))
        self._lines.step()

    def _cut(self) -> None:
        self._prose = False  # the line that ends the message of a mail
        self._lines.step()

    def _message(self) -> None:
        self._begin(messages.kind_of(self._lines.raw))

    def _begin(self, kind: str) -> None:
        self._messages.append(messages.Message(kind, self._lines.at, len(self._sections)))
        self._prose = messages.FORMATS[kind].prose
        self._lines.step()

    def _refuse(self, why: str) -> None:
        raise self._lines.refused(why)
