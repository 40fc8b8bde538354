"""The text of a ticket of the library, with the searched words marked where they stand in it."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from .library_hits import hits
from .long_text import LongText
from .sentences import units
from .theme import Role, theme_of

_MOST_MARKS = 400
_MOST_CHARACTERS = 60_000  # in which words are looked for: some 20 ms


class FoundText(LongText):
    """Speaks of what was searched last, whichever text is shown."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._searched = ""
        self.loaded.connect(self._mark)

    def show_searched(self, searched: str) -> None:
        """Mark other words."""
        if searched != self._searched:
            self._searched = searched
            self._mark()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_searched"):  # the theme has changed
            self._mark()

    def _mark(self) -> None:
        marks: list[QTextEdit.ExtraSelection] = []
        block, left = self.document().firstBlock(), _MOST_CHARACTERS if self._searched.strip() else 0
        while block.isValid() and left > 0 and len(marks) < _MOST_MARKS:
            line = block.text()
            marks += (self._marked(block.position(), line, *place) for place in hits(line, self._searched))
            left -= len(line) + 1
            block = block.next()
        self.setExtraSelections(marks)

    def _marked(self, position: int, line: str, start: int, end: int) -> QTextEdit.ExtraSelection:
        made, form = QTextEdit.ExtraSelection(), QTextCharFormat()
        form.setBackground(theme_of(self)[Role.WARNING_TINT])
        form.setForeground(theme_of(self)[Role.TEXT])
        form.setFontUnderline(True)
        cursor = QTextCursor(self.document())
        cursor.setPosition(position + units(line[:start]))
        cursor.setPosition(position + units(line[:end]), QTextCursor.MoveMode.KeepAnchor)
        made.cursor, made.format = cursor, form
        return made
