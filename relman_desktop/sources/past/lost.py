"""A commit of which some texts are not here: in a partial clone, or where objects were lost. Nothing is fetched."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from tempfile import TemporaryFile

from ...jobs import Cancel
from .. import git
from ..partial import readable_part
from ..rawdiff import Counts, Entry, parse
from ..repository import Repository
from .record import Record, Touched

RENAMES = "-l400"  # files that are compared with each other, at most, as for the data


def with_what_is_here(repository: Repository, record: Record, cancel: Cancel) -> Record:
    """A record with the renames and the counts that need no missing text; it names the files that do."""
    base = _base(repository, record.oid, cancel)
    part = readable_part(repository, base, record.oid, cancel)
    entries: list[Entry] = list(part.absent)
    counts: dict[str, Counts] = {}
    for paths in part.paths:
        words = (*git.DIFF, RENAMES, "--raw", "--numstat", "-z", base, record.oid, "--", *paths)
        read = parse(repository.run(*words, cancel=cancel).data)
        entries += read.entries
        counts |= {_text(path): count for path, count in read.counts.items()}
    files = tuple(sorted(_touched(entries), key=lambda one: one.path))
    blobs = {blob for entry in part.absent for blob in (entry.old_blob, entry.new_blob)}
    missing = tuple(sorted(blobs & part.missing))
    lost = frozenset(_text(entry.path) for entry in part.absent)
    return replace(record, files=files, counts=counts, lost=lost, missing=missing)


def any_came_back(repository: Repository, missing: Iterable[str], cancel: Cancel) -> bool:
    """Whether one of these objects, which were missing, is here now; to be asked of a clone that is not partial."""
    with TemporaryFile() as asked:
        asked.write("".join(f"{oid}\n" for oid in missing).encode("ascii"))
        asked.seek(0)
        said = repository.run("cat-file", "--batch-check", cancel=cancel, stdin=asked.fileno()).data.split(b"\n")
    return not all(line.endswith(b" missing") for line in said if line)


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
