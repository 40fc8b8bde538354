"""Reading work items from trackers beside the window's thread: cached ones at once, then others as they come.

What arrives is given in batches, seldom enough that the window stays alive whatever their number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from queue import Empty, SimpleQueue
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from ..errors import RelmanError
from ..jobs import Cancel, Progress
from ..settings import Tracker
from ..sources.work.item import WorkItem
from ..wording import counted
from .jobs import Lane
from .library_when import moment

_PAUSE = 250  # milliseconds between two batches
_SHARE = 4  # for so many times what a batch took nothing else is done with the next
_FRESH = timedelta(minutes=10)  # what was read so lately is not asked for again unless the person wants it
Read = Mapping[str, WorkItem]  # by the key that was asked for


@dataclass(frozen=True)
class Wanted:
    """What is to be read, and where."""

    keys: tuple[str, ...]
    trackers: tuple[Tracker, ...]
    project: tuple[str, str]  # host and path of the repository's origin


class WorkReading(QObject):
    """One look-up at a time; a new one takes the place of the one before."""

    arrived = Signal(object)  # a Read, as much as came since the last
    remembered = Signal()  # what was read before was given
    ended = Signal(str)  # why it ended before its time, a sentence; "" where all was asked
    failed = Signal(object)  # a bug
    progressed = Signal(str, object)
    idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lane = Lane("work", self)
        self._remembering = Lane("work cache", self)
        self._came: SimpleQueue[WorkItem] = SimpleQueue()
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._give)
        self._lane.progressed.connect(self.progressed)
        self._lane.idle.connect(self.idle)

    @property
    def busy(self) -> bool:
        return self._lane.busy

    @property
    def resting(self) -> bool:
        """Whether nothing is awaited, from the disk neither."""
        return not (self._lane.busy or self._remembering.busy)

    def remember(self, wanted: Wanted) -> None:
        """Give what was read before, with its age."""

        def work(_cancel: Cancel, _progress: Progress) -> Read:
            from ..trackers.cache import cached

            return cached(wanted.keys, wanted.trackers, wanted.project)

        self._remembering.start(work, self._give_remembered, self._fail)

    def read(self, wanted: Wanted) -> None:
        """Ask the trackers."""
        self._drop()
        came = self._came

        def work(cancel: Cancel, progress: Progress) -> Sequence[WorkItem]:
            from ..trackers.lookup import look_up

            return look_up(wanted.keys, wanted.trackers, wanted.project, cancel, progress, came.put)

        self.progressed.emit(f"Reading {counted(len(wanted.keys), 'work item')}", None)
        self._lane.start(work, self._end, self._fail)
        self._timer.start()

    def stop(self) -> None:
        """Ask for no more; what has come is given."""
        if self._lane.busy:
            self._lane.stop()
            self._give()
            self._drop()
            self.ended.emit("Reading was stopped.")

    def forget(self) -> None:
        """Another ticket is shown: what comes of the one before is of no use."""
        self._remembering.stop()
        self._lane.stop()
        self._drop()

    def close(self) -> None:
        self._drop()
        for lane in (self._lane, self._remembering):
            lane.close()

    def _give_remembered(self, read: Read) -> None:
        if read:
            self.arrived.emit(read)
        self.remembered.emit()

    def _give(self) -> None:
        """Give what has come, and look again after a while that is long beside what this took."""
        began = monotonic()
        items = list(_all_of(self._came))
        if items:
            self.arrived.emit({one.key: one for one in items})
        if self._lane.busy:
            self._timer.start(max(_PAUSE, round(_SHARE * 1000 * (monotonic() - began))))

    def _end(self, _items: Sequence[WorkItem]) -> None:
        self._timer.stop()
        self._give()
        self.ended.emit("")

    def _fail(self, error: Exception) -> None:
        self._timer.stop()
        self._give()
        self.ended.emit(str(error) if isinstance(error, RelmanError) else "The work items could not be read.")
        if not isinstance(error, RelmanError):
            self.failed.emit(error)

    def _drop(self) -> None:
        self._timer.stop()
        self._came = SimpleQueue()  # what is on its way still goes to the one before


def _all_of(queue: "SimpleQueue[WorkItem]") -> Iterable[WorkItem]:
    while True:
        try:
            yield queue.get_nowait()
        except Empty:
            return


def is_fresh(item: WorkItem, now: datetime | None = None) -> bool:
    """Whether a tracker told it a moment ago."""
    then = moment(item.read_at)
    return item.fetched and then is not None and (now or datetime.now(UTC)) - then < _FRESH
