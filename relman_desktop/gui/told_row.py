"""What every row of a form has: an input under its name, and a sentence that says what is wrong with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from .labels import label, restyle
from .shown import visible
from .theme import GRID, SMALL


class ToldRow(QWidget):
    """The name above, the input with what belongs beside it, and the sentence below."""

    edited = Signal(str)  # what stands in the input now, the person's doing
    settled = Signal()  # the person has left the input or pressed Enter

    def __init__(self, name: str, hint: str, held: QWidget, *beside: QWidget) -> None:
        super().__init__()
        self._hint, self._held = hint, held
        held.setAccessibleName(name)
        self._said = label(size=SMALL, wraps=True)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(held, 1)
        for part in beside:
            line.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        named = label(name, "quiet")
        named.setBuddy(held)
        layout.addWidget(named)
        layout.addLayout(line)
        layout.addWidget(self._said)
        self.say_wrong("")

    def say_wrong(self, sentence: str) -> None:
        """Say what is wrong with the input, or its hint for ""."""
        told = sentence or self._hint
        self._said.setText(visible(told))
        self._said.setVisible(bool(told))
        restyle(self._said, "error" if sentence else "quiet")
        self._held.setAccessibleDescription(visible(told))
