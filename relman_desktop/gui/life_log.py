"""What happens in the night, in a line each: typed here, kept with its time, told in the closing note."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from .buttons import button
from .labels import label, note, soften
from .theme import GRID
from .tick_box import TickBox

_LONGEST = 1_000  # characters
TITLE = "What happened"


class NoteBar(QFrame):
    """One line at the foot of the tab. Enter keeps it."""

    noted = Signal(str, bool)  # the text, and whether it is a problem

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "foot")
        self.edit = QLineEdit()
        self.edit.setMaxLength(_LONGEST)
        self.edit.setPlaceholderText("What happens now?")
        self.edit.setAccessibleName("Note what happens")
        self.problem = TickBox("A problem")
        self.problem.setAccessibleDescription("What is noted is told as a problem, and the outcome is offered as such")
        self.keep = button("Note", "Keeps the note with its time")
        self.edit.returnPressed.connect(self._keep)
        self.keep.clicked.connect(self._keep)
        self.edit.textChanged.connect(lambda text: self.keep.setEnabled(bool(text.strip())))
        self.keep.setEnabled(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(self.edit, 1)
        row.addWidget(self.problem)
        row.addWidget(self.keep)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return self.edit, self.problem, self.keep

    def set_read_only(self, read_only: bool) -> None:
        for part in self.stops:
            part.setDisabled(read_only or (part is self.keep and not self.edit.text().strip()))

    def _keep(self) -> None:
        if text := self.edit.text().strip():
            is_problem = self.problem.isChecked()
            self.edit.clear()
            self.problem.setChecked(False)
            self.noted.emit(text, is_problem)


class LogList(QWidget):
    """What was noted, in its order."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.hide()

    def show_lines(self, lines: Sequence[str]) -> None:
        if tuple(lines) == self.lines:
            return
        self.lines = tuple(lines)
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._column.addWidget(label(TITLE, bold=True))
        for one in lines:
            self._column.addWidget(soften(note(wraps=True), one))
        self.setVisible(bool(lines))
