"""The origins of all versions of all files, from the oldest commit to the newest.

A version is known by its blob's id, so nothing has to be known of branches: a commit's patch names the blob that it
starts from, whichever branch that is on, and a merge those of all its parents. A file's name only tells copies apart.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from .lines import UNKNOWN, Lines, made
from .section import Entry, Section

MOST = 4_000_000  # intervals that are kept, of all versions together; those of the oldest ones go first


class Tracer:
    """Takes commits in topological order, the oldest first, and tells whose lines each of them removes."""

    def __init__(self, wanted: Callable[[bytes], bool], most: int = MOST) -> None:
        self._wanted = wanted
        self._most = most
        self._versions: dict[tuple[bytes, str], Lines] = {}
        self._kept = 0  # intervals
        self._anywhere: dict[str, Lines] = {}  # for a merge, where a parent's name of the file is not told

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
        if patch is None and _there(new) and all(map(_there, olds)):  # renamed as it is, or blanks changed in its lines
            self._keep(entry.path, new, parents[0])
        elif patch and patch.pieces is not None:
            self._keep(entry.path, new, made(patch.pieces, parents, number))
            yield from (who for line in patch.removed if (who := parents[0].origin(line)) != UNKNOWN)

    def _keep(self, path: bytes, blob: str, lines: Lines) -> None:
        if not _there(blob):
            return
        self._kept += len(lines)
        self._versions[path, blob] = self._anywhere[blob] = lines
        while self._kept > self._most and len(self._versions) > 1:
            oldest = next(iter(self._versions))
            gone = self._versions.pop(oldest)
            self._kept -= len(gone)
            if self._anywhere.get(oldest[1]) is gone:
                del self._anywhere[oldest[1]]


def _there(blob: str) -> bool:
    """Whether a version exists: git's name for none is all zeros."""
    return blob.strip("0") != ""
