"""How git is run: what it is given, where it ends, and that nothing else runs a program."""

import ast
import os
import subprocess
import threading
import time
from pathlib import Path

import pytest

import relman_desktop
from relman_desktop.errors import Cancelled, ServiceError
from relman_desktop.jobs import Cancel
from relman_desktop.sources import git
from relman_desktop.sources.together import together

from .repos import RepoBuilder, a_repository


@pytest.fixture
def repo(tmp_path: Path) -> RepoBuilder:
    repo = a_repository(tmp_path)
    repo.write("a.txt", "one\n")
    repo.commit("First")
    return repo


@pytest.fixture
def endless(repo: RepoBuilder) -> Path:
    """A repository whose every command waits for ever: its configuration includes a pipe that nobody writes to."""
    os.mkfifo(repo.root / "pipe")
    (repo.root / ".git" / "config").write_text(f"[include]\npath = {repo.root / 'pipe'}\n")
    return repo.root


def test_it_answers_with_the_bytes_and_the_warnings(repo: RepoBuilder) -> None:
    repo.tag("same").git("branch", "same")
    said = git.run(["rev-parse", "same"], repo.root, Cancel())
    assert said.data.decode().strip() == repo.head
    assert said.notes == "warning: refname 'same' is ambiguous."


def test_a_failure_says_what_git_said(repo: RepoBuilder) -> None:
    with pytest.raises(git.GitFailed, match=r"^git cat-file failed: Not a valid object name nothing\.$"):
        git.run(["-c", "a.b=c", "cat-file", "-p", "nothing"], repo.root, Cancel())


def test_a_failure_shows_no_control_characters(repo: RepoBuilder) -> None:
    with pytest.raises(git.GitFailed) as failed:
        git.run(["cat-file", "-p", "\x1b[31mred\u202e\nline"], repo.root, Cancel())
    assert str(failed.value).isprintable()


def test_an_answer_above_its_limit_is_refused(repo: RepoBuilder) -> None:
    repo.write("big", "x" * 300_000)
    repo.commit("Big")
    assert len(git.run(["cat-file", "blob", "HEAD:big"], repo.root, Cancel(), limit=300_000).data) == 300_000
    with pytest.raises(git.TooLarge, match="git cat-file answered more than"):
        git.run(["cat-file", "blob", "HEAD:big"], repo.root, Cancel(), limit=299_999)


def test_a_sink_is_given_the_answer_in_pieces(repo: RepoBuilder) -> None:
    repo.write("big", "x" * 300_000)
    repo.commit("Big")
    pieces: list[bytes] = []
    said = git.run(["cat-file", "blob", "HEAD:big"], repo.root, Cancel(), sink=pieces.append)
    assert (said.data, len(b"".join(pieces))) == (b"", 300_000)
    assert len(pieces) > 1


def test_complaints_of_any_length_do_not_block_it(repo: RepoBuilder) -> None:
    """Each bad line of attributes is a warning; a pipe holds but 64 KiB of them."""
    (repo.root / ".git" / "info").mkdir()
    (repo.root / ".git" / "info" / "attributes").write_text("!a.txt x\n" * 5_000)
    repo.write("a.txt", "two\n")
    repo.commit("Second")
    assert git.run([*git.PATCH, "HEAD^", "HEAD", "--"], repo.root, Cancel(), seconds=20).data.startswith(b"diff --git")


def test_a_failure_behind_many_complaints_is_still_heard(repo: RepoBuilder) -> None:
    (repo.root / ".git" / "info").mkdir()
    (repo.root / ".git" / "info" / "attributes").write_text("!a.txt x\n" * 5_000)
    repo.write("a.txt", "two\n")
    repo.commit("Second")
    oid = repo.git("rev-parse", "HEAD:a.txt")
    (repo.root / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(git.GitFailed, match=f"^git diff failed: unable to read {oid}.$"):
        git.run([*git.PATCH, "HEAD^", "HEAD", "--"], repo.root, Cancel())


def test_it_is_stopped_when_its_time_is_over(endless: Path) -> None:
    began = time.monotonic()
    with pytest.raises(ServiceError, match=r"git log took longer than 0\.2 s"):
        git.run(["log"], endless, Cancel(), seconds=0.2)
    assert time.monotonic() - began < 2


def test_it_is_stopped_with_its_job(endless: Path) -> None:
    cancel = Cancel()
    stopped = 0.0

    def stop() -> None:
        nonlocal stopped
        stopped = time.monotonic()
        cancel.cancel()

    timer = threading.Timer(0.3, stop)
    timer.start()
    with pytest.raises(Cancelled):
        git.run(["log"], endless, cancel)
    assert time.monotonic() - stopped < 0.2
    timer.join()


def test_a_stopped_job_starts_nothing(repo: RepoBuilder) -> None:
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(Cancelled):
        git.run(["log"], repo.root, cancel)


def test_the_persons_environment_stays_outside(repo: RepoBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A GIT_DIR or a GIT_CONFIG_COUNT of the shell that started us would mean another repository, another setting."""
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", "'core.abbrev'='7'")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/nowhere")
    assert git.run(["rev-parse", "--git-dir"], repo.root, Cancel()).data == b".git\n"


def test_the_persons_settings_stay_outside(repo: RepoBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".gitconfig").write_text("[diff]\nwordRegex = x\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("GIT_CONFIG_GLOBAL", raising=False)
    assert subprocess.run(["git", "config", "diff.wordRegex"], cwd=repo.root, check=False).returncode == 0
    with pytest.raises(git.GitFailed):
        git.run(["config", "diff.wordRegex"], repo.root, Cancel())


def test_a_replaced_object_is_read_as_it_is(repo: RepoBuilder) -> None:
    """`git replace` would show a person another commit than the one whose id stands in the ticket."""
    real = repo.head
    false = repo.commit("Another")
    repo.git("replace", real, false)
    assert repo.git("log", "-1", "--format=%s", real) == "Another"
    assert git.run(["log", "-1", "--format=%s", real], repo.root, Cancel()).data == b"First\n"


def test_a_git_in_the_opened_folder_is_not_run(
    repo: RepoBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With "." on the PATH, as some have it, a repository could bring its own git."""
    repo.write("git", f"#!/bin/sh\n: > {tmp_path}/fired\n").executable("git")
    monkeypatch.chdir(repo.root)
    monkeypatch.setenv("PATH", f".:{os.environ['PATH']}")
    subprocess.run(["git", "version"], cwd=repo.root, check=True)
    assert (tmp_path / "fired").exists(), "the plant works"
    (tmp_path / "fired").unlink()
    git.run(["log"], repo.root, Cancel())
    assert not (tmp_path / "fired").exists()


def test_without_git_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ServiceError, match="git was not found: install it"):
        git.run(["log"], tmp_path, Cancel())


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("git version 2.32.0", (2, 32, 0)),
        ("git version 2.39.5 (Apple Git-154)", (2, 39, 5)),
        ("git version 2.45.1.windows.1", (2, 45, 1, 1)),
        ("git version 3.0.0-rc1", (3, 0)),
        ("git version 2.30.2", None),
        ("git version 1.8.3.1", None),
    ],
)
def test_versions(
    said: str, understood: tuple[int, ...] | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "git").write_text(f"#!/bin/sh\necho '{said}'\n")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    git.version.cache_clear()
    try:
        if understood:
            assert git.version() == understood
        else:
            with pytest.raises(ServiceError, match=f"^This is {said}, which is too old: install git 2.32 or newer"):
                git.version()
    finally:
        git.version.cache_clear()


def test_calls_side_by_side_all_end_before_the_first_error_is_raised() -> None:
    ended = []

    def slow() -> None:
        time.sleep(0.05)
        ended.append("slow")

    def fails() -> None:
        raise ServiceError("first")

    with pytest.raises(ServiceError, match="first"):
        together(fails, slow)
    assert ended == ["slow"]
    assert together(lambda: 1, lambda: "two", lambda: None) == (1, "two", None)


_RUNS_PROGRAMS = {"subprocess", "pty", "multiprocessing", "popen2", "posix"}
_OS_CALLS = ("system", "popen", "exec", "spawn", "posix_spawn", "startfile", "fork")


def _program_runners(source: str) -> list[str]:
    """The imports and calls in a module that could start a program."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names if name.name.partition(".")[0] in _RUNS_PROGRAMS]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in _RUNS_PROGRAMS:
            found.append(node.module or "")
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
            found += [f"os.{node.attr}"] if node.attr.startswith(_OS_CALLS) else []
        elif isinstance(node, ast.Attribute | ast.Name):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            found += [name] if name in ("QProcess", "create_subprocess_exec", "create_subprocess_shell") else []
    return found


def test_only_one_module_runs_a_program_and_in_one_place() -> None:
    package = Path(relman_desktop.__file__).parent
    runners = {
        file.relative_to(package).as_posix(): found
        for file in package.rglob("*.py")
        if (found := _program_runners(file.read_text("utf-8")))
    }
    assert runners == {"sources/git.py": ["subprocess"]}
    assert (package / "sources" / "git.py").read_text("utf-8").count("subprocess.Popen(") == 1


@pytest.mark.parametrize(
    "source",
    [
        "import subprocess",
        "from subprocess import run",
        "os.system('x')",
        "os.execv('x')",
        "QProcess.startDetached('x')",
    ],
)
def test_the_search_for_program_runners_finds_them(source: str) -> None:
    assert _program_runners(source)
