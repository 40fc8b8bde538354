"""The two buttons of the tab "Export": side by side, below each other or in lines, but never cut."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from .theme import GRID

_FRAME = 4 * GRID  # what a button needs beside its words


class ExportButtons(QWidget):
    """Arranges itself anew with its width and with the words: a button's words decide what happens."""

    def __init__(self, *buttons: QPushButton) -> None:
        super().__init__()
        self._buttons = buttons
        self._words: dict[QPushButton, str] = {}
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        self._row.addStretch(1)
        for one in buttons:
            one.setMinimumWidth(8 * GRID)  # the narrowest pane decides, rather than the longest words
            self._row.addWidget(one)

    def say(self, made: QPushButton, words: str, description: str) -> None:
        """Give a button its words."""
        made.setAccessibleName(words)
        made.setAccessibleDescription(description)
        if self._words.get(made) != words:
            self._words[made] = words
            self._arrange()

    def words_of(self, made: QPushButton) -> str:
        """What a button says, in one line; "" before it says anything."""
        return self._words.get(made, "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Below each other where they have no room beside each other, in lines where one has none alone."""
        for one, words in self._words.items():
            one.setText(words.replace("&", "&&"))
        wanted = sum(_width(one, one.text()) + GRID for one in self._buttons)
        is_narrow = self.width() < wanted
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if way != self._row.direction():
            self._row.setDirection(way)
        for one in self._buttons:
            if is_narrow and _width(one, one.text()) > self.width():
                one.setText(_in_lines(one.text(), one.fontMetrics(), self.width() - _FRAME))


def _width(made: QPushButton, text: str) -> int:
    return made.fontMetrics().horizontalAdvance(text) + _FRAME


def _in_lines(text: str, metrics: QFontMetrics, width: int) -> str:
    """A text in lines of a width, in pixels; one word that is longer than all of it is shortened."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if lines[-1] and metrics.horizontalAdvance(joined) > width:
            lines.append(word)
        else:
            lines[-1] = joined
    return "\n".join(metrics.elidedText(one, Qt.TextElideMode.ElideMiddle, max(width, 0)) for one in lines)
