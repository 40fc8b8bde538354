"""A range that was pinned, and its branch, which goes on: what is told of it, and reading it as it was."""

from dataclasses import replace
from pathlib import Path

import pytest

from relman_desktop.errors import InputError
from relman_desktop.jobs import Cancel
from relman_desktop.sources.between import Between
from relman_desktop.sources.moved import Moved, diff_moved, moved
from relman_desktop.sources.opening import open_diff, open_pinned, open_range
from relman_desktop.sources.pinning import CommitsGone
from relman_desktop.sources.repository import Repository, open_repository

from .repos import RepoBuilder, a_repository

RANGE = "main..feature/x"


@pytest.fixture(scope="module")
def two_commits(tmp_path_factory: pytest.TempPathFactory) -> RepoBuilder:
    repo = a_repository(tmp_path_factory.mktemp("moved"))
    repo.write("app.py", "".join(f"line {number}\n" for number in range(40))).commit("First")
    repo.tag("v1").branch("feature/x").write("app.py", "one\n").commit("Second")
    repo.write("notes.md", "two\n").commit("Third")
    return repo


@pytest.fixture
def repo(two_commits: RepoBuilder, tmp_path: Path) -> RepoBuilder:
    """main has one commit; feature/x, which is checked out, has two more."""
    return two_commits.copy(tmp_path)


def opened(repo: RepoBuilder) -> Repository:
    return open_repository(repo.root, Cancel())


def pin(repo: RepoBuilder, text: str = RANGE) -> tuple[str, str]:
    change = open_range(repo.root, text, Cancel()).change
    return change.base, change.head


def after(repo: RepoBuilder, pinned: tuple[str, str], text: str = RANGE) -> Moved | None:
    return moved(opened(repo), text, *pinned, Cancel())


def test_a_branch_that_stands_still_has_not_moved(repo: RepoBuilder) -> None:
    assert after(repo, pin(repo)) is None


def test_new_commits_are_counted(repo: RepoBuilder) -> None:
    pinned = pin(repo)
    repo.write("app.py", "three\n").commit("Fourth")
    head = repo.write("app.py", "four\n").commit("Fifth")
    found = after(repo, pinned)
    assert found and replace(found, commits=()) == Moved(pinned[0], head, new=2)
    assert found.text == "2 new commits"
    assert [(one.how, one.subject) for one in found.commits] == [("new", "Fifth"), ("new", "Fourth")]


def test_an_amended_commit_is_under_a_new_id_and_not_new(repo: RepoBuilder) -> None:
    pinned = pin(repo)
    repo.write("notes.md", "other words\n").git("commit", "--quiet", "--all", "--amend", "--no-edit", **who())
    found = after(repo, pinned)
    assert found and (found.new, found.left, found.rewritten) == (0, 0, 1)
    assert found.text == "1 under new ids"


def test_a_rebased_branch_keeps_its_commits_under_new_ids(repo: RepoBuilder) -> None:
    pinned = pin(repo)
    repo.checkout("main").write("other.py", "x\n").commit("On main")
    repo.checkout("feature/x").git("rebase", "--quiet", "main", **who())
    repo.write("app.py", "more\n").commit("Fourth")
    found = after(repo, pinned)
    assert found and (found.new, found.left, found.rewritten) == (1, 0, 2)
    assert found.text == "1 new commit, 2 under new ids"
    assert found.base == repo.git("rev-parse", "main")


def test_a_force_push_that_drops_a_commit_says_so(repo: RepoBuilder) -> None:
    pinned = pin(repo)
    repo.git("reset", "--quiet", "--hard", "HEAD~1")
    found = after(repo, pinned)
    assert found and (found.new, found.left, found.rewritten) == (0, 1, 0)
    assert found.text == "1 dropped"


def test_a_base_that_takes_the_commits_in_leaves_fewer_of_them(repo: RepoBuilder) -> None:
    pinned = pin(repo)
    repo.git("branch", "--force", "main", "feature/x~1")
    found = after(repo, pinned)
    assert found and (found.new, found.left) == (0, 1)


@pytest.mark.parametrize("dots", ["..", "..."])
def test_a_range_of_ids_never_moves_and_costs_nothing(repo: RepoBuilder, dots: str) -> None:
    base, head = pin(repo)
    elsewhere = Repository(repo.root / "gone", repo.root / "gone", "gone")
    assert moved(elsewhere, f"{base[:10]}{dots}{head}", base, head, Cancel()) is None
    assert moved(elsewhere, head[:7], base, head, Cancel()) is None


def test_a_branch_that_is_called_like_an_id_moves(repo: RepoBuilder) -> None:
    repo.branch("deadbeef")
    pinned = pin(repo, "main..deadbeef")
    repo.write("app.py", "three\n").commit("Fourth")
    found = after(repo, pinned, "main..deadbeef")
    assert found and found.new == 1


def test_a_tag_that_was_set_anew_has_moved(repo: RepoBuilder) -> None:
    repo.tag("v2")
    pinned = pin(repo, "v1..v2")
    repo.write("app.py", "three\n").commit("Fourth")
    assert after(repo, pinned, "v1..v2") is None
    repo.git("tag", "--force", "v2")
    found = after(repo, pinned, "v1..v2")
    assert found and found.new == 1


def test_one_commit_that_is_named_by_its_branch_moves_with_it(repo: RepoBuilder) -> None:
    pinned = pin(repo, "feature/x")
    repo.write("app.py", "three\n").commit("Fourth")
    found = after(repo, pinned, "feature/x")
    assert found and (found.new, found.left) == (1, 1)


def test_a_branch_that_was_deleted_is_an_error_that_names_it(repo: RepoBuilder) -> None:
    pinned = pin(repo)
    repo.checkout("main").git("branch", "-D", "feature/x")
    with pytest.raises(InputError, match="feature/x"):
        after(repo, pinned)
    assert open_pinned(repo.root, RANGE, *pinned, Cancel()).change.head == pinned[1]


def test_a_pinned_range_is_read_as_it_was_under_the_names_it_was_asked_for_by(repo: RepoBuilder) -> None:
    before = open_range(repo.root, RANGE, Cancel())
    repo.write("app.py", "three\n").commit("Fourth")
    again = open_pinned(repo.root, RANGE, before.change.base, before.change.head, Cancel())
    assert again.change == before.change  # names, commits, files and hash
    assert (again.range, again.location) == (before.range, before.location)
    assert (again.change.base_name, again.change.head_name, again.change.branch) == ("main", "feature/x", "feature/x")


@pytest.mark.parametrize("text", ["feature/x", "main...feature/x", "v1", "main.."])
def test_every_kind_of_range_can_be_read_again_as_it_was(repo: RepoBuilder, text: str) -> None:
    before = open_range(repo.root, text, Cancel()).change
    if text != "v1":
        repo.write("app.py", "three\n").commit("Fourth")
    assert open_pinned(repo.root, text, before.base, before.head, Cancel()).change == before


def test_commits_that_were_cleaned_away_are_told_as_gone(repo: RepoBuilder) -> None:
    pinned = pin(repo)
    repo.git("reset", "--quiet", "--hard", "v1")
    repo.write("app.py", "anew\n").commit("Second, anew")
    clean(repo)
    found = after(repo, pinned)
    assert found and (found.gone, found.new, found.left) == (True, 1, 0)
    assert found.text == "1 commit; those of the ticket are not in the repository any more"
    with pytest.raises(CommitsGone, match=rf"{pinned[1][:10]} is not in shop any more"):
        open_pinned(repo.root, RANGE, *pinned, Cancel())


@pytest.mark.parametrize("oid", ["HEAD", "--all", "", "0" * 39])
def test_what_is_no_id_is_never_given_to_git(repo: RepoBuilder, oid: str) -> None:
    with pytest.raises(InputError, match="full id"):
        open_pinned(repo.root, RANGE, pin(repo)[0], oid, Cancel())


def test_a_diff_file_has_moved_when_its_bytes_have(repo: RepoBuilder, tmp_path: Path) -> None:
    file = tmp_path / "one.diff"
    file.write_bytes(repo.git_bytes("diff", RANGE))
    sha256 = open_diff(file, Cancel()).change.diff_sha256
    assert not diff_moved(file, sha256, Cancel())
    file.write_bytes(file.read_bytes() + b"\n")
    assert diff_moved(file, sha256, Cancel())
    file.unlink()
    with pytest.raises(InputError, match=r"one\.diff cannot be read"):
        diff_moved(file, sha256, Cancel())


def test_between_two_heads_renames_and_the_commits_that_touched_a_file_are_known(repo: RepoBuilder) -> None:
    old = repo.head
    first = repo.write("app.py", "three\n").commit("Fourth")
    repo.move("notes.md", "docs/notes ü.md").commit("Move")
    second = repo.write("app.py", "four\n").write("docs/notes ü.md", "changed\n").commit("Fifth")
    between = Between(opened(repo), old, repo.head)
    assert between.renames(Cancel()) == {}  # moved and rewritten whole: no rename
    assert between.touching(["app.py", "nothing.py"], Cancel()) == {"app.py": (second, first)}
    assert between.touching(["docs/notes ü.md"], Cancel())["docs/notes ü.md"][0] == second
    assert Between(opened(repo), old, f"{second}~1").renames(Cancel()) == {"notes.md": "docs/notes ü.md"}


def test_commits_that_do_the_same_have_the_same_patch_id(repo: RepoBuilder) -> None:
    second, third = repo.git("rev-parse", "HEAD~1"), repo.head
    repo.checkout("main").write("other.py", "x\n").commit("On main")
    repo.git("cherry-pick", second, **who())
    picked = repo.head
    patches = Between(opened(repo), third, picked).patch_ids([second, third, picked], Cancel())
    assert patches[second] == patches[picked] != patches[third]


def test_what_is_not_here_is_not_known_between_two_heads(repo: RepoBuilder) -> None:
    nowhere = Between(opened(repo), "0" * 40, repo.head)
    assert nowhere.renames(Cancel()) == nowhere.touching(["app.py"], Cancel()) == {}
    assert nowhere.patch_ids(["0" * 40], Cancel()) == {}


def who() -> dict[str, str]:
    return {"GIT_COMMITTER_NAME": "Bob", "GIT_COMMITTER_EMAIL": "bob@example.com", "GIT_EDITOR": "true"}


def clean(repo: RepoBuilder) -> None:
    """Clean away what no branch leads to."""
    repo.git("reflog", "expire", "--expire=now", "--expire-unreachable=now", "--all")
    repo.git("gc", "--quiet", "--prune=now")
