"""Reading the newest commits: bounded, stopped, hostile, and with objects missing."""

from dataclasses import replace
from pathlib import Path
from threading import Timer

import pytest

from relman_desktop.errors import Cancelled, ServiceError
from relman_desktop.jobs import Cancel
from relman_desktop.sources.git import TooLarge
from relman_desktop.sources.origins.reading import NOTHING, trace
from tests.sources.repos import RepoBuilder, a_repository

from .histories import EVERYTHING, commits_of, opened


@pytest.fixture
def repo(tmp_path: Path) -> RepoBuilder:
    repo = a_repository(tmp_path)
    texts = [("cart.py", f"a{number}\nb\n", f"change {number}\n\nof the cart\n") for number in range(30)]
    texts += [("other.py", f"c{number}\n", f"other {number}\n") for number in range(10)]
    script = [
        f"commit refs/heads/main\ncommitter A <a@example.com> {1_700_000_000 + 60 * number} +0000\n"
        f"data {len(message)}\n{message}M 100644 inline {path}\ndata {len(text)}\n{text}\n"
        for number, (path, text, message) in enumerate(texts)
    ]
    repo.git("-c", "fastimport.unpackLimit=1000", "fast-import", "--quiet", stdin="".join(script).encode())
    return repo


def test_the_newest_commits_come_the_oldest_first_with_what_they_say(repo: RepoBuilder) -> None:
    commits = commits_of(opened(repo.root), most=11)
    assert [one.subject for one in commits[:3]] == ["change 29", "other 0", "other 1"]
    assert commits[1].parents == (commits[0].oid,) and commits[0].body.strip() == "of the cart"
    assert commits[2].when == commits[1].when + 60


def test_no_more_bytes_are_read_than_allowed(repo: RepoBuilder) -> None:
    repository = opened(repo.root)
    with pytest.raises(TooLarge):
        trace(repository, commits_of(repository), replace(EVERYTHING, limit=500), Cancel())


def test_a_stopped_job_ends_with_its_git(repo: RepoBuilder) -> None:
    repository, cancel = opened(repo.root), Cancel()
    commits = commits_of(repository)
    Timer(0.0, cancel.cancel).start()
    with pytest.raises(Cancelled):
        while True:
            trace(repository, commits, EVERYTHING, cancel)


def test_it_says_how_far_it_is(repo: RepoBuilder) -> None:
    repository, parts = opened(repo.root), list[float]()
    trace(repository, commits_of(repository), EVERYTHING, Cancel(), lambda what, part=None: parts.append(part or 0.0))
    assert parts == sorted(parts) and len(parts) == 40 and 0.9 < parts[-1] < 1


def test_settings_of_the_repository_change_nothing_and_start_nothing(repo: RepoBuilder) -> None:
    repository = opened(repo.root)
    commits = commits_of(repository)
    told = {one.oid for one in commits}
    before = trace(repository, commits, replace(EVERYTHING, telling=told), Cancel())
    marker = repo.root / "ran"
    repo.git("config", "diff.pwn.textconv", f"touch {marker};cat")
    repo.git("config", "diff.pwn.command", f"touch {marker}")
    settings = {
        "diff.renames": "false",
        "diff.noprefix": "true",
        "diff.context": "9",
        "diff.algorithm": "histogram",
        "diff.external": f"touch {marker}",
        "log.showRoot": "false",
        "log.decorate": "full",
        "diff.interHunkContext": "9",
        "core.quotePath": "true",
        "format.pretty": "email",
        "diff.ignoreSubmodules": "all",
    }
    for name, value in settings.items():
        repo.git("config", name, value)
    (repo.root / ".git" / "info").mkdir(exist_ok=True)
    (repo.root / ".git" / "info" / "attributes").write_text("*.py diff=pwn\n")
    after = trace(opened(repo.root), commits, replace(EVERYTHING, telling=told), Cancel())
    assert after == before and any(one.removed for one in before)
    assert not marker.exists()


def test_a_few_missing_objects_leave_out_the_commits_that_need_them(repo: RepoBuilder) -> None:
    _lose(repo, "HEAD~5:other.py")
    repository = opened(repo.root)
    commits = commits_of(repository)
    traced = trace(repository, commits, replace(EVERYTHING, telling={one.oid for one in commits}), Cancel())
    assert [one.subject for one, did in zip(commits, traced, strict=True) if did == NOTHING] == ["other 4", "other 5"]
    assert traced[-1].removed == {len(commits) - 2: 1} and traced[29].removed == {28: 1}


def test_many_missing_objects_are_told_and_not_fetched(repo: RepoBuilder) -> None:
    marker = repo.root / "fetched"
    repo.git("config", "remote.origin.url", f"ext::touch {marker}")
    repo.git("config", "remote.origin.promisor", "true")
    for back in range(10):
        _lose(repo, f"HEAD~{back + 12}:cart.py")
    repository = opened(repo.root)
    with pytest.raises(ServiceError, match="not in this clone"):
        trace(repository, commits_of(repository), EVERYTHING, Cancel())
    assert not marker.exists()


def _lose(repo: RepoBuilder, name: str) -> None:
    oid = repo.git("rev-parse", name)
    (repo.root / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
