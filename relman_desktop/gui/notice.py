"""A line above what it speaks of: what is to be known there, and what can be done about it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from .labels import label
from .theme import GRID


class Notice(QFrame):
    """One sentence and a few buttons. look: "warning" or "proposal"; hidden until it is shown."""

    def __init__(self, look: str, *buttons: QPushButton) -> None:
        super().__init__()
        self.setProperty("look", look)
        self._said = label(wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID // 2, GRID // 2, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(self._said, 1)
        for button in buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; "" while it is hidden."""
        return "" if self.isHidden() else self._said.text()

    def say(self, sentence: str) -> None:
        """Show a sentence; hide for ""."""
        self._said.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
