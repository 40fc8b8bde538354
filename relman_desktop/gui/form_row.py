"""A named input of a form, with room for the sentence that says what is wrong with it."""

from PySide6.QtWidgets import QWidget

from .told_row import ToldRow
from .value_inputs import LineInput


class FormRow(ToldRow):
    """A line to type in."""

    def __init__(self, name: str, hint: str, placeholder: str = "", *beside: QWidget) -> None:
        held = LineInput()
        super().__init__(name, hint, held, *beside)
        self.input = held
        self.input.setPlaceholderText(placeholder)
        self.input.edited.connect(self._edit)
        self.input.editingFinished.connect(self.settled)

    def show_text(self, text: str) -> None:
        """Show a text that is not the person's doing; the same text keeps its caret."""
        if text != self.input.text():
            self.input.show_value(text)

    def _edit(self, text: str) -> None:
        self.say_wrong("")
        self.edited.emit(text)
