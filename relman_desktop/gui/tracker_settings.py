"""The window "Trackers": where work items are read from, and whether that works."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ..settings import Tracker
from ..trackers.kinds import KINDS
from .server_answers import ServerAnswers
from .server_book import ServerBook
from .server_settings import ServerSettings
from .tracker_entry import TrackerEntry, entry_of, new_entry
from .tracker_form import TrackerForm
from .tracker_list import TrackerList

_EMPTY = (
    "No tracker is set up. Work items are known by their keys only, and nothing is asked for.\n\n"
    "Add the tracker of your team to have the tickets behind the keys read. It is asked and never written to."
)


class TrackerSettings(ServerSettings[TrackerEntry, Tracker]):
    """Knows the kinds of trackers, beside what every window of servers does."""

    saved = Signal(object)  # tuple[Tracker, ...]

    list: TrackerList
    form: TrackerForm

    def __init__(self, parent: QWidget | None = None) -> None:
        self.book: ServerBook[TrackerEntry, Tracker] = ServerBook()
        self.list = TrackerList()
        self.form = TrackerForm()
        self.answers = ServerAnswers(self.book, self.form)
        add_first = QPushButton("Add a tracker")
        super().__init__(parent, "Trackers", "token", _EMPTY, add_first)
        add_first.setMenu(self.list.add.menu())
        self.list.added.connect(self._add)
        self.form.kind_chosen.connect(self._choose_kind)
        self.form.reads_chosen.connect(self._choose_reads)
        self._show()

    def show_trackers(self, trackers: Sequence[Tracker]) -> None:
        """Show what is set; what was typed here before and is not saved is given up."""
        self.book.begin(map(entry_of, trackers))
        self.show_again()

    def offer(self, tracker: Tracker) -> None:
        """Begin a tracker with what is known of it; one that was begun so and is not finished is shown again.

        It is set once the person does something with it: a look adds no place that is asked.
        """
        for entry in [one for one in self.book.entries if one.offered]:
            self.book.drop(entry)
        begun = next((one for one in self.book.entries if one.kept is None and one.kind == tracker.kind), None)
        if begun:
            self._look(begun)
        else:
            self._begin(tracker, offered=True)
            self.list.say("Not set yet: test it, give its token or change something, and it is.")

    def tell(self) -> None:
        self.saved.emit(self.told)

    def show_form(self, entry: TrackerEntry) -> None:
        self.form.show_entry(entry)

    def _add(self, kind: str) -> None:
        self._begin(Tracker("", kind, ""))

    def _begin(self, tracker: Tracker, *, offered: bool = False) -> None:
        kind = KINDS.get(tracker.kind) or next(iter(KINDS.values()))
        hosted = kind.address if kind.name in _HOSTED else ""
        known = Tracker("", kind.name, tracker.url or hosted, tracker.user, tracker.projects)
        entry = new_entry(known, kind.title, self.book.names())
        entry.offered = offered
        self.take_in(entry)
        first = "url" if not known.url else "user" if kind.wants_user else ""
        if first:
            self.form.rows[first].input.setFocus()
        else:
            self.form.key.line.setFocus()

    def _choose_kind(self, kind: str) -> None:
        if entry := self.book.current:
            self._accept()
            entry.kind = kind
            self.form.show_kind(entry)
            self._settle()

    def _choose_reads(self, reads: bool) -> None:
        if entry := self.book.current:
            self._accept()
            entry.reads = reads
            self._settle()


_HOSTED = ("github", "gitlab", "linear")  # kinds of which most people use the one at its usual address
