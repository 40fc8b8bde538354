"""What is kept of a commit that is no merge. All of it follows from the commit's id, so it can be kept for ever."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

Counts = tuple[int, int] | None  # added and removed lines; None: a binary file


class Touched(NamedTuple):
    """A file that a commit touches. Paths are POSIX; bytes that are not UTF-8 are kept as surrogates."""

    status: str  # git's letter: A added, C copied, D deleted, M modified, R renamed, T another type
    path: str
    old_path: str = ""  # of a rename or a copy


class Said(NamedTuple):
    """What a message says of its commit."""

    fix: bool
    revert: bool
    words: int


@dataclass(frozen=True, slots=True)
class Record:
    """One commit."""

    oid: str
    when: int  # commit time, Unix s
    author: str  # name and e-mail as written: "Ada <ada@example.com>"
    hour: int  # 0..23, on the author's clock
    weekday: int  # 1..7, Monday first, in the author's calendar
    said: Said
    files: tuple[Touched, ...]
    counts: Mapping[str, Counts] | None = None  # by path; None where nobody asked for lines
    lost: frozenset[str] = frozenset()  # paths whose texts are not here: their lines, and a likeness, are not known
    missing: tuple[str, ...] = ()  # ids of those texts
