"""What a change holds and none of its commits has: lines that came by merging, or what leaves production."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from ...sources.change import FileChange
from ..past.kinds import kind_of
from ..past.past import CommitPast, FilePast


def unexplained(
    files: Iterable[FileChange], commits: Sequence[CommitPast], but: Collection[str]
) -> tuple[FilePast, ...]:
    """The files, but for those in `but`, that no commit touches, and those with more lines than their commits have.

    A file that a commit renames is explained by being touched: its lines went by other names.
    """
    known = _Known(commits)
    return tuple(rest for file in files if file.path not in but for rest in known.rest(file))


class _Known:
    """The lines that commits add to and take from each path."""

    def __init__(self, commits: Sequence[CommitPast]) -> None:
        self._lines: dict[str, tuple[int, int]] = {}
        self._moved: set[str] = set()
        for file in (file for one in commits for file in one.files):
            added, removed = self._lines.get(file.path, (0, 0))
            self._lines[file.path] = added + file.added, removed + file.removed
            if file.old_path:
                self._moved |= {file.path, file.old_path}

    def rest(self, file: FileChange) -> Iterator[FilePast]:
        paths = {file.path, file.old_side_path}
        lines = [self._lines[path] for path in paths if path in self._lines]
        if paths & self._moved:
            return
        added = file.added - sum(one for one, _ in lines)
        removed = file.removed - sum(one for _, one in lines)
        if not lines or added > 0 or removed > 0:
            kind = kind_of(file.path)
            yield FilePast(file.path, kind, max(added, 0), max(removed, 0), old_path=file.old_path or "")
