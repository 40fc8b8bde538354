"""The rehearsed rollback: whether the way back is open, what was tried and what was found, and to try it again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..risk.rehearsal.rehearsal import Rehearsal
from .buttons import button
from .icons import Icon
from .labels import label, note, soften
from .rehearsal_row import FindingRow
from .rehearsal_words import AGAIN, AGAIN_DOES, LOOKS, NONE, REHEARSING, tried_on, whole_told
from .risk_bars import drop
from .theme import GRID


class RehearsalCard(QWidget):
    """The findings that are the same stay as they are, with the focus in them."""

    evidence_wanted = Signal(str)
    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[FindingRow] = []
        self._shown: Rehearsal | None = None
        self._icon = Icon(LOOKS["unknown"].icon, LOOKS["unknown"].role)
        self.whole = label(NONE, wraps=True)
        self.tried = note(wraps=True)
        self.again = button(AGAIN, AGAIN_DOES, "small")
        self.again.clicked.connect(self.again_wanted)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.whole, 1)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(head)
        column.addWidget(self.tried)
        column.addLayout(self._rows)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return (*(stop for row in self.rows for stop in row.stops), self.again)

    def show_rehearsal(self, rehearsal: Rehearsal | None, *, busy: bool = False) -> None:
        """Show what was found; None where there was no rehearsal. `busy`: while it is tried again."""
        self.again.setText(REHEARSING if busy else AGAIN)
        self.again.setAccessibleName(self.again.text())
        self.again.setDisabled(busy)
        if rehearsal == self._shown:
            return
        self._shown = rehearsal
        look = LOOKS[rehearsal.outcome if rehearsal else "unknown"]
        self._icon.show_icon(look.icon, look.role)
        self.whole.setText(whole_told(rehearsal) if rehearsal else NONE)
        soften(self.tried, tried_on(rehearsal) if rehearsal else "")
        self.tried.setVisible(rehearsal is not None)
        drop(self.rows)
        self.rows = [FindingRow(one) for one in rehearsal.findings] if rehearsal else []
        for row in self.rows:
            row.evidence_wanted.connect(self.evidence_wanted)
            self._rows.addWidget(row)
            row.show()  # at once, or all would stand squeezed for a moment
