"""The window "Change systems": where tickets go, whether that works, and what goes where."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ..export.targets.schema import Schema
from ..settings import System
from .server_answers import ServerAnswers
from .server_book import ServerBook
from .server_settings import ServerSettings
from .system_entry import SystemEntry, entry_of, new_entry
from .system_form import SystemForm
from .system_kinds import kinds, only_address
from .system_list import SystemList

_EMPTY = (
    "No change system is set up. Tickets leave by copy and as files.\n\n"
    "Add the one of your team to have tickets created there once, in its own markup and within its limits. Nothing is "
    "sent before you have seen it."
)


class SystemSettings(ServerSettings[SystemEntry, System]):
    """Knows the kinds of systems and their fields, beside what every window of servers does."""

    saved = Signal(object)  # tuple[System, ...]
    fields_wanted = Signal(object, str)  # a system, a token that is typed and not kept or ""
    fields_stopped = Signal(object)  # a system

    list: SystemList
    form: SystemForm

    def __init__(self, parent: QWidget | None = None) -> None:
        self.book: ServerBook[SystemEntry, System] = ServerBook()
        self.list = SystemList()
        self.form = SystemForm()
        self.answers = ServerAnswers(self.book, self.form)
        add_first = QPushButton("Add a change system")
        super().__init__(parent, "Change systems", "token", _EMPTY, add_first)
        self.resize(1000, 760)
        add_first.setMenu(self.list.add.menu())
        self.list.added.connect(self._add)
        self.form.kind_chosen.connect(self._choose_kind)
        self.form.auth_chosen.connect(self._choose_auth)
        self.form.mapping.asked_for.connect(self._ask_fields)
        self.form.mapping.stopped.connect(self._stop_asking)
        self.form.mapping.changed.connect(self._change_mapping)
        self._show()

    def show_systems(self, systems: Sequence[System], schemas: Sequence[Schema | None], last: str) -> None:
        """Show what is set, with what the sites told; what was typed here before and is not saved is given up."""
        known = kinds()
        self.list.last = last
        pairs = zip(systems, schemas, strict=True)
        self.book.begin(entry_of(one, known.get(one.target), schema) for one, schema in pairs)
        self.show_again()

    def go_to(self, name: str, part: str) -> None:
        """Look at a system, and at a part of it."""
        for entry in self.book.entries:
            if name and entry.texts["name"].strip() == name:
                self._look(entry)
                self.show_list()
        if self.book.current and part:
            self.form.go_to(part)

    def show_fields(self, system: System, schema: Schema | None, failed: str = "") -> None:
        """Show what a site told of its fields, or why it did not; after it was stopped, nothing happens."""
        if (entry := self.book.asked(system)) and entry.asking:
            entry.asking, entry.asked = "", failed
            entry.schema = schema or entry.schema
            if entry is self.book.current:
                self.form.mapping.show_entry(entry)

    def show_asking(self, system: System, what: str) -> None:
        """Say what asking a site for its fields is doing."""
        if (entry := self.book.asked(system)) and entry.asking:
            entry.asking = what
            self.answers.heard(entry)

    def tell(self) -> None:
        self.saved.emit(self.told)

    def show_form(self, entry: SystemEntry) -> None:
        self.form.show_entry(entry)

    def _add(self, name: str) -> None:
        if kind := kinds().get(name):
            url = only_address(kind)
            self.take_in(new_entry(kind, url, self.book.names()))
            first = self.form.rows["url"] if not url else next(iter(self.form.own.values()), self.form.rows["name"])
            first.input.setFocus()

    def _choose_kind(self, name: str) -> None:
        if (entry := self.book.current) and (kind := kinds().get(name)) and name != entry.target:
            self._accept()
            entry.kind, entry.target, entry.auth, entry.schema = kind, name, "", None
            self.form.show_kind(entry)
            self._settle()

    def _choose_auth(self, auth: str) -> None:
        if entry := self.book.current:
            self._accept()
            entry.auth = auth
            self.form.show_kind(entry)
            self._settle()

    def _change_mapping(self) -> None:
        self._accept()
        self._settle()

    def _ask_fields(self) -> None:
        if (system := self.ask()) and (entry := self.book.current):
            entry.asking, entry.asked = "Asking for the fields", ""
            self.answers.heard(entry)
            self.fields_wanted.emit(system, entry.key_typed.strip())

    def _stop_asking(self) -> None:
        if (entry := self.book.current) and entry.asking:
            entry.asking = ""
            self.answers.heard(entry)
            self.fields_stopped.emit(entry.kept)
