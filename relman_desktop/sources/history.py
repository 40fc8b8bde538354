"""The commits of a range, from one log: those that arrive with its head and those that leave with its base."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..jobs import Cancel
from . import git
from .change import Commit
from .repository import Repository

MOST = 20_000  # commits that are read
MOST_TOUCHED = 3_000  # ... with the paths that they touch

_FIELDS = ("%m", "%H", "%P", "%an", "%ae", "%aI", "%s", "%b")
_PICKED = re.compile(r"\(cherry picked from commit ([0-9a-f]{40,64})\)")
_TOUCHED = (
    *("log", "-z", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-relative"),
    *("--diff-merges=off", f"-O{os.devnull}", "--no-show-signature", "--no-notes", "--no-mailmap", "--no-color"),
    "--format=%x01%H",
)
_HEAD_OF_TOUCHED = re.compile(r"\x01[0-9a-f]{40,64}")
_FORMAT = "--format=" + "%x00".join(_FIELDS)


@dataclass(frozen=True)
class History:
    """Both newest first."""

    arriving: tuple[Commit, ...]
    leaving: tuple[Commit, ...]
    warnings: tuple[str, ...] = ()


def read_history(repository: Repository, base: str | None, head: str, cancel: Cancel) -> History:
    """The commits in one of two commits and not in the other, named by full ids; without a base all of the head's."""
    span = f"{base}...{head}" if base else head
    words = (*git.LOG, "--left-right", f"-n{MOST + 1}", _FORMAT, span, "--")
    fields = repository.run(*words, cancel=cancel).data.decode("utf-8", "replace").split("\0")
    records = [fields[first : first + len(_FIELDS)] for first in range(0, len(fields) - 1, len(_FIELDS))]
    warnings = (_too_many(repository, span, cancel),) if len(records) > MOST else ()
    read = records[:MOST]
    return History(
        tuple(_commits("C", (record for record in read if record[0] != "<"))),
        tuple(_commits("L", (record for record in read if record[0] == "<"))),
        warnings,
    )


def picked_from(commit: Commit) -> list[str]:
    """The full ids of the commits that a commit says it was cherry-picked from."""
    return _PICKED.findall(commit.body)


def twins(leaving: Sequence[Commit], arriving: Sequence[Commit]) -> dict[str, str]:
    """Which leaving commit comes back under another id: the ids of both ("L2": "C5").

    A cherry-pick keeps the author and the subject, and often names the commit that it was made from.
    """
    look = {(commit.email, commit.subject): commit.id for commit in arriving if not commit.is_merge}
    made_from = {oid: commit.id for commit in arriving for oid in picked_from(commit)}
    by_oid = {commit.oid: commit.id for commit in arriving}
    found = {}
    for commit in leaving:
        named = next((by_oid[oid] for oid in picked_from(commit) if oid in by_oid), None)
        if twin := named or made_from.get(commit.oid) or look.get((commit.email, commit.subject)):
            found[commit.id] = twin
    return found


def touched_paths(repository: Repository, base: str, head: str, cancel: Cancel) -> dict[str, tuple[str, ...]]:
    """The paths that each commit in the head and not in the base touches itself, by its full id; {} where git fails.

    A merge touches none: what it brings is touched by the commits that it merges. Only the newest are read.
    """
    words = (*_TOUCHED, f"-n{MOST_TOUCHED}", head, f"^{base}", "--")
    try:
        said = repository.run(*words, cancel=cancel).data.decode("utf-8", "surrogateescape")
    except git.GitFailed:  # a partial clone has not all trees
        return {}
    touched: dict[str, list[str]] = {}
    paths: list[str] = []
    for entry in said.split("\0"):
        if _HEAD_OF_TOUCHED.fullmatch(entry):
            paths = touched.setdefault(entry[1:], [])
        elif path := entry.removeprefix("\n"):
            paths.append(path)
    return {oid: tuple(one) for oid, one in touched.items()}


def _commits(letter: str, records: Iterable[list[str]]) -> Iterator[Commit]:
    for number, (_, oid, parents, author, email, when, subject, body) in enumerate(records, 1):
        yield Commit(f"{letter}{number}", oid, tuple(parents.split()), author, email, when, subject, body.strip("\n"))


def _too_many(repository: Repository, span: str, cancel: Cancel) -> str:
    said = repository.run("rev-list", "--count", span, "--", cancel=cancel)
    return f"The range holds {int(said.data):,} commits; the newest {MOST:,} of them are read."
