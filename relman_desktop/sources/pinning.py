"""A range as a person writes it, pinned to the full ids of two commits."""

import re
from dataclasses import dataclass, replace

from ..errors import InputError
from ..jobs import Cancel
from . import git
from .names import branch_of, pin
from .repository import Repository
from .together import together

_NOTHING = {  # the empty tree, by the length of the repository's ids; git knows it without storing it
    40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}


class CommitsGone(InputError):
    """The commits to which a range was pinned are not in the repository any more."""


@dataclass(frozen=True)
class Range:
    """Two commits and how they were asked for."""

    base: str  # full id; of the empty tree where the head is a first commit
    head: str
    base_name: str
    head_name: str
    branch: str | None  # that the head was asked for by

    @property
    def base_commit(self) -> str | None:
        return None if self.base in _NOTHING.values() else self.base


def pin_range(repository: Repository, text: str, cancel: Cancel) -> Range:
    """The two commits that a range means. Raises InputError with what to write instead."""
    dots = next((dots for dots in ("...", "..") if dots in text), "")
    if not text:
        raise InputError("The range is empty: write BASE..HEAD, such as v1.2.0..v1.3.0, or one commit.")
    if not dots:
        return _one_commit(repository, text, cancel)
    left, right = (side or "HEAD" for side in text.split(dots, 1))
    base, head, branch = together(
        lambda: pin(repository, left, cancel),
        lambda: pin(repository, right, cancel),
        lambda: branch_of(repository, right, cancel),
    )
    if dots == "...":
        base = _merge_base(repository, base, head, text, cancel)
    return Range(base, head, left, right, branch)


def pinned(repository: Repository, text: str, base: str, head: str, cancel: Cancel) -> Range:
    """The range that was pinned to these full ids, with the names that a person knows it by.

    Raises CommitsGone where a commit is not there any more.
    """
    for oid in (base, head):
        if not re.fullmatch("[0-9a-f]{40,64}", oid):
            raise InputError(f"“{git.plain(oid, 60)}” is not the full id of a commit.")
    dots = next((dots for dots in ("...", "..") if dots in text), "")
    left, right = (side or "HEAD" for side in text.split(dots, 1)) if dots else (f"{text}^", text)
    span = Range(base, head, left, right, branch_of(repository, right, cancel))
    for oid in filter(None, (span.base_commit, head)):
        _find(repository, oid, cancel)
    return span if span.base_commit else replace(span, base_name="nothing")


def _find(repository: Repository, oid: str, cancel: Cancel) -> None:
    try:
        repository.resolve(oid, cancel)
    except git.GitFailed as error:
        raise CommitsGone(
            f"Commit {oid[:10]} is not in {repository.name} any more, so what was read from it cannot be looked up: "
            "it was dropped or rewritten, and then cleaned away."
        ) from error


def _one_commit(repository: Repository, name: str, cancel: Cancel) -> Range:
    """A commit against its first parent, which for a merge is the branch that it went into."""
    head, branch = together(lambda: pin(repository, name, cancel), lambda: branch_of(repository, name, cancel))
    parent = _first_parent(repository, head, cancel)
    if parent is None:
        return Range(_NOTHING[len(head)], head, "nothing", name, branch)
    try:
        base = repository.resolve(parent, cancel).data.decode("ascii").strip()
    except git.GitFailed as error:
        shown = git.plain(name, 60)
        raise InputError(
            f"The history here is shallow and ends at {shown}, so what it changed is not known: "
            "`git fetch --deepen=1` brings its parent."
        ) from error
    return Range(base, head, f"{name}^", name, branch)


def _first_parent(repository: Repository, commit: str, cancel: Cancel) -> str | None:
    """As the commit itself says; where the history is shallow git would call a parent that is not here none."""
    said = repository.run("cat-file", "commit", commit, cancel=cancel).data
    header = said.partition(b"\n\n")[0].split(b"\n")
    return next((line[7:].decode("ascii") for line in header if line.startswith(b"parent ")), None)


def _merge_base(repository: Repository, base: str, head: str, text: str, cancel: Cancel) -> str:
    shared = repository.merge_base(base, head, cancel)
    if shared is None:
        both = git.plain(text)
        raise InputError(f"{both}: the two sides share no history, so write two dots to compare them as they are.")
    return shared
