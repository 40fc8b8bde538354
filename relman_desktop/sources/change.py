"""The change: the pinned commits of a range (or a diff file's hash), its commits and its files."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Literal, Protocol

from ..jobs import Cancel

Side = Literal["old", "new"]


class Kind(StrEnum):
    """What a file is for; `resources/kinds.toml` says which paths are what."""

    MIGRATION = "migration"
    CONFIG = "config"
    INFRASTRUCTURE = "infrastructure"
    DEPENDENCY = "dependency"
    CODE = "code"
    TEST = "test"
    DOCS = "docs"
    GENERATED = "generated"
    BINARY = "binary"


class Status(StrEnum):
    ADDED = "added"
    MODIFIED = "modified"
    DELETED = "deleted"
    RENAMED = "renamed"
    COPIED = "copied"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class FileChange:
    """One changed file. Paths are POSIX; bytes that are not UTF-8 are kept as surrogates."""

    id: str
    path: str
    old_path: str | None  # of a rename or a copy, else None
    status: Status
    kind: Kind
    added: int  # lines; 0 for a binary file
    removed: int
    binary: bool = False
    generated: bool = False
    old_mode: str = ""  # six octal digits as git writes them; "" where not known or not there
    new_mode: str = ""
    old_blob: str = ""  # full object id; "" where not known or not there
    new_blob: str = ""

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return self.path.rpartition("/")[2]

    @property
    def is_submodule(self) -> bool:
        return "160000" in (self.old_mode, self.new_mode)

    @property
    def is_symlink(self) -> bool:
        return "120000" in (self.old_mode, self.new_mode)

    @property
    def mode_changed(self) -> bool:
        return bool(self.old_mode and self.new_mode) and self.old_mode != self.new_mode

    @property
    def old_side_path(self) -> str:
        """The path that the file had before the change."""
        return self.old_path or self.path


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a hunk. `sign` is " ", "+" or "-"; a number is None on the side where the line is not."""

    sign: str
    text: str  # without its line end; a lone CR inside stays
    old: int | None
    new: int | None
    newline: bool = True  # False: "\ No newline at end of file"


@dataclass(frozen=True, slots=True)
class Hunk:
    """A run of changed lines with its context."""

    id: str  # "F3.h2"
    old_start: int
    old_count: int
    new_start: int
    new_count: int
    section: str  # what stands after the second @@
    lines: tuple[Line, ...]

    @property
    def added(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.sign == "+")

    @property
    def removed(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.sign == "-")

    @property
    def text(self) -> str:
        """The hunk as a patch shows it."""
        head = f"@@ -{self.old_start},{self.old_count} +{self.new_start},{self.new_count} @@ {self.section}".rstrip()
        return "\n".join([head, *(line.sign + line.text for line in self.lines)])


@dataclass(frozen=True, slots=True)
class Match:
    """A line of a tree that holds a word that was searched for."""

    path: str
    line: int  # from 1
    text: str  # without its line end


@dataclass(frozen=True, slots=True)
class Search:
    """What a search of a whole tree found, and what it could not look at."""

    matches: tuple[Match, ...]  # in the order of their paths
    unread: tuple[str, ...] = ()  # the paths of files that are not here


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the range. Names are as written in the commit; `when` is the author's, ISO 8601."""

    id: str  # "C4"; "L2" for one that leaves production
    oid: str
    parents: tuple[str, ...]
    author: str
    email: str
    when: str
    subject: str
    body: str

    @property
    def short(self) -> str:
        return self.oid[:10]

    @property
    def is_merge(self) -> bool:
        return len(self.parents) > 1

    @property
    def reverts(self) -> str | None:
        """The full id of the commit that this one says it reverts."""
        found = re.search(r"^This reverts commit ([0-9a-f]{40,64})\b", self.body, re.MULTILINE)
        return found[1] if found else None


class Content(Protocol):
    """Where a change's text is read from when someone asks. Safe to call from any one thread at a time."""

    def hunks(self, file: FileChange, cancel: Cancel) -> tuple[Hunk, ...]:
        """The hunks of one file, in order; () where there are none (binary, mode only, pure rename)."""

    def prefetch(self, files: Iterable[FileChange], cancel: Cancel) -> None:
        """Make the hunks of many files cheap to ask for, with one read."""

    def text(self, file: FileChange, side: Side, cancel: Cancel) -> str | None:
        """The whole text of one side; None where it is not there, not text, too large or not known."""

    def tree(self, cancel: Cancel, side: Side = "new") -> tuple[str, ...]:
        """The paths of the whole tree at the head, or at the base; () for a diff file."""

    def read(self, path: str, cancel: Cancel, side: Side = "new") -> str | None:
        """A text file of the tree at the head, or at the base, changed or not; None as for `text`."""

    def search(self, words: Collection[str], side: Side, cancel: Cancel) -> Search | None:
        """The lines of a whole tree that hold one of the words as a whole word, whatever the case.

        None where the tree is not known (a diff file), or where more lines hold them than anybody could look at.
        """

    def touched(self, cancel: Cancel) -> Mapping[str, tuple[str, ...]]:
        """The paths that each arriving commit touches itself, by its full id; {} where that is not known."""


@dataclass(frozen=True)
class Change:
    """A range or a diff file, read: what changes when it is deployed."""

    origin: Literal["git", "diff"]
    repo: str  # the project's name for a person, or the diff file's
    base: str  # full commit id, or "" for a diff file
    head: str
    base_name: str  # as the person wrote it: "v1.2.0"
    head_name: str
    merge_base: str | None
    commits: tuple[Commit, ...]  # that arrive: newest first, in the head and not in the base
    leaving: tuple[Commit, ...]  # that leave: in the base and not in the head
    files: tuple[FileChange, ...]
    diff_sha256: str  # of git's raw lines, which name every blob; or of the diff file's bytes
    content: Content = field(repr=False, compare=False)
    branch: str | None = None  # the branch that the head was asked for by, where it was
    warnings: tuple[str, ...] = ()  # sentences: shallow history, unrelated histories, ...

    @cached_property
    def _file_by_id(self) -> dict[str, FileChange]:
        return {file.id: file for file in self.files}

    @cached_property
    def ids_by_path(self) -> dict[str, str]:
        """The ids of the files by their paths, also by those that they had before."""
        before = {file.old_path: file.id for file in self.files if file.old_path}
        return {**before, **{file.path: file.id for file in self.files}}

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """All paths of the files, also those that they had before."""
        return tuple(self.ids_by_path)

    def file(self, file_id: str) -> FileChange | None:
        return self._file_by_id.get(file_id)

    def hunks(self, file: FileChange, cancel: Cancel) -> tuple[Hunk, ...]:
        return self.content.hunks(file, cancel)

    def of_kind(self, *kinds: Kind) -> Iterator[FileChange]:
        return (file for file in self.files if file.kind in kinds)

    @property
    def added(self) -> int:
        return sum(file.added for file in self.files)

    @property
    def removed(self) -> int:
        return sum(file.removed for file in self.files)
