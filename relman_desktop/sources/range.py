"""A range as a person writes it, pinned to full ids, and read: `BASE..HEAD`, `BASE...HEAD`, or one commit."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import InputError
from ..jobs import Cancel, Progress, silent
from . import git
from .blobs import GitContent
from .change import Change
from .history import History, read_history, twins
from .kinds import kind_of
from .manifest import read_manifest
from .names import branch_of, pin
from .repository import Repository
from .together import together

_NOTHING = {  # the empty tree, by the length of the repository's ids; git knows it without storing it
    40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}


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


def load_range(repository: Repository, text: str, cancel: Cancel, progress: Progress = silent) -> Change:
    """Read a range: the files that differ between its two trees, and the commits that arrive and that leave.

    `A..B` compares the two trees, `A...B` their merge base with B, and one name its commit with the first parent; an
    empty side means HEAD. Raises InputError where a name is not one commit, and where nothing differs.
    """
    progress("Finding the commits")
    span = pin_range(repository, text.strip(" "), cancel)
    base = span.base_commit
    progress("Reading files and commits")
    manifest, history, (shared, shallow), _ = together(
        lambda: read_manifest(repository, span.base, span.head, cancel),
        lambda: read_history(repository, base, span.head, cancel),
        lambda: (repository.merge_base(base, span.head, cancel) if base else None, _is_shallow(repository, cancel)),
        lambda: kind_of(""),  # compiles its rules while git works
    )
    if not manifest.files:
        raise InputError(f"Nothing changes in {git.plain(text)}: both sides hold the same files.")
    return Change(
        origin="git",
        repo=repository.name,
        base=span.base,
        head=span.head,
        base_name=span.base_name,
        head_name=span.head_name,
        merge_base=shared,
        commits=history.arriving,
        leaving=history.leaving,
        files=manifest.files,
        diff_sha256=manifest.sha256,
        content=GitContent(repository, span.base, span.head, manifest.readable),
        branch=span.branch,
        warnings=(*manifest.warnings, *history.warnings, *_warnings(span, history, shared, shallow)),
    )


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


def _is_shallow(repository: Repository, cancel: Cancel) -> bool:
    return repository.run("rev-parse", "--is-shallow-repository", cancel=cancel).data.strip() == b"true"


def _warnings(span: Range, history: History, shared: str | None, shallow: bool) -> Iterator[str]:
    base, head = git.plain(span.base_name, 60), git.plain(span.head_name, 60)
    if shallow:
        yield "The history is shallow, so commits of this range may be missing: `git fetch --unshallow` brings them."
    if span.base_commit and shared is None:
        here = " that is here" if shallow else ""
        yield f"{base} and {head} share no history{here}: their files are compared as they are."
    if history.leaving:
        yield _leaving(base, head, history)


def _leaving(base: str, head: str, history: History) -> str:
    number = len(history.leaving)
    leave = f"1 commit of {base} leaves" if number == 1 else f"{number} commits of {base} leave"
    if not history.arriving:
        return f"{head} is older than {base}: this goes back, and {leave} production."
    back = len(twins(history.leaving, history.arriving))
    again = f" ({back} of them under another id in {head})" if back else ""
    return f"{base} is not part of {head}: {leave} production{again}."
