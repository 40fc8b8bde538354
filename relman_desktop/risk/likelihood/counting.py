"""Which commits and files of a change count: what is taken back, what only tests touch, and what is left out do not.

Messages are not believed: a commit and its revert count nothing only where the change does not hold what they touched.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ...jobs import Cancel
from ...sources.change import Change, Commit
from ...sources.reverts import taken_back
from ..case import Case
from ..only_tests import test_paths
from ..past.kinds import kind_of
from ..past.past import CommitPast, FilePast, Past
from .unexplained import unexplained


@dataclass(frozen=True)
class Counting:
    """What counts of a change."""

    commits: tuple[tuple[str, CommitPast], ...]  # by their ids
    rest: CommitPast | None  # what the change holds and none of the commits has
    gone: tuple[tuple[Commit, Commit], ...] = ()  # each revert and what it takes back, which count nothing


def counting(change: Change, past: Past, but: Collection[str]) -> Counting:
    """The commits of the change without those that are taken back inside of it, as if it had no file in `but`."""
    pairs = taken_back(change.commits, Cancel()).pairs
    paired = {one.oid for pair in pairs for one in pair}
    open_paths = {
        path
        for file in unexplained(change.files, [one for one in past.commits if one.oid not in paired], but)
        for path in (file.path, file.old_path)
    }
    touched = {one.oid: {path for file in one.files for path in (file.path, file.old_path)} for one in past.commits}
    gone = tuple(pair for pair in pairs if not any(touched.get(one.oid, set()) & open_paths - {""} for one in pair))
    left = {one.oid for pair in gone for one in pair}
    ids = {one.oid: one.id for one in change.commits if one.oid not in left}
    commits = tuple((ids[one.oid], one) for one in past.commits if one.oid in ids)
    rest = unexplained(change.files, [one for _, one in commits], but)
    return Counting(commits, CommitPast(change.head, rest, {}) if rest else None, gone)


def whole_change(change: Change) -> CommitPast:
    """The change as if it were one commit without a history."""
    files = (FilePast(one.path, kind_of(one.path), one.added, one.removed) for one in change.files)
    return CommitPast(change.head or change.diff_sha256, tuple(files), {})


def uncounted(case: Case, commits: Iterable[CommitPast]) -> frozenset[str]:
    """The paths that do not count: those left out, and all tests by the data's definition or by ours."""
    return case.left_paths | test_paths(case, commits)
