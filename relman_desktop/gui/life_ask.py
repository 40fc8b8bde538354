"""Asks in place for a reason before a ticket goes back, is rolled back, or a step is skipped. Enter gives it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from .buttons import button, describe
from .flow import FlowLayout
from .labels import label
from .theme import GRID

_LONGEST = 1_000  # characters


class AskReason(QFrame):
    """Hidden until something is asked; the focus goes back to where it came from."""

    shown = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "proposal")
        self._do: Callable[[str], None] = lambda reason: None
        self._needed = False
        self._from: QWidget | None = None
        self._asked = label(bold=True, wraps=True)
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST)
        self.give = button("Do it", "", "primary")
        self.leave = button("Leave it", "Changes nothing")
        self._lay_out()
        self.reason.textChanged.connect(self._check)
        self.reason.returnPressed.connect(self._give)
        self.reason.installEventFilter(self)
        self.give.clicked.connect(self._give)
        self.leave.clicked.connect(self.end)
        self.hide()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return self.reason, self.give, self.leave

    def ask(self, question: str, action: str, do: Callable[[str], None], *, needed: bool) -> None:
        """Ask; `do` gets the reason, "" where none is `needed`."""
        self._do, self._needed = do, needed
        self._from = self.window().focusWidget()
        self._asked.setText(question)
        self.reason.setAccessibleName(question)
        self.reason.setPlaceholderText("Why?" if needed else "Why? (may stay empty)")
        describe(self.give, action, f"{action}, for this reason", "primary")
        self.give.setText(action)
        self.reason.clear()
        self._check("")
        self.show()
        self.shown.emit(True)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Ask no more."""
        if self.isHidden():
            return
        had_focus = self.isAncestorOf(self.window().focusWidget() or self)
        self.hide()
        self.shown.emit(False)
        if had_focus and self._from and self._from.isVisible():
            self._from.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() is QEvent.Type.KeyPress:
                self.end()
            event.accept()
            return True
        return False

    def _check(self, text: str) -> None:
        self.give.setEnabled(bool(text.strip()) or not self._needed)

    def _give(self) -> None:
        reason = self.reason.text().strip()
        if reason or not self._needed:
            self.end()
            self._do(reason)

    def _lay_out(self) -> None:
        buttons = QWidget()
        flow = FlowLayout(GRID)
        buttons.setLayout(flow)
        for one in (self.give, self.leave):
            flow.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        for part in (self._asked, self.reason, buttons):
            column.addWidget(part)
