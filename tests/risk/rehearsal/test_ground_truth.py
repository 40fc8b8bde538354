"""Rehearsals of random histories against what git really does in a copy."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from relman_desktop.jobs import Cancel
from relman_desktop.sources.opening import open_range
from relman_desktop.sources.trial import merged, scratch
from tests.sources.repos import RepoBuilder, a_repository

from .histories import finding, numbered, really_reverted

_FOLDERS = ("", "lib/", "lib/deep/", "core/")


class _Author:
    """Someone who changes files at random; the same seed does the same."""

    def __init__(self, repo: RepoBuilder, seed: int) -> None:
        self.repo = repo
        self.random = random.Random(seed)
        self.count = 0

    def begin(self) -> None:
        for number in range(7):
            self.repo.write(f"{self.random.choice(_FOLDERS)}file{number}.txt", numbered(self.random.randint(6, 30)))
        self.repo.write("data.bin", b"\0\1")
        self.commit()

    def commit(self) -> None:
        self.count += 1
        self.repo.commit(f"Commit {self.count}")

    def go_on(self, commits: int) -> None:
        for _ in range(commits):
            for _ in range(self.random.randint(1, 3)):
                self.random.choices(*zip(*_DOES, strict=True))[0](self)
            self.commit()

    def any_file(self) -> str:
        return self.random.choice(sorted(self.repo.git("ls-files", "--cached", "--others").split("\n")))

    def new_path(self) -> str:
        return f"{self.random.choice(_FOLDERS)}new{self.random.randint(0, 4)}.txt"

    def edit(self) -> None:
        file = self.repo.root / self.any_file()
        if file.suffix == ".txt" and file.is_file():
            lines = file.read_text().splitlines() or [""]
            lines[self.random.randrange(len(lines))] = f"word {self.random.randint(0, 3)}"
            file.write_text("\n".join(lines) + "\n")

    def insert(self) -> None:
        file = self.repo.root / self.any_file()
        if file.suffix == ".txt" and file.is_file():
            lines = file.read_text().splitlines()
            lines.insert(self.random.randint(0, len(lines)), f"more {self.random.randint(0, 3)}")
            file.write_text("\n".join(lines) + "\n")

    def cut(self) -> None:
        file = self.repo.root / self.any_file()
        if file.suffix == ".txt" and file.is_file():
            lines = file.read_text().splitlines()
            at = self.random.randrange(len(lines) or 1)
            file.write_text("".join(line + "\n" for line in lines[:at] + lines[at + 2 :]))

    def add(self) -> None:
        self.repo.write(self.new_path(), numbered(self.random.randint(1, 12)))

    def delete(self) -> None:
        path = self.any_file()
        if (self.repo.root / path).exists() and path != "data.bin":
            self.repo.delete(path)

    def rename(self) -> None:
        old, new = self.any_file(), self.new_path()
        if (self.repo.root / old).is_file() and not (self.repo.root / new).exists():
            self.repo.move(old, new)

    def move_folder(self) -> None:
        for path in self.repo.git("ls-files").split("\n"):
            if path.startswith("lib/") and (self.repo.root / path).is_file():
                self.repo.move(path, "moved/" + path.removeprefix("lib/"))

    def flip(self) -> None:
        self.repo.write("data.bin", bytes([0, self.random.randint(0, 3)]))

    def run(self) -> None:
        path = self.any_file()
        if (self.repo.root / path).is_file():
            self.repo.executable(path)


_DOES: tuple[tuple[Callable[[_Author], None], int], ...] = (
    (_Author.edit, 8),
    (_Author.insert, 4),
    (_Author.cut, 2),
    (_Author.add, 2),
    (_Author.delete, 2),
    (_Author.rename, 3),
    (_Author.move_folder, 1),
    (_Author.flip, 1),
    (_Author.run, 1),
)


def _compared(folder: Path, seed: int) -> bool:
    """Whether the revert is clean, once a rehearsal was compared with the truth."""
    author = _Author(a_repository(folder), seed)
    repo = author.repo
    author.begin()
    repo.tag("v1")
    author.go_on(author.random.randint(1, 2))
    repo.tag("v2")
    author.go_on(author.random.randint(0, 3))
    base, head = (repo.git("rev-parse", f"{tag}^{{commit}}") for tag in ("v1", "v2"))
    if repo.git("diff", "--name-only", base, head) == "":
        return True
    found = finding(repo.root, "v1..v2")
    truth = really_reverted(repo, base, head, repo.head, folder / "copy")
    assert (found.outcome == "yes") == truth.clean and found.outcome != "unknown", (seed, found, truth)
    opened = open_range(repo.root, "v1..v2", Cancel())
    assert opened.repository
    with scratch(opened.repository, head, Cancel()) as beside:
        tried = merged(beside, base=head, ours=repo.head, theirs=base, cancel=Cancel())
    assert tried.clean == truth.clean
    assert not truth.clean or tried.tree == truth.tree
    assert truth.clean or {one.path for one in tried.conflicts} >= set(truth.conflicts)
    return truth.clean


def _both_happen(folder: Path, seeds: range) -> None:
    """The histories are worth something only where some are clean and some are not."""
    outcomes = [_compared(folder / str(seed), seed) for seed in seeds]
    assert len(seeds) / 10 < sum(outcomes) < len(seeds)


def test_a_rehearsal_says_what_git_does(tmp_path: Path) -> None:
    _both_happen(tmp_path, range(6))


@pytest.mark.slow
def test_a_rehearsal_says_what_git_does_many_times(tmp_path: Path) -> None:
    _both_happen(tmp_path, range(1000, 1250))
