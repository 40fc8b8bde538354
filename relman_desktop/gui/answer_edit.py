"""The input in which a question is answered."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent

from .growing_edit import GrowingEdit

_STILL_HERE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)  # a menu, another window


class AnswerEdit(GrowingEdit):
    """Enter answers, Shift+Enter begins a line; once there are several lines it takes Ctrl+Enter. So does leaving."""

    given_up = Signal()

    def takes_enter(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return control or not (shift or "\n" in self.text)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from stopping what else runs while there is something here to give up."""
        escapes = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escapes and event.type() is QEvent.Type.ShortcutOverride and self.text:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        super().keyPressEvent(event)

    def commit(self) -> None:
        """Take what stands here as the answer, if there is anything."""
        if self.text.strip():
            self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STILL_HERE:
            self.commit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # the window is closed, or shows another page
            self.commit()
