"""A command of a step to read, with a button that copies it whole, as it is run."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from .buttons import button
from .labels import label, soften
from .shown import shown_line, shown_text, visible
from .theme import GRID, code_font

_HIDDEN = "It holds characters that cannot be seen, so it is not copied from here; look at it in the field."
_HIGH = 30  # pixels of the button, for a hand that is in a hurry


class CommandRow(QFrame):
    """What is copied is what is seen: a command with anything hidden in it is not."""

    copied = Signal(str)

    def __init__(self, command: str, name: str) -> None:
        """`name`: of the step, for screen readers."""
        super().__init__()
        self.setProperty("look", "code")
        self.command = command
        self._shown = soften(label(wraps=True), shown_text(command))
        self._shown.setFont(code_font())
        self._shown.setAccessibleName(visible(command))
        said = f"Copies the command of {name}: {shown_line(command)}"
        self.copy = button("Copy", said, "small")
        self.copy.setMinimumHeight(_HIGH)
        self.copy.clicked.connect(lambda: self.copied.emit(self.command))
        if visible(command) != command:
            self.copy.setDisabled(True)
            self.copy.setToolTip(_HIDDEN)
            self.copy.setAccessibleDescription(_HIDDEN)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID // 2, GRID // 2, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(self._shown, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
