"""Which commits and files of a change count: what is taken back or left out, tests and documentation do not."""

from collections.abc import Iterable, Iterator

from ...jobs import Cancel
from ...sources.change import Change, Kind
from ...sources.kinds import kind_of as our_kind_of
from ...sources.reverts import taken_back
from ..case import Case
from ..only_tests import test_paths
from ..past.kinds import kind_of
from ..past.past import CommitPast, FilePast, Past

_RUNS = ("src", "dep")  # kinds of the data that are no documentation wherever they lie: `docs/conf.py`


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
    """The paths that do not count: those left out, tests by the data's definition or by ours, and documentation."""
    commits = tuple(commits)
    documents = (file.path for one in commits for file in one.files if _is_documentation(file))
    return case.left_paths | test_paths(case, commits) | frozenset(documents)


def _is_documentation(file: FilePast) -> bool:
    """Documentation by our definition: the data's has pages, styles and pictures of the product among it."""
    return file.kind not in _RUNS and our_kind_of(file.path) is Kind.DOCS
