"""The input in which a question is answered."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence

from .growing_edit import GrowingEdit
from .session_undo import undoes

_STILL_HERE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)  # a menu, another window
_WITH_CONTROL = QKeySequence("Ctrl+Enter")


class AnswerEdit(GrowingEdit):
    """Enter answers, Shift+Enter begins a line; once a line was begun, other than by a choice, it takes Ctrl+Enter.

    What is typed here has Qt's own undo until it is given; where that has nothing left, the window's follows.
    """

    given_up = Signal()
    left = Signal()  # for another part of the window

    def __init__(self) -> None:
        super().__init__()
        self._chosen = 0  # line ends that no key began

    def choose(self, text: str) -> None:
        """Show a text that the person chose, the caret at its end: Enter answers also where it has several lines."""
        self.set_text(text)
        self._chosen = text.count("\n")
        self.put_caret(len(text))

    def text_changed(self) -> None:
        super().text_changed()
        self._chosen = min(self._chosen, self.text.count("\n"))

    @property
    def _has_own_lines(self) -> bool:
        return self.text.count("\n") > self._chosen

    @property
    def enter_key(self) -> str:
        """The key that answers now, as the person knows it."""
        return _WITH_CONTROL.toString(QKeySequence.SequenceFormat.NativeText) if self._has_own_lines else "Enter"

    def takes_enter(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return control or not (shift or self._has_own_lines)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from stopping what else runs while there is something here to give up, and undo likewise."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.text:
                event.accept()
                return True
            if undoes(event) and not (self.document().isUndoAvailable() or self.document().isRedoAvailable()):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STILL_HERE:
            self.left.emit()
