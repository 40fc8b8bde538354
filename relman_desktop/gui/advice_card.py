"""One piece of advice: what is so, what would help, what it stands on, and where to do something about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..advice import Advice
from ..fields import BY_NAME
from ..sources.profile.schema import parts_by_name
from .advice_words import field_button, part_button
from .buttons import button
from .chip_row import ChipRow
from .flow import FlowLayout
from .icons import Icon
from .labels import label, soften
from .shown import shown_text
from .theme import GRID, Role


class AdviceCard(QFrame):
    """Friendly: it warns of nothing."""

    evidence_wanted = Signal(str)
    field_wanted = Signal(str)
    part_wanted = Signal(str)  # of the team's profile

    def __init__(self, advice: Advice) -> None:
        super().__init__()
        self.setProperty("look", "proposal")
        self.advice = advice
        self.chips = ChipRow(advice.evidence)
        self.chips.asked.connect(self.evidence_wanted)
        self.buttons: list[QPushButton] = []
        if advice.field in BY_NAME:
            self._offer(*field_button(advice.field)).clicked.connect(lambda: self.field_wanted.emit(advice.field))
        if advice.part in parts_by_name():
            self._offer(*part_button(advice.part)).clicked.connect(lambda: self.part_wanted.emit(advice.part))
        self._lay_out()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return (*self.chips.chips, *self.buttons)

    def _offer(self, text: str, description: str) -> QPushButton:
        made = button(text, description, "more")
        self.buttons.append(made)
        return made

    def _lay_out(self) -> None:
        said = soften(label(wraps=True), shown_text(self.advice.text))
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(Icon("advice", Role.ACCENT), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID // 2)
        column.addLayout(row)
        foot = QWidget()
        flow = FlowLayout(GRID)
        foot.setLayout(flow)
        for part in self.buttons:
            flow.addWidget(part)
        for below, wanted in ((self.chips, self.chips.chips), (foot, self.buttons)):
            below.setContentsMargins(16 + GRID, 0, 0, 0)
            below.setVisible(bool(wanted))
            column.addWidget(below)
