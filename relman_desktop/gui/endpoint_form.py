"""The inputs of one endpoint; each says what is wrong with it, and none forgets what was typed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ..llm.presets import Preset
from .endpoint_entry import FIELDS, Entry
from .form_row import FormRow
from .key_field import KeyField
from .labels import note
from .pick_list import Choice, PickList
from .report_view import ReportView
from .shown import visible
from .theme import GRID
from .tick_box import TickBox

_ROWS = {  # name, hint, placeholder
    "name": ("Name", "", "What you call it"),
    "url": ("Address", "", "https://…/v1"),
    "model": ("Model", "", "Its name as the server has it"),
    "key_variable": ("Key from an environment variable", "", "Optional: the variable's name"),
    "context": ("Context window, in tokens", "", "As the server tells"),
    "budget": ("Budget of one request, in tokens", "", "As many as fit"),
    "first_token_s": ("Wait for the first token, in seconds", "", ""),
    "between_tokens_s": ("Wait between two tokens, in seconds", "", ""),
}
_NO_MODEL = "No model is chosen yet: ask the server for its models, or type the name of one."


class EndpointForm(QScrollArea):
    """Shows one entry. It changes the entry's texts and tells; what is made of them is the settings page's business."""

    edited = Signal()
    settled = Signal()
    drafts_changed = Signal(bool)  # whether this one is to draft
    models_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self._entry: Entry | None = None
        self.ask = QPushButton("Ask the server…")
        self.ask.setAccessibleDescription("Asks the server for its models, to choose one")
        self.rows = {name: FormRow(*_ROWS[name], *((self.ask,) if name == "model" else ())) for name in FIELDS}
        self.drafts = TickBox("Draft tickets with this model")
        self.key = KeyField()
        self.report = ReportView()
        self._note = note(wraps=True)
        self._models = PickList("Model", self, free_text=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._lay_out()
        self._connect()

    def show_entry(self, entry: Entry, preset: Preset, *, drafts: bool) -> None:
        """Show an entry as it stands, and whether it drafts; `preset` tells what is to be known of such servers."""
        self._entry = entry
        self.key.say_wrong("")
        self.key.needs_key(preset.needs_key)
        self.rows["key_variable"].input.setPlaceholderText(f"Optional, such as {preset.key_variable or 'MODEL_KEY'}")
        for name, row in self.rows.items():
            row.show_text(entry.texts[name])
        with QSignalBlocker(self.drafts):
            self.drafts.setChecked(drafts)
        self._note.setText(visible(preset.note))
        self._note.setVisible(bool(preset.note))
        self.refresh()

    def refresh(self) -> None:
        """Show what was heard since of the same entry."""
        if entry := self._entry:
            self.ask.setText("Asking…" if entry.asking else "Ask the server…")
            self.ask.setEnabled(not entry.asking)
            self.key.show_entry(entry)
            self.report.show_report(entry.report, entry.testing)

    def show_wrong(self, wrong: Mapping[str, str]) -> None:
        """Say what is wrong, each at its input."""
        for name, row in self.rows.items():
            row.say_wrong(wrong.get(name, ""))
        if self._entry and "model" not in wrong:
            unset = "" if self._entry.texts["model"].strip() else _NO_MODEL
            self.rows["model"].say_wrong(self._entry.said or (unset if self.drafts.isChecked() else ""))

    def offer_models(self, models: Sequence[str]) -> None:
        """Let the person choose one of the server's models."""
        self._models.offer([Choice(visible(one), "", one) for one in models], self.rows["model"].input)

    def _choose_model(self, model: str) -> None:
        self.rows["model"].input.replace_value(model)
        self.settled.emit()

    def _edit(self, name: str, text: str) -> None:
        if self._entry:
            self._entry.texts[name] = text
            self._entry.said = "" if name == "model" else self._entry.said
            self.edited.emit()

    def _connect(self) -> None:
        for name, row in self.rows.items():
            row.edited.connect(lambda text, name=name: self._edit(name, text))
            row.settled.connect(self.settled)
        self.drafts.toggled.connect(self.drafts_changed)
        self.ask.clicked.connect(self.models_wanted)
        self._models.chosen.connect(self._choose_model)

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID + 4)
        pairs = QGridLayout()
        pairs.setHorizontalSpacing(2 * GRID)
        pairs.setVerticalSpacing(GRID + 4)
        for at, name in enumerate(("context", "budget", "first_token_s", "between_tokens_s")):
            pairs.addWidget(self.rows[name], at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        for part in (self.rows["name"], self.rows["url"], self._note, self.rows["model"], self.drafts, self.key):
            column.addWidget(part)
        column.addWidget(self.rows["key_variable"])
        column.addLayout(pairs)
        column.addWidget(self.report)
        column.addStretch(1)
        self.setWidget(body)
