"""A plain-text editor that is as high as its text; the pane around it scrolls."""

import math
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QMimeData, QRect, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextBlock, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit

from ..drafting.edits import Edit, applied, moved
from .sentences import units

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINE_ENDS = {0x2028: "\n", 0x2029: "\n"}  # as a document keeps them: Shift+Enter and Enter


class GrowingEdit(QPlainTextEdit):
    """Text in, text out; what the person sees here is never the store of record."""

    edited = Signal(str)  # the whole text, after every change that the person made in it
    entered = Signal()  # the person ended the input with the Enter key, where the editor takes it so

    def __init__(self, *, lines: int = 1) -> None:
        super().__init__()
        self._least = lines
        self._text = ""
        self._setting = False
        self._growing = False
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._grow)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._take_change)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    @property
    def text(self) -> str:
        """The text, verbatim: unlike `toPlainText`, with its no-break spaces."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show a text that is not the person's doing: no `edited`, and nothing to undo."""
        self._setting = True
        try:
            self.setPlainText(text)
        finally:
            self._setting = False

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read only, with the caret going through it all the same; or let it be changed again."""
        reading = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(reading if read_only else Qt.TextInteractionFlag.TextEditorInteraction)

    def change_text(self, edits: Sequence[Edit]) -> None:
        """Make changes that nobody typed here: no `edited`; caret and selection stay with the words where they are."""
        if not edits:
            return
        anchor, position = self.textCursor().anchor(), self.textCursor().position()  # a cursor moves with the text
        places = self._places(edits)
        moves = [Edit(start, "x" * (end - start), "x" * units(new)) for start, end, new in places]
        self._setting = True
        try:
            self._put(places)
            after = self.textCursor()
            after.setPosition(moved(anchor, moves))
            after.setPosition(moved(position, moves), QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(after)
        finally:
            self._setting = False

    def put_caret(self, at: int) -> None:
        """Put the caret before a character of the text, and select nothing."""
        cursor = self.textCursor()
        cursor.setPosition(units(self.text[:at]))
        self.setTextCursor(cursor)

    def _places(self, edits: Sequence[Edit]) -> list[tuple[int, int, str]]:
        """The edits where Qt counts them: an emoji takes two of its places."""
        text, places = self.text, []
        for edit in edits:
            start = units(text[: edit.at])
            places.append((start, start + units(edit.old), edit.new))
            text = applied(text, (edit,))
        return places

    def _put(self, places: Sequence[tuple[int, int, str]]) -> None:
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        try:
            for start, end, new in places:
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(new)
        finally:
            cursor.endEditBlock()

    def takes_enter(self, event: QKeyEvent) -> bool:
        """Whether an Enter key ends the input instead of beginning a line."""
        return False

    def text_changed(self) -> None:
        """Called when the text is another one, before anybody hears of it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.takes_enter(event):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and not source.hasUrls()  # a dropped file is for the window

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.textCursor().insertText(self.pasted(source.text()))

    def pasted(self, text: str) -> str:
        """What is put in of a pasted text."""
        return text

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # for the pane

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _take_change(self) -> None:
        text = self.document().toRawText().translate(_LINE_ENDS)
        if text == self._text:
            return
        hint_turned = not (self._text and text)
        self._text = text
        if hint_turned:  # the document may be as high as before
            self._grow()
        self.text_changed()
        if not self._setting:
            self.edited.emit(text)

    def _grow(self, _size: QSizeF | None = None) -> None:
        """Be as high as the text.

        Asking for a height can lay blocks out anew, and setting one resizes: what comes of that is looked at when all
        has come to rest, since a height set inside of setting a height would leave a stale maximum behind.
        """
        if self._growing:
            self._settling.start()
            return
        self._growing = True
        try:
            height = self._wanted_height()
            if not height == self.minimumHeight() == self.maximumHeight():
                self.setFixedHeight(height)
            self.verticalScrollBar().setValue(0)  # where Qt scrolled to the caret while there was no room yet
        finally:
            self._growing = False

    def _wanted_height(self) -> int:
        """Of the text's blocks, which differ in height where a font is borrowed for a script.

        `blockBoundingGeometry` would count from the block at the upper edge: too little once Qt has scrolled.
        """
        margin = self.document().documentMargin()  # the last block has its own under it
        text = sum(map(self._block_height, self._blocks())) + margin + 1  # or Qt scrolls
        least = (
            max(self._least * self.fontMetrics().lineSpacing(), self._hint_height() if self.document().isEmpty() else 0)
            + 2 * margin
        )
        return math.ceil(max(text, least)) + self.height() - self.contentsRect().height()

    def _hint_height(self) -> int:
        """Of the placeholder, which Qt draws over as many lines as it takes."""
        width = self.viewport().width() - math.ceil(2 * self.document().documentMargin())
        room = QRect(0, 0, max(width, 1), 10_000)
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.placeholderText()).height()

    def _block_height(self, block: QTextBlock) -> float:
        return self.blockBoundingRect(block).height()  # which has the block laid out

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().firstBlock()
        while block.isValid():
            yield block
            block = block.next()
