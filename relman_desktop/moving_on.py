"""When the code moves on: the ticket of a range is found again, and brought to what the range means now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from .drafting.moving import Brought, bring
from .drafting.proposal import Draft
from .errors import InputError, RelmanError
from .jobs import Cancel, Progress, silent
from .loaded import Loaded, study, this_day
from .settings import Tracker
from .sources.between import Between
from .sources.moved import Moved, diff_moved, moved
from .sources.opening import Opened, open_change, open_diff, open_pinned, open_range
from .sources.pinning import CommitsGone, pinned
from .sources.repository import Repository, default_range, open_repository
from .store.library import Library
from .store.record import What
from .ticket import ChangeRef, Ticket


@dataclass(frozen=True)
class Found:
    """A range, or a diff file, that is not any more what its ticket describes."""

    moved: Moved | None = None  # None for a diff
    other: str = ""  # the ID of another ticket, which describes its new commits already
    former: Ticket | None = None  # what describes the content that a diff file had when it was opened before


def open_kept(
    path: Path,
    text: str,
    library: Library,
    cancel: Cancel,
    progress: Progress = silent,
    *,
    trusted: Iterable[str] = (),
    trackers: Sequence[Tracker] = (),
) -> Loaded:
    """Read what is at `path`, a range as its open ticket knows it: at the commits to which that is pinned.

    Where these are gone it is read as it is now, and the ticket is brought to it.
    """
    studied = partial(study, cancel=cancel, progress=progress, trackers=trackers, today=this_day())
    if path.is_file():
        return studied(open_change(path, text, cancel, progress, trusted=trusted))
    repository = open_repository(path, cancel, trusted=frozenset(map(Path, trusted)))
    chosen = text or default_range(repository, cancel) or ""
    ticket = library.of_range(str(repository.root), chosen)
    if not ticket or not _has_moved(repository, ticket.change, cancel):
        return studied(open_range(path, text, cancel, progress, trusted=trusted))
    ends = ticket.change.base, ticket.change.head
    try:
        return studied(open_pinned(path, chosen, *ends, cancel, progress, trusted=trusted))
    except CommitsGone:
        loaded = studied(open_range(path, chosen, cancel, progress, trusted=trusted))
        return replace(loaded, brought=bring(ticket, None, None, loaded.material(ticket), loaded.reference, cancel))


def look_again(loaded: Loaded, library: Library, cancel: Cancel) -> Found | None:
    """Whether a change that is open moved on since it was read; None where it did not, or where that is not known."""
    try:
        return _look(loaded, library, cancel)
    except RelmanError:  # a branch that was deleted, a folder that is gone: told when it is opened
        return None


def bring_up_to_date(
    loaded: Loaded,
    ticket: Ticket,
    draft: Draft | None,
    cancel: Cancel,
    progress: Progress = silent,
    *,
    trusted: Iterable[str] = (),
    trackers: Sequence[Tracker] = (),
) -> tuple[Loaded, Brought]:
    """Read what is open as it is now, and bring its ticket, with a model's draft, to that. On any thread."""
    opened = _opened_now(loaded.opened, cancel, progress, trusted)
    now = study(opened, cancel, progress, trackers=trackers, today=this_day())
    progress("Holding the sentences against the new commits")
    old = loaded.material(ticket) if _is_there(loaded, cancel) else None
    new = now.material(ticket)
    repository = opened.repository
    between = Between(repository, loaded.change.head, now.change.head) if repository and old else None
    return now, bring(ticket, draft, old, new, now.reference, cancel, between)


def bring_former(loaded: Loaded, former: Ticket, begun: str, cancel: Cancel) -> Loaded:
    """Bring the ticket of a diff file's former content to what is open now, in place of the one just begun (its id)."""
    brought = bring(former, None, None, loaded.material(former), loaded.reference, cancel)
    return replace(loaded, brought=replace(brought, instead=begun))


def _has_moved(repository: Repository, change: ChangeRef, cancel: Cancel) -> bool:
    """Whether a ticket's range means other commits now, or none: then its own ones are still worth opening."""
    try:
        return moved(repository, change.range, change.base, change.head, cancel) is not None
    except InputError:
        return True


def _look(loaded: Loaded, library: Library, cancel: Cancel) -> Found | None:
    opened, change = loaded.opened, loaded.change
    if opened.repository:
        now = moved(opened.repository, opened.range, change.base, change.head, cancel)
        if not now:
            return None
        return Found(now, _other(library, replace(loaded.reference, base=now.base, head=now.head)))
    if former := _former(loaded, library):
        return Found(former=former)
    is_other = opened.location != "-" and diff_moved(Path(opened.location), change.diff_sha256, cancel)
    return Found() if is_other else None


def _former(loaded: Loaded, library: Library) -> Ticket | None:
    """The ticket of what a diff file held before, while nobody wrote in the one that was begun for what it holds."""
    begun = library.of_change(loaded.reference.key)
    history = library.history(begun) if begun else None
    if not begun or not history or any(step.what is not What.CREATED for step in history.steps):
        return None
    return library.of_range(loaded.opened.location, "", but=begun)


def _other(library: Library, reference: ChangeRef) -> str:
    kept = library.of_change(reference.key)
    history = library.history(kept) if kept else None
    if not history or not history.ticket or history.shelf:
        return ""
    return history.ticket.entry("change_id").text or "Another ticket"


def _opened_now(opened: Opened, cancel: Cancel, progress: Progress, trusted: Iterable[str]) -> Opened:
    if opened.repository:
        return open_range(opened.repository.root, opened.range, cancel, progress, trusted=trusted)
    return open_diff(Path(opened.location), cancel, progress)


def _is_there(loaded: Loaded, cancel: Cancel) -> bool:
    """Whether the commits of a change that is open can still be read."""
    repository = loaded.opened.repository
    if not repository:
        return True
    try:
        pinned(repository, loaded.opened.range, loaded.change.base, loaded.change.head, cancel)
    except CommitsGone:
        return False
    return True
