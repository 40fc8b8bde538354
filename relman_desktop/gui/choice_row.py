"""A named choice of a form, with room for the sentence that says what is wrong with it; it works as a `FormRow`."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker

from .form_layout import choice
from .shown import visible
from .told_row import ToldRow


class ChoiceRow(ToldRow):
    """A choice among a few."""

    def __init__(self, name: str, hint: str, choices: Sequence[tuple[str, str]]) -> None:
        """`choices`: what is kept, and the words for it."""
        held = choice(name)
        super().__init__(name, hint, held)
        self.input = held
        for value, words in choices:
            self.input.addItem(visible(words), value)
        self.input.activated.connect(self._choose)

    def show_text(self, text: str) -> None:
        """Show what is kept; a value from elsewhere stands as one more choice."""
        with QSignalBlocker(self.input):
            if self.input.findData(text) < 0:
                self.input.addItem(visible(text) or "Not set", text)
            self.input.setCurrentIndex(self.input.findData(text))

    def _choose(self, _at: int) -> None:
        self.edited.emit(str(self.input.currentData()))
        self.settled.emit()
