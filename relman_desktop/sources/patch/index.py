"""The index of a patch: one pass over its bytes finds the files, counts their lines and refuses what it cannot read.

What is neither a section nor a message is skipped as `git apply` skips it, unless it looks like a change that would
be lost.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ...jobs import Cancel, Progress, silent
from . import mail, messages
from .grammar import HEADLESS, STRAY, Sections
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

COMBINED = "this is a combined diff of a merge, which does not count lines; give a diff of two commits (git diff A B)"
CONTEXT = "this is a context diff; give a unified one (diff -u, git diff)"
NORMAL = "this is a diff without file names and context; give a unified one (diff -u, git diff)"


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
    return _Scan(Lines(data, cancel, progress, name)).run(a_mail=mail.is_mail(data))


class _Scan:
    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._found: list[Section] = []
        self._messages: list[messages.Message] = []
        self._unshown: list[tuple[int, str]] = []
        self._prose = False  # inside a commit message
        sections = Sections(lines, _STARTS)
        self._readers: dict[str, Callable[[], Section | None]] = {
            "git": sections.git,
            "combined": lambda: self._refuse(COMBINED),
            "index": sections.index,
            "plain": lambda: sections.plain() if self._at_sides() else None,
            "context": self._context,
            "stray": lambda: self._refuse(STRAY),
            "binary": sections.binary,
            "submodule": sections.submodule,
            "normal": self._normal,
            "unshown": self._not_shown,
            "cut": self._cut,
            "message": self._message,
        }

    def run(self, *, a_mail: bool) -> Index:
        if a_mail:
            self._begin("mail")
        while self._lines.raw:
            self._lines.breathe()
            self._read()
        return Index(tuple(self._found), tuple(self._messages), tuple(self._unshown))

    def _read(self) -> None:
        start = _STARTS.match(self._lines.raw)
        kind = start.lastgroup if start else None
        if not kind or (self._prose and kind not in _IN_PROSE):
            self._lines.step()
        elif section := self._readers[kind]():
            self._found.append(section)
            self._prose = False

    def _at_sides(self) -> bool:
        """`---` and `+++` with a hunk behind them, which alone tells them from other text; else one step further."""
        lines = self._lines
        new, hunk = lines.ahead(2)
        if not new.startswith(b"+++ "):
            lines.step()
        elif hunk.startswith(b"@@ -"):
            return True
        elif self._prose:
            lines.step(2)
        else:
            self._not_shown()
            lines.step()
            lines.refuse_changes(HEADLESS)
        return False

    def _context(self) -> None:
        old, stars = self._lines.ahead(2)
        if old.startswith(b"--- ") and stars.startswith(b"*" * 15):
            self._refuse(CONTEXT)
        self._lines.step()

    def _normal(self) -> None:
        if self._lines.ahead(1)[0].startswith((b"< ", b"> ")):
            self._refuse(NORMAL)
        self._lines.step()

    def _not_shown(self) -> None:
        self._unshown.append((self._lines.number, readable(self._lines.text)))
        self._lines.step()

    def _cut(self) -> None:
        self._prose = False  # the line that ends the message of a mail
        self._lines.step()

    def _message(self) -> None:
        self._begin(messages.kind_of(self._lines.raw))

    def _begin(self, kind: str) -> None:
        self._messages.append(messages.Message(kind, self._lines.at, len(self._found)))
        self._prose = messages.FORMATS[kind].prose
        self._lines.step()

    def _refuse(self, why: str) -> None:
        raise self._lines.refused(why)
