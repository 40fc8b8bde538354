"""Evidence ids in rows, each leading to what stands behind it; what is over a few is counted."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from .chips import ChipButton, evidence_chip, more_chip
from .flow import FlowLayout

_MOST = 5
_GAP = 4


class ChipRow(QWidget):
    """Chips, with what stands before and behind them in the same rows."""

    asked = Signal(str)  # an evidence id

    def __init__(self, evidence: Sequence[str], before: Sequence[QWidget] = (), behind: Sequence[QWidget] = ()) -> None:
        super().__init__()
        chips = [evidence_chip(one) for one in evidence]
        hidden = tuple(chips[_MOST:]) if len(chips) > _MOST + 1 else ()  # a count takes as much room as a chip
        shown = [*chips[:_MOST], more_chip(hidden)] if hidden else chips
        self.chips = [ChipButton(one) for one in shown]
        self.setLayout(flow := FlowLayout(_GAP))
        for one in (*before, *self.chips):
            flow.addWidget(one)
        for one in behind:
            flow.add_apart(one, _GAP)
        for chip in self.chips:
            chip.asked.connect(self.asked)
