"""The records of a history: from the cache, and from git for those that it does not hold."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ...jobs import Cancel, Progress, silent
from ..repository import Repository
from .cache import Kept
from .lost import any_came_back
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
    kept = Kept(repository)
    source = _Source(repository, frozenset(lines), kept, cancel)
    found: list[Record] = []
    touched = 0
    for batch in _batches(oids):
        progress("Reading the history", len(found) / len(oids))
        for record in reversed(source.records(batch)):
            touched += len(record.files)
            if touched > MOST_TOUCHED and found:
                break
            found.append(record)
        if touched > MOST_TOUCHED:
            break
    kept.keep(source.fresh)
    return Records(tuple(reversed(found)), len(found) < len(oids))


def _batches(oids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The newest first; in each the oldest first."""
    for end in range(len(oids), 0, -BATCH):
        yield oids[max(0, end - BATCH) : end]


class _Source:
    """Where records come from."""

    def __init__(self, repository: Repository, lines: frozenset[str], kept: Kept, cancel: Cancel) -> None:
        self._repository = repository
        self._lines = lines
        self._kept = kept
        self._cancel = cancel
        self.fresh: list[Record] = []  # that git told

    def records(self, oids: Sequence[str]) -> list[Record]:
        self._cancel.check()
        known = self._from_cache(oids)
        unknown = [oid for oid in oids if oid not in known]
        for counted in (True, False):
            asked = [oid for oid in unknown if (oid in self._lines) is counted]
            read = list(read_records(self._repository, asked, self._cancel, lines=counted))
            known |= {one.oid: one for one in read}
            self.fresh += read
        return [known[oid] for oid in oids if oid in known]

    def _from_cache(self, oids: Sequence[str]) -> dict[str, Record]:
        kept = {oid: record for oid in oids if (record := self._kept.get(oid)) and self._tells_all(record)}
        poor = [one for one in kept.values() if one.lost]
        if poor and (self._repository.partial or self._came_back(poor)):
            return {oid: one for oid, one in kept.items() if not one.lost}
        return kept

    def _tells_all(self, record: Record) -> bool:
        """Whether git would tell no more: renames alone need fewer texts than lines do."""
        return record.counts is not None if record.oid in self._lines else not record.lost

    def _came_back(self, poor: Sequence[Record]) -> bool:
        return any_came_back(self._repository, {blob for one in poor for blob in one.missing}, self._cancel)
