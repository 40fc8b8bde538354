"""All columns of the data for every commit of a history, for agreement with the data and for training."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ...jobs import Cancel, Progress, silent
from ...sources.past.people import addresses, authors
from ...sources.past.reading import read_records
from ...sources.past.record import Record, Touched
from ...sources.past.walking import walk
from ...sources.repository import Repository
from .replay import DAY, Replay, Trails

_MONTH, _YEAR = (
    30 * DAY,
    365.25 * DAY,
)  # by which the data counts recent experience: an author's commits of a month go together


def all_columns(
    repository: Repository, rev: str, cancel: Cancel, progress: Progress = silent, *, most: int = 10_000_000
) -> Iterator[tuple[str, Mapping[str, float]]]:
    """Each commit's id and columns, the oldest first. A pass that reads every line: minutes for a large history."""
    head = repository.resolve(rev, cancel).data.decode().strip()
    oids = [step.oid for step in walk(repository, head, cancel, most=most).steps]
    people = addresses(repository, head, authors(repository, head, cancel), cancel)
    replay, memory = Replay(people), Memory(people)
    for record in read_records(repository, oids, cancel, progress, lines=True):
        yield record.oid, {**replay.past_of(record).features(), **memory.columns(record)}
        replay.pass_by(record)
        memory.pass_by(record)


class Seen(NamedTuple):
    place: int
    when: int
    author: str
    fix: bool
    lines: int  # that the file had after it


class Memory:
    """What needs the whole history: ages, authors, sizes, experience."""

    def __init__(self, people: Mapping[str, str]) -> None:
        self._people = people
        self._trails: Trails[Seen] = Trails()
        self._authors: dict[str, list[int]] = defaultdict(list)
        self._folders: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._place = 0

    def columns(self, record: Record) -> dict[str, float]:
        author = self._people[record.author]
        trails = [self._trails.before(file) for file in record.files]
        sizes = [_lines(trail) for trail in trails if trail]
        known = [trail for trail in trails if trail]
        mine = [sum(seen.author == author for seen in trail) for trail in known]
        earlier = self._authors[author]
        return {
            "lt": _mean(sizes),
            "ndev": len({seen.author for trail in trails for seen in trail}),
            "age": _mean([max(0, record.when - trail[-1].when) / DAY for trail in known]),
            "nuc": len({seen.place for trail in trails for seen in trail}),
            "nfix": len({seen.place for trail in trails for seen in trail if seen.fix}),
            "aexp": len(earlier),
            "arexp": sum(1 / (1 + max(0, record.when - when // _MONTH * _MONTH) / _YEAR) for when in earlier),
            "asexp": sum(len(self._folders[author, top]) for top in _tops(record)),
            "own": _mean([own / len(trail) for own, trail in zip(mine, known, strict=True)]),
            "afile": sum(mine),
        }

    def pass_by(self, record: Record) -> None:
        author, counts, fix = self._people[record.author], record.counts or {}, record.said.fix

        def seen(file: Touched, trail: Sequence[Seen]) -> Seen:
            added, removed = counts.get(file.path) or (0, 0)
            lines = max(0, _lines(trail) + added - removed)
            return Seen(self._place, record.when, author, fix, lines)

        self._trails.move_on(record.files, seen)
        self._authors[author].append(record.when)
        for top in _tops(record):
            self._folders[author, top].append(self._place)
        self._place += 1


def _lines(trail: Sequence[Seen]) -> int:
    """The size of a file by its history: lines that nobody is known to have added make it no smaller than empty."""
    return trail[-1].lines if trail else 0


def _tops(record: Record) -> set[str]:
    return {file.path.partition("/")[0] if "/" in file.path else "" for file in record.files}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
