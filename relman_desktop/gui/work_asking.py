"""Which work items are asked of which tracker, and when: named ones at once, mentions and others when wanted.

Nothing goes to a place to which the person did not agree.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from ..session import Session
from ..settings import Tracker
from ..sources.work.item import WorkItem
from .tracker_words import agreed
from .work_reading import Read, Wanted, WorkReading, is_fresh


class WorkAsking(QObject):
    """Tells the session what arrives. What was asked for once is asked again only when the person wants it."""

    told = Signal()  # the session knows more
    changed = Signal()  # what is waited for, or what went wrong
    settled = Signal()  # all that was asked for has come, and something has

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.reading = WorkReading(self)
        self.fault = ""  # why the last look-up ended before its time
        self._tried: set[str] = set()  # keys
        self._wishes: set[str] = set()  # keys that the person wants to be read
        self._put_off: set[str] = set()  # origins that are not to be asked now
        self._came = False
        self._placed: tuple[Wanted, Mapping[str, Tracker]] = Wanted((), (), ("", "")), {}
        self.reading.arrived.connect(self._take)
        self.reading.ended.connect(self._end)
        self.reading.remembered.connect(self._ask)

    def begin(self) -> None:
        """Another ticket is shown: what was read of its items before is there at once, the rest is asked for."""
        self.reading.forget()
        self.fault, self._came = "", False
        for one in (self._tried, self._wishes, self._put_off):
            one.clear()
        self.follow()

    def follow_trackers(self) -> None:
        """The trackers are others, or have other tokens: what could not be read may be now."""
        self._tried -= {one.key for one in self._items if not one.fetched or one.fault}
        self.fault = ""
        self.follow()

    def follow(self) -> None:
        """There are other items, or other trackers."""
        if self._session.loaded and self.trackers:
            unread = [one.key for one in self._items if not one.fetched]
            if unread:
                self.reading.remember(self._wanted(unread))
            else:
                self._ask()

    def read(self, keys: Iterable[str]) -> None:
        """Ask for these now, whatever was read before."""
        wanted = [key for key in keys if key in self.places]
        self._tried -= set(wanted)
        self._wishes |= set(wanted)
        self._put_off -= {self.places[key].origin for key in wanted}
        self.fault = ""
        self._ask()

    def try_again(self) -> None:
        """Ask once more for what could not be read."""
        self.read([one.key for one in self._items if one.fault or (one.key in self._tried and not one.is_told)])

    def agree(self) -> None:
        """The person agrees to all that is waited for."""
        for tracker, _ in self.waiting:
            self._session.agree(tracker.origin)
        self._ask()

    def put_off(self) -> None:
        """The person does not want to be asked about these places now."""
        self._put_off |= {tracker.origin for tracker, _ in self.waiting}
        self.changed.emit()

    @property
    def waiting(self) -> tuple[tuple[Tracker, int], ...]:
        """The trackers that the person must agree to first, with how many keys would be asked of each."""
        found = Counter(self.places[key] for key in self._due if not agreed(self._session.settings, self.places[key]))
        return tuple((one, number) for one, number in found.items() if one.origin not in self._put_off)

    @property
    def places(self) -> Mapping[str, Tracker]:
        """Which of the items would be asked of which tracker."""
        if not (self._session.loaded and self.trackers):
            return {}
        from ..trackers.lookup import asked_of

        wanted = self._wanted([one.key for one in self._items])
        if wanted != self._placed[0]:
            self._placed = wanted, asked_of(wanted.keys, wanted.trackers, wanted.project)
        return self._placed[1]

    @property
    def doubts(self) -> tuple[str, ...]:
        """A sentence for each tracker whose items could be another's as well."""
        if not self.places:
            return ()
        from ..trackers.choosing import doubts

        wanted = self._placed[0]
        return doubts([one.key for one in self._items if one.is_named], wanted.trackers, wanted.project)

    def stop(self) -> None:
        self.reading.stop()

    def close(self) -> None:
        self.reading.close()

    @property
    def trackers(self) -> tuple[Tracker, ...]:
        """Those that are set."""
        return self._session.settings.trackers

    @property
    def project(self) -> tuple[str, str]:
        """Host and path of the repository's origin."""
        loaded = self._session.loaded
        return loaded.opened.project if loaded else ("", "")

    @property
    def _items(self) -> tuple[WorkItem, ...]:
        return self._session.material.work if self._session.loaded else ()

    @property
    def _due(self) -> list[str]:
        """The keys that are to be asked for: the named ones that are not fresh, and what the person wants."""
        places = self.places
        return [one.key for one in self._items if one.key in places and self._is_due(one, places[one.key])]

    def _is_due(self, item: WorkItem, place: Tracker) -> bool:
        if item.key in self._tried:
            return False
        return item.key in self._wishes or (item.is_named and place.reads and not is_fresh(item))

    def _ask(self) -> None:
        """Ask for what is due where the person has agreed; while something is being asked for, that is awaited."""
        if not self._session.loaded or self.reading.busy:
            return
        places = self.places
        keys = [key for key in self._due if agreed(self._session.settings, places[key])]
        if keys:
            self._tried |= set(keys)
            self.fault = ""
            self.reading.read(self._wanted(keys))
        self.changed.emit()

    def _wanted(self, keys: Sequence[str]) -> Wanted:
        return Wanted(tuple(keys), self.trackers, self.project)

    def _take(self, read: Read) -> None:
        self._came = True
        self._session.tell_work(read)
        self.told.emit()

    def _end(self, fault: str) -> None:
        self.fault = fault
        came, self._came = self._came, False
        if came:
            self.settled.emit()
        if fault:
            self.changed.emit()
        else:
            self._ask()
