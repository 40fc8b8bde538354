"""What the likelihood promises whatever the change is: sums, tests and pages that never raise it, the same twice."""

from collections.abc import Sequence
from math import exp

from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.risk.case import Case
from relman_desktop.risk.likelihood import Chance, likelihood
from relman_desktop.risk.likelihood.card import weights
from relman_desktop.risk.past.past import FilePast, Rate

from .cases import a_case, a_file

SCALE = weights().history
Commits = Sequence[Sequence[FilePast]]

_PATHS = ["src/a.py", "src/b/c.py", "docs/guide.md", "app.py", "tests/test_a.py", "tests/more/test_b.py"]
_files = st.builds(
    a_file,
    st.sampled_from(_PATHS),
    added=st.integers(0, 3000),
    removed=st.integers(0, 3000),
    fixes=st.integers(0, 255),
)
_commit = st.lists(_files, min_size=1, max_size=5, unique_by=lambda one: one.path)
_commits = st.lists(_commit, min_size=1, max_size=5)
_rates = st.none() | st.builds(Rate, st.integers(0, 400), st.integers(400, 2000), st.just("2025-11-01"))
_tests = st.builds(
    a_file,
    st.sampled_from(["tests/test_new.py", "src/deep/tests/test_new.py"]),
    added=st.integers(0, 3000),
    fixes=st.integers(0, 255),
)
_documents = st.builds(
    a_file,
    st.sampled_from(["CHANGELOG.md", "src/deep/README.md"]),
    added=st.integers(0, 3000),
    removed=st.integers(0, 3000),
    fixes=st.integers(0, 255),
)


def _points(chance: Chance) -> int:
    return sum(one.points for one in chance.contributions)


def _as_test(file: FilePast) -> FilePast:
    return FilePast(file.path, "test", file.added, file.removed, file.fixes)


def _not_above(case: Case, other: Case) -> None:
    less, more = likelihood(case), likelihood(other)
    assert (less.chance or 0) <= (more.chance or 0)
    assert not less.contributions or _points(less) <= _points(more)


@settings(max_examples=30, deadline=None)
@given(_commits, _rates)
def test_the_contributions_of_every_commit_and_of_the_whole_say_its_chance(commits: Commits, rate: Rate | None) -> None:
    chance = likelihood(a_case(*commits, rate=rate))
    points = [sum(one.points for one in commit.contributions) for commit in chance.commits]
    assert points == sorted(points, reverse=True)
    for commit, sum_ in zip(chance.commits, points, strict=True):
        assert abs(commit.chance - 1 / (1 + exp(-(sum_ - SCALE.zero) / SCALE.factor))) < 1e-9
    if len(points) == 1:
        assert (_points(chance), chance.chance) == (points[0], chance.commits[0].chance)
    assert not points or _points(chance) >= points[0]


@settings(max_examples=30, deadline=None)
@given(_commits, _tests, st.data())
def test_adding_a_test_to_a_commit_changes_nothing(commits: Commits, test: FilePast, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(commits) - 1))
    more = [[*files, _as_test(test)] if at == place else files for at, files in enumerate(commits)]
    before, after = likelihood(a_case(*commits)), likelihood(a_case(*more))
    assert (after.chance, _points(after)) == (before.chance, _points(before))


@settings(max_examples=30, deadline=None)
@given(_commits, _tests)
def test_adding_a_commit_of_tests_changes_nothing(commits: Commits, test: FilePast) -> None:
    before, after = likelihood(a_case(*commits)), likelihood(a_case(*commits, [_as_test(test)]))
    assert (after.chance, _points(after)) == (before.chance, _points(before))


@settings(max_examples=30, deadline=None)
@given(_commits, _documents, st.booleans(), st.data())
def test_documentation_in_a_commit_changes_nothing_however_much_of_it(
    commits: Commits, document: FilePast, past: bool, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(commits) - 1))
    more = [[*files, document] if at == place else files for at, files in enumerate(commits)]
    before, after = likelihood(a_case(*commits, past=past)), likelihood(a_case(*more, past=past))
    assert (after.chance, _points(after)) == (before.chance, _points(before))


@settings(max_examples=30, deadline=None)
@given(_commits, _documents, st.booleans())
def test_a_commit_of_documentation_changes_nothing(commits: Commits, document: FilePast, past: bool) -> None:
    before, after = likelihood(a_case(*commits, past=past)), likelihood(a_case(*commits, [document], past=past))
    assert (after.chance, _points(after)) == (before.chance, _points(before))


@settings(max_examples=30, deadline=None)
@given(_commits, _rates, st.booleans(), st.data())
def test_leaving_files_out_never_raises_it(
    commits: Commits, rate: Rate | None, past: bool, data: st.DataObject
) -> None:
    case = a_case(*commits, rate=rate, past=past)
    ids = [file.id for file in case.material.change.files]
    some = data.draw(st.sets(st.sampled_from(ids)))
    more = some | data.draw(st.sets(st.sampled_from(ids)))
    _not_above(case.without(*more), case.without(*some))


@settings(max_examples=20, deadline=None)
@given(_commits, _rates)
def test_the_same_case_gives_the_same_to_the_digit(commits: Commits, rate: Rate | None) -> None:
    assert likelihood(a_case(*commits, rate=rate)) == likelihood(a_case(*commits, rate=rate))


@settings(max_examples=30, deadline=None)
@given(_commit)
def test_a_file_weighs_what_leaving_it_out_takes(files: Sequence[FilePast]) -> None:
    case = a_case(files)
    weights = {one.id: one.weight for one in likelihood(case).files}
    assert min(weights.values()) >= 0
    heaviest = max(weights, key=lambda id: weights[id])
    without = {id: likelihood(case.without(id)).chance or 0 for id in weights}
    now = likelihood(case).chance or 0
    rounding = 0.3  # of points: no more than half a point for each term
    for id, weight in weights.items():
        if without[id] and now:
            lost = _log_odds(now) - _log_odds(without[id])
            assert abs(lost - weight) < 7 / SCALE.factor + rounding
    assert weights[heaviest] == 0 or without[heaviest] <= now


def _log_odds(chance: float) -> float:
    from math import log

    return log(chance / (1 - chance))
