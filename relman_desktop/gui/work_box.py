"""The box in which work items are typed or pasted: Enter takes what stands there, Shift+Enter begins a line."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINES = 3  # that are in sight


class WorkBox(QPlainTextEdit):
    """Nothing that was typed is lost until it was taken."""

    entered = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setPlaceholderText("PAY-12, #123 or an address; words to search for; or paste all of a ticket")
        self.setAccessibleName("Add work items")
        self.setAccessibleDescription("Keys, addresses, words to search for, or a ticket's text; Enter takes it")
        self.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + 18)

    @property
    def text(self) -> str:
        return self.toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and not any(url.isLocalFile() for url in source.urls())  # a file is for the window

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.textCursor().insertText(source.text())
