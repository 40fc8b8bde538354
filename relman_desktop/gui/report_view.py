"""What a test of the connection does and finds."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from .icons import Icon
from .labels import label, note
from .server_entry import Finding
from .shown import shown_line, soft, visible
from .theme import GRID, Role

_MARKS = {  # icon, colour, the word for a screen reader
    "ok": ("check", Role.GOOD, "Works"),
    "warn": ("alert", Role.WARNING, "Note"),
    "fail": ("failed", Role.ERROR, "Fails"),
}
_MOST = 60


class ReportView(QWidget):
    """A button that tests, or stops testing, over what the last test found."""

    test_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, what_is_sent: str) -> None:
        """`what_is_sent`: by a test, in a sentence or two."""
        super().__init__()
        self._what_is_sent = what_is_sent
        self._testing = False
        self.button = QPushButton()
        self.button.clicked.connect(self._press)
        self._state = note()
        self._lines = QWidget()
        self._shown: Sequence[Finding] = ()
        self._grid = QGridLayout(self._lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(2, 1)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.button)
        row.addWidget(self._state, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(row)
        layout.addWidget(note(what_is_sent, wraps=True))
        layout.addWidget(self._lines)

    def show_report(self, findings: Sequence[Finding], testing: str) -> None:
        """Show what was found, and what a test that runs is doing ("" for none)."""
        self._testing = bool(testing)
        self.button.setText("Stop testing" if testing else "Test connection")
        self.button.setAccessibleName(self.button.text())
        self.button.setAccessibleDescription(self._what_is_sent)
        self._state.setText(f"{visible(testing)}…" if testing else "")
        findings = tuple(findings[:_MOST])
        if findings != self._shown:
            self._clear()
            for row, finding in enumerate(findings):
                self._add(row, finding)
        self._shown = findings
        self._lines.setVisible(bool(findings))

    def _add(self, row: int, finding: Finding) -> None:
        icon, role, word = _MARKS[finding.mark]
        told = shown_line(finding.said)
        said = label(wraps=True)
        said.setText(soft(told))
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said.setAccessibleName(f"{word}. {visible(finding.what)}: {told}")
        self._grid.addWidget(Icon(icon, role), row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(label(finding.what, "quiet"), row, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(said, row, 2)

    def _clear(self) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _press(self) -> None:
        (self.stop_wanted if self._testing else self.test_wanted).emit()
