"""What the window asks the engine for beside its own thread: changes, names for the pickers, evidence."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import InputError
from ..facts.book import EvidenceBook
from ..facts.fact import Fact
from ..jobs import Cancel, Progress
from ..loaded import Loaded, study, this_day
from ..moving_on import open_kept
from ..settings import Tracker
from ..sources.change import FileChange, Hunk
from ..sources.evidence import Evidence
from ..sources.opening import Opened, open_change, open_pinned
from ..sources.pinning import CommitsGone
from ..sources.repository import Ref, Repository, list_refs, recent_commits
from ..sources.work.item import WorkItem
from ..store.library import Library
from ..ticket import Ticket
from .fact_place import row_of
from .pick_list import Choice

SINCE_LAST_TAG = ""  # an empty range stands for the repository's own default
_RECENT_COMMITS = 200
_MOST_RELATED = 12
_KINDS = {"tag": "tag", "branch": "branch", "remote": "remote branch", "commit": "commit"}


@dataclass(frozen=True)
class Request:
    """What the person asked to open."""

    path: Path
    range: str = ""
    trusted: tuple[str, ...] = ()
    pinned: tuple[str, str] | None = None  # full ids of base and head, whatever the range's names mean by now
    ticket: str = ""  # the id of the ticket to show with it; "" for the newest of the change
    trackers: tuple[Tracker, ...] = ()  # what they told before of the change's work items is read with it
    again: bool = False  # what is open is read again: the ticket is shown only where it is the change's still

    @classmethod
    def of_ticket(cls, ticket: Ticket) -> "Request":
        """What a kept ticket describes, as it was then, with that ticket."""
        change = ticket.change
        pinned = (change.base, change.head) if change.head else None
        return cls(Path(change.location), change.range, pinned=pinned, ticket=ticket.id)

    def read(self, cancel: Cancel, progress: Progress) -> Loaded:
        """Read it; runs beside the window's thread."""
        return study(self._open(cancel, progress), cancel, progress, trackers=self.trackers, today=this_day())

    def _open(self, cancel: Cancel, progress: Progress) -> Opened:
        if self.pinned:
            return open_pinned(self.path, self.range, *self.pinned, cancel, progress, trusted=self.trusted)
        return open_change(self.path, self.range, cancel, progress, trusted=self.trusted)

    def read_kept(self, library: Library, cancel: Cancel, progress: Progress) -> Loaded:
        """Read it as the open ticket of its range knows it, where there is one; also where what was pinned is gone."""
        with suppress(CommitsGone):
            if self.pinned:
                return self.read(cancel, progress)
        return open_kept(self.path, self.range, library, cancel, progress, trusted=self.trusted, trackers=self.trackers)


def read_choices(repository: Repository, cancel: Cancel) -> list[Choice]:
    """All that a version can be chosen from: tags and branches, the newest first, then recent commits."""
    refs = list(list_refs(repository, cancel)) + list(recent_commits(repository, "HEAD", _RECENT_COMMITS, cancel))
    return [_choice(ref) for ref in refs]


def _choice(ref: Ref) -> Choice:
    label = ref.name[:10] if ref.kind == "commit" else ref.name
    return Choice(label, f"{_KINDS[ref.kind]} · {ref.when[:10]} · {ref.subject[:60]}", ref.name)


@dataclass(frozen=True)
class Shown:
    """A piece of evidence with all that the evidence pane draws of it."""

    evidence: Evidence
    hunk: Hunk | None
    path: str
    others: tuple[Evidence, ...]
    item: WorkItem | None = None  # where the evidence is one


@dataclass(frozen=True)
class ShownFact:
    """A fact with what it rests on first: hunks of one file, read from `row` on, or else another piece of evidence."""

    fact: Fact
    hunks: tuple[Hunk, ...] = ()
    path: str = ""
    row: int = 0
    basis: Evidence | None = None
    beside: tuple[str, ...] = ()  # what the sentence cites beside the fact and what it rests on

    @property
    def place(self) -> str:
        """Where it is: the path, and the line that is read first where there is one."""
        if len(self.hunks) != 1:
            return self.path
        hunk = self.hunks[0]
        line = hunk.lines[self.row - 1] if self.row else None
        number = (line.new or line.old) if line else (hunk.new_start or hunk.old_start)
        return f"{self.path}:{number}"


@dataclass(frozen=True)
class ShownFile:
    """A file with all its hunks."""

    file: FileChange
    hunks: tuple[Hunk, ...]


def read_evidence(
    book: EvidenceBook, wanted: str, beside: Sequence[str], cancel: Cancel
) -> Shown | ShownFact | ShownFile:
    """What stands behind an id, with what the sentence cites `beside` it and what is related to it.

    Raises InputError for an id that is not in the change.
    """
    evidence = book.get(wanted, cancel)
    if evidence is None:
        raise InputError(f"{wanted} is not in this change any more; redraft the field that cites it.")
    file = book.change.file(wanted)
    if file:
        return ShownFile(file, book.change.hunks(file, cancel))
    fact = next((one for one in book.facts.items if one.id == wanted), None)
    if fact:
        return replace(_read_fact(book, fact, cancel), beside=tuple(one for one in beside if one != wanted))
    others = tuple(dict.fromkeys((*beside, *book.related(wanted))))[:_MOST_RELATED]
    further = tuple(found for one in others if one != wanted and (found := book.get(one, cancel)))
    place = book.hunk(wanted, cancel) if evidence.kind == "hunk" else None
    item = next((one for one in book.work if one.id == wanted), None)
    return Shown(evidence, place[1] if place else None, place[0].path if place else evidence.ref, further, item)


def _read_fact(book: EvidenceBook, fact: Fact, cancel: Cancel) -> ShownFact:
    """The fact with the first hunk that it rests on; without one, with the first file or the first evidence."""
    first = next((place for one in fact.evidence if "." in one and (place := book.hunk(one, cancel))), None)
    if first:
        return ShownFact(fact, (first[1],), first[0].path, row_of(fact, first[1]))
    file = next((found for one in fact.evidence if (found := book.change.file(one))), None)
    hunks = book.change.hunks(file, cancel) if file else ()
    if file and hunks:
        return ShownFact(fact, hunks, file.path)
    basis = next((evidence for one in fact.evidence if (evidence := book.get(one, cancel))), None)
    return ShownFact(fact, path=basis.ref if basis else "", basis=basis)
