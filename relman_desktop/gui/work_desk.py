"""The work items of the open change: the tab, what is given and read, and what the tab says of it."""

from PySide6.QtCore import QObject, QTimer, Signal

from ..errors import ServiceError
from ..facts.gaps import criteria_told
from ..session import Session
from ..settings import Tracker
from ..sources.work.item import WorkItem
from ..sources.work.warnings import warnings
from ..trackers.guessing import guess
from .tracker_words import place_words
from .work_asking import WorkAsking
from .work_giving import WorkGiving
from .work_saying import Doing, remarks_of, unread, unread_mentions
from .work_tab import WorkTab
from .work_told import Criterion, told_of


class WorkDesk(QObject):
    """What the person does with work items is an act of the session; what trackers tell is not."""

    kept = Signal(object)  # the Future of an act
    said = Signal(str)
    failed = Signal(object)
    changed = Signal()  # what is known of them: facts and drafts may be others
    settled = Signal()  # and for now no more comes
    counted = Signal(int)  # how many there are that somebody named
    trackers_wanted = Signal(object)  # a Tracker to begin with, or None
    progressed = Signal(str, object)
    idle = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[WorkItem, ...] = ()
        self._warnings: tuple[str, ...] = ()
        self._writes = True
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.changed)
        self.tab = WorkTab()
        self.asking = WorkAsking(session, self)
        self.giving = WorkGiving(session, self.tab.adding, self)
        self._connect()

    def show_ticket(self) -> None:
        """Show another ticket's work items, and begin to read them."""
        self.tab.show_edit(False)
        self._show(anew=True)
        self.asking.begin()

    def refresh(self) -> None:
        """Show what is known now: something was undone, or the code has moved on."""
        if self._session.loaded:
            self._show()
            self.asking.follow()

    def add(self) -> None:
        """Go to the box in which work items are added."""
        self._name_places()
        self.tab.show_adding()

    def show_trackers(self) -> None:
        """There are other trackers."""
        self._name_places()
        self.asking.follow_trackers()
        self._show()

    def choose(self, key: str) -> bool:
        """Look at an item; False where there is none of this key."""
        return self.tab.list.choose(key)

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be looked at, and nothing be given or taken away; or let it be again."""
        self._writes = not read_only
        self.tab.add.setDisabled(read_only)
        self.tab.detail.set_read_only(read_only)
        if read_only:
            self.tab.adding.hide()
            self.tab.show_edit(False)

    def stop(self) -> None:
        """Read no more; what has come stays."""
        self.asking.stop()
        self.giving.stop()

    def close(self) -> None:
        self.asking.close()
        self.giving.close()

    @property
    def titles(self) -> dict[str, str]:
        """What each item is called, by its id, for the chips that stand for it."""
        return {one.id: f"{one.key} {one.title}".strip() for one in self._shown}

    def _show(self, *, anew: bool = False) -> None:
        items = self._session.material.work if self._session.loaded else ()
        loaded = self._session.loaded
        if items != self._shown or anew:
            self._shown = items
            self._warnings = tuple(warnings(loaded.change, items)) if loaded else ()
            self.tab.list.show_items(items, anew=anew)
            self.tab.adding.show_known(frozenset(one.key for one in items))
            self.tab.show_nothing(not items)
            self.counted.emit(sum(one.is_named for one in items))
        self._show_item(self.tab.list.current)
        self._show_remarks()

    def _show_item(self, key: str) -> None:
        item = next((one for one in self._shown if one.key == key), None)
        if self.tab.editing:
            return
        if item is None:
            self.tab.show_item(None, self.tab.list.instead)
            return
        place = self.asking.places.get(key)
        told = told_of(
            item,
            self._criteria(item),
            self._session.facts.items,
            self._session.uses(item.id),
            given=bool(self._session.ticket and key in self._session.ticket.work),
            asked=place_words(place) if place else "",
            known=frozenset(one.key for one in self._shown),
        )
        self.tab.show_item(told)

    def _criteria(self, item: WorkItem) -> tuple[Criterion, ...]:
        loaded = self._session.loaded
        return criteria_told(loaded.change, item) if loaded else ()

    def _look(self, key: str) -> None:
        if self.tab.editing and key != self.tab.edit.key:
            self.tab.show_edit(False)
        self._show_item(key)

    def _show_remarks(self) -> None:
        offer = self._offer
        doing = Doing(
            self._agree,
            self.asking.put_off,
            self.asking.try_again,
            self._read_mentions,
            lambda: self.trackers_wanted.emit(offer),
            lambda: self.trackers_wanted.emit(None),
        )
        self.tab.remarks.show_remarks(remarks_of(self._shown, self._warnings, self.asking, offer, doing))
        self.tab.again.setVisible(any(one.is_named for one in self._shown) and bool(self.asking.places))

    @property
    def _offer(self) -> Tracker | None:
        """A tracker to set up: items wait to be read, and none that is set up holds them."""
        loaded, places = self._session.loaded, self.asking.places
        waiting = [one for one in unread(self._shown) if one.key not in places and not one.fault]
        if not waiting or not loaded:
            return None
        return guess(waiting, loaded.opened.project)

    def _take(self) -> None:
        """A tracker has told something."""
        self._show()
        self._soon.start()  # the window lives in between: both take their time where there are many

    def _keep(self, saved: object) -> None:
        self.kept.emit(saved)
        self._show()
        self.changed.emit()
        self.settled.emit()
        self.asking.follow()

    def _agree(self) -> None:
        try:
            self.asking.agree()
        except ServiceError as error:
            self.failed.emit(error)

    def _read_named(self) -> None:
        self.asking.read([one.key for one in self._shown if one.is_named])

    def _read_mentions(self) -> None:
        self.asking.read([one.key for one in unread_mentions(self._shown, self.asking)])

    def _edit(self, key: str) -> None:
        if item := next((one for one in self._shown if one.key == key), None):
            self.tab.edit.show_item(item)
            self.tab.show_edit(True)

    def _save(self, key: str, title: str, body: str) -> None:
        self._leave_edit()
        self.giving.correct(key, title, body)

    def _take_found(self, item: WorkItem) -> None:
        """What a search has found is known at once; all of it is asked for."""
        self._session.tell_work({item.key: item})
        self._take()
        self.asking.read([item.key])

    def _leave_edit(self) -> None:
        self.tab.show_edit(False)
        self.tab.list.view.setFocus()
        self._show_item(self.tab.list.current)

    def _name_places(self) -> None:
        self.tab.adding.show_places([(one.name, place_words(one)) for one in self._session.settings.trackers])

    def _connect(self) -> None:
        tab, detail = self.tab, self.tab.detail
        self.asking.told.connect(self._take)
        self.asking.changed.connect(self._show_remarks)
        self.asking.settled.connect(self.settled)
        self.asking.reading.failed.connect(self.failed)
        for part in (self.asking.reading, self.giving):
            part.progressed.connect(self.progressed)
            part.idle.connect(self.idle)
        self.giving.kept.connect(self._keep)
        self.giving.given.connect(tab.list.choose)
        self.giving.found.connect(self._take_found)
        self.giving.said.connect(self.said)
        detail.said.connect(self.said)
        self.giving.failed.connect(self.failed)
        tab.add.clicked.connect(self.add)
        tab.list.looked_at.connect(self._look)
        tab.list.narrowed.connect(lambda: self._show_item(tab.list.current))
        tab.list.taken_away.connect(self._take_away)
        tab.read_wanted.connect(self._read_named)
        tab.trackers_wanted.connect(lambda: self.trackers_wanted.emit(None))
        detail.read_wanted.connect(lambda key: self.asking.read([key]))
        detail.taken_away.connect(self._take_away)
        detail.changed.connect(self._edit)
        detail.added.connect(self.giving.give_key)
        detail.asked.connect(tab.list.choose)
        tab.edit.saved.connect(self._save)
        tab.edit.left.connect(self._leave_edit)

    def _take_away(self, key: str) -> None:
        if self._writes:
            self.giving.take_away(key)
