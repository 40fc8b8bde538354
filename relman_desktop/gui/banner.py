"""A line across the window that says what went wrong and offers what to do; it never blocks anything."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from .theme import GRID


class Banner(QFrame):
    """One sentence, at most one thing to do, and a way to put it away, where it does not stay while it is true."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None, *, stays: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("look", "warning")
        self._text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = QPushButton()
        self._close = QPushButton("Dismiss")
        self._close.setProperty("look", "quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._action)
        layout.addWidget(self._close)
        self._action.clicked.connect(self.acted)
        self._close.clicked.connect(self.hide)
        self._close.setVisible(not stays)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text() if not self.isHidden() else ""

    def say(self, sentence: str, action: str = "") -> None:
        """Show a sentence, and a button for `acted` if `action` names one."""
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.show()
