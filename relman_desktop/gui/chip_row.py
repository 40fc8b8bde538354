"""Evidence ids in a row, each leading to what stands behind it; what is over a few is counted."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from .chips import ChipButton, evidence_chip, more_chip
from .flow import FlowLayout

_MOST = 5
_GAP = 4


class ChipRow(QWidget):
    """Chips, and nothing where there is no evidence."""

    asked = Signal(str)  # an evidence id

    def __init__(self, evidence: Sequence[str] = (), *beside: QWidget) -> None:
        """`beside`: what stands before the chips in the same rows."""
        super().__init__()
        self.setLayout(flow := FlowLayout(_GAP))
        for one in beside:
            flow.addWidget(one)
        self._evidence: tuple[str, ...] = ()
        self.chips: list[ChipButton] = []
        self.show_evidence(evidence)

    def show_evidence(self, evidence: Sequence[str]) -> None:
        """Show other ids."""
        if tuple(evidence) == self._evidence:
            return
        self._evidence = tuple(evidence)
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        shown = [evidence_chip(one) for one in evidence]
        hidden = tuple(shown[_MOST:]) if len(shown) > _MOST + 1 else ()
        told = [*shown[: _MOST if hidden else len(shown)], *([more_chip(hidden)] if hidden else [])]
        self.chips = [ChipButton(one) for one in told]
        for chip in self.chips:
            chip.asked.connect(self.asked)
            if layout := self.layout():
                layout.addWidget(chip)
