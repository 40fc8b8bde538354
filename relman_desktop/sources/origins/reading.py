"""The newest commits of a history, with the later ones that removed lines of theirs."""

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...jobs import Cancel, Progress, silent
from .. import git
from ..repository import Repository
from .parsing import FORMAT, Parser
from .section import Section
from .tracing import Tracer

SECONDS = 30.0  # that one git may take
LIMIT = 1 << 29  # bytes of patches that are read
BIG = 512  # KiB: a larger file is no work of a person's hands, and is not traced

_FIELDS = ("%H", "%P", "%ct", "%s", "%b")
_COMMITS = (*git.LOG, "--topo-order", "--format=" + "%x00".join(_FIELDS))
_PATCHES = (
    *("log", "--topo-order", "--reverse", "--raw", "--patch", "-c", "--unified=0", "--inter-hunk-context=0"),
    *("--full-index", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative"),
    *("--ignore-all-space", "--diff-algorithm=default", "--indent-heuristic", "--find-renames=50%", "-l1000"),
    *("--submodule=short", "--ignore-submodules=none", "--src-prefix=a/", "--dst-prefix=b/", f"-O{os.devnull}"),
    *("--no-show-signature", "--no-notes", "--no-mailmap", FORMAT),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A commit of the history, as its maker tells it."""

    oid: str
    parents: tuple[str, ...]
    when: int  # it was committed, Unix seconds
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Traced:
    """What became of a commit."""

    files: frozenset[bytes]  # those that are traced
    removed: Mapping[int, Counter[int]]  # of which commits it removes how many lines, by their places in the history


def newest(repository: Repository, rev: str, most: int, cancel: Cancel) -> tuple[Told, ...]:
    """The newest commits that a commit leads to, in topological order, the oldest first. `rev` is a full id."""
    said = repository.run(*_COMMITS, f"-n{most}", rev, "--", cancel=cancel, seconds=SECONDS)
    words = said.data.decode("utf-8", "replace").split("\0")
    records = [words[at : at + len(_FIELDS)] for at in range(0, len(words) - 1, len(_FIELDS))]
    return tuple(
        Told(oid, tuple(parents.split()), int(when) if when.isdecimal() else 0, subject, body)
        for oid, parents, when, subject, body in reversed(records)
    )
