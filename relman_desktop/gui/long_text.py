"""A text of any size to read, search and copy: put in a slice at a time, its longest lines cut for drawing only."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from .shown import visible
from .theme import GRID, Role, code_font, theme_of

_PIECE = 500  # characters of a line that Qt lays out as one
_REACH = 80  # characters before the end of such a piece in which a better place for the cut is looked for
_BREAKS = re.compile(r".*[\s,;:})\]]", re.DOTALL)
_SLICE = 200_000  # characters that are put in at once: 2 to 5 ms


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text under a heading of ours; "" for none. No text can imitate a heading: it has a ground."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    ends_line: bool = True
    heading: bool = False


class LongText(QPlainTextEdit):
    """Read-only. What is hidden in the text is named; line breaks that are made for drawing are never copied."""

    loaded = Signal()  # all of it is in

    def __init__(self, name: str) -> None:
        super().__init__()
        self._pieces: list[_Piece] = []
        self._starts: list[int] = []  # where each piece stands in `text`, in characters
        self._text: str | None = None
        self._rest: Iterator[_Piece] = iter(())
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._load)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setProperty("look", "bare")
        self.setFont(code_font())
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(GRID)
        self.setAccessibleName(name)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show another text, from its beginning; what has no room in one slice follows while the window lives."""
        self._soon.stop()
        self._pieces, self._starts, self._text = [], [], None
        self._rest = _pieces(parts)
        self.clear()
        self._load()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    @property
    def whole(self) -> bool:
        """Whether all of the text is in."""
        return not self._soon.isActive()

    @property
    def text(self) -> str:
        """What is shown so far, without the breaks that are made for drawing."""
        if self._text is None:
            self._text = "".join(piece.text + ("\n" if piece.ends_line else "") for piece in self._pieces)
        return self._text

    def find_text(self, wanted: str, *, back: bool = False) -> tuple[int, int]:
        """Select the next place that holds this, small letters or capitals: which one it is, of how many; or (0, 0)."""
        self._load_all()
        pattern = re.compile(re.escape(visible(wanted)), re.IGNORECASE)
        places = [found.span() for found in pattern.finditer(self.text)] if wanted else []
        if not places:
            return 0, 0
        cursor = self.textCursor()
        if back:
            at = bisect_left(places, (self._offset(cursor.selectionStart()), 0)) - 1
        else:
            at = bisect_left(places, (self._offset(cursor.selectionEnd()), 0)) % len(places)
        self._select(*places[at])
        return at % len(places) + 1, len(places)

    def createMimeDataFromSelection(self) -> QMimeData:
        cursor, copied = self.textCursor(), QMimeData()
        copied.setText(self.text[self._offset(cursor.selectionStart()) : self._offset(cursor.selectionEnd())])
        return copied

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_pieces"):  # the theme has changed
            for number, piece in enumerate(self._pieces):
                if piece.heading:
                    self._mark_heading(number)

    def _load(self) -> None:
        slice_, room = [], _SLICE
        for piece in self._rest:
            slice_.append(piece)
            room -= len(piece.text) + 1
            if room < 0:
                self._soon.start()
                break
        self._append(slice_)
        if self.whole:
            self.loaded.emit()

    def _load_all(self) -> None:
        while not self.whole:
            self._soon.stop()
            self._load()

    def _append(self, pieces: list[_Piece]) -> None:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        first = len(self._pieces)
        at = self._starts[-1] + self._length(first - 1) if first else 0
        for piece in pieces:
            self._pieces.append(piece)
            self._starts.append(at)
            at += self._length(len(self._pieces) - 1)
        if first and pieces:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())  # a heading may stand before it
        cursor.insertText("\n".join(piece.text for piece in pieces))
        self._text = None
        for number, piece in enumerate(pieces, first):
            if piece.heading:
                self._mark_heading(number)

    def _length(self, at: int) -> int:
        return len(self._pieces[at].text) + self._pieces[at].ends_line

    def _mark_heading(self, number: int) -> None:
        theme, cursor = theme_of(self), QTextCursor(self.document().findBlockByNumber(number))
        ground, ink = QTextBlockFormat(), QTextCharFormat()
        ground.setBackground(theme[Role.TINT])
        ink.setForeground(theme[Role.ACCENT])
        ink.setFontWeight(600)
        cursor.setBlockFormat(ground)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.mergeCharFormat(ink)

    def _offset(self, position: int) -> int:
        """Where a place of the document is in `text`; Qt counts in UTF-16."""
        block = self.document().findBlock(position)
        units = self._pieces[block.blockNumber()].text.encode("utf-16-le")[: 2 * (position - block.position())]
        return self._starts[block.blockNumber()] + len(units.decode("utf-16-le", "ignore"))

    def _position(self, offset: int) -> int:
        number = bisect_right(self._starts, offset) - 1
        before = self._pieces[number].text[: offset - self._starts[number]]
        return self.document().findBlockByNumber(number).position() + len(before.encode("utf-16-le")) // 2

    def _select(self, start: int, end: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._position(start))
        cursor.setPosition(self._position(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()


def _pieces(parts: Sequence[Part]) -> Iterator[_Piece]:
    for part in parts:
        if part.heading:
            yield _Piece(visible(part.heading), heading=True)
        for line in _lines(part.text):
            yield from (_Piece(visible(piece), ends_line) for piece, ends_line in _cut(line))


def _cut(line: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a line, each with whether it is the last: cut between words where there are any."""
    at = 0
    while len(line) - at > _PIECE:
        whole = at + _PIECE
        good = _BREAKS.match(line, whole - _REACH, whole)
        end = good.end() if good else whole
        yield line[at:end], False
        at = end
    yield line[at:], True


def _lines(text: str) -> Iterator[str]:
    """The lines of a text, one after the other: nobody splits megabytes at once."""
    at = 0
    while (end := text.find("\n", at)) >= 0:
        yield text[at:end]
        at = end + 1
    yield text[at:]
