"""Undo in the fields of the ticket: the session's, over all fields and restarts, in place of the one that Qt offers."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget

_ACTIONS = ("undo", "redo")  # as the window's table names them; Qt's own are called "edit-undo" and "edit-redo"
_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


def undoes(event: QEvent) -> bool:
    """Whether a key asks for undo or redo."""
    return isinstance(event, QKeyEvent) and (
        event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
    )


class SessionUndo(QObject):
    """Takes undo from an input; its keys go on to the window's actions, and do nothing where those are greyed."""

    def __init__(self, edit: QPlainTextEdit | QLineEdit) -> None:
        super().__init__(edit)
        if isinstance(edit, QPlainTextEdit):
            edit.setUndoRedoEnabled(False)
        edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _KEYS and undoes(event):
            event.ignore()
            return True
        return False


def with_session_undo(menu: QMenu, edit: QWidget) -> QMenu:
    """Put the window's undo and redo into an input's menu, in place of the input's."""
    for name in _ACTIONS:
        own = next((one for one in menu.actions() if one.objectName() == f"edit-{name}"), None)
        ours = edit.window().findChild(QAction, name, Qt.FindChildOption.FindDirectChildrenOnly)
        if own and ours:
            menu.insertAction(own, ours)
        if own:
            menu.removeAction(own)
    return menu


def undo_key() -> str:
    """The key of undo as a person reads it on this system."""
    return QKeySequence(QKeySequence.StandardKey.Undo).toString(QKeySequence.SequenceFormat.NativeText)
