"""A section: what a patch says of one file."""

import mmap
from dataclasses import dataclass

from ..change import Status

Data = bytes | mmap.mmap


@dataclass(frozen=True, slots=True)
class Section:
    """One file's part of a patch.

    Paths are POSIX, unquoted and without the prefix (`a/`, `i/`, ...) that a program put before them; bytes that
    are not UTF-8 are kept as surrogates. A path is None where the file is not on that side.
    """

    old_path: str | None
    new_path: str | None
    status: Status
    old_mode: str  # as git writes it, "" where the patch does not say
    new_mode: str
    old_blob: str  # as the index line abbreviates it, "" where there is none
    new_blob: str
    added: int  # lines
    removed: int
    binary: bool
    line: int  # of its first header line, from 1
    start: int  # byte offsets: of that line,
    body: int  # of its first hunk (its end where it has none),
    end: int  # and behind its last line

    @property
    def path(self) -> str:
        """Where the file is after the change, or where it was if it is gone."""
        return self.new_path or self.old_path or ""


def readable(text: bytes) -> str:
    """Text of a file or of a message: UTF-8, else Latin-1, in which no byte is lost."""
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("latin-1")
