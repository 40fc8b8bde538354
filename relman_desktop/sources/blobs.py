"""The text of a git range, read when someone asks: the hunks of a file, a side of it, any file of the two trees."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import ServiceError, cause
from ..jobs import Cancel
from . import git
from .change import FileChange, Hunk, Search, Side
from .history import touched_paths
from .partial import ALL, Readable
from .repository import Repository
from .search import search

if TYPE_CHECKING:  # `relman files` reads no patch
    from .patch import Data, PatchReader, Section

_MOST_TEXT = 8 << 20  # bytes of one side of a file
_MOST_READ = 1 << 20  # bytes of a file that need not be part of the change
_MOST_PATCH = 4 << 30  # bytes, on the disk
_FEW = 4  # files whose patches cost as little one by one as the whole range's
_KEPT = 8  # patches of single files
_FILE = "100"  # how the mode of a file begins that is neither link nor submodule
_SUBMODULE = "160000"
_SEARCHED = 8000  # bytes at the beginning, where git too looks for the NUL that makes a file binary

Key = tuple[str, str]  # the old and the new path of a file


@dataclass(frozen=True)
class _Patch:
    """A patch, and the sections of each file in it: a file that became a link has two."""

    reader: PatchReader
    sections: Mapping[Key, list[Section]]

    def hunks(self, file: FileChange, cancel: Cancel) -> tuple[Hunk, ...]:
        return self.reader.hunks(self.sections.get(_key(file), ()), file.id, cancel)


class GitContent:
    """The `Content` of a range of two trees, named by full ids. A git process lives as long as it does."""

    def __init__(self, repository: Repository, base: str, head: str, readable: Readable = ALL) -> None:
        self._repository = repository
        self._trees = (base, head)
        self._readable = readable
        self._objects = repository.objects()
        self._whole: _Patch | None = None
        self._single: dict[str, _Patch] = {}
        self._tree_files: dict[Side, dict[str, tuple[str, str]]] = {}  # mode and blob by path

    def hunks(self, file: FileChange, cancel: Cancel) -> tuple[Hunk, ...]:
        if file.binary or not self._is_here(file):
            return ()
        patch = self._whole or self._single.get(file.id) or self._read_single(file, cancel)
        return patch.hunks(file, cancel)

    def prefetch(self, files: Iterable[FileChange], cancel: Cancel) -> None:
        wanted = [file for file in files if not file.binary and file.id not in self._single]
        if len(wanted) > _FEW and not self._whole:
            self._whole = self._read_whole(cancel)

    def text(self, file: FileChange, side: Side, cancel: Cancel) -> str | None:
        old = side == "old"
        blob, mode = (file.old_blob, file.old_mode) if old else (file.new_blob, file.new_mode)
        return self._text(blob, _MOST_TEXT, cancel) if blob and mode != _SUBMODULE else None

    def tree(self, cancel: Cancel, side: Side = "new") -> tuple[str, ...]:
        return tuple(self._files(side, cancel))

    def read(self, path: str, cancel: Cancel, side: Side = "new") -> str | None:
        mode, blob = self._files(side, cancel).get(path, ("", ""))
        return self._text(blob, _MOST_READ, cancel) if mode.startswith(_FILE) else None

    def search(self, words: Collection[str], side: Side, cancel: Cancel) -> Search | None:
        found = search(self._repository, self._trees[side == "new"], words, cancel)
        if found is None:
            return None
        matches, missing = found
        paths = (path for path, (_, blob) in self._files(side, cancel).items() if blob in missing) if missing else ()
        return Search(matches, tuple(paths))

    def touched(self, cancel: Cancel) -> Mapping[str, tuple[str, ...]]:
        return touched_paths(self._repository, *self._trees, cancel)

    def _is_here(self, file: FileChange) -> bool:
        return self._readable.missing.isdisjoint((file.old_blob, file.new_blob))

    def _text(self, blob: str, most: int, cancel: Cancel) -> str | None:
        content = None if blob in self._readable.missing else self._objects.blob(blob, most, cancel)
        if content is None or b"\0" in content[:_SEARCHED]:
            return None
        return _decoded(content)

    def _files(self, side: Side, cancel: Cancel) -> dict[str, tuple[str, str]]:
        if side not in self._tree_files:
            words = ("ls-tree", "-r", "-z", "--full-tree", self._trees[side == "new"], "--")
            said = self._repository.run(*words, cancel=cancel).data.decode("utf-8", "surrogateescape")
            entries = (entry.partition("\t") for entry in said.split("\0")[:-1])
            split = ((path, facts.split(" ")) for facts, _, path in entries)
            self._tree_files[side] = {path: (mode, blob) for path, (mode, _, blob) in split}
        return self._tree_files[side]

    def _read_single(self, file: FileChange, cancel: Cancel) -> _Patch:
        """The patch of one file. Both its paths are named, or git would not see that it moved."""
        paths = dict.fromkeys((file.old_side_path, file.path))
        said = self._repository.run(*git.PATCH, *self._trees, "--", *paths, cancel=cancel)
        patch = _indexed(said.data, cancel)
        if _key(file) not in patch.sections:  # among two paths git may pair what it does not pair among all
            patch = self._whole = self._read_whole(cancel)
        while len(self._single) >= _KEPT:
            self._single.pop(next(iter(tuple(self._single))), None)  # another thread may read, too
        self._single[file.id] = patch
        return patch

    def _read_whole(self, cancel: Cancel) -> _Patch:
        """The patch of all files that are here, in a nameless temporary file: it may be larger than the memory."""
        import mmap
        import tempfile  # slow to import, and `relman files` reads no patch

        try:
            with tempfile.TemporaryFile() as file:
                for paths in self._readable.paths:
                    words = (*git.PATCH, *self._trees, "--", *paths)
                    self._repository.run(*words, cancel=cancel, limit=_MOST_PATCH, sink=file.write)
                file.flush()
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if file.tell() else b""
        except OSError as error:
            raise ServiceError(
                f"The patch of this range finds no room in the temporary folder: {cause(error)}."
            ) from error
        return _indexed(data, cancel)


def _indexed(data: Data, cancel: Cancel) -> _Patch:
    from .patch import PatchReader, index_patch  # see above

    sections: dict[Key, list[Section]] = {}
    for section in index_patch(data, cancel):
        old, new = section.old_path, section.new_path
        sections.setdefault((old or new or "", new or old or ""), []).append(section)
    return _Patch(PatchReader(data), sections)


def _decoded(content: bytes) -> str:
    """As the lines of hunks are decoded, so that a line is the same in both."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        from .patch.section import readable

        return "\n".join(map(readable, content.split(b"\n")))


def _key(file: FileChange) -> Key:
    return file.old_side_path, file.path
