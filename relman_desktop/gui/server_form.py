"""The inputs of one server; each says what is wrong with it, and none forgets what was typed."""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from .form_row import FormRow
from .key_field import KeyField
from .report_view import ReportView
from .server_entry import ServerEntry
from .theme import GRID

E = TypeVar("E", bound=ServerEntry[Any])


class ServerForm(QScrollArea, Generic[E]):
    """Shows one entry. It changes the entry's texts and tells; what is made of them is the settings page's business."""

    edited = Signal()
    settled = Signal()

    def __init__(self, rows: Mapping[str, FormRow], secret: str, what_is_sent: str) -> None:
        """`rows`: the inputs, by what they are called in the entry's texts. `secret`: what a key is called."""
        super().__init__(widgetResizable=True)
        self.entry: E | None = None
        self.rows = rows
        self.key = KeyField(secret)
        self.report = ReportView(what_is_sent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        for name, row in rows.items():
            row.edited.connect(lambda text, name=name: self._edit(name, text))
            row.settled.connect(self.settled)

    def show_texts(self, entry: E) -> None:
        """Show another entry, as it stands."""
        self.entry = entry
        self.key.say_wrong("")
        for name, row in self.rows.items():
            row.show_text(entry.texts[name])

    def refresh(self) -> None:
        """Show what was heard since of the same entry."""
        if entry := self.entry:
            self.key.show_entry(entry)
            self.report.show_report(entry.report, entry.testing)

    def show_wrong(self, wrong: Mapping[str, str]) -> None:
        """Say what is wrong, each at its input."""
        for name, row in self.rows.items():
            row.say_wrong(wrong.get(name, ""))

    def forget(self, name: str) -> None:
        """An input is another one: what was heard of it before is of no use."""

    def lay_out(self, *parts: QWidget | QLayout) -> None:
        """Put the parts under each other."""
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID + 4)
        for part in parts:
            (column.addWidget(part) if isinstance(part, QWidget) else column.addLayout(part))
        column.addStretch(1)
        self.setWidget(body)

    def _edit(self, name: str, text: str) -> None:
        if self.entry:
            self.entry.texts[name] = text
            self.entry.offered = False
            self.forget(name)
            self.edited.emit()
