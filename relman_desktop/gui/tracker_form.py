"""The inputs of one tracker: its kind first, for that says what is needed."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QGuiApplication

from ..trackers.kinds import KINDS
from ..trackers.presets import Preset, preset_of
from .form_layout import beside, choice, named
from .form_row import FormRow
from .icons import IconButton
from .labels import note, say
from .server_form import ServerForm
from .tick_box import TickBox
from .tracker_entry import FIELDS, TrackerEntry

_ROWS = {  # name, hint, placeholder
    "name": ("Name", "", "What you call it"),
    "url": ("Address", "", ""),
    "user": ("User", "", "Whose token it is"),
    "projects": ("Projects", "Empty: it is asked for whatever it could hold.", "PAY, OPS or owner/repo"),
    "key_variable": ("Token from an environment variable", "", "Optional: the variable's name"),
}
_WHAT_IS_SENT = "It asks whose token it is and searches for one common word. Nothing of your repository is sent."


class TrackerForm(ServerForm[TrackerEntry]):
    """Shows one tracker, and where its token is made."""

    kind_chosen = Signal(str)
    reads_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__({name: FormRow(*_ROWS[name]) for name in FIELDS}, "token", _WHAT_IS_SENT)
        self.kind = choice("Kind")
        for kind in KINDS.values():
            self.kind.addItem(kind.title, kind.name)
        self.reads = TickBox("Read items when a change is opened")
        self.reads.setAccessibleDescription("Those that the change names; what is only mentioned is read when you ask")
        self._note, self._scope = note(wraps=True), note(wraps=True)
        self._page = note(wraps=True)
        self._copy = IconButton("copy", "Copy the address where a token is made")
        self._where = beside(self._page, self._copy)
        rows = self.rows
        self.lay_out(
            *(rows["name"], named("Kind", self.kind), self._note, rows["url"], rows["user"], rows["projects"]),
            *(self.reads, self.key, self._scope, self._where, rows["key_variable"], self.report),
        )
        self.kind.currentIndexChanged.connect(lambda _: self.kind_chosen.emit(str(self.kind.currentData())))
        self.reads.toggled.connect(self.reads_chosen)
        self._copy.clicked.connect(self._copy_page)

    def show_entry(self, entry: TrackerEntry) -> None:
        """Show an entry as it stands."""
        self.show_texts(entry)
        with QSignalBlocker(self.kind), QSignalBlocker(self.reads):
            self.kind.setCurrentIndex(self.kind.findData(entry.kind))
            self.reads.setChecked(entry.reads)
        self.show_kind(entry)
        self.refresh()

    def show_kind(self, entry: TrackerEntry) -> None:
        """Show what trackers of this kind need."""
        kind, preset = KINDS.get(entry.kind), preset_of(entry.kind)
        self.rows["url"].input.setPlaceholderText(f"Such as {kind.address}" if kind else "")
        self.rows["user"].setVisible(bool(kind and kind.wants_user) or bool(entry.texts["user"]))
        self.rows["user"].input.setPlaceholderText(preset.user or "Whose token it is")
        self.rows["key_variable"].input.setPlaceholderText(f"Optional, such as {preset.variable or 'TRACKER_TOKEN'}")
        say(self._note, preset.note)
        say(self._scope, f"What it must be allowed: {preset.scopes}." if preset.scopes else "")
        self._show_page(entry, preset)

    def forget(self, name: str) -> None:
        if self.entry and name == "url":
            self._show_page(self.entry, preset_of(self.entry.kind))

    def _show_page(self, entry: TrackerEntry, preset: Preset) -> None:
        base = entry.texts["url"].strip()
        page = preset.token_page(base) if base or "{url}" not in preset.token else ""
        say(self._page, f"A token is made at {page}" if page else "")
        self._page_address = page
        self._where.setVisible(bool(page))

    def _copy_page(self) -> None:
        QGuiApplication.clipboard().setText(self._page_address)
