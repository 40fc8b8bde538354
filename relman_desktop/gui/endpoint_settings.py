"""The window "Model": which servers there are, which one drafts, and whether they can be reached."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ..llm.presets import BY_ID, Preset
from ..settings import Endpoint
from .endpoint_answers import EndpointAnswers
from .endpoint_book import EndpointBook, Told
from .endpoint_entry import Entry, new_entry
from .endpoint_form import EndpointForm
from .endpoint_list import EndpointList
from .server_settings import ServerSettings

_EMPTY = (
    "No model is set up. Tickets are drafted from facts, commits and your answers, and nothing leaves this machine.\n\n"
    "Add an endpoint, or look for servers on this machine, to have a model write the prose."
)


class EndpointSettings(ServerSettings[Entry, Endpoint]):
    """Knows which one drafts, and asks servers for their models, beside what every window of servers does."""

    saved = Signal(object, str)  # tuple[Endpoint, ...], the name of the one that drafts or ""
    models_wanted = Signal(object, str)  # an Endpoint, a typed key or ""
    local_wanted = Signal()

    book: EndpointBook
    list: EndpointList
    form: EndpointForm
    answers: EndpointAnswers

    def __init__(self, parent: QWidget | None = None) -> None:
        self.book = EndpointBook()
        self.list = EndpointList()
        self.form = EndpointForm()
        self.answers = EndpointAnswers(self.book, self.list, self.form)
        add_first, find_first = QPushButton("Add an endpoint"), QPushButton("Find local servers")
        super().__init__(parent, "Model", "key", _EMPTY, add_first, find_first)
        add_first.setMenu(self.list.add.menu())
        find_first.clicked.connect(self.list.seek_button.click)
        self.list.added.connect(self._add)
        self.list.local_wanted.connect(self.local_wanted)
        self.list.local_added.connect(self._add_local)
        self.form.drafts_changed.connect(self._set_drafting)
        self.form.models_wanted.connect(self._ask_models)
        self._show()

    @property
    def told(self) -> Told:
        return self.book.told

    def show_endpoints(self, endpoints: Sequence[Endpoint], drafting: str) -> None:
        """Show what is set; what was typed here before and is not saved is given up."""
        self.book.open(endpoints, drafting)
        self.show_again()

    def tell(self) -> None:
        self.saved.emit(*self.told)

    def show_form(self, entry: Entry) -> None:
        self.form.show_entry(entry, BY_ID.get(entry.preset, BY_ID["other"]), drafts=entry is self.book.drafting)

    def show_list(self) -> None:
        self.list.show_entries(self.book.entries, self.book.current, self.book.drafting)

    def take_in(self, entry: Entry) -> None:
        if not self.book.entries:
            self.book.drafting = entry  # who sets up one model wants it to draft
        super().take_in(entry)

    def _add(self, preset: Preset) -> None:
        self.take_in(new_entry(preset.name, preset.url, preset.id, self.book.names()))
        self.form.rows["url" if "<" in preset.url else "model"].input.setFocus()

    def _add_local(self, endpoint: Endpoint) -> None:
        self.take_in(new_entry(endpoint.name, endpoint.url, endpoint.preset, self.book.names(), endpoint.model))

    def _set_drafting(self, drafts: bool) -> None:
        self.book.drafting = self.book.current if drafts else None
        self._show()

    def _ask_models(self) -> None:
        if (endpoint := self.ask()) and (entry := self.book.current):
            entry.asking, entry.said = True, ""
            self.answers.heard(entry)
            self.models_wanted.emit(endpoint, entry.key_typed.strip())
