"""The records of commits: from the cache, and from git for those that it does not hold."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from tempfile import TemporaryFile

from ...jobs import Cancel, Progress, silent
from .. import git
from ..repository import Repository
from .parsing import FORMAT, Parser
from .record import Record

BATCH = 2_000  # commits that one git is asked for

_SETTINGS = ("-c", "log.showRoot=true", "-c", "core.bigFileThreshold=512m", "-c", "core.commitGraph=false")
_DIFF = tuple(word for word in git.DIFF if not word.startswith("--find-renames") and word != "diff")
_LOG = (
    *(*_SETTINGS, "log", "-z", "--no-walk=unsorted", "--stdin", "--date=raw", "--encoding=UTF-8"),
    *("--no-show-signature", "--no-notes", "--no-mailmap", "--diff-merges=off", *_DIFF, "--raw", FORMAT),
)
_SURE, _SAME = "--find-renames=50%", "--find-renames=100%"  # to see the second, no text is read


def read_records(
    repository: Repository, oids: Sequence[str], cancel: Cancel, progress: Progress = silent, *, lines: bool = False
) -> Iterator[Record]:
    """The records of commits in the order asked for; with `lines` they have counts. Reads no cache.

    The work tree's attributes are left out of it: what a commit says must not depend on what is checked out.
    Raises as `git.run` does.
    """
    bare = replace(repository, root=repository.git_dir)
    for start in range(0, len(oids), BATCH):
        progress("Reading the history", start / len(oids))
        asked = oids[start : start + BATCH]
        found = _batch(bare, asked, cancel, lines)
        yield from (found[oid] for oid in asked if oid in found)


def _batch(repository: Repository, oids: Sequence[str], cancel: Cancel, lines: bool) -> Mapping[str, Record]:
    """Where a text is missing that a rename or a count needs, its commit is read without, and the others go on."""
    found: dict[str, Record] = {}
    left = list(oids)
    while left:
        with suppress(git.GitFailed):
            _ask(repository, left, cancel, found, _SURE, lines)
            break
        left = [oid for oid in left if oid not in found]
        if not left:
            break
        poor: dict[str, Record] = {}
        _ask(repository, left[:1], cancel, poor, _SAME, False)
        found |= {oid: replace(one, exact=False) for oid, one in poor.items()}
        left = left[1:]
    return found


def _ask(
    repository: Repository, oids: Sequence[str], cancel: Cancel, found: dict[str, Record], renames: str, lines: bool
) -> None:
    """Put the records of these commits into `found`; of a git that fails all but the last that it began."""
    records: list[Record] = []
    parser = Parser(records.append, lines)
    words = (*_LOG, renames, *(("--numstat",) if lines else ()))
    try:
        with TemporaryFile() as asked:
            asked.write("".join(f"{oid}\n" for oid in oids).encode("ascii"))
            asked.flush()
            os.lseek(asked.fileno(), 0, os.SEEK_SET)
            repository.run(*words, cancel=cancel, sink=parser.feed, stdin=asked.fileno())
        parser.close()
    finally:
        found |= {one.oid: one for one in records}
