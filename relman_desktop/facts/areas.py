"""The main areas of a change: the folders or packages in which it is made, named as a person would name them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, takewhile

from ..jobs import Cancel
from ..sources.change import Change, FileChange, Kind
from .production import is_production, is_program, language

_MOST = 5
_DEEPEST = 2  # levels below the project's own folder
_LARGE = 1 / 4  # of all lines: a folder with more is told by its subfolders
_SMALL = 1 / 50  # of all lines: a folder with less is no main area
_WRAPPER = 0.75  # of the tree's source files: a folder with more says nothing about where a change is
_TOOLING = ("scripts/", "tools/")  # at the top: of the project's makers, unless it is all that changes
_SAY_NOTHING = frozenset({"src", "lib", "internal", "pkg", "packages", "apps", "main", "source", "java", "kotlin"})

Folder = tuple[str, ...]


@dataclass(frozen=True)
class Area:
    """A part of the product that changes. `folder` is a POSIX path, or a file's where it stands alone at the top."""

    name: str
    folder: str
    files: tuple[FileChange, ...]

    @property
    def added(self) -> int:
        return sum(file.added for file in self.files)

    @property
    def removed(self) -> int:
        return sum(file.removed for file in self.files)

    @property
    def lines(self) -> int:
        return self.added + self.removed


def main_areas(change: Change, cancel: Cancel) -> tuple[Area, ...]:
    """At most five, by changed lines; tests, documents, generated files and lock files are not counted."""
    files = [file for file in change.files if is_production(file) and file.kind is not Kind.DEPENDENCY]
    files = [file for file in files if not file.path.startswith(_TOOLING)] or files
    wrapper = _wrapper(change, files, cancel)
    total = sum(map(_lines, files))
    found = [Area(_name(wrapper, folder), "/".join(folder), group) for folder, group in _split(files, wrapper, total)]
    found = [area for area in found if area.lines >= max(1, total * _SMALL)]
    return tuple(sorted(found, key=lambda area: (-area.lines, area.folder))[:_MOST])


def _lines(file: FileChange) -> int:
    return file.added + file.removed


def _split(
    files: Iterable[FileChange], wrapper: Folder, total: int, level: int = 1
) -> Iterator[tuple[Folder, tuple[FileChange, ...]]]:
    """The files by folder; a large folder goes on into its subfolders, where it has more than one."""

    def folder_of(file: FileChange) -> Folder:
        return _folder(file.path, wrapper, level)

    for folder, group in groupby(sorted(files, key=folder_of), folder_of):
        inside = tuple(group)
        large = sum(map(_lines, inside)) > total * _LARGE and level < _DEEPEST
        finer = list(_split(inside, wrapper, total, level + 1)) if large else []
        yield from finer if len(finer) > 1 else [(folder, inside)]


def _folder(path: str, wrapper: Folder, level: int) -> Folder:
    """The first folders of the path, `level` of them telling; a file that stands at the top stands for itself."""
    parts = tuple(path.split("/"))
    telling = 0
    for depth in range(_shared(wrapper, parts[:-1]), len(parts) - 1):
        telling += parts[depth] not in _SAY_NOTHING
        if telling == level:
            return parts[: depth + 1]
    return parts[:-1] if telling else parts


def _wrapper(change: Change, files: Iterable[FileChange], cancel: Cancel) -> Folder:
    """The folder that holds most of the project's source, such as `src/` or the package's own; () where none does."""
    languages = {language(file.path) for file in files if is_program(file.path)}
    paths = [path for path in change.content.tree(cancel) if language(path) in languages and "test" not in path]
    folders = [tuple(path.split("/")[:-1]) for path in paths]
    wrapper: Folder = ()
    while folders:
        cancel.check()
        depth = len(wrapper) + 1
        inside = Counter(folder[:depth] for folder in folders if len(folder) >= depth)
        largest, count = max(inside.items(), key=lambda item: (item[1], item[0]), default=((), 0))
        deeper = sum(len(folder) > depth for folder in folders if folder[:depth] == largest)
        if count <= _WRAPPER * len(folders) or deeper <= count / 2:
            break
        wrapper = largest
        folders = [folder for folder in folders if folder[:depth] == wrapper]
    return wrapper


def _shared(wrapper: Folder, folder: Folder) -> int:
    """How many folders of the wrapper a folder stands in."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(wrapper, folder, strict=False)))


def _name(wrapper: Folder, folder: Folder) -> str:
    inside = folder[_shared(wrapper, folder) :]
    return "/".join(part for part in inside if part not in _SAY_NOTHING) or folder[-1]
