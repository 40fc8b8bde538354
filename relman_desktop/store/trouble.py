"""Why the tickets cannot be written: what, where, and what the person can do next."""

import errno
import os
import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import apsw

from ..errors import cause

LOW = 50_000_000  # bytes; with less than this the disk is nearly full
_NOTHING = 1_000_000  # bytes; with less than this it is full, whatever the system calls the error


class Kind(StrEnum):
    FULL = "full"
    READ_ONLY = "read-only"
    GONE = "gone"  # the file or its folder, or the drive of it
    HELD = "held"  # another process writes there, or may
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Trouble:
    """`what`: the beginning of a sentence that says what is wrong, and where; `advice`: one that says what to do."""

    kind: Kind
    what: str
    advice: str


_ADVICE = {
    Kind.FULL: "Make room on it",
    Kind.READ_ONLY: "Let it be written again",
    Kind.GONE: "Connect its drive, or have it made again with all that was in it",
    Kind.HELD: "Close that one",
    Kind.OTHER: "Look whether the folder is in order",
}
_FULL = (errno.ENOSPC, errno.EDQUOT)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


def trouble_of(path: Path, error: BaseException) -> Trouble:
    """What is wrong with the file at `path`, by the error and by how its place looks now."""
    kind = _kind(path, error)
    return Trouble(kind, _what(kind, path, error), _ADVICE[kind])


def free_room(folder: Path) -> int | None:
    """The bytes that are free on the disk of a folder; None where nobody knows."""
    try:
        return shutil.disk_usage(_there(folder)).free
    except OSError:
        return None


def in_words(size: int) -> str:
    """A size as people say it, such as 1.2 MB."""
    amount, unit = float(size), "bytes"
    for bigger in ("kB", "MB", "GB", "TB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, bigger
    return f"{amount:.1f} {unit}" if unit != "bytes" and amount < 10 else f"{amount:,.0f} {unit}"


def _kind(path: Path, error: BaseException) -> Kind:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EBUSY:
        return Kind.HELD
    if not path.exists():
        return Kind.GONE
    free = free_room(path.parent)
    if isinstance(error, apsw.FullError) or number in _FULL or (free is not None and free < _NOTHING):
        return Kind.FULL
    if isinstance(error, apsw.ReadOnlyError) or number in _READ_ONLY or not _may_write(path):
        return Kind.READ_ONLY
    return Kind.OTHER


def _what(kind: Kind, path: Path, error: BaseException) -> str:
    folder, free = path.parent, free_room(path.parent)
    if kind is Kind.FULL:
        return f"the disk of {folder} is full" + (
            f" ({in_words(free)} free)" if free is not None and free < LOW else ""
        )
    if kind is Kind.GONE:
        return f"the file {path} is gone" if folder.is_dir() else f"the folder {folder} is gone"
    if kind is Kind.READ_ONLY:
        return f"{path if folder.is_dir() and os.access(folder, os.W_OK) else folder} is read-only"
    return f"{path} cannot be written ({cause(error) if isinstance(error, Exception) else error})"


def _may_write(path: Path) -> bool:
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _there(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next((one for one in (folder, *folder.parents) if one.is_dir()), folder)
