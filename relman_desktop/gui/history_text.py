"""Texts of the ticket with what changed in them marked, each under its heading; to read and to copy."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from .history_changes import Section
from .marked_text import mark_format
from .shown import shown_text, visible
from .theme import SMALL, Role, sized, theme_of

_READING = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
_NEWS = ("added", "removed")


class HistoryText(QPlainTextEdit):
    """Added words are underlined, removed words are struck through; it opens where the first of them stands."""

    def __init__(self) -> None:
        super().__init__()
        self._sections: tuple[Section, ...] = ()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(_READING)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setProperty("look", "bare")
        self.document().setDocumentMargin(0)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName("What changed")
        self.setAccessibleDescription("Words that were added are underlined, words that were removed struck through")

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show other texts; the same ones stay where they are."""
        if tuple(sections) != self._sections:
            self._sections = tuple(sections)
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_sections"):  # the theme has changed
            self._draw()

    def _draw(self) -> None:
        self.setPlainText("")
        cursor, theme = QTextCursor(self.document()), theme_of(self)
        first: int | None = None
        for number, section in enumerate(self._sections):
            self._head(cursor, section, begins=number == 0)
            for part in section.parts:
                if part.mark in _NEWS and first is None:
                    first = cursor.position()
                cursor.insertText(shown_text(part.text), mark_format(part.mark, theme))
        self._look_at(first or 0)

    def _head(self, cursor: QTextCursor, section: Section, *, begins: bool) -> None:
        theme, plain = theme_of(self), QTextBlockFormat()
        bold, quiet = QTextCharFormat(), QTextCharFormat()
        bold.setFont(sized(self.font(), 1.0, bold=True))
        bold.setForeground(theme[Role.TEXT])
        quiet.setFont(sized(self.font(), SMALL))
        quiet.setForeground(theme[Role.QUIET])
        if not begins:
            cursor.insertBlock(plain, QTextCharFormat())
            cursor.insertBlock(plain, QTextCharFormat())
        cursor.insertText(visible(section.heading), bold)
        cursor.insertText(f"   {section.note}", quiet)
        cursor.insertBlock(plain, QTextCharFormat())

    def _look_at(self, position: int) -> None:
        """Have a place in sight with a line before it."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(max(0, cursor.block().firstLineNumber() - 1) if position else 0)
        self.ensureCursorVisible()
