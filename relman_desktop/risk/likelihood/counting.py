"""Which commits and files of a change count: what is taken back, what only tests touch, and what is left out do not."""

from collections.abc import Iterable, Iterator

from ...jobs import Cancel
from ...sources.change import Change
from ...sources.reverts import taken_back
from ..case import Case
from ..only_tests import test_paths
from ..past.kinds import kind_of
from ..past.past import CommitPast, FilePast, Past


def counting(change: Change, past: Past) -> Iterator[tuple[str, CommitPast]]:
    """The commits of the change by their ids, without those that are taken back inside of it and their reverts."""
    gone = {one.oid for pair in taken_back(change.commits, Cancel()).pairs for one in pair}
    ids = {one.oid: one.id for one in change.commits if one.oid not in gone}
    return ((ids[one.oid], one) for one in past.commits if one.oid in ids)


def whole_change(change: Change) -> CommitPast:
    """The change as if it were one commit without a history."""
    files = (FilePast(one.path, kind_of(one.path), one.added, one.removed) for one in change.files)
    return CommitPast(change.head or change.diff_sha256, tuple(files), {})


def uncounted(case: Case, commits: Iterable[CommitPast]) -> frozenset[str]:
    """The paths that do not count: those left out, and all tests by the data's definition or by ours."""
    return case.left_paths | test_paths(case, commits)
