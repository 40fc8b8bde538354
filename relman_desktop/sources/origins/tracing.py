"""The origins of all versions of all files, from the oldest commit to the newest.

A version is known by its blob's id, so nothing has to be known of branches: a commit's patch names the blob that it
starts from, whichever branch that is on, and a merge those of all its parents. A file's name only tells copies apart.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator

from .lines import UNKNOWN, Lines, made
from .section import Entry, Section

_Version = tuple[bytes, str]  # a file's name and a blob
MOST = 2_000_000  # intervals that are kept of versions that are not the newest of their file; the oldest ones go first
_ALL = 5  # times as many are kept of all versions together, whatever goes then


class Tracer:
    """Takes commits in topological order, the oldest first, and tells whose lines each of them removes."""

    def __init__(self, wanted: Callable[[bytes], bool], most: int = MOST) -> None:
        self._wanted = wanted
        self._most = most
        self._versions: OrderedDict[_Version, Lines] = OrderedDict()
        self._anywhere: dict[str, Lines] = {}  # by blob: for a merge, where a parent's name of the file is not told
        self._newest: dict[bytes, _Version] = {}  # of each file
        self._older: OrderedDict[_Version, None] = (
            OrderedDict()
        )  # versions that a branch may still start from, in their order
        self._kept = 0  # intervals of all versions
        self._kept_older = 0

    def take(self, section: Section, number: int) -> Counter[int]:
        """Learn a commit; how many telling lines it removes of each earlier one, by their numbers."""
        removed: Counter[int] = Counter()
        for entry in section.entries:
            if self._wanted(entry.path):
                removed.update(self._file(section, entry, number))
        return removed

    def wanted_in(self, section: Section) -> int:
        """How many of a commit's files are traced."""
        return len({entry.path for entry in section.entries if self._wanted(entry.path)})

    def lines(self, path: bytes, blob: str) -> Lines:
        """The origins of a version; empty, so unknown, where it was never seen."""
        return self._versions.get((path, blob)) or self._anywhere.get(blob) or Lines()

    def _file(self, section: Section, entry: Entry, number: int) -> Iterator[int]:
        olds, new = entry.blobs
        parents = [self.lines(entry.old_path, old) for old in olds]
        patch = section.patches.get(entry.blobs)
        if entry.old_path != entry.path or not _there(new):
            self._pass(entry.old_path)
        if patch is None and _there(new) and all(map(_there, olds)):  # renamed as it is, or blanks changed in its lines
            self._keep(entry.path, new, parents[0])
        elif patch and patch.pieces is not None:
            if _there(new):
                self._keep(entry.path, new, made(patch.pieces, parents, number))
            yield from (who for line in patch.removed if (who := parents[0].origin(line)) != UNKNOWN)

    def _keep(self, path: bytes, blob: str, lines: Lines) -> None:
        self._drop((path, blob))
        self._pass(path)
        self._newest[path] = path, blob
        self._versions[path, blob] = self._anywhere[blob] = lines
        self._kept += len(lines)
        while self._older and self._kept_older > self._most:
            self._drop(next(iter(self._older)))
        while self._kept > _ALL * self._most and len(self._versions) > 1:
            self._drop(next(iter(self._versions)))

    def _pass(self, path: bytes) -> None:
        """What was a file's newest version is not so any more."""
        if version := self._newest.pop(path, None):
            self._older[version] = None
            self._kept_older += len(self._versions[version])

    def _drop(self, version: _Version) -> None:
        if (lines := self._versions.pop(version, None)) is None:
            return
        self._kept -= len(lines)
        if version in self._older:
            del self._older[version]
            self._kept_older -= len(lines)
        if self._newest.get(version[0]) == version:
            del self._newest[version[0]]
        if self._anywhere.get(version[1]) is lines:
            del self._anywhere[version[1]]


def _there(blob: str) -> bool:
    """Whether a version exists: git's name for none is all zeros."""
    return blob.strip("0") != ""
