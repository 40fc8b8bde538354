"""One thing that was tried or looked for: what came of it as an icon and a word, the evidence, and details, folded."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..risk.rehearsal.rehearsal import Finding
from ..risk.rehearsal.wording import title
from .buttons import button
from .chip_row import ChipRow
from .icons import Icon
from .labels import label, note, soften
from .rehearsal_words import LOOKS, folded_told
from .shown import shown_text
from .theme import GRID


class FindingRow(QWidget):
    """It is made anew where something else was found."""

    evidence_wanted = Signal(str)

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        look = LOOKS[finding.outcome]
        self.head = label(f"{title(finding)}: {look.short}", bold=True, wraps=True)
        self.text = soften(label(wraps=True), shown_text(finding.text))
        self.chips = ChipRow(finding.evidence)
        self.chips.asked.connect(self.evidence_wanted)
        self.chips.setVisible(bool(finding.evidence))
        self.details: QLabel = soften(note(wraps=True), shown_text("\n".join(f"• {one}" for one in finding.details)))
        self.details.hide()
        self.more: QPushButton = button(folded_told(finding), f"Shows them: {title(finding)}", "more")
        self.more.setCheckable(True)
        self.more.toggled.connect(self.details.setVisible)
        self._lay_out(Icon(look.icon, look.role))
        self.more.setVisible(bool(finding.details))

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return (*self.chips.chips, self.more)

    def _lay_out(self, icon: Icon) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, GRID // 2)
        grid.setHorizontalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        grid.addWidget(icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        for part in (self.head, self.text, self.chips):
            column.addWidget(part)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.details)
        grid.addLayout(column, 0, 1)
