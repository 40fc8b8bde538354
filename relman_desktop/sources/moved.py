"""Whether a range that was pinned means other commits by now: a branch moves, a tag hardly, a commit's id never."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError, cause
from ..jobs import Cancel
from ..wording import counted
from . import git
from .history import MOST
from .pinning import Range, pin_range
from .repository import Repository
from .together import together

_CHUNK = 1 << 20
_FORMAT = "--format=%H%x00%ae%x00%aI%x00%s"
_FIELDS = 4
_Look = tuple[str, str, str]  # a commit's author, date and subject, which rebasing keeps
_MOST_TOLD = 200  # commits that are named


@dataclass(frozen=True, slots=True)
class MovedCommit:
    """A commit of which a range tells otherwise now."""

    how: str  # "new", "dropped", "under a new id"
    oid: str  # in full; the new one where it was rewritten
    when: str  # ISO 8601
    subject: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What a range means now, and how its commits differ from those that were pinned."""

    base: str  # full ids
    head: str
    new: int  # commits that it holds now and did not hold
    left: int = 0  # that it held and does not hold any more
    rewritten: int = 0  # that it holds under another id (rebased, amended), counted neither as new nor as left
    gone: bool = False  # what was pinned is not in the repository any more, so all that it holds now counts as new
    commits: tuple[MovedCommit, ...] = ()  # the first of them, new ones before dropped ones, each newest first

    @property
    def text(self) -> str:
        """What happened, for a person: "3 new commits, 1 dropped, 2 under new ids"."""
        if self.gone:
            return f"{counted(self.new, 'commit')}; those of the ticket are not in the repository any more"
        parts = [
            f"{counted(self.new, 'new commit')}" if self.new else "",
            f"{self.left:,} dropped" if self.left else "",
            f"{self.rewritten:,} under new ids" if self.rewritten else "",
        ]
        return ", ".join(filter(None, parts)) or "the range begins or ends elsewhere"


def moved(repository: Repository, text: str, base: str, head: str, cancel: Cancel) -> Moved | None:
    """What a range, as a person wrote it, means now; None where that is still `base` and `head`, the pinned full ids.

    Raises InputError where it means nothing any more, as after a branch was deleted.
    """
    if _is_fixed(text, base, head):
        return None
    now = pin_range(repository, text.strip(" "), cancel)
    if (now.base, now.head) == (base, head):
        return None
    try:
        repository.resolve(head, cancel)
    except git.GitFailed:
        holds = _looks(repository, now, cancel)
        return Moved(now.base, now.head, len(holds), gone=True, commits=_told("new", holds, holds)[:_MOST_TOLD])
    return _compared(repository, Range(base, head, "", "", None), now, cancel)


def diff_moved(path: Path, sha256: str, cancel: Cancel) -> bool:
    """Whether a diff file holds other bytes than those with this hash. Raises InputError where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                cancel.check()
                digest.update(chunk)
    except OSError as error:
        shown = git.plain(str(path))
        raise InputError(f"{shown} cannot be read ({cause(error)}): put the diff file back to compare it.") from error
    return digest.hexdigest() != sha256


def _is_fixed(text: str, base: str, head: str) -> bool:
    """Whether a range names commits by their ids only."""
    dots = next((dots for dots in ("...", "..") if dots in text), "")
    left, right = text.strip(" ").split(dots, 1) if dots else (base, text.strip(" "))
    is_id = all(re.fullmatch("[0-9a-f]{7,64}", side) for side in (left, right))
    return is_id and head.startswith(right) and (dots == "..." or base.startswith(left))


def _compared(repository: Repository, then: Range, now: Range, cancel: Cancel) -> Moved:
    held, holds = together(lambda: _looks(repository, then, cancel), lambda: _looks(repository, now, cancel))
    came = Counter(look for oid, look in holds.items() if oid not in held)
    went = Counter(look for oid, look in held.items() if oid not in holds)
    both = came & went
    rewritten = both.total()
    told = (
        *_told("new", holds, (oid for oid, look in holds.items() if oid not in held and look not in both)),
        *_told("under a new id", holds, (oid for oid, look in holds.items() if oid not in held and look in both)),
        *_told("dropped", held, (oid for oid, look in held.items() if oid not in holds and look not in both)),
    )
    left = went.total() - rewritten
    return Moved(now.base, now.head, came.total() - rewritten, left, rewritten, commits=told[:_MOST_TOLD])


def _told(how: str, looks: dict[str, _Look], oids: Iterable[str]) -> tuple[MovedCommit, ...]:
    return tuple(MovedCommit(how, oid, *looks[oid][1:]) for oid in oids)


def _looks(repository: Repository, span: Range, cancel: Cancel) -> dict[str, _Look]:
    """The commits of a range by their full ids."""
    named = f"{span.base}..{span.head}" if span.base_commit else span.head
    try:
        said = repository.run(*git.LOG, f"-n{MOST}", _FORMAT, named, "--", cancel=cancel)
    except git.GitFailed:  # the base is gone, and the head is not
        return {}
    words = said.data.decode("utf-8", "replace").split("\0")
    return {
        words[at]: (words[at + 1], words[at + 2], words[at + 3]) for at in range(0, len(words) - _FIELDS + 1, _FIELDS)
    }
