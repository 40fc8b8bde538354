"""Small histories for rehearsals, and what really reverting in a copy of them comes to."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from relman_desktop.facts.book import Facts
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import study
from relman_desktop.risk.rehearsal.rehearsal import Finding, Rehearsal
from relman_desktop.risk.rehearsal.rehearsing import rehearse
from relman_desktop.sources.opening import Opened, open_range
from tests.sources.repos import RepoBuilder

_ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": os.devnull,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{role}_{what}": "x@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


def numbered(count: int = 12, **changed: str) -> str:
    """A text of numbered lines, some of them with other words: `numbered(l3="three")`."""
    return "".join(changed.get(f"l{number}", f"line {number}") + "\n" for number in range(1, count + 1))


def rehearsed(root: Path, text: str, facts: Facts | None = None) -> Rehearsal:
    """A range, rehearsed without facts, or with those given."""
    found = rehearse(open_range(root, text, Cancel()), facts or Facts(), Cancel())
    assert found
    return found


def finding(root: Path, text: str, name: str = "revert") -> Finding:
    found = rehearsed(root, text).of(name)
    assert found
    return found


def studied(root: Path, text: str) -> tuple[Opened, Rehearsal, Facts]:
    """A range with its facts, rehearsed."""
    opened = open_range(root, text, Cancel())
    facts = study(opened, Cancel()).facts
    found = rehearse(opened, facts, Cancel())
    assert found
    return opened, found, facts


@dataclass(frozen=True)
class Truth:
    """What `git revert` did."""

    clean: bool
    tree: str  # that came out, where it is clean
    conflicts: tuple[str, ...]


def really_reverted(repo: RepoBuilder, base: str, head: str, tip: str, folder: Path) -> Truth:
    """Undo all from `base` to `head` in one step at `tip`, with git itself, in a copy of the repository."""
    copy = repo.copy(folder)
    tree = copy.git("rev-parse", f"{head}^{{tree}}")
    whole = copy.git("commit-tree", "-m", "all in one", "-p", base, tree, **_ENVIRONMENT)
    copy.git("checkout", "--quiet", "--force", "--detach", tip)
    words = ["git", "revert", "--no-commit", whole]
    status = subprocess.run(words, cwd=copy.root, env=_ENVIRONMENT, capture_output=True, check=False).returncode
    unmerged = copy.git("ls-files", "--unmerged", "-z").split("\0")
    paths = sorted({line.partition("\t")[2] for line in unmerged if line})
    return Truth(status == 0, "" if status else copy.git("write-tree"), tuple(paths))
