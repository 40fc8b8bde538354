"""What the person gives as work items: typed keys, pasted texts, files, and what a search of a tracker finds."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ..errors import RelmanError
from ..jobs import Cancel, Progress
from ..loaded import given_in
from ..session import Session
from ..settings import Tracker
from ..sources.work.criteria import criteria_of
from ..sources.work.item import Found, WorkItem
from ..sources.work.typed import typed
from .jobs import Lane
from .session_undo import undo_key
from .shown import visible
from .tracker_words import agreed, place_words
from .work_adding import WorkAdding
from .work_words import keys_words

_MOST_FOUND = 50


class WorkGiving(QObject):
    """Every gift is one act of the session, which undo takes back."""

    given = Signal(str)  # the key of the first item that was given
    found = Signal(object)  # a WorkItem of a search, after its key was given
    kept = Signal(object)  # the Future of an act
    said = Signal(str)
    failed = Signal(object)
    progressed = Signal(str, object)
    idle = Signal()

    def __init__(self, session: Session, adding: WorkAdding, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._adding = session, adding
        self._files = Lane("work files", self)
        self._seeking = Lane("seeker", self)
        for lane in (self._files, self._seeking):
            lane.progressed.connect(self.progressed)
            lane.idle.connect(self.idle)
        adding.keys_given.connect(self._give_typed)
        adding.text_given.connect(self._give_text)
        adding.files_chosen.connect(self.read_files)
        adding.search_wanted.connect(self._search)
        adding.search_stopped.connect(self._seeking.stop)
        adding.found_given.connect(self._give_found)

    def give(self, items: Sequence[WorkItem]) -> None:
        """Give items to the ticket, and say so."""
        if not items or not self._session.ticket:
            return
        self.kept.emit(self._session.give_work(*items))
        self.said.emit(f"Added {visible(keys_words([one.key for one in items]))}. {undo_key()} takes it back.")
        self.given.emit(items[0].key)

    def give_key(self, key: str) -> None:
        """Give an item of which only the key is known."""
        self.give(typed(key))

    def correct(self, key: str, title: str, body: str) -> None:
        """Have an item that was given say something else."""
        ticket = self._session.ticket
        item = next((one for one in given_in(ticket) if one.key == key), None) if ticket else None
        if item:
            criteria = criteria_of(body) if body != item.body else item.criteria
            self.kept.emit(self._session.give_work(replace(item, title=title, body=body, criteria=criteria)))
            self.said.emit(f"Changed {visible(key)}. {undo_key()} gives back what it said.")

    def take_away(self, key: str) -> None:
        """Do without an item that was given; what the change itself names stays, without what was given of it."""
        ticket = self._session.ticket
        if ticket and key in ticket.work:
            self.kept.emit(self._session.take_work_away(key))
            self.said.emit(f"Took {visible(key)} away. {undo_key()} gives it back.")
        else:
            self.said.emit(f"{visible(key)} is named by the change itself, so it cannot be taken away.")

    def read_files(self, paths: Sequence[Path]) -> None:
        """Give what files hold; one that holds none is told about, and nothing is given then."""

        def work(cancel: Cancel, progress: Progress) -> tuple[WorkItem, ...]:
            from ..sources.work.files import read_work_file

            found: list[WorkItem] = []
            for at, path in enumerate(paths):
                progress(f"Reading {path.name}", at / len(paths))
                found += read_work_file(path, cancel)
            return tuple(found)

        self._files.start(work, self.give, self._fail)

    def stop(self) -> None:
        for lane in (self._files, self._seeking):
            lane.stop()
        self._adding.show_searching(False)

    def close(self) -> None:
        for lane in (self._files, self._seeking):
            lane.close()

    def _give_typed(self, items: tuple[WorkItem, ...]) -> None:
        self._adding.taken()
        self.give(items)

    def _give_found(self, item: WorkItem) -> None:
        """Its key is the person's gift; what it says is its tracker's, and may be another tomorrow."""
        gift = WorkItem("", item.key, item.tracker, (Found("given", ""),), url=item.url)
        self.give((gift,))
        self.found.emit(item)

    def _give_text(self, text: str) -> None:
        def work(_cancel: Cancel, _progress: Progress) -> tuple[WorkItem, ...]:
            from ..sources.work.files import read_pasted

            return read_pasted(text)

        self._files.start(work, self._give_typed, self._fail)

    def _search(self, name: str, words: str) -> None:
        tracker = next((one for one in self._session.settings.trackers if one.name == name), None)
        if tracker is None:
            return
        if not agreed(self._session.settings, tracker):
            self._session.agree(tracker.origin)  # the button names the place, and the words are the person's

        def work(cancel: Cancel, _: Progress) -> tuple[WorkItem, ...]:
            from ..trackers.searching import search

            return search(tracker, words, cancel, _MOST_FOUND)

        self._adding.show_searching(True)
        self._seeking.start(work, lambda found: self._show_found(tracker, found), self._fail_search)

    def _show_found(self, tracker: Tracker, found: Sequence[WorkItem]) -> None:
        self._adding.show_found(found, place=place_words(tracker), more=len(found) >= _MOST_FOUND)

    def _fail_search(self, error: Exception) -> None:
        self._adding.show_searching(False)
        self._fail(error)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, RelmanError):
            self._adding.show()
            self._adding.say_wrong(str(error))
        else:
            self.failed.emit(error)
