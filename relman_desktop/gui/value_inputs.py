"""The inputs of short values: a line, a choice, several lines. All speak of `value` and tell the person's edits."""

from typing import Protocol

from PySide6.QtCore import QSignalBlocker, Qt, Signal, SignalInstance
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QSizePolicy

from ..fields import Field
from .arrow_combo import ArrowCombo
from .growing_edit import GrowingEdit
from .sentences import units
from .session_undo import SessionUndo, with_session_undo
from .shown import visible

_LONG = ("notes",)  # the values that are rather texts


class ValueInput(Protocol):
    """What the three inputs of the ticket have in common."""

    edited: SignalInstance  # (value), the person's doing only

    @property
    def value(self) -> str: ...

    def show_value(self, value: str) -> None:
        """Show a value that is not the person's doing."""

    def go_to(self, at: int) -> None:
        """Put the focus here, and the caret before a character of the value where there is a caret."""

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be read only, or be changed again."""


class LineInput(QLineEdit):
    """A value in one line."""

    edited = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.textChanged.connect(self.edited)

    @property
    def value(self) -> str:
        return self.text()

    def show_value(self, value: str) -> None:
        with QSignalBlocker(self):
            self.setText(value)
            self.setCursorPosition(0)

    def replace_value(self, value: str) -> None:
        """Put in a value that the person has chosen; the input's own undo takes it back."""
        self.selectAll()
        self.insert(value)

    def set_read_only(self, read_only: bool) -> None:
        self.setReadOnly(read_only)


class FieldLine(LineInput):
    """A value of the ticket in one line."""

    def __init__(self) -> None:
        super().__init__()
        SessionUndo(self)

    def go_to(self, at: int) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCursorPosition(units(self.value[:at]))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        _pop_up(with_session_undo(self.createStandardContextMenu(), self), event)


class ChoiceInput(ArrowCombo):
    """One of a few values, or none; a value from elsewhere stands as one more choice."""

    edited = Signal(str)

    def __init__(self, choices: tuple[str, ...]) -> None:
        super().__init__()
        self.addItem("Not set", "")
        for choice in choices:
            self.addItem(choice.capitalize(), choice)
        self._known = self.count()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("look", "choice")
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.currentIndexChanged.connect(self._tell)

    @property
    def value(self) -> str:
        return str(self.currentData())

    def show_value(self, value: str) -> None:
        with QSignalBlocker(self):
            while self.count() > self._known:
                self.removeItem(self._known)
            if self.findData(value) < 0:
                self.addItem(visible(value), value)
            self.setCurrentIndex(self.findData(value))

    def go_to(self, at: int) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_read_only(self, read_only: bool) -> None:
        self.setDisabled(read_only)

    def _tell(self, _index: int) -> None:
        self.edited.emit(self.value)


class LongInput(GrowingEdit):
    """A value of several lines."""

    def __init__(self) -> None:
        super().__init__(lines=2)
        SessionUndo(self)

    @property
    def value(self) -> str:
        return self.text

    def show_value(self, value: str) -> None:
        self.set_text(value)

    def go_to(self, at: int) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.put_caret(at)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        _pop_up(with_session_undo(self.createStandardContextMenu(), self), event)


def input_for(field: Field) -> FieldLine | ChoiceInput | LongInput:
    """The input that suits a field, named for a screen reader."""
    made = ChoiceInput(field.choices) if field.choices else LongInput() if field.name in _LONG else FieldLine()
    if not isinstance(made, ChoiceInput):
        made.setPlaceholderText(field.hint)
    made.setAccessibleName(field.label)
    made.setAccessibleDescription(field.hint or f"One of: {', '.join(field.choices)}")
    return made


def _pop_up(menu: QMenu, event: QContextMenuEvent) -> None:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(event.globalPos())
