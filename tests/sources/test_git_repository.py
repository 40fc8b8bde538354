"""Opening a repository, and the names in it that a picker offers."""

import os
import shutil
from pathlib import Path

import pytest

from relman_desktop.errors import InputError
from relman_desktop.jobs import Cancel
from relman_desktop.sources import git
from relman_desktop.sources.repository import (
    NotTrusted,
    default_range,
    list_refs,
    open_repository,
    recent_commits,
)

from .repos import RepoBuilder, a_repository


@pytest.fixture
def repo(tmp_path: Path) -> RepoBuilder:
    repo = a_repository(tmp_path)
    repo.write("src/app.py", "x = 1\n")
    repo.commit("First")
    return repo


@pytest.mark.parametrize("where", [".", "src", "src/app.py", ".git", ".git/refs", ".git/HEAD", "src/../src"])
def test_any_place_inside_opens_it(repo: RepoBuilder, where: str) -> None:
    opened = open_repository(repo.root / where, Cancel())
    assert (opened.root, opened.git_dir, opened.name) == (repo.root, repo.root / ".git", "shop")


def test_a_link_opens_what_it_points_to(repo: RepoBuilder, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(repo.root / "src")
    assert open_repository(tmp_path / "link", Cancel()).root == repo.root


@pytest.mark.parametrize("where", [".", "refs", "HEAD"])
def test_bare_repositories(repo: RepoBuilder, tmp_path: Path, where: str) -> None:
    repo.git("clone", "--quiet", "--bare", ".", str(tmp_path / "shop.git"))
    repo.git("-C", str(tmp_path / "shop.git"), "remote", "remove", "origin")
    opened = open_repository(tmp_path / "shop.git" / where, Cancel())
    assert (opened.root, opened.git_dir, opened.name) == (tmp_path / "shop.git", tmp_path / "shop.git", "shop")
    assert recent_commits(opened, "HEAD", 5, Cancel())[0].subject == "First"


def test_worktrees(repo: RepoBuilder, tmp_path: Path) -> None:
    repo.git("worktree", "add", "--quiet", str(tmp_path / "beside"), "-b", "other")
    opened = open_repository(tmp_path / "beside" / "src", Cancel())
    assert (opened.root, opened.git_dir) == (tmp_path / "beside", repo.root / ".git" / "worktrees" / "beside")
    assert default_range(opened, Cancel()) == "other"


@pytest.mark.parametrize("name", ["with space", "né", "line\nbreak", "-dash", "co:lon", "trailing\n"])
def test_folders_of_any_name(tmp_path: Path, name: str) -> None:
    repo = a_repository(tmp_path, name)
    repo.commit("First")
    assert recent_commits(open_repository(repo.root, Cancel()), "HEAD", 5, Cancel())[0].oid == repo.head


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.com/team/till.git", "till"),
        ("https://user:secret@example.com/team/till/", "till"),
        ("git@example.com:team/till.git", "till"),
        ("git@example.com:till", "till"),
        ("C:\\code\\till", "till"),
        ("/srv/git/till.git", "till"),
        ("https://example.com/\x1b[31mtill\u202e", "[31mtill"),
        ("", "shop"),
        ("/", "shop"),
    ],
)
def test_it_is_named_by_its_origin(repo: RepoBuilder, url: str, name: str) -> None:
    repo.git("config", "remote.origin.url", url)
    assert open_repository(repo.root, Cancel()).name == name


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("nowhere", "There is nothing at .*/nowhere: check the path."),
        ("file/inside", "There is nothing at .*/file/inside: check the path."),
        ("nul\0", ".*/nul cannot be opened: check the path"),
        ("x" * 5000, ".* cannot be opened: check the path"),
        ("loop", ".*/loop cannot be opened: check the path"),
        ("file", "There is no git repository at .*/file: choose a folder that is in one."),
        (".", "There is no git repository at .*: choose a folder that is in one."),
    ],
)
def test_what_is_not_a_repository(tmp_path: Path, path: str, sentence: str) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(InputError, match=f"^{sentence}") as refused:
        open_repository(tmp_path / path, Cancel())
    assert len(str(refused.value)) < 600


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    with pytest.raises(InputError, match="cannot be opened: you may not read it"):
        open_repository(tmp_path / "closed", Cancel())


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        (".git/config", "[core\n", "bad config line 1"),
        (".git/config", "[core]\nrepositoryformatversion = 9\n", "Expected git repo version <= 1, found 9"),
        (".git/HEAD", "", "not a git repository"),
    ],
)
def test_a_broken_repository(repo: RepoBuilder, file: str, content: str, said: str) -> None:
    (repo.root / file).write_text(content)
    with pytest.raises(InputError, match=f"^The repository at .*/shop cannot be read: git says “.*{said}"):
        open_repository(repo.root, Cancel())


def test_a_broken_repository_does_not_open_the_one_around_it(repo: RepoBuilder) -> None:
    (repo.root / "src" / ".git").mkdir()
    with pytest.raises(InputError, match="shop/src cannot be read"):
        open_repository(repo.root / "src", Cancel())


def test_a_worktree_whose_repository_is_gone(repo: RepoBuilder, tmp_path: Path) -> None:
    repo.git("worktree", "add", "--quiet", str(tmp_path / "beside"))
    shutil.rmtree(repo.root)
    with pytest.raises(InputError, match="beside cannot be read: git says “not a git repository"):
        open_repository(tmp_path / "beside", Cancel())


class TestAnotherUsersRepository:
    @pytest.fixture(autouse=True)
    def another_user(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Git has this switch for its own tests of ownership."""
        monkeypatch.setitem(git._ENVIRONMENT, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        monkeypatch.setenv("HOME", str(tmp_path))
        for name in ("GIT_CONFIG_GLOBAL", "XDG_CONFIG_HOME"):
            monkeypatch.delenv(name, raising=False)

    @pytest.fixture(params=["work tree", "bare"])
    def place(self, repo: RepoBuilder, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
        if request.param == "work tree":
            return repo.root
        shutil.move(repo.root / ".git", tmp_path / "bare it's.git")
        return tmp_path / "bare it's.git"

    def test_it_is_refused_and_named(self, place: Path) -> None:
        with pytest.raises(NotTrusted, match="belongs to another user, so its settings may not be yours") as refused:
            open_repository(place, Cancel())
        assert refused.value.path == place
        assert "git config --global --add safe.directory" in str(refused.value)

    def test_it_opens_once_it_is_trusted(self, place: Path) -> None:
        opened = open_repository(place, Cancel(), trusted=frozenset({place}))
        assert recent_commits(opened, "HEAD", 1, Cancel())[0].subject == "First"

    def test_trusting_another_does_not_open_it(self, place: Path, tmp_path: Path) -> None:
        with pytest.raises(NotTrusted):
            open_repository(place, Cancel(), trusted=frozenset({tmp_path, place / "sub"}))

    @pytest.mark.parametrize("file", [".gitconfig", ".config/git/config"])
    def test_it_opens_when_the_persons_own_settings_trust_it(self, place: Path, tmp_path: Path, file: str) -> None:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(f'[safe]\ndirectory = /elsewhere\ndirectory = "{place}"\n')
        assert open_repository(place, Cancel()).root == place

    def test_what_the_repository_says_of_itself_does_not_count(self, repo: RepoBuilder) -> None:
        repo.git("config", "safe.directory", "*")
        with pytest.raises(NotTrusted):
            open_repository(repo.root, Cancel())


def test_refs_newest_first_tags_peeled(repo: RepoBuilder) -> None:
    first = repo.head
    repo.tag("v1", "Version one")
    second = repo.branch("topic/x").commit("Second")
    repo.git("update-ref", "refs/remotes/origin/main", first)
    repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    repo.git("tag", "a-file", "HEAD:src/app.py")
    repo.git("update-ref", "refs/pull/1/head", first)
    refs = list_refs(open_repository(repo.root, Cancel()), Cancel())
    assert [(ref.name, ref.kind, ref.oid, ref.subject) for ref in refs] == [
        ("topic/x", "branch", second, "Second"),
        ("v1", "tag", first, "Version one"),
        ("origin/main", "remote", first, "First"),
        ("main", "branch", first, "First"),
    ]
    assert refs[0].when == "2023-11-14T22:16:20+00:00"


def test_a_branch_and_a_tag_of_one_name_are_told_apart(repo: RepoBuilder) -> None:
    repo.tag("v1").git("branch", "v1")
    opened = open_repository(repo.root, Cancel())
    assert {ref.name for ref in list_refs(opened, Cancel())} == {"main", "tags/v1", "heads/v1"}


def test_recent_commits(repo: RepoBuilder) -> None:
    oids = [repo.commit(f"Number {number}") for number in range(4)]
    opened = open_repository(repo.root, Cancel())
    recent = recent_commits(opened, "main", 3, Cancel())
    assert [ref.oid for ref in recent] == oids[:0:-1]
    assert (recent[0].name, recent[0].kind, recent[0].subject) == (oids[3][:10], "commit", "Number 3")
    for name in ("nowhere", "--output=x", "^HEAD", "a\0b", ""):
        assert recent_commits(opened, name, 3, Cancel()) == ()


def test_an_empty_repository_has_no_names(tmp_path: Path) -> None:
    opened = open_repository(a_repository(tmp_path).root, Cancel())
    assert list_refs(opened, Cancel()) == ()
    assert recent_commits(opened, "HEAD", 3, Cancel()) == ()
    assert default_range(opened, Cancel()) is None


class TestDefaultRange:
    def of(self, repo: RepoBuilder) -> str | None:
        return default_range(open_repository(repo.root, Cancel()), Cancel())

    def test_since_the_last_tag(self, repo: RepoBuilder) -> None:
        repo.tag("v1.0").commit("Second")
        repo.tag("v1.1").commit("Third")
        assert self.of(repo) == "v1.1..main"

    def test_a_pre_release_is_not_what_runs_in_production(self, repo: RepoBuilder) -> None:
        repo.tag("v1.0").commit("Second")
        repo.tag("v1.1-rc1").commit("Third")
        assert self.of(repo) == "v1.0..main"
        repo.tag("v1.1")
        assert self.of(repo) == "v1.0..v1.1"

    def test_a_pre_release_brings_what_came_since_the_one_before(self, repo: RepoBuilder) -> None:
        for name in ("v1.0", "v1.1rc1", "v1.1rc2"):
            repo.commit(name)
            repo.tag(name)
        assert self.of(repo) == "v1.1rc1..v1.1rc2"

    def test_only_pre_releases(self, repo: RepoBuilder) -> None:
        repo.tag("v0.1.0-beta.1").commit("Second")
        assert self.of(repo) == "v0.1.0-beta.1..main"

    def test_tags_elsewhere_do_not_count(self, repo: RepoBuilder) -> None:
        repo.tag("v1.0").branch("release").commit("Only there")
        repo.tag("v1.0.1").checkout("main").commit("Second")
        assert self.of(repo) == "v1.0..main"

    def test_a_detached_head(self, repo: RepoBuilder) -> None:
        repo.tag("v1.0").commit("Second")
        repo.checkout("HEAD^0")
        assert self.of(repo) == "v1.0..HEAD"

    def test_without_tags_what_the_branch_adds(self, repo: RepoBuilder) -> None:
        repo.branch("topic").commit("Second")
        assert self.of(repo) == "main...topic"

    def test_without_tags_on_the_trunk_the_last_commit(self, repo: RepoBuilder) -> None:
        repo.commit("Second")
        assert self.of(repo) == "main"

    def test_one_tag_that_is_the_head(self, repo: RepoBuilder) -> None:
        repo.tag("v1.0")
        assert self.of(repo) == "main"

    def test_a_branch_that_adds_nothing(self, repo: RepoBuilder) -> None:
        repo.branch("topic")
        assert self.of(repo) == "topic"
