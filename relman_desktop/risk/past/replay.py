"""A history replayed, oldest commit first: what was known before each commit, by the data's definitions.

A rename carries a file's history along, an addition starts anew, a deletion ends it.

In one place a change's numbers differ from the data's columns: what is of the whole repository (`fixrate365`, `velo90`,
`team90`) is counted without the other commits of the change. Commits of tests would raise it for their neighbours.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import dropwhile
from typing import Generic, NamedTuple, TypeVar

from ...sources.past.record import Record, Touched
from .kinds import kind_of
from .past import CommitPast, FilePast

DAY = 86_400
QUARTER, YEAR = 90 * DAY, 365 * DAY

Entry = TypeVar("Entry")


class Trails(Generic[Entry]):
    """What is remembered of each file that is there, a list of entries, the oldest first."""

    def __init__(self) -> None:
        self._trails: dict[str, list[Entry]] = {}

    def before(self, file: Touched) -> list[Entry]:
        """The history of a file that a commit touches, before the commit."""
        return [] if file.status == "A" else self._trails.get(file.old_path or file.path, [])

    def move_on(self, files: Iterable[Touched], entry: Callable[[Touched, Sequence[Entry]], Entry]) -> None:
        """The commit that touches these files is past: `entry` says what to remember, given what is remembered."""
        after = {file: self.before(file) for file in files if file.status != "D"}
        for file in files:
            if file.status in "DR":
                self._trails.pop(file.old_path or file.path, None)
        for file, trail in after.items():
            trail.append(entry(file, trail))
            self._trails[file.path] = trail


class Seen(NamedTuple):
    """A commit that touched a file."""

    place: int  # in the history
    when: int
    fix: bool


class Lately:
    """The commits of the last days."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._records: deque[Record] = deque()

    def add(self, record: Record) -> None:
        self.before(record).append(record)

    def since(self, record: Record) -> list[Record]:
        """Those that count for a commit that is not to tell on others: nothing is dropped for it."""
        least = record.when - self._seconds
        return list(dropwhile(lambda one: one.when < least, self._records))

    def before(self, record: Record) -> deque[Record]:
        """Those that count for a commit. An old one that stands behind a younger one does, as in the data: clocks are
        wrong and branches join late, and only what is too old at the front is dropped, by whichever commit comes by."""
        while self._records and self._records[0].when < record.when - self._seconds:
            self._records.popleft()
        return self._records


class Replay:
    """Takes one record after the other."""

    def __init__(self, people: Mapping[str, str]) -> None:
        """`people`: the address of each author."""
        self._people = people
        self._trails: Trails[Seen] = Trails()
        self._place = 0
        self._year, self._quarter = Lately(YEAR), Lately(QUARTER)

    def pass_by(self, record: Record, *, of_change: bool = False) -> None:
        """A commit is past; one of the change that is asked for counts for its files only."""
        seen = Seen(self._place, record.when, record.said.fix)
        self._trails.move_on(record.files, lambda *_: seen)
        self._place += 1
        if not of_change:
            self._year.add(record)
            self._quarter.add(record)

    def past_of(self, record: Record) -> CommitPast:
        """What was known before a commit that is next."""
        bits: dict[int, int] = defaultdict(lambda: len(bits))
        files = tuple(self._file(file, record, bits) for file in record.files)
        return CommitPast(record.oid, files, self._known(record))

    def _file(self, file: Touched, record: Record, bits: dict[int, int]) -> FilePast:
        counts = (record.counts or {}).get(file.path, (0, 0))
        fixes = commits = 0
        for seen in self._trails.before(file):
            if seen.when >= record.when - YEAR and seen.fix:
                fixes |= 1 << bits[seen.place]
            if seen.when >= record.when - QUARTER:
                commits |= 1 << bits[seen.place]
        added, removed = counts or (0, 0)
        kind = kind_of(file.path)
        return FilePast(
            file.path, kind, added, removed, fixes, commits, file.status, counts is None, old_path=file.old_path or ""
        )

    def _known(self, record: Record) -> dict[str, float]:
        year, quarter = self._year.since(record), self._quarter.since(record)
        return {
            "fix": record.said.fix,
            "revert": record.said.revert,
            "msgw": record.said.words,
            "hour": record.hour,
            "dow": record.weekday,
            "team90": len({self._people[one.author] for one in quarter}),
            "velo90": len(quarter),
            "fixrate365": sum(one.said.fix for one in year) / len(year) if year else 0.0,
        }
