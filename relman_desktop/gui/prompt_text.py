"""The text of one prompt as the person writes it, with its own undo, and a sentence under it about what it is."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ..drafting.prompts import NAMES
from .buttons import button
from .labels import label, note, restyle
from .notice import Notice
from .prompt_words import purpose
from .theme import GRID, code_font

_LINE_ENDS = {0x2028: "\n", 0x2029: "\n"}  # as a document keeps them: Shift+Enter and Enter


class PromptText(QPlainTextEdit):
    """Plain text in, plain text out."""

    edited = Signal()  # by the person, by undo or by `replace_text`

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFont(code_font())
        self.setTabChangesFocus(True)
        self._known = ""
        self.textChanged.connect(self._take_change)

    @property
    def text(self) -> str:
        """The text, verbatim: unlike `toPlainText`, with its no-break spaces."""
        return self.document().toRawText().translate(_LINE_ENDS)

    def set_text(self, text: str) -> None:
        """Show a text that is not the person's doing, with nothing to undo."""
        self._known = text
        self.setPlainText(text)

    def replace_text(self, text: str) -> None:
        """Put another text in place of this one, as one undo step."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.endEditBlock()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and not source.hasUrls()  # a dropped file is for the window

    def _take_change(self) -> None:
        if (text := self.text) != self._known:  # not only its marks
            self._known = text
            self.edited.emit()


class PromptPage(QWidget):
    """One prompt: what is to be known of it, its text, what it may use, and whether it is in order."""

    read_wanted = Signal()  # the repository's own is to be shown
    change_wanted = Signal()  # what changed in ours is to be shown
    kept = Signal()  # the person keeps theirs as it is

    def __init__(self, name: str) -> None:
        super().__init__()
        names = NAMES[name]
        self.name = name
        self.editor = PromptText(f"Prompt of {names.label}")
        self.editor.setAccessibleDescription(names.purpose)
        self._read = button("Read it", "Shows the repository’s own prompt beside this text")
        self._changes = button("What changed", "Shows what has changed in our prompt since you made yours")
        self._keep = button("Keep mine", "Takes yours as made from our prompt as it is now")
        self.suggestion = Notice("proposal", self._read)
        self.lag = Notice("warning", self._changes, self._keep)
        self._state = label(wraps=True)
        self._read.clicked.connect(self.read_wanted)
        self._changes.clicked.connect(self.change_wanted)
        self._keep.clicked.connect(self.kept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        heading = label(names.label, size=1.15, bold=True)
        for part in (heading, note(purpose(name), wraps=True), self.suggestion, self.lag):
            layout.addWidget(part)
        layout.addWidget(self.editor, 1)
        layout.addWidget(self._state)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return self._read, self._changes, self._keep, self.editor

    @property
    def state(self) -> str:
        """The sentence under the text."""
        return self._state.text()

    def say(self, sentence: str, look: str) -> None:
        """Say under the text what it is; look: "quiet", or "warning" for what is wrong with it."""
        self._state.setText(sentence)
        self._state.setMargin(GRID // 2 if look == "warning" else 0)  # which has a ground of its own
        restyle(self._state, look)
        self.editor.setAccessibleDescription(f"{NAMES[self.name].purpose} {sentence}")
