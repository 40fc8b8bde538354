"""A slim bar above the fields: a text, buttons that say less where there is little room, and a way to put it away."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from .fitting_label import small
from .icons import IconButton
from .theme import GRID


class SlimBar(QFrame):
    """Hidden until it has something to say; all of its kind are as high."""

    put_away = Signal()

    def __init__(self, name: str, away: tuple[str, str]) -> None:
        """`away`: the words and the description of the button that puts it away."""
        super().__init__()
        self.setProperty("look", "foot")
        self.setAccessibleName(name)
        self.text = small()
        self.away = IconButton("failed", *away)
        self.away.setFixedSize(22, 22)  # or it would make this bar higher than the one of a running draft
        self.away.clicked.connect(self.put_away)
        self._words: dict[QPushButton, tuple[str, ...]] = {}  # in full, and for less and less room
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def _add_buttons(self, words: dict[QPushButton, tuple[str, ...]]) -> None:
        """Put buttons behind the text, in this order, each with its words in full and for less room."""
        self._words = words
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 3, GRID, 3)
        row.setSpacing(GRID // 2)
        row.addWidget(self.text, 1)
        for part in (*words, self.away):
            row.addWidget(part)

    def _fit_words(self) -> None:
        """In a narrow pane the buttons say less, so that the text has room; a screen reader hears all."""
        for at in range(max(map(len, self._words.values()), default=0)):
            for part, words in self._words.items():
                part.setText(words[min(at, len(words) - 1)])
            taken = sum(part.sizeHint().width() + GRID for part in self._words if part.isVisibleTo(self))
            if self.width() - taken - self.away.width() - 4 * GRID >= (0 if at else self.text.least):
                return
