"""What a ticket says, to read: its Markdown drawn as plain text, with the words marked that a sentence quotes."""

from collections.abc import Sequence
from unicodedata import bidirectional

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption, QWheelEvent
from PySide6.QtWidgets import QTextEdit

from .sentences import units
from .theme import GRID, Role, Theme, code_font, theme_of
from .work_markdown import Block, Line, Run, markdown_lines
from .work_quotes import place_of

_INDENT = 18  # pixels of a list or a quotation
_READING = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class WorkBody(QTextEdit):
    """Read-only; a link in it is a word like others. One that `grows` is as high as its text, up to its limit."""

    fitted = Signal()  # it has another height, or less of it is below its limit

    def __init__(self, name: str, *, grows: bool) -> None:
        super().__init__()
        self._grows = grows
        self._most = 0  # pixels; 0 for no limit
        self._lines: tuple[Line, ...] = ()
        self._quotes: tuple[str, ...] = ()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(_READING)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setProperty("look", "bare")
        self.setAccessibleName(name)
        self.setAccessibleDescription("What the ticket says; nothing in it opens")
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.document().setDocumentMargin(0)
        else:
            self.document().setDocumentMargin(2 * GRID)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    @property
    def marked(self) -> str:
        """The words that are marked."""
        return "\n".join(one.cursor.selectedText() for one in self.extraSelections())

    def show_text(self, markdown: str, quotes: Sequence[str] = (), title: str = "") -> None:
        """Show a text under a title, if it has one; the words that are quoted of it are marked where they stand."""
        head = (Line((Run(" ".join(title.split())),), Block.HEADING),) if title else ()
        lines = (*head, *markdown_lines(markdown))
        if (lines, tuple(quotes)) != (self._lines, self._quotes):
            self._lines, self._quotes = lines, tuple(quotes)
            self._draw()
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self._mark(go=True)
        self._fit()

    def limit(self, pixels: int) -> None:
        """Be no higher than this; 0 for as high as the text."""
        self._most = pixels
        self._fit()

    @property
    def is_cut(self) -> bool:
        """Whether some of the text is below its limit."""
        return bool(self._most) and self._high > self._most

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_quotes"):  # the theme has changed
            self._draw()
            self._mark(go=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._grows:
            event.ignore()  # for the pane around it
        else:
            super().wheelEvent(event)

    @property
    def _high(self) -> int:
        return round(self.document().size().height()) + 2

    def _fit(self) -> None:
        if self._grows:
            self.setFixedHeight(min(self._high, self._most or self._high))
            self.fitted.emit()

    def _draw(self) -> None:
        theme, document = theme_of(self), self.document()
        self.clear()
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        for number, line in enumerate(self._lines):
            if number:
                cursor.insertBlock()
            cursor.setBlockFormat(_block_format(line, theme))
            cursor.insertText(line.marker, _char_format(Run("", "marker"), line, theme, self.font()))
            for run in line.runs:
                cursor.insertText(run.text, _char_format(run, line, theme, self.font()))
        cursor.endEditBlock()

    def _mark(self, *, go: bool) -> None:
        theme, text = theme_of(self), "\n".join(line.text for line in self._lines)
        marks = [self._selection(text, place, theme) for one in self._quotes if (place := place_of(one, text))]
        self.setExtraSelections(marks)
        if marks and go:
            first = QTextCursor(self.document())
            first.setPosition(marks[0].cursor.selectionStart())
            self.setTextCursor(first)
            self.ensureCursorVisible()

    def _selection(self, text: str, place: tuple[int, int], theme: Theme) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(units(text[: place[0]]))
        cursor.setPosition(units(text[: place[1]]), QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setBackground(theme[Role.CLAIM_TINT])
        form.setForeground(theme[Role.CLAIM])
        form.setFontUnderline(True)
        made.cursor, made.format = cursor, form
        return made


def _block_format(line: Line, theme: Theme) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setTopMargin(GRID if line.apart else 1)
    side = (line.indent + bool(line.marker)) * _INDENT
    if _is_right_to_left("".join(run.text for run in line.runs)):
        form.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        form.setRightMargin(side)
    else:
        form.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        form.setLeftMargin(side)
    if line.marker:
        form.setTextIndent(-_INDENT + 4)
    if line.block is Block.CODE:
        form.setBackground(theme[Role.RAISED])
    return form


def _is_right_to_left(text: str) -> bool:
    """Whether its first letter is of a script that is written from the right."""
    return next((side != "L" for one in text if (side := bidirectional(one)) in ("L", "R", "AL")), False)


def _char_format(run: Run, line: Line, theme: Theme, font: QFont) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(
        theme[Role.QUIET if line.block in (Block.QUOTE, Block.RULE) or run.look == "marker" else Role.TEXT]
    )
    if run.look == "code":
        form.setFont(code_font())
    if run.look == "strong" or line.block is Block.HEADING:
        form.setFontWeight(QFont.Weight.DemiBold)
    form.setFontItalic(run.look == "emphasis")
    form.setFontStrikeOut(run.look == "struck")
    if run.look == "link":
        form.setForeground(theme[Role.ACCENT])
    return form
