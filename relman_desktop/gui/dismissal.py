"""Dismissing a fact: an inline input for the reason, or the reason that was given, with a way back."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from .flow import FlowLayout
from .labels import label
from .shown import soft, visible
from .theme import GRID, SMALL

SUGGESTIONS = ("Not deployed", "Already done", "False: ", "Not worth telling")
_LONGEST = 300  # characters of a reason


class DismissForm(QFrame):
    """Asks why a fact does not count; Enter dismisses it, Escape leaves it."""

    given = Signal(str)  # the reason
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "proposal")
        self._asked = label("Why does this fact not count?", size=SMALL, bold=True)
        self.reason = _ReasonEdit()
        self._dismiss = _button("Dismiss", "The drafts leave this fact out; undo or Restore brings it back", "primary")
        self._cancel = _button("Cancel", "The fact goes on counting", "")
        self.suggestions = [_suggestion(text) for text in SUGGESTIONS]
        self._lay_out()
        self._connect()
        self._check("")

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return (self.reason, *self.suggestions, self._cancel, self._dismiss)

    def begin(self, reason: str) -> None:
        """Ask, with the reason that was given before."""
        self.reason.setText(reason)
        self.reason.selectAll()
        self.show()
        self.reason.setFocus()

    def _lay_out(self) -> None:
        flow = FlowLayout(GRID // 2)
        for one in self.suggestions:
            flow.addWidget(one)
        bottom = QHBoxLayout()
        bottom.setSpacing(GRID)
        bottom.addStretch(1)
        bottom.addWidget(self._cancel)
        bottom.addWidget(self._dismiss)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID + 4, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._asked)
        layout.addWidget(self.reason)
        layout.addLayout(flow)
        layout.addLayout(bottom)

    def _connect(self) -> None:
        self.reason.textChanged.connect(self._check)
        self.reason.returnPressed.connect(self._give)
        self.reason.given_up.connect(self.left)
        self._dismiss.clicked.connect(self._give)
        self._cancel.clicked.connect(self.left)
        for one in self.suggestions:
            one.clicked.connect(self._suggest)

    def _check(self, text: str) -> None:
        self._dismiss.setEnabled(bool(text.strip()))

    def _give(self) -> None:
        if reason := self.reason.text().strip():
            self.given.emit(reason)

    def _suggest(self) -> None:
        """Put a suggestion in; one that ends in a colon wants more words."""
        sender = self.sender()
        if isinstance(sender, QPushButton):
            self.reason.setText(str(sender.property("reason")))
            self.reason.setFocus()


class _ReasonEdit(QLineEdit):
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__(placeholderText="The reason is kept with the ticket (Enter)", maxLength=_LONGEST)
        self.setAccessibleName("Why does this fact not count?")
        self.setAccessibleDescription("The reason is kept with the ticket; Enter dismisses the fact, Escape leaves it")

    def event(self, event: QEvent) -> bool:
        """Keep Esc for this form while somebody writes in it, whatever else it stops."""
        escapes = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escapes and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class DismissedNote(QFrame):
    """Says why a fact was dismissed, and lets it count again."""

    restored = Signal()
    change_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "warning")
        self._reason = label(wraps=True)
        self._change = _button("Change", "Opens the reason", "quiet")
        self._restore = _button("Restore", "The fact counts again, and the drafts may use it", "")
        self._change.clicked.connect(self.change_wanted)
        self._restore.clicked.connect(self.restored)
        bottom = QHBoxLayout()
        bottom.setSpacing(GRID // 2)
        bottom.addStretch(1)
        bottom.addWidget(self._change)
        bottom.addWidget(self._restore)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID + 4, GRID, GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._reason)
        layout.addLayout(bottom)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return self._change, self._restore

    def show_reason(self, reason: str) -> None:
        self._reason.setText(f"Dismissed: {soft(visible(reason))}")


def _suggestion(text: str) -> QPushButton:
    button = QPushButton(text.rstrip(" :") + ("…" if text.endswith(": ") else ""))
    button.setProperty("look", "chip")
    button.setProperty("reason", text)
    button.setAccessibleDescription("Puts this into the reason")
    return button


def _button(text: str, description: str, look: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("look", look)
    button.setToolTip(description)
    button.setAccessibleDescription(description)
    return button
