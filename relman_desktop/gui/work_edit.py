"""Correcting a work item that was given: its title and its text, to be saved or left as they were."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ..sources.work.item import WorkItem
from .buttons import button
from .form_row import FormRow
from .labels import label
from .shown import visible
from .theme import GRID

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WorkEdit(QWidget):
    """Ctrl+Enter saves, Escape leaves."""

    saved = Signal(str, str, str)  # key, title, text
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._item: WorkItem | None = None
        self._key = label(bold=True)
        self.title = FormRow("Title", "")
        self._named = label("Text, in Markdown", "quiet")
        self.body = QPlainTextEdit()
        self.body.setTabChangesFocus(True)
        self.body.setAccessibleName("Text of the work item, in Markdown")
        self.save = button("Save", "Keeps this as what the work item says; undo gives back what it said", "primary")
        self.leave = button("Cancel", "Leaves it as it was (Esc)", "quiet")
        self._lay_out()
        self.save.clicked.connect(self._save)
        self.leave.clicked.connect(self.left)
        self.setFocusProxy(self.title.input)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return self.title.input, self.body, self.save, self.leave

    @property
    def key(self) -> str:
        """The key of the item that is written; "" for none."""
        return self._item.key if self._item else ""

    def show_item(self, item: WorkItem) -> None:
        self._item = item
        self._key.setText(visible(item.key))
        self.title.show_text(item.title)
        self.body.setPlainText(item.body)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._save()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        title, body = self.title.input.text().strip(), self.body.toPlainText().strip()
        if not title and not body:
            self.title.say_wrong("Give it a title or a text; to do without it, take it away.")
        elif self._item:
            self.saved.emit(self._item.key, title, body)

    def _lay_out(self) -> None:
        self._named.setBuddy(self.body)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for part in (self.save, self.leave):
            row.addWidget(part)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        for above in (self._key, self.title, self._named):
            column.addWidget(above)
        column.addWidget(self.body, 1)
        column.addLayout(row)
