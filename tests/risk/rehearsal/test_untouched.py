"""A rehearsal writes nothing into the repository, starts nothing that it names, and leaves nothing behind."""

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from tests.sources.repos import RepoBuilder, a_repository

from .histories import finding, numbered, rehearsed

_TAGS = {"first": "v1", "second": "v2"}


@pytest.fixture(scope="module")
def conflicting(tmp_path_factory: pytest.TempPathFactory) -> RepoBuilder:
    """v1..v2 on main, where both a clean and a conflicting file are merged, with a rename to follow."""
    repo = a_repository(tmp_path_factory.mktemp("conflicting"))
    texts = {"first": {}, "second": {"l3": "three"}, "third": {"l3": "3", "l11": "eleven"}}
    for name, words in texts.items():
        clean = {**words, **({"l3": "three"} if name == "third" else {})}
        repo.write("a.txt", numbered(**words)).write("b.txt", numbered(**clean)).write(f"{name}.txt", numbered(20))
        if name == "third":
            repo.move("second.txt", "moved.txt")
        repo.commit(name)
        if name in _TAGS:
            repo.tag(_TAGS[name])
    return repo


@pytest.fixture
def repo(conflicting: RepoBuilder, tmp_path: Path) -> RepoBuilder:
    return conflicting.copy(tmp_path)


def _listing(root: Path) -> Mapping[str, tuple[int, int, str]]:
    """All that is there: mode, time and what is in it."""
    found = {}
    for folder, folders, files in os.walk(root):
        for name in (*folders, *files):
            path = Path(folder, name)
            seen = path.lstat()
            content = sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(seen.st_mode) else ""
            found[str(path.relative_to(root))] = seen.st_mode, seen.st_mtime_ns, content
    return found


def test_all_of_the_repository_is_the_same_after_it(repo: RepoBuilder) -> None:
    before = _listing(repo.root)
    assert finding(repo.root, "v1..v2").outcome == "no"
    assert _listing(repo.root) == before


def test_it_works_where_nothing_may_be_written(repo: RepoBuilder) -> None:
    """No lock, no index, no object: not even an attempt that would fail."""
    for folder, folders, _ in os.walk(repo.root / ".git"):
        for name in folders:
            Path(folder, name).chmod(0o555)
    before = _listing(repo.root)
    assert finding(repo.root, "v1..v2").outcome == "no"
    assert _listing(repo.root) == before
    for folder, folders, _ in os.walk(repo.root / ".git"):
        for name in folders:
            Path(folder, name).chmod(0o755)


def test_nothing_stays_in_the_temporary_folder(
    repo: RepoBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    rehearsed(repo.root, "v1..v2")
    assert not list((tmp_path / "temporary").iterdir())


def test_a_worktree_and_a_borrowing_clone_are_read_where_their_objects_are(repo: RepoBuilder, tmp_path: Path) -> None:
    repo.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "beside"))
    repo.git("clone", "--quiet", "--shared", ".", str(tmp_path / 'od"d\\ name'))
    for place in (tmp_path / "beside", tmp_path / 'od"d\\ name'):
        assert finding(place, "v1..v2").outcome == "no"


def _merge_driver(repo: RepoBuilder, command: str) -> None:
    for name in ("driver", "recursive"):
        repo.git("config", f"merge.evil.{name}", f"{command} %O %A %B")
    repo.git("config", "merge.default", "evil")
    (repo.root / ".git" / "info").mkdir(exist_ok=True)
    (repo.root / ".git" / "info" / "attributes").write_text("* merge=evil\n")


def _driver_of_the_tree(repo: RepoBuilder, command: str) -> None:
    """The attributes are part of the branch, as a clone would get them."""
    repo.git("config", "merge.evil.driver", f"{command} %O %A %B")
    repo.write(".gitattributes", "* merge=evil\n")
    repo.commit("Attributes")


def _filters(repo: RepoBuilder, command: str) -> None:
    for verb in ("clean", "smudge", "process"):
        repo.git("config", f"filter.evil.{verb}", command)
    repo.git("config", "merge.renormalize", "true")
    (repo.root / ".git" / "info").mkdir(exist_ok=True)
    (repo.root / ".git" / "info" / "attributes").write_text("* filter=evil\n")


def _hooks(repo: RepoBuilder, command: str) -> None:
    for name in ("reference-transaction", "post-index-change", "pre-merge-commit", "post-merge", "post-rewrite"):
        (repo.root / ".git" / "hooks").mkdir(exist_ok=True)
        shutil.copy(command, repo.root / ".git" / "hooks" / name)


def _programs(repo: RepoBuilder, command: str) -> None:
    for name in ("core.fsmonitor", "gpg.program", "core.pager", "core.editor", "core.askPass", "diff.external"):
        repo.git("config", name, command)
    repo.git("config", "commit.gpgSign", "true")


def _promisor(repo: RepoBuilder, command: str) -> None:
    blob = repo.git("rev-parse", "v1:a.txt")
    (repo.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    for name, value in (
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", f"ext::{command}"),
        ("protocol.allow", "always"),
        ("protocol.ext.allow", "always"),
    ):
        repo.git("config", name, value)


_PLANTS: tuple[tuple[Callable[[RepoBuilder, str], None], tuple[str, ...]], ...] = (
    (_merge_driver, ("revert", "--no-commit", "v2")),
    (_driver_of_the_tree, ("revert", "--no-commit", "v2")),
    (_filters, ("checkout", "--force", "v1")),
    (_hooks, ("update-ref", "refs/heads/x", "v1")),
    (_programs, ("status",)),
    (_promisor, ("cat-file", "-p", "v1:a.txt")),
)


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    """Where a program that was started says so."""
    return tmp_path / "fired"


@pytest.fixture
def command(tmp_path: Path, marker: Path) -> str:
    program = tmp_path / "planted"
    program.write_text(f"#!/bin/sh\n: > '{marker}'\n")
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize(("plant", "provoke"), _PLANTS, ids=lambda value: getattr(value, "__name__", ""))
def test_nothing_that_it_names_is_started(
    plant: Callable[[RepoBuilder, str], None],
    provoke: tuple[str, ...],
    repo: RepoBuilder,
    command: str,
    marker: Path,
) -> None:
    plant(repo, command)
    marker.unlink(missing_ok=True)  # to plant it may have set it off
    rehearsed(repo.root, "v1..v2")
    assert not marker.exists()
    _provoked(repo, provoke)
    assert marker.exists(), "the plant is dead, so that nothing was shown"


def _who() -> dict[str, str]:
    return {f"GIT_{role}_{what}": "x@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def _provoked(repo: RepoBuilder, words: tuple[str, ...]) -> None:
    try:
        repo.git(*words, **_who())
    except AssertionError:
        return  # it failed, once it had started something
