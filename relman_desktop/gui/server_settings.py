"""A window of servers: a list, the inputs of the one that is looked at, its key, and a test of the connection."""

from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from .labels import label
from .server_answers import ServerAnswers
from .server_book import ServerBook
from .server_entry import KeyState, ServerEntry
from .server_form import ServerForm
from .server_list import ServerList
from .theme import GRID

E = TypeVar("E", bound=ServerEntry[Any])
Kept = TypeVar("Kept")


class ServerSettings(QWidget, Generic[E, Kept]):
    """Saves what is right as soon as an input is left; what is wrong stays in its input and is told there.

    What servers and the keyring answer comes in through `answers`. A server is told as it is kept in the settings.
    """

    test_wanted = Signal(object, str)  # a server, a key that is typed and not kept or ""
    test_stopped = Signal(object)  # a server
    key_given = Signal(object, str)  # a server, its key
    key_forgotten = Signal(object)
    key_state_wanted = Signal(object)  # answered by `answers.show_key_state`

    book: ServerBook[E, Kept]
    list: ServerList
    form: ServerForm[E]
    answers: ServerAnswers[E, Kept]

    def __init__(self, parent: QWidget | None, title: str, secret: str, empty: str, *first: QPushButton) -> None:
        """`empty`: what is said while there is none. `first`: what can be done then."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(title)
        self.resize(880, 720)
        self._secret = secret
        self._told = self.told
        self._said = label(empty, "quiet", wraps=True)
        self._empty = QWidget()
        self._pages = QStackedWidget()
        self._lay_out(first)
        self._connect()

    @property
    def told(self) -> Any:
        """What is to be set."""
        return self.book.kept

    def tell(self) -> None:
        """What is to be set is another."""
        raise NotImplementedError

    def show_form(self, entry: E) -> None:
        """Show an entry in the form."""
        raise NotImplementedError

    def show_list(self) -> None:
        """Show the entries in the list."""
        self.list.show_rows(self.book.entries, self.book.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Close) or event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_Delete and self.list.view.hasFocus() and self.book.current:
            self._remove(self.book.current)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._settle()
        super().hideEvent(event)

    def show_again(self) -> None:
        """Show what is set; what was typed here before and is not saved is given up."""
        self._told = self.told
        self._show(anew=True)

    def take_in(self, entry: E) -> None:
        """Add an entry, and look at it."""
        self._settle()
        self.book.add(entry)
        self.list.say("")
        self._show(anew=True)

    def ask(self) -> Kept | None:
        """The current entry to ask with; where an input is wrong, it says so and nothing is asked."""
        self._accept()
        self._settle()
        return self.book.ask_with(self.book.current)

    def _accept(self) -> None:
        """The person does something with the entry, so it is theirs."""
        if (entry := self.book.current) and entry.offered:
            entry.offered = False
            self.list.say("")

    def _remove(self, entry: E) -> None:
        self.book.remove(entry)
        self._show(anew=True)
        kept = entry.key.held and entry.key.can_forget
        still = f"; its {self._secret} is still kept" if kept else ""
        self.list.say(f"{entry.name} is removed{still}.", undo=True, forget=kept)

    def _undo(self) -> None:
        self.book.undo()
        self.list.say("")
        self._show(anew=True)

    def _forget_removed(self) -> None:
        if (removed := self.book.removed) and removed.entry.kept:
            self.key_forgotten.emit(removed.entry.kept)
            removed.entry.key = KeyState()
            self.list.say(f"{removed.entry.name} is removed, and its {self._secret}.", undo=True)

    def _look(self, entry: E) -> None:
        if entry is not self.book.current:
            self._settle()
            self.book.current = entry
            self._show(anew=True)

    def _test(self) -> None:
        if (server := self.ask()) and (entry := self.book.current):
            entry.testing, entry.report = "Testing", ()
            self.answers.heard(entry)
            self.test_wanted.emit(server, entry.key_typed.strip())

    def _stop_test(self) -> None:
        if (entry := self.book.current) and entry.testing:
            entry.testing = ""
            self.answers.heard(entry)
            self.test_stopped.emit(entry.kept)

    def _type_key(self, text: str) -> None:
        self._accept()
        if self.book.current:
            self.book.current.key_typed = text

    def _give_key(self, key: str) -> None:
        if (server := self.ask()) and (entry := self.book.current):
            entry.key_given = True
            self.answers.heard(entry)
            self.key_given.emit(server, key)

    def _forget_key(self) -> None:
        if server := self.ask():
            self.key_forgotten.emit(server)

    def _settle(self) -> None:
        """Take what stands in the inputs: what is right is told, what is wrong is said where it is."""
        if entry := self.book.current:
            other_key = self.book.settle(entry)
            self.form.rows["url"].show_text(entry.texts["url"])
            self.form.show_wrong(self.book.wrong(entry))
            if other_key:
                self._ask_key_state()
        self.list.refresh()
        if self.told != self._told:
            self._told = self.told
            self.tell()

    def _ask_key_state(self) -> None:
        if server := self.book.ask_with(self.book.current):
            self.key_state_wanted.emit(server)

    def _show(self, *, anew: bool = False) -> None:
        """Show the book; `anew` where another entry is looked at, whose key is asked for then."""
        entry = self.book.current
        self.show_list()
        self._pages.setCurrentWidget(self.form if entry else self._empty)
        if entry:
            self.show_form(entry)
        if anew:
            self._ask_key_state()
        self._settle()

    def _connect(self) -> None:
        self.list.chosen.connect(self._look)
        self.list.removed.connect(self._remove)
        self.list.undone.connect(self._undo)
        self.list.key_forgotten.connect(self._forget_removed)
        self.form.edited.connect(self.list.refresh)
        self.form.settled.connect(self._settle)
        self.form.report.test_wanted.connect(self._test)
        self.form.report.stop_wanted.connect(self._stop_test)
        self.form.key.typed.connect(self._type_key)
        self.form.key.given.connect(self._give_key)
        self.form.key.forgotten.connect(self._forget_key)

    def _lay_out(self, first: tuple[QPushButton, ...]) -> None:
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        told, buttons = QVBoxLayout(self._empty), QHBoxLayout()
        told.setContentsMargins(6 * GRID, 6 * GRID, 6 * GRID, 6 * GRID)
        told.setSpacing(2 * GRID)
        told.addStretch(1)
        told.addWidget(self._said)
        told.addLayout(buttons)
        told.addStretch(1)
        buttons.addStretch(1)
        for button in first:
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._pages.addWidget(self.form)
        self._pages.addWidget(self._empty)
        self.list.setFixedWidth(272)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._pages, 1)
