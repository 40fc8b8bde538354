"""Which branch a change goes into, by the documented rules."""

from pathlib import Path

import pytest

from relman_desktop.jobs import Cancel
from relman_desktop.sources.branches import Target, target_of
from relman_desktop.sources.opening import open_range

from .repos import RepoBuilder, a_repository


@pytest.fixture
def repo(tmp_path: Path) -> RepoBuilder:
    """main with the tags v1 and v2, and one more commit."""
    repo = a_repository(tmp_path)
    for number in (1, 2, 3):
        repo.write("app.py", f"{number}\n")
        repo.commit(f"Commit {number}")
        if number < 3:
            repo.tag(f"v{number}")
    return repo


def _target(root: Path, text: str) -> Target:
    opened = open_range(root, text, Cancel())
    assert opened.repository
    return target_of(opened.repository, opened.change, Cancel())


def test_the_trunk_that_a_branch_is_compared_with_is_where_it_goes(repo: RepoBuilder) -> None:
    repo.branch("feature").write("b.py", "b\n")
    repo.commit("Feature")
    for text in ("main...feature", "main..feature", "main..HEAD"):
        assert _target(repo.root, text) == Target("main", repo.git("rev-parse", "main"), holds=False)
    assert _target(repo.root, "v2..feature").name == "feature"


def test_the_branch_that_the_head_was_asked_for_by(repo: RepoBuilder) -> None:
    assert _target(repo.root, "v1..main") == Target("main", repo.head, holds=True)
    repo.branch("release").write("b.py", "b\n")
    repo.commit("Release")
    assert _target(repo.root, "main..release").holds is False
    assert _target(repo.root, "v1..release").name == "release"


def test_of_two_tags_the_trunk_that_holds_them(repo: RepoBuilder) -> None:
    assert _target(repo.root, "v1..v2") == Target("main", repo.head, holds=True, later=1)
    repo.git("branch", "--move", "main", "develop")
    assert _target(repo.root, "v1..v2").name == "develop"


def test_a_maintenance_branch_that_alone_holds_the_head(repo: RepoBuilder) -> None:
    repo.git("checkout", "--quiet", "-b", "release-1.x", "v1")
    repo.write("fix.py", "fix\n")
    repo.commit("Fix")
    repo.tag("v1.1").write("fix.py", "fix 2\n")
    repo.commit("Fix again")
    assert _target(repo.root, "v1..v1.1") == Target("release-1.x", repo.head, holds=True, later=1)


def test_a_head_that_no_branch_holds_is_told_of_the_default_branch(repo: RepoBuilder) -> None:
    repo.git("checkout", "--quiet", "--detach", "v1")
    repo.write("fix.py", "fix\n")
    repo.commit("Fix")
    repo.tag("v1.1")
    assert _target(repo.root, "v1..v1.1") == Target("main", repo.git("rev-parse", "main"), holds=False)


def test_without_any_branch_the_head_itself(repo: RepoBuilder) -> None:
    head = repo.head
    repo.git("checkout", "--quiet", "--detach")
    repo.git("branch", "--quiet", "-D", "main")
    assert _target(repo.root, "v1..v2") == Target("", repo.git("rev-parse", "v2"), holds=True)
    assert _target(repo.root, f"v1..{head}").name == ""


def test_origin_says_what_its_default_branch_is_and_is_ahead_after_a_fetch(repo: RepoBuilder, tmp_path: Path) -> None:
    repo.git("branch", "--move", "main", "stable")
    repo.git("clone", "--quiet", str(repo.root), str(tmp_path / "clone"))
    clone = RepoBuilder(tmp_path / "clone")
    assert _target(clone.root, "v1..v2").name == "stable"
    repo.write("app.py", "4\n")
    newest = repo.commit("Commit 4")
    clone.git("fetch", "--quiet")
    assert _target(clone.root, "v1..v2") == Target("origin/stable", newest, holds=True, later=2)
    assert _target(clone.root, "v1..stable") == Target("origin/stable", newest, holds=True, later=1)
    clone.write("b.py", "b\n")
    own = clone.commit("Not pushed")
    assert _target(clone.root, "v1..v2") == Target("stable", own, holds=True, later=2)


def test_a_bare_copy_says_by_its_head_what_its_default_branch_is(repo: RepoBuilder, tmp_path: Path) -> None:
    repo.git("branch", "--move", "main", "edge")
    repo.git("clone", "--quiet", "--bare", str(repo.root), str(tmp_path / "bare.git"))
    assert _target(tmp_path / "bare.git", "v1..v2").name == "edge"


def test_a_branch_is_not_taken_for_the_folder_of_others(repo: RepoBuilder) -> None:
    """`refs/heads/main/x` is no branch `main`, though git lists it for that name."""
    repo.git("branch", "--move", "main", "x")
    repo.git("branch", "main/x", "v2")
    assert _target(repo.root, "v1..v2").name in ("x", "main/x")
