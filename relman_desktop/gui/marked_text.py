"""A text to read, with the words marked that another one has not or had: by colour, and by a line for each mark."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from .difference import Mark, Part
from .shown import shown_text
from .theme import Role, Theme, code_font, theme_of

_MARKS: dict[Mark, tuple[Role, Role | None]] = {
    "same": (Role.TEXT, None),
    "added": (Role.ADDED, Role.ADDED_TINT),
    "removed": (Role.REMOVED, Role.REMOVED_TINT),
}
_READING = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class MarkedText(QPlainTextEdit):
    """Added words are underlined, removed words are struck through."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._parts: tuple[Part, ...] = ()
        self.setReadOnly(True)
        self.setTextInteractionFlags(_READING)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setFont(code_font())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_parts"):  # the theme has changed
            self._draw()

    def show_text(self, text: str) -> None:
        """Show a text without marks; the place that is looked at stays where the text allows it."""
        self.show_parts((Part("same", text),))

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show the parts of a difference; a text that is new as a whole has no marks."""
        alone = all(part.mark == "added" for part in parts)
        shown = tuple(Part("same" if alone else part.mark, shown_text(part.text)) for part in parts)
        if shown != self._parts:
            self._parts = shown
            self._draw()

    def _draw(self) -> None:
        place, theme = self.verticalScrollBar().value(), theme_of(self)
        self.setPlainText("")
        cursor = QTextCursor(self.document())
        for part in self._parts:
            cursor.insertText(part.text, mark_format(part.mark, theme))
        self.verticalScrollBar().setValue(place)


def mark_format(mark: Mark, theme: Theme) -> QTextCharFormat:
    """How words of a difference are drawn: by colour, and by a line for each mark."""
    ink, ground = _MARKS[mark]
    form = QTextCharFormat()
    form.setForeground(theme[ink])
    if ground:
        form.setBackground(theme[ground])
    form.setFontUnderline(mark == "added")
    form.setFontStrikeOut(mark == "removed")
    return form
