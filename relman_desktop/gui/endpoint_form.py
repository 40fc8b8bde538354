"""The inputs of one endpoint; each says what is wrong with it, and none forgets what was typed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton

from ..llm.presets import Preset
from .endpoint_entry import FIELDS, Entry
from .form_row import FormRow
from .labels import note
from .pick_list import Choice, PickList
from .server_form import ServerForm
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
_WHAT_IS_SENT = "It asks for the list of models and sends one short fixed prompt. Nothing of your repository is sent."
_NO_MODEL = "No model is chosen yet: ask the server for its models, or type the name of one."


class EndpointForm(ServerForm[Entry]):
    """Shows one endpoint, and offers the models of its server."""

    drafts_changed = Signal(bool)  # whether this one is to draft
    models_wanted = Signal()

    def __init__(self) -> None:
        self.ask = QPushButton("Ask the server…")
        self.ask.setAccessibleDescription("Asks the server for its models, to choose one")
        rows = {name: FormRow(*_ROWS[name], *((self.ask,) if name == "model" else ())) for name in FIELDS}
        super().__init__(rows, "key", _WHAT_IS_SENT)
        self.drafts = TickBox("Draft tickets with this model")
        self._note = note(wraps=True)
        self._models = PickList("Model", self, free_text=True)
        pairs = QGridLayout()
        pairs.setHorizontalSpacing(2 * GRID)
        pairs.setVerticalSpacing(GRID + 4)
        for at, name in enumerate(("context", "budget", "first_token_s", "between_tokens_s")):
            pairs.addWidget(self.rows[name], at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        above = (self.rows["name"], self.rows["url"], self._note, self.rows["model"], self.drafts, self.key)
        self.lay_out(*above, self.rows["key_variable"], pairs, self.report)
        self.drafts.toggled.connect(self.drafts_changed)
        self.ask.clicked.connect(self.models_wanted)
        self._models.chosen.connect(self._choose_model)

    def show_entry(self, entry: Entry, preset: Preset, *, drafts: bool) -> None:
        """Show an entry as it stands, and whether it drafts; `preset` tells what is to be known of such servers."""
        self.show_texts(entry)
        self.key.needs_key(preset.needs_key)
        self.rows["key_variable"].input.setPlaceholderText(f"Optional, such as {preset.key_variable or 'MODEL_KEY'}")
        with QSignalBlocker(self.drafts):
            self.drafts.setChecked(drafts)
        self._note.setText(visible(preset.note))
        self._note.setVisible(bool(preset.note))
        self.refresh()

    def refresh(self) -> None:
        if entry := self.entry:
            self.ask.setText("Asking…" if entry.asking else "Ask the server…")
            self.ask.setEnabled(not entry.asking)
        super().refresh()

    def show_wrong(self, wrong: Mapping[str, str]) -> None:
        super().show_wrong(wrong)
        if self.entry and "model" not in wrong:
            unset = "" if self.entry.texts["model"].strip() else _NO_MODEL
            self.rows["model"].say_wrong(self.entry.said or (unset if self.drafts.isChecked() else ""))

    def offer_models(self, models: Sequence[str]) -> None:
        """Let the person choose one of the server's models."""
        self._models.offer([Choice(visible(one), "", one) for one in models], self.rows["model"].input)

    def forget(self, name: str) -> None:
        if self.entry and name == "model":
            self.entry.said = ""

    def _choose_model(self, model: str) -> None:
        self.rows["model"].input.replace_value(model)
        self.settled.emit()
