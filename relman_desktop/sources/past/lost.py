"""A commit of which some texts are not here: in a partial clone, or where objects were lost. Nothing is fetched."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...jobs import Cancel
from .. import git
from ..partial import readable_part
from ..rawdiff import Counts, Entry, parse
from ..repository import Repository
from .record import Record, Touched


def with_what_is_here(repository: Repository, record: Record, cancel: Cancel) -> Record:
    """A record with the renames and the counts that need no missing text; it names the files that do."""
    base = _base(repository, record.oid, cancel)
    part = readable_part(repository, base, record.oid, cancel)
    entries: list[Entry] = list(part.absent)
    counts: dict[str, Counts] = {}
    for paths in part.paths:
        words = (*git.DIFF, "--raw", "--numstat", "-z", base, record.oid, "--", *paths)
        read = parse(repository.run(*words, cancel=cancel).data)
        entries += read.entries
        counts |= {_text(path): count for path, count in read.counts.items()}
    files = tuple(sorted(_touched(entries), key=lambda one: one.path))
    return replace(record, files=files, counts=counts, lost=frozenset(_text(entry.path) for entry in part.absent))


def _base(repository: Repository, oid: str, cancel: Cancel) -> str:
    """The id of the parent; of a first commit that of the empty tree."""
    parents = repository.run("rev-list", "--no-walk", "--parents", oid, "--", cancel=cancel).data.decode().split()[1:]
    if parents:
        return parents[0]
    return repository.run("hash-object", "-t", "tree", "--stdin", cancel=cancel).data.decode().strip()


def _touched(entries: Iterable[Entry]) -> Iterator[Touched]:
    for entry in entries:
        yield Touched(entry.status[:1], _text(entry.path), _text(entry.old_path) if entry.moved else "")


def _text(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")
