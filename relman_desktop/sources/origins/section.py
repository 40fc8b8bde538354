"""What git says of a commit and of the files that it touches: ids and hunk headers, next to no text."""

from dataclasses import dataclass, field
from typing import NamedTuple

Blobs = tuple[tuple[str, ...], str]  # a version of a file in each parent, and the new one


class Piece(NamedTuple):
    """Lines of a new version that stand together. Lines are counted from 0."""

    parent: int  # which one's lines they are; NEW for those that the commit writes
    start: int  # the first of them in the parent
    lines: int  # how many


NEW = -1
REST = 1 << 40  # lines: as many as there are


@dataclass(slots=True)
class Patch:
    """How a new version is made of the ones before. `pieces` is None where it is not told, as of a binary file."""

    pieces: list[Piece] | None = None
    removed: list[int] = field(
        default_factory=list
    )  # of the first parent, counted from 0, where the text says something


class Entry(NamedTuple):
    """A file that a commit touches. Paths are as git prints them, in quotes where they hold odd characters."""

    blobs: Blobs
    old_path: bytes
    path: bytes


@dataclass(slots=True)
class Section:
    """A commit with what it does. Of a merge only the files are told that differ from all its parents."""

    oid: str
    entries: list[Entry] = field(default_factory=list)
    patches: dict[Blobs, Patch] = field(default_factory=dict)
