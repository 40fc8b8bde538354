"""The files that differ between two trees: git's raw lines say which, its counts say by how much."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from ..errors import InputError
from ..jobs import Cancel
from . import git
from .change import FileChange, Kind, Status
from .kinds import kind_of
from .partial import ALL, Readable, readable_part
from .rawdiff import Counts, Entry, parse
from .repository import Repository

_NAMED = 5  # files in a warning
_STATUS = {
    "A": Status.ADDED,
    "M": Status.MODIFIED,
    "D": Status.DELETED,
    "R": Status.RENAMED,
    "C": Status.COPIED,
    "T": Status.TYPE,
}
_TOO_MANY = "So many files changed that git looked for no renames: a moved file stands as one deleted and one added."


@dataclass(frozen=True)
class Manifest:
    """What differs, in git's order."""

    files: tuple[FileChange, ...]
    sha256: str  # of the raw lines with full ids: they name every blob
    readable: Readable
    warnings: tuple[str, ...]


def read_manifest(repository: Repository, base: str, head: str, cancel: Cancel) -> Manifest:
    """What differs between two trees, named by full ids of commits or trees.

    Files that are not here are named in a warning. Raises InputError where the trees themselves are not.
    """
    if repository.partial:
        return _read(repository, base, head, _part(repository, base, head, cancel), cancel)
    try:
        return _read(repository, base, head, ALL, cancel)
    except git.GitFailed:
        part = _part(repository, base, head, cancel)
        if not part.absent:
            raise
        return _read(repository, base, head, part, cancel)


def _part(repository: Repository, base: str, head: str, cancel: Cancel) -> Readable:
    try:
        return readable_part(repository, base, head, cancel)
    except git.GitFailed as error:
        where, remedy = _where(repository, base, head)
        raise InputError(f"Folders of this range are not in this {where}: {remedy}.") from error


def _read(repository: Repository, base: str, head: str, readable: Readable, cancel: Cancel) -> Manifest:
    entries = list(readable.absent)
    counts: dict[bytes, Counts] = {}
    notes = ""
    for paths in readable.paths:
        words = ("--raw", "--numstat", "-z", base, head, "--", *paths)
        answer = _Answer()
        said = repository.run(*git.DIFF, *words, cancel=cancel, sink=answer.take)
        diff = parse(answer.data)
        entries += diff.entries
        counts |= diff.counts
        notes += said.notes
    if readable.absent:
        entries.sort(key=lambda entry: entry.path)  # which is git's order
    return Manifest(
        tuple(_file(number, entry, counts.get(entry.path, (0, 0))) for number, entry in enumerate(entries, 1)),
        sha256(b"".join(entry.raw for entry in entries)).hexdigest(),
        readable,
        tuple(_warnings(repository, base, head, readable.absent, notes)),
    )


class _Answer:
    """What git answers, as it comes. The paths come first: while git counts lines, we tell the kinds of the files."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []

    @property
    def data(self) -> bytes:
        return b"".join(self._chunks)

    def take(self, chunk: bytes) -> None:
        self._chunks.append(chunk)
        for word in chunk.split(b"\0"):
            if not word.startswith(b":") and b"\t" not in word:
                kind_of(_text(word))  # remembered; of a path that two chunks share, half for nothing


def _file(number: int, entry: Entry, counts: Counts) -> FileChange:
    path, binary = _text(entry.path), counts is None
    kind = kind_of(path, binary=binary)
    added, removed = counts or (0, 0)
    return FileChange(
        id=f"F{number}",
        path=path,
        old_path=_text(entry.old_path) if entry.moved else None,
        status=_STATUS[entry.status[0]],
        kind=kind,
        added=added,
        removed=removed,
        binary=binary,
        generated=kind is Kind.GENERATED,
        old_mode=_or_nothing(entry.old_mode),
        new_mode=_or_nothing(entry.new_mode),
        old_blob=_or_nothing(entry.old_blob),
        new_blob=_or_nothing(entry.new_blob),
    )


def _or_nothing(field: str) -> str:
    """A mode or an id; git writes zeros for the side where a file is not."""
    return field if field.strip("0") else ""


def _text(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")


def _warnings(repository: Repository, base: str, head: str, absent: Iterable[Entry], notes: str) -> Iterator[str]:
    if "rename detection was skipped" in notes:
        yield _TOO_MANY
    if paths := [_text(entry.path) for entry in absent if entry.status != "R100"]:
        yield _not_here(paths, *_where(repository, base, head))


def _where(repository: Repository, base: str, head: str) -> tuple[str, str]:
    """What the repository is in which something is missing, and what brings it."""
    if repository.partial:
        return "partial clone", f"run `git diff --shortstat {base[:10]} {head[:10]}` there once, and git fetches it"
    return "repository", "it is damaged or was copied in part; `git fsck` lists what it lacks, and a new clone has it"


def _not_here(paths: list[str], where: str, remedy: str) -> str:
    named = ", ".join(git.plain(path, 100) for path in paths[:_NAMED])
    rest = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    files, are, their = ("file", "is", "its") if len(paths) == 1 else ("files", "are", "their")
    return (
        f"{len(paths)} {files} {are} not in this {where} ({named}{rest}), so {their} lines are not counted, "
        f"{their} text cannot be shown, and a file that moved and changed may stand as one deleted and one added: "
        f"{remedy}."
    )
