"""Reading the work items that a change refers to, from the trackers that hold them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Lock

from ..jobs import Cancel, Progress
from ..net.loop import run
from ..net.mishaps import named_for_people
from ..settings import Tracker
from ..sources.work.item import WorkItem
from ..wording import counted
from . import cache
from .answer import Unread
from .choosing import Choice, Project, choices
from .desk import Desk, Hearer, at_once

Told = Callable[[WorkItem], None]
Failed = Callable[[Tracker, Unread], None]


def look_up(
    keys: Sequence[str],
    trackers: Sequence[Tracker],
    project: Project,
    cancel: Cancel,
    progress: Progress,
    told: Told = lambda item: None,
    failed: Failed = lambda tracker, unread: None,
) -> tuple[WorkItem, ...]:
    """Ask each key of the tracker that holds it, some at once; in the order of the keys. Blocks; raises `Cancelled`.

    An item that could not be read has a `fault`, and what was read of it before, where its tracker does not deny it. A
    key that no tracker holds is left out. `told` is given each as it comes, on another thread, and must be quick; what
    was read is in the cache by then. `failed` is given the fault of an item, with the tracker. `project` is host and
    path of the repository's origin.
    """
    chosen = choices(keys, trackers, project)
    count = _Count(len(chosen), told, progress)
    hearer = Hearer(count.one, failed, count.pause)
    desks = [Desk(tracker, items, hearer) for tracker, items in _by_tracker(chosen).items()]
    if not desks:
        return ()
    count.show()
    for desk in desks:
        cancel.check()
        desk.prepare()
    try:
        run(lambda: at_once(desk.read_all() for desk in desks), cancel)
    finally:
        cache.tidy()
    return tuple(count.items[key] for key in chosen)


def asked_of(keys: Iterable[str], trackers: Sequence[Tracker], project: Project) -> Mapping[str, Tracker]:
    """Which tracker each key would be asked of; nothing is sent."""
    return {key: choice.tracker for key, choice in choices(keys, trackers, project).items()}


def _by_tracker(chosen: Mapping[str, Choice]) -> dict[Tracker, dict[str, list[str]]]:
    """For each tracker its names of items, with the keys that stand for them: two may mean one item."""
    sorted_out: dict[Tracker, dict[str, list[str]]] = {}
    for key, choice in chosen.items():
        sorted_out.setdefault(choice.tracker, {}).setdefault(choice.native, []).append(key)
    return sorted_out


class _Count:
    """Takes the items as they come, and says how many there are."""

    def __init__(self, all_of_them: int, told: Told, progress: Progress) -> None:
        self.items: dict[str, WorkItem] = {}
        self._all, self._told, self._progress = all_of_them, told, progress
        self._lock = Lock()

    def one(self, item: WorkItem) -> None:
        with self._lock:
            self.items[item.key] = item
        self._told(item)
        self.show()

    def pause(self, tracker: Tracker, seconds: float) -> None:
        """Say that a tracker wants to be left alone for a while."""
        if seconds >= 1:
            self._say(f"{named_for_people(tracker)} asks us to wait {seconds:.0f} s; {self._sum()}")

    def show(self) -> None:
        self._say(f"Reading {self._sum()}")

    def _sum(self) -> str:
        return f"{len(self.items):,} of {counted(self._all, 'work item')}"

    def _say(self, what: str) -> None:
        self._progress(what, len(self.items) / self._all)
