"""A named choice of a form, with room for the sentence that says what is wrong with it; it works as a `FormRow`."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from .arrow_combo import ArrowCombo
from .labels import label, restyle
from .shown import visible
from .theme import SMALL


class ChoiceRow(QWidget):
    """The name above, the choice, and the sentence below."""

    edited = Signal(str)
    settled = Signal()

    def __init__(self, name: str, hint: str, choices: Sequence[tuple[str, str]]) -> None:
        """`choices`: what is kept, and the words for it."""
        super().__init__()
        self._hint = hint
        self.input = ArrowCombo()
        self.input.setProperty("look", "choice")
        self.input.setAccessibleName(name)
        for value, words in choices:
            self.input.addItem(visible(words), value)
        self._said = label(size=SMALL, wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        named = label(name, "quiet")
        named.setBuddy(self.input)
        for part in (named, self.input, self._said):
            column.addWidget(part)
        self.input.activated.connect(self._choose)
        self.say_wrong("")

    def show_text(self, text: str) -> None:
        """Show what is kept; a value from elsewhere stands as one more choice."""
        with QSignalBlocker(self.input):
            if self.input.findData(text) < 0:
                self.input.addItem(visible(text) or "Not set", text)
            self.input.setCurrentIndex(self.input.findData(text))

    def say_wrong(self, sentence: str) -> None:
        """Say what is wrong with it, or its hint for ""."""
        told = sentence or self._hint
        self._said.setText(visible(told))
        self._said.setVisible(bool(told))
        restyle(self._said, "error" if sentence else "quiet")
        self.input.setAccessibleDescription(visible(told))

    def _choose(self, _at: int) -> None:
        self.edited.emit(str(self.input.currentData()))
        self.settled.emit()
