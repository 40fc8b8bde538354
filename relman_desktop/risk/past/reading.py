"""Reading the past of a change from its repository."""

from collections.abc import Iterator, Mapping

from ...jobs import Cancel, Progress, silent
from ...sources.change import Change
from ...sources.opening import Opened
from ...sources.past.reading import read_records
from ...sources.past.record import Record
from ...sources.past.walking import Walk, walk
from ...sources.repository import Repository
from .needed import first_needed
from .past import CommitPast, Past
from .rate import read_rate
from .replay import Replay


def read_past(opened: Opened, cancel: Cancel, progress: Progress = silent) -> Past | None:
    """What the history tells of the commits of a range; None for a diff file, which has none."""
    if not (repository := opened.repository):
        return None
    change = opened.change
    walked = walk(repository, change.head, cancel)
    known = _known(repository, walked, change, cancel, progress)
    commits = tuple(known[one.oid] for one in change.commits if one.oid in known)
    return Past(commits, read_rate(repository, change.head, cancel, progress), ())


def _known(
    repository: Repository, walked: Walk, change: Change, cancel: Cancel, progress: Progress
) -> Mapping[str, CommitPast]:
    wanted = {one.oid for one in change.commits if not one.is_merge}
    oids = [step.oid for step in walked.steps[first_needed(walked.steps, wanted) :]]
    mine = {one.oid: one for one in read_records(repository, [o for o in oids if o in wanted], cancel, lines=True)}
    others = read_records(repository, [one for one in oids if one not in mine], cancel, progress)
    return dict(_replayed(oids, mine, others))


def _replayed(
    oids: list[str], mine: Mapping[str, Record], others: Iterator[Record]
) -> Iterator[tuple[str, CommitPast]]:
    replay = Replay()
    for oid in oids:
        if oid in mine:
            yield oid, replay.past_of(mine[oid])
        replay.pass_by(mine[oid] if oid in mine else next(others))
