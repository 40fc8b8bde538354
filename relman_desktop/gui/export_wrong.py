"""Why a field cannot be sent so, with the ways to what mends it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..export.targets.prepared import Part
from ..fields import BY_NAME
from .buttons import button
from .export_field_words import goes_to
from .flow import FlowLayout
from .labels import label, soften
from .shown import shown_text
from .theme import GRID


class WrongLine(QWidget):
    """Hidden while nothing is wrong."""

    field_wanted = Signal(str)
    mapping_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ours = ""
        self._said = label(look="error", wraps=True)
        self.go = button("", "Goes to it in the ticket", "more")
        self.mapping = button("Change the mapping…", "Opens this system, at what goes where", "more")
        self.go.clicked.connect(lambda: self.field_wanted.emit(self._ours))
        self.mapping.clicked.connect(self.mapping_wanted)
        acts, flow = QWidget(), FlowLayout(2 * GRID)
        acts.setLayout(flow)
        for act in (self.go, self.mapping):
            flow.addWidget(act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._said)
        column.addWidget(acts)
        self.hide()

    @property
    def text(self) -> str:
        return self._said.text()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return self.go, self.mapping

    def show_part(self, part: Part) -> None:
        """Say what is wrong with a field, if anything is."""
        self._ours = goes_to(part)
        soften(self._said, shown_text(part.wrong))
        if self._ours:
            self.go.setText(f"Go to {BY_NAME[self._ours].label.lower()}")
            self.go.setAccessibleName(self.go.text())
        self.go.setVisible(bool(self._ours))
        self.setVisible(bool(part.wrong))
