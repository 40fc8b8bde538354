"""What the window asks the engine for beside its own thread: changes, names for the pickers, evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError
from ..facts.book import EvidenceBook
from ..jobs import Cancel, Progress
from ..session import Loaded, study
from ..sources.change import FileChange, Hunk
from ..sources.evidence import Evidence
from ..sources.opening import open_change
from ..sources.repository import Ref, Repository, list_refs, recent_commits
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

    def read(self, cancel: Cancel, progress: Progress) -> Loaded:
        """Read it; runs beside the window's thread."""
        return study(open_change(self.path, self.range, cancel, progress, trusted=self.trusted), cancel, progress)


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


@dataclass(frozen=True)
class ShownFile:
    """A file with all its hunks."""

    file: FileChange
    hunks: tuple[Hunk, ...]


def read_evidence(book: EvidenceBook, wanted: str, beside: Sequence[str], cancel: Cancel) -> Shown | ShownFile:
    """What stands behind an id, with what the sentence cites `beside` it and what is related to it.

    A fact brings the hunk that it rests on. Raises InputError for an id that is not in the change.
    """
    evidence = book.get(wanted, cancel)
    if evidence is None:
        raise InputError(f"{wanted} is not in this change any more; redraft the field that cites it.")
    file = book.change.file(wanted)
    if file:
        return ShownFile(file, book.change.hunks(file, cancel))
    others = tuple(dict.fromkeys((*beside, *book.related(wanted))))[:_MOST_RELATED]
    further = tuple(found for one in others if one != wanted and (found := book.get(one, cancel)))
    place = _hunk_of(book, evidence, cancel)
    return Shown(evidence, place[1] if place else None, place[0].path if place else evidence.ref, further)


def _hunk_of(book: EvidenceBook, evidence: Evidence, cancel: Cancel) -> tuple[FileChange, Hunk] | None:
    """The hunk that a piece of evidence is, or that a fact rests on first."""
    ids = {"hunk": (evidence.id,), "fact": book.related(evidence.id)}.get(evidence.kind, ())
    return next((hunk for one in ids if "." in one and (hunk := book.hunk(one, cancel))), None)
