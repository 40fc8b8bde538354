"""Reading the past of a change from its repository."""

from collections.abc import Iterator, Sequence

from ...errors import ServiceError
from ...jobs import Cancel, Progress, silent
from ...sources.change import Change
from ...sources.opening import Opened
from ...sources.past.known import known_records
from ...sources.past.people import addresses
from ...sources.past.record import Record
from ...sources.past.walking import Walk, walk
from ...sources.repository import Repository
from .needed import first_needed
from .past import CommitPast, Past, Rate
from .rate import read_rate
from .replay import Replay


def read_past(opened: Opened, cancel: Cancel, progress: Progress = silent) -> Past | None:
    """What the history tells of the commits of a range; None for a diff file, which has none.

    The same range of the same history tells the same, to the digit, whatever was read before. Raises as `git.run` does.
    """
    if not (repository := opened.repository):
        return None
    change = opened.change
    walked = walk(repository, change.head, cancel)
    wanted = {one.oid for one in change.commits if not one.is_merge}
    oids = [step.oid for step in walked.steps[first_needed(walked.steps, wanted) :]]
    last = max((place for place, oid in enumerate(oids) if oid in wanted), default=-1)
    read = known_records(repository, oids[: last + 1], cancel, progress, lines=wanted)
    people = addresses(repository, change.head, {one.author for one in read.records}, cancel)
    known = {one.oid: one for one in _replayed(read.records, wanted, Replay(people))}
    commits = tuple(known[one.oid] for one in change.commits if one.oid in known)
    notes = tuple(_notes(repository, change, walked, read.records, len(wanted) - len(commits), read.cut, cancel))
    rate, said = _rate(repository, change.merge_base or change.base or change.head, cancel, progress)
    return Past(commits, rate, (*notes, *said))


def _rate(repository: Repository, rev: str, cancel: Cancel, progress: Progress) -> tuple[Rate | None, tuple[str, ...]]:
    """The repository's own rate, and why there is none: all else that the history tells is good without it."""
    try:
        return read_rate(repository, rev, cancel, progress), ()
    except ServiceError as error:
        return None, (f"How often commits of this repository proved faulty is not known: {error}",)


def _replayed(records: Sequence[Record], wanted: set[str], replay: Replay) -> Iterator[CommitPast]:
    for record in records:
        if record.oid in wanted:
            yield replay.past_of(record)
        replay.pass_by(record, of_change=record.oid in wanted)


def _notes(
    repository: Repository,
    change: Change,
    walked: Walk,
    records: Sequence[Record],
    unread: int,
    cut: bool,
    cancel: Cancel,
) -> Iterator[str]:
    if repository.run("rev-parse", "--is-shallow-repository", cancel=cancel).data.strip() == b"true":
        yield "The history is shallow, so less is known of the files' past: `git fetch --unshallow` brings the rest."
    if cut or (walked.cut and records and records[0].oid == walked.steps[0].oid):
        yield f"The history is long: the past of the files is read from its newest {len(records):,} commits."
    if unread:
        what = (
            "1 commit of this change is not known: it is"
            if unread == 1
            else f"{unread:,} commits of this change is not known: they are"
        )
        yield f"The past of {what} not in the history that is read."
    if repository.partial:
        yield "This is a partial clone: a renamed file's past is known only where its text stayed the same."
    if lost := {path for one in records for path in one.lost}:
        yield f"The lines of {_files(len(lost))} are not in this repository and count as none."


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number:,} files"
