"""Which files are tests, for everything that must count nothing of them: by the data's definitions, or by ours."""

from collections.abc import Iterable

from ..sources.change import Kind
from ..sources.kinds import kind_of
from .case import Case
from .past.kinds import kind_of as data_kind_of
from .past.past import CommitPast


def test_paths(case: Case, commits: Iterable[CommitPast]) -> frozenset[str]:
    """The paths of all tests of the change and of its commits, the old ones of moved files too."""
    changed = (one for one in case.material.change.files if _is_test(one.path, data_kind_of(one.path)))
    ours = frozenset(path for one in changed for path in (one.path, one.old_path) if path)
    return ours | frozenset(one.path for commit in commits for one in commit.files if _is_test(one.path, one.kind))


def of_tests(case: Case) -> frozenset[str]:
    """The full ids of the commits that touch tests alone."""
    past = case.background.past
    commits = [one for one in past.commits if one.files] if past else []
    tests = test_paths(case, commits)
    return frozenset(one.oid for one in commits if all(file.path in tests for file in one.files))


def _is_test(path: str, kind: str) -> bool:
    return kind == "test" or kind_of(path) is Kind.TEST
