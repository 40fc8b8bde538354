"""What the header lines of a section say: paths, status, modes, blobs."""

import re
from dataclasses import dataclass, field, replace

from ..change import Status
from . import names
from .section import Section

EXTENDED = re.compile(
    rb"(old mode|new mode|deleted file mode|new file mode|(?:copy|rename) (?:from|to)"
    rb"|(?:dis)?similarity index|index) (.*)"
)
_INDEX = re.compile(rb"([0-9a-f]+)\.\.([0-9a-f]+)(?: ([0-7]{6}))?$")
_MODE = re.compile(rb"[0-7]{6}$")
_PEG = re.compile(rb"@\d+$")  # Subversion copies `from NAME@REVISION`
_DELETED = b" (deleted)"
_EPOCH = re.compile(rb"^$|\b(?:1970-01-01|1969-12-31)\b|\(revision 0\)")
_STATUSES = {
    b"rename from": Status.RENAMED,
    b"copy from": Status.COPIED,
    b"new file mode": Status.ADDED,
    b"deleted file mode": Status.DELETED,
}


@dataclass(frozen=True, slots=True)
class Side:
    """A `---` or `+++` line."""

    name: bytes
    stamp: bytes

    @classmethod
    def read(cls, line: bytes) -> "Side":
        return cls(*names.stamped(line[4:]))

    def absent(self, last_line: int | None) -> bool:
        """The file is not on this side, whose hunks (if any) reach to a last line.

        GNU diff says so by the time stamp of the epoch, Subversion by `(nonexistent)`, some by the lines alone.
        """
        if self.name == names.NOWHERE or b"(nonexistent)" in self.stamp:
            return True
        return last_line == 0 and bool(_EPOCH.search(self.stamp))


@dataclass(slots=True)
class Counts:
    """The lines of a section's hunks, and the last line that they reach on each side (None where there are none)."""

    added: int = 0
    removed: int = 0
    old_last: int | None = None
    new_last: int | None = None


@dataclass(slots=True)
class Header:
    """The header of a section as far as it has been read; offsets in bytes, `line` from 1."""

    start: int
    line: int
    git: bytes | None = None  # what follows `diff --git`
    path: bytes | None = None  # of an `Index:` line
    sides: tuple[Side, Side] | None = None
    binary: bool = False
    fields: dict[bytes, bytes] = field(default_factory=dict)

    def section(self, body: int, end: int, counts: Counts) -> Section:
        """The section, given its hunks. Raises ValueError, a clause, if the lines name no file or contradict."""
        status, paths = self._git() if self.git is not None else self._plain(counts)
        self._check(status, paths, counts)
        old_blob, new_blob, mode = self._index()
        old_path, new_path = (names.decoded(path) for path in paths)
        section = Section(
            old_path=old_path,
            new_path=new_path,
            status=status,
            old_mode=self._mode(b"old mode", b"deleted file mode") or mode,
            new_mode=self._mode(b"new mode", b"new file mode") or mode,
            old_blob=old_blob,
            new_blob=new_blob,
            added=counts.added,
            removed=counts.removed,
            binary=self.binary,
            line=self.line,
            start=self.start,
            body=body,
            end=end,
        )
        return _one_sided(section)

    def _check(self, status: Status, paths: names.Pair, counts: Counts) -> None:
        if not all(paths):
            raise ValueError("this header names no file")
        if self.git is not None and self.sides and not all(map(_agree, self.sides, paths)):
            raise ValueError("the lines of this header name different files")
        if (status is Status.ADDED and counts.old_last) or (status is Status.DELETED and counts.new_last):
            raise ValueError(f"this file is {status}, and the hunks give it lines on the other side")

    def _git(self) -> tuple[Status, names.Pair]:
        status = next((status for key, status in _STATUSES.items() if key in self.fields), None)
        return status or self._told_by_modes() or self._told_by_names(), self._git_paths()

    def _told_by_modes(self) -> Status | None:
        old, new = (self.fields.get(key, b"")[:2] for key in (b"old mode", b"new mode"))
        return Status.TYPE if old != new else None

    def _told_by_names(self) -> Status:
        """Where a program that is not git wrote a git header without `new file mode`."""
        old, new = (side.name for side in self.sides) if self.sides else (b"", b"")
        if old == names.NOWHERE:
            return Status.ADDED
        return Status.DELETED if new == names.NOWHERE else Status.MODIFIED

    def _git_paths(self) -> names.Pair:
        for verb in (b"rename", b"copy"):
            if verb + b" from" in self.fields:
                old, new = (names.named(self.fields.get(verb + end, b"")) for end in (b" from", b" to"))
                return (_PEG.sub(b"", old) if self.path else old), new
        assert self.git is not None
        return names.git_pair(self.git) or self._side_paths()

    def _side_paths(self) -> names.Pair:
        """Of two files that were compared by name: `git diff --no-index OLD NEW`."""
        old, new = (side.name for side in self.sides) if self.sides else (b"", b"")
        if names.NOWHERE in (old, new):
            path = names.plain_path(old, new)
            return path, path
        return names.without_prefix(old), names.without_prefix(new)

    def _plain(self, counts: Counts) -> tuple[Status, names.Pair]:
        if not self.sides:
            return self._named_only()
        old, new = self.sides
        path = names.plain_path(old.name, new.name)
        if old.absent(counts.old_last):
            return Status.ADDED, (path, path)
        return Status.DELETED if new.absent(counts.new_last) else Status.MODIFIED, (path, path)

    def _named_only(self) -> tuple[Status, names.Pair]:
        """Subversion names a binary file, one that was added empty or copied as it was, and one that is `(deleted)`."""
        path = (self.path or b"").removesuffix(_DELETED)
        if path != self.path:
            return Status.DELETED, (path, path)
        return Status.MODIFIED if self.binary else Status.ADDED, (path, path)

    def _index(self) -> tuple[str, str, str]:
        """Both blobs and the mode that an index line gives to both sides."""
        found = _INDEX.match(self.fields.get(b"index", b""))
        old, new, mode = (part.decode() if part else "" for part in found.groups()) if found else ("", "", "")
        return old if old.strip("0") else "", new if new.strip("0") else "", mode

    def _mode(self, *keys: bytes) -> str:
        modes = (self.fields.get(key, b"") for key in keys)
        return next((mode.decode() for mode in modes if _MODE.match(mode)), "")


def _one_sided(section: Section) -> Section:
    """A file that was added had no path before, and one that was deleted has none after."""
    if section.status is Status.ADDED:
        return replace(section, old_path=None, old_mode="")
    if section.status is Status.DELETED:
        return replace(section, new_path=None, new_mode="")
    return section


def _agree(side: Side, path: bytes) -> bool:
    """A `---` or `+++` line of git names the path behind a prefix, or nothing."""
    return side.name == names.NOWHERE or side.name == path or side.name.endswith(b"/" + path)
