"""A range as a person writes it, read: `BASE..HEAD`, `BASE...HEAD`, or one commit."""

from collections.abc import Iterator

from ..errors import InputError
from ..jobs import Cancel, Progress, silent
from . import git
from .blobs import GitContent
from .change import Change
from .history import History, read_history, twins
from .kinds import kind_of
from .manifest import read_manifest
from .pinning import Range, pin_range, pinned
from .project_name import project_name
from .repository import Repository
from .together import together


def load_range(repository: Repository, text: str, cancel: Cancel, progress: Progress = silent) -> Change:
    """Read a range: the files that differ between its two trees, and the commits that arrive and that leave.

    `A..B` compares the two trees, `A...B` their merge base with B, and one name its commit with the first parent; an
    empty side means HEAD. Raises InputError where a name is not one commit, and where nothing differs.
    """
    progress("Finding the commits")
    return _read(repository, pin_range(repository, text.strip(" "), cancel), text, cancel, progress)


def load_pinned(
    repository: Repository, text: str, base: str, head: str, cancel: Cancel, progress: Progress = silent
) -> Change:
    """Read a range as it was when it was pinned to these full ids; `text` is how it was asked for, and gives the names.

    Raises CommitsGone where the commits are not in the repository any more.
    """
    progress("Finding the commits")
    return _read(repository, pinned(repository, text.strip(" "), base, head, cancel), text, cancel, progress)


def _read(repository: Repository, span: Range, text: str, cancel: Cancel, progress: Progress) -> Change:
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
    content = GitContent(repository, span.base, span.head, manifest.readable)
    return Change(
        origin="git",
        repo=repository.name if repository.origin else project_name(content, cancel) or repository.name,
        base=span.base,
        head=span.head,
        base_name=span.base_name,
        head_name=span.head_name,
        merge_base=shared,
        commits=history.arriving,
        leaving=history.leaving,
        files=manifest.files,
        diff_sha256=manifest.sha256,
        content=content,
        branch=span.branch,
        warnings=(*manifest.warnings, *history.warnings, *_warnings(span, history, shared, shallow)),
    )


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
