"""After the end: what came of it, as an offer, and the closing note to take or to copy."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from .buttons import button, describe
from .flow import FlowLayout
from .labels import label, note, soften
from .shown import shown_text
from .theme import GRID

TITLE = "Closing note"
_TOLD = "Drafted from what you ticked and noted. It goes nowhere until you take it."


class EndPanel(QFrame):
    """Nothing is written into the ticket until the person says so."""

    outcome_wanted = Signal(str)
    note_wanted = Signal(str)  # into the ticket's notes
    copy_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "proposal")
        self.text = ""
        self._outcome = ""
        self._read_only = False
        self._words = label(wraps=True)
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._words.setAccessibleName(TITLE)
        self.outcome = button("", "")
        self.take = button("Put into the notes", "Writes the closing note below what stands in the notes", "primary")
        self.copy = button("Copy", "Copies the closing note")
        self._lay_out()
        self.outcome.clicked.connect(lambda: self.outcome_wanted.emit(self._outcome))
        self.take.clicked.connect(lambda: self.note_wanted.emit(self.text))
        self.copy.clicked.connect(lambda: self.copy_wanted.emit(self.text))
        self.hide()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return self.outcome, self.take, self.copy

    def show_end(self, text: str, offered: str, *, taken: bool) -> None:
        """Show a closing note; `offered`: an outcome that the ticket has not; `taken`: it is in the notes already."""
        self.text, self._outcome = text, offered
        soften(self._words, shown_text(text))
        self.outcome.setVisible(bool(offered))
        if offered:
            words = f"Set the outcome to “{offered}”"
            describe(self.outcome, words, "What came of it, by what was ticked and noted; you may choose another")
            self.outcome.setText(words)
        self.take.setEnabled(not (taken or self._read_only))
        self.take.setText("In the notes" if taken else "Put into the notes")
        self.setVisible(bool(text))

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.outcome.setDisabled(read_only)
        self.take.setDisabled(read_only)

    def _lay_out(self) -> None:
        buttons = QWidget()
        flow = FlowLayout(GRID)
        buttons.setLayout(flow)
        for one in self.stops:
            one.setMinimumHeight(32)
            flow.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        for part in (label(TITLE, bold=True), note(_TOLD, wraps=True), buttons, self._words):
            column.addWidget(part)
