"""The records of a history: from the cache, and from git for those that it does not hold."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ...jobs import Cancel, Progress, silent
from ..repository import Repository
from .cache import Kept
from .reading import BATCH, read_records
from .record import Record

MOST_TOUCHED = 1_000_000  # files that all records together may name: what a computer holds without noticing


@dataclass(frozen=True)
class Records:
    """The records of a part of a history, the oldest first."""

    records: tuple[Record, ...]
    cut: bool = False  # older ones that were asked for are left out: together they touch too many files


def known_records(
    repository: Repository,
    oids: Sequence[str],
    cancel: Cancel,
    progress: Progress = silent,
    *,
    lines: Collection[str] = (),
) -> Records:
    """The records of these commits, given and answered oldest first; those of `lines` have counts.

    What is told does not depend on what the cache holds. Raises as `git.run` does.
    """
    kept, fresh = Kept(repository), list[Record]()
    found: list[Record] = []
    touched = 0
    for batch in _batches(oids):
        progress("Reading the history", len(found) / len(oids))
        for record in reversed(_batch(repository, batch, cancel, kept, fresh, lines)):
            touched += len(record.files)
            if touched > MOST_TOUCHED and found:
                break
            found.append(record)
        if touched > MOST_TOUCHED:
            break
    kept.keep(fresh)
    return Records(tuple(reversed(found)), len(found) < len(oids))


def _batches(oids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The newest first; in each the oldest first."""
    for end in range(len(oids), 0, -BATCH):
        yield oids[max(0, end - BATCH) : end]


def _batch(
    repository: Repository,
    oids: Sequence[str],
    cancel: Cancel,
    kept: Kept,
    fresh: list[Record],
    lines: Collection[str],
) -> list[Record]:
    cancel.check()
    known = {
        oid: record for oid in oids if (record := kept.get(oid)) and (record.counts is not None or oid not in lines)
    }
    unknown = [oid for oid in oids if oid not in known]
    for counted in (True, False):
        asked = [oid for oid in unknown if (oid in lines) is counted]
        read = list(read_records(repository, asked, cancel, lines=counted))
        known |= {one.oid: one for one in read}
        fresh += read
    return [known[oid] for oid in oids if oid in known]
