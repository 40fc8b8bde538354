"""The window "Model": which servers there are, which one drafts, and whether they can be reached."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ..llm.presets import BY_ID, Preset
from ..settings import Endpoint
from .endpoint_answers import EndpointAnswers
from .endpoint_book import EndpointBook, Told
from .endpoint_entry import Entry, KeyState, new_entry
from .endpoint_form import EndpointForm
from .endpoint_list import EndpointList
from .labels import label
from .theme import GRID

_EMPTY = (
    "No model is set up. Tickets are drafted from facts, commits and your answers, and nothing leaves this machine.\n\n"
    "Add an endpoint, or look for servers on this machine, to have a model write the prose."
)


class EndpointSettings(QWidget):
    """Saves what is right as soon as an input is left; what is wrong stays in its input and is told there.

    What servers and the keyring answer comes in through `answers`.
    """

    saved = Signal(object, str)  # tuple[Endpoint, ...], the name of the one that drafts or ""
    test_wanted = Signal(object, str)  # an Endpoint, a key that is typed and not kept or ""
    test_stopped = Signal(object)  # an Endpoint
    models_wanted = Signal(object, str)  # an Endpoint, a typed key or ""
    local_wanted = Signal()
    key_given = Signal(object, str)  # an Endpoint, its key
    key_forgotten = Signal(object)
    key_state_wanted = Signal(object)  # answered by `answers.show_key_state`

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Model")
        self.resize(880, 720)
        self._told: Told = ((), "")
        self.book = EndpointBook()
        self.list = EndpointList()
        self.form = EndpointForm()
        self.answers = EndpointAnswers(self.book, self.list, self.form)
        self._said = label(_EMPTY, "quiet", wraps=True)
        self._empty = QWidget()
        self._add_first, self._find_first = QPushButton("Add an endpoint"), QPushButton("Find local servers")
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show()

    def show_endpoints(self, endpoints: Sequence[Endpoint], drafting: str) -> None:
        """Show what is set; what was typed here before and is not saved is given up."""
        self.book.open(endpoints, drafting)
        self._told = self.book.told
        self._show(anew=True)

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

    def _add(self, preset: Preset) -> None:
        self._take_in(new_entry(preset.name, preset.url, preset.id, self.book.names()))
        self.form.rows["url" if "<" in preset.url else "model"].input.setFocus()

    def _add_local(self, endpoint: Endpoint) -> None:
        self._take_in(new_entry(endpoint.name, endpoint.url, endpoint.preset, self.book.names(), endpoint.model))

    def _take_in(self, entry: Entry) -> None:
        self._settle()
        self.book.add(entry)
        if len(self.book.entries) == 1:
            self.book.drafting = entry  # who sets up one model wants it to draft
        self.list.say("")
        self._show(anew=True)

    def _remove(self, entry: Entry) -> None:
        self.book.remove(entry)
        self._show(anew=True)
        kept = entry.key.held and entry.key.can_forget
        self.list.say(f"{entry.name} is removed{'; its key is still kept' if kept else ''}.", undo=True, forget=kept)

    def _undo(self) -> None:
        self.book.undo()
        self.list.say("")
        self._show(anew=True)

    def _forget_removed(self) -> None:
        if (removed := self.book.removed) and removed.entry.kept:
            self.key_forgotten.emit(removed.entry.kept)
            removed.entry.key = KeyState()
            self.list.say(f"{removed.entry.name} is removed, and its key.", undo=True)

    def _look(self, entry: Entry) -> None:
        if entry is not self.book.current:
            self._settle()
            self.book.current = entry
            self._show(anew=True)

    def _set_drafting(self, drafts: bool) -> None:
        self.book.drafting = self.book.current if drafts else None
        self._show()

    def _test(self) -> None:
        if (endpoint := self._ask()) and (entry := self.book.current):
            entry.testing, entry.report = "Testing", ()
            self.answers.heard(entry)
            self.test_wanted.emit(endpoint, entry.key_typed.strip())

    def _stop_test(self) -> None:
        if (entry := self.book.current) and entry.testing:
            entry.testing = ""
            self.answers.heard(entry)
            self.test_stopped.emit(entry.kept)

    def _ask_models(self) -> None:
        if (endpoint := self._ask()) and (entry := self.book.current):
            entry.asking, entry.said = True, ""
            self.answers.heard(entry)
            self.models_wanted.emit(endpoint, entry.key_typed.strip())

    def _type_key(self, text: str) -> None:
        if self.book.current:
            self.book.current.key_typed = text

    def _give_key(self, key: str) -> None:
        if (endpoint := self._ask()) and (entry := self.book.current):
            entry.key_given = True
            self.answers.heard(entry)
            self.key_given.emit(endpoint, key)

    def _forget_key(self) -> None:
        if endpoint := self._ask():
            self.key_forgotten.emit(endpoint)

    def _ask(self) -> Endpoint | None:
        """The current entry as an endpoint to ask with; where an input is wrong, it says so and nothing is asked."""
        self._settle()
        return self.book.ask_with(self.book.current)

    def _settle(self) -> None:
        """Take what stands in the inputs: what is right is told, what is wrong is said where it is."""
        if entry := self.book.current:
            other_key = self.book.settle(entry)
            self.form.rows["url"].show_text(entry.texts["url"])
            self.form.show_wrong(self.book.wrong(entry))
            if other_key:
                self._ask_key_state()
        self.list.refresh()
        if self.book.told != self._told:
            self._told = self.book.told
            self.saved.emit(*self._told)

    def _ask_key_state(self) -> None:
        if endpoint := self.book.ask_with(self.book.current):
            self.key_state_wanted.emit(endpoint)

    def _show(self, *, anew: bool = False) -> None:
        """Show the book; `anew` where another entry is looked at, whose key is asked for then."""
        entry = self.book.current
        self.list.show_entries(self.book.entries, entry, self.book.drafting)
        self._pages.setCurrentWidget(self.form if entry else self._empty)
        if entry:
            self.form.show_entry(entry, BY_ID.get(entry.preset, BY_ID["other"]), drafts=entry is self.book.drafting)
        if anew:
            self._ask_key_state()
        self._settle()

    def _connect(self) -> None:
        self.list.chosen.connect(self._look)
        self.list.added.connect(self._add)
        self.list.local_wanted.connect(self.local_wanted)
        self._find_first.clicked.connect(self.list.seek_button.click)
        self.list.local_added.connect(self._add_local)
        self.list.removed.connect(self._remove)
        self.list.undone.connect(self._undo)
        self.list.key_forgotten.connect(self._forget_removed)
        self.form.edited.connect(self.list.refresh)
        self.form.settled.connect(self._settle)
        self.form.drafts_changed.connect(self._set_drafting)
        self.form.models_wanted.connect(self._ask_models)
        self.form.report.test_wanted.connect(self._test)
        self.form.report.stop_wanted.connect(self._stop_test)
        self.form.key.typed.connect(self._type_key)
        self.form.key.given.connect(self._give_key)
        self.form.key.forgotten.connect(self._forget_key)

    def _lay_out(self) -> None:
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._add_first.setMenu(self.list.add.menu())
        told, buttons = QVBoxLayout(self._empty), QHBoxLayout()
        told.setContentsMargins(6 * GRID, 6 * GRID, 6 * GRID, 6 * GRID)
        told.setSpacing(2 * GRID)
        told.addStretch(1)
        told.addWidget(self._said)
        told.addLayout(buttons)
        told.addStretch(1)
        buttons.addStretch(1)
        for button in (self._add_first, self._find_first):
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
