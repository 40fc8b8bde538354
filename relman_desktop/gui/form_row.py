"""A named input of a form, with room for the sentence that says what is wrong with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from .labels import label, restyle
from .shown import visible
from .theme import GRID, SMALL
from .value_inputs import LineInput


class FormRow(QWidget):
    """The name above, the input with what belongs beside it, and the sentence below."""

    edited = Signal(str)  # what stands in the input now, the person's doing
    settled = Signal()  # the person has left the input or pressed Enter

    def __init__(self, name: str, hint: str, placeholder: str = "", *beside: QWidget) -> None:
        super().__init__()
        self._hint = hint
        self.input = LineInput()
        self.input.setPlaceholderText(placeholder)
        self.input.setAccessibleName(name)
        self.input.edited.connect(self._edit)
        self.input.editingFinished.connect(self.settled)
        self._said = label(size=SMALL, wraps=True)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.input, 1)
        for part in beside:
            line.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        named = label(name, "quiet")
        named.setBuddy(self.input)
        layout.addWidget(named)
        layout.addLayout(line)
        layout.addWidget(self._said)
        self.say_wrong("")

    def show_text(self, text: str) -> None:
        """Show a text that is not the person's doing; the same text keeps its caret."""
        if text != self.input.text():
            self.input.show_value(text)

    def say_wrong(self, sentence: str) -> None:
        """Say what is wrong with the input, or its hint for ""."""
        told = sentence or self._hint
        self._said.setText(visible(told))
        self._said.setVisible(bool(told))
        restyle(self._said, "error" if sentence else "quiet")
        self.input.setAccessibleDescription(visible(told))

    def _edit(self, text: str) -> None:
        self.say_wrong("")
        self.edited.emit(text)
