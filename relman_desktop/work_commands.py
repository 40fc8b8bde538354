"""What the commands read of work items: from files, from the trackers that are set up, or as they were read before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import InputError
from .jobs import Cancel, Progress
from .settings import Tracker, load_settings
from .sources.work.item import WorkItem
from .wording import joined, quoted

_MOST_NOTES = 20


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What the trackers told."""

    read: Mapping[str, WorkItem]  # by the key that was asked for
    notes: tuple[str, ...]  # sentences: what could not be read, and of whom it was not asked
    failed: str  # a sentence where a tracker failed, rather than an item of it; else ""


def given_in_files(paths: Sequence[Path], cancel: Cancel, progress: Progress) -> tuple[WorkItem, ...]:
    """The work items of files, in their order. Raises `InputError` for a file that holds none."""
    if not paths:
        return ()
    from .sources.work.files import read_work_file

    items: list[WorkItem] = []
    for number, path in enumerate(paths):
        progress(f"Reading {path.name}", number / len(paths))
        items += read_work_file(path, cancel)
    return tuple(items)


def read_before(keys: Sequence[str], project: tuple[str, str]) -> Mapping[str, WorkItem]:
    """What was read of these keys before, by key. Asks nobody."""
    trackers = load_settings().trackers
    if not trackers:
        return {}
    from .trackers.cache import cached

    return cached(keys, trackers, project)


def looked_up(keys: Sequence[str], project: tuple[str, str], cancel: Cancel, progress: Progress) -> LookedUp:
    """Ask the trackers that are set up. Raises `InputError` where there is none."""
    from .trackers.answer import Fault, Unread
    from .trackers.choosing import doubts
    from .trackers.lookup import look_up

    trackers = load_settings().trackers
    if not trackers:
        raise InputError("No tracker is set up, so nothing was looked up; set one up in the window, under Trackers.")
    troubled: dict[str, Tracker] = {}

    def failed(tracker: Tracker, unread: Unread) -> None:
        if unread.fault not in (Fault.MISSING, Fault.GONE):
            troubled[tracker.name] = tracker

    items = look_up(keys, trackers, project, cancel, progress, failed=failed)
    read = {item.key: item for item in items}
    notes = (*doubts(keys, trackers, project), *_unasked(keys, read), *_faults(items))
    return LookedUp(read, notes, _failure(tuple(troubled)))


def _unasked(keys: Sequence[str], read: Mapping[str, WorkItem]) -> tuple[str, ...]:
    left = [key for key in keys if key not in read]
    return (f"No tracker that is set up holds {joined(left, 5)}.",) if left else ()


def _faults(items: Sequence[WorkItem]) -> tuple[str, ...]:
    """Each fault once; of very many, some."""
    said = tuple(dict.fromkeys(item.fault for item in items if item.fault))
    more = len(said) - _MOST_NOTES
    return (*said[:_MOST_NOTES], f"And {more:,} more could not be read.") if more > 0 else said


def _failure(names: Sequence[str]) -> str:
    if not names:
        return ""
    return f"Not all work items could be read from {joined([*map(quoted, names)], 5)}; what could be is here."
