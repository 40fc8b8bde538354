"""The records of commits, read from git: what is not in the cache yet."""

from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile

from ...jobs import Cancel, Progress, silent
from .. import git
from ..repository import Repository
from .bare import bare
from .lost import RENAMES, with_what_is_here
from .parsing import FORMAT, Parser
from .record import Record

BATCH = 1_000  # commits that one git is asked for

_SETTINGS = ("-c", "log.showRoot=true", "-c", "core.bigFileThreshold=512m")
_DIFF = (*(word for word in git.DIFF if not word.startswith("--find-renames") and word != "diff"), RENAMES)
_LOG = (
    *(*_SETTINGS, "log", "-z", "--no-walk=unsorted", "--stdin", "--date=raw", "--encoding=UTF-8"),
    *("--no-show-signature", "--no-notes", "--no-mailmap", "--diff-merges=off", *_DIFF, "--raw", FORMAT),
)
_LIKE, _SAME = "--find-renames=50%", "--find-renames=100%"  # to see the second, no text is read


def read_records(
    repository: Repository, oids: Sequence[str], cancel: Cancel, progress: Progress = silent, *, lines: bool = False
) -> Iterator[Record]:
    """The records of commits in the order asked for; with `lines` they have counts. Reads no cache.

    Where a text is missing that a rename or a count needs, its commit is read without, and the record tells.
    Raises as `git.run` does.
    """
    place = bare(repository)
    for start in range(0, len(oids), BATCH):
        progress("Reading the history", start / len(oids))
        asked = oids[start : start + BATCH]
        found = _plain(place, asked, cancel, lines) if repository.partial else _batch(place, asked, cancel, lines)
        yield from (found[oid] for oid in asked if oid in found)


def _batch(repository: Repository, oids: Sequence[str], cancel: Cancel, lines: bool) -> dict[str, Record]:
    found: dict[str, Record] = {}
    left = list(oids)
    while left:
        try:
            _ask(repository, left, cancel, found, _LIKE, lines)
            break
        except git.GitFailed:
            left = [oid for oid in left if oid not in found]
            found |= _plain(repository, left[:1], cancel, True)
            del left[:1]
    return found


def _plain(repository: Repository, oids: Sequence[str], cancel: Cancel, lines: bool) -> dict[str, Record]:
    """The records of commits whose texts may not be here; in a partial clone git would fetch them."""
    found: dict[str, Record] = {}
    _ask(repository, oids, cancel, found, _SAME, False)
    if lines:
        found = {oid: with_what_is_here(repository, one, cancel) for oid, one in found.items()}
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
            asked.seek(0)
            repository.run(*words, cancel=cancel, sink=parser.feed, stdin=asked.fileno())
        parser.close()
    finally:
        found |= {one.oid: one for one in records}
