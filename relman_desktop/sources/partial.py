"""What of a range can be read where objects are missing: in a partial clone, or in a repository that lost some.

Git fetches a missing object as soon as something needs it, by whatever command the clone's configuration names. It is
forbidden to (see `git`), and here it does not even come to that: what is missing is found first, with the one command
that asks for nothing, and then git is only asked for the paths whose texts are here.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..jobs import Cancel
from . import git
from .rawdiff import Entry, parse
from .repository import Repository

_LONGEST = 24_000 if os.name == "nt" else 500_000  # characters of paths on one command line, below what systems take


@dataclass(frozen=True)
class Readable:
    """The part of a range that can be read."""

    paths: tuple[tuple[str, ...], ...]  # to be named to git, a call for each group; () names all there are
    absent: tuple[Entry, ...]  # the files with a side that is not here
    missing: frozenset[str]  # ids of the objects that the trees name and that are not here


ALL = Readable(((),), (), frozenset())


def readable_part(repository: Repository, base: str, head: str, cancel: Cancel) -> Readable:
    """What can be read of the difference of two trees. Raises GitFailed where the trees themselves are not here."""
    missing = frozenset(_missing(repository, (base, head), cancel))
    if not missing:
        return ALL
    listing = ("--raw", "-z", "--find-renames=100%", base, head, "--")  # to see other renames takes texts
    entries = parse(repository.run(*git.DIFF, *listing, cancel=cancel).data).entries
    absent = tuple(entry for entry in entries if not missing.isdisjoint((entry.old_blob, entry.new_blob)))
    if not absent:
        return Readable(ALL.paths, (), missing)
    lost = {entry.path for entry in absent}
    here = [entry for entry in entries if entry.path not in lost]
    return Readable(tuple(_grouped(here)), absent, missing)


def _missing(repository: Repository, trees: Iterable[str], cancel: Cancel) -> Iterator[str]:
    words = ("rev-list", "--objects", "--no-object-names", "--no-walk", "--missing=print", *trees, "--")
    said = repository.run(*words, cancel=cancel).data.decode("ascii")
    return (line[1:] for line in said.split() if line.startswith("?"))


def _grouped(entries: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    """The paths of some files, as many in a group as a command line takes."""
    group: list[str] = []
    for entry in entries:
        paths = [path.decode("utf-8", "surrogateescape") for path in dict.fromkeys((entry.old_path, entry.path))]
        if group and sum(map(len, group)) + sum(map(len, paths)) > _LONGEST:
            yield tuple(group)
            group = []
        group += paths
    if group:
        yield tuple(group)
