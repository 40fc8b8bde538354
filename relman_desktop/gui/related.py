"""Chips that lead on from one piece of evidence to others."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from .chips import HEIGHT, Chip, ChipButton
from .flow import FlowLayout
from .labels import note
from .theme import GRID

_AT_FIRST = 12  # chips that are shown before the person asks for all
_MOST = 400


class Related(QWidget):
    """A titled row of chips, which goes on in further rows; hidden while there is none."""

    asked = Signal(str)
    renewed = Signal()  # there are other chips now

    def __init__(self, title: str) -> None:
        super().__init__()
        self._chips: Sequence[Chip] = ()
        self._buttons: list[ChipButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        words = note(title)
        words.setFixedHeight(HEIGHT + 2)
        row.addWidget(words, 0, Qt.AlignmentFlag.AlignTop)
        self._flow = FlowLayout(GRID // 2)
        row.addLayout(self._flow, 1)
        self._more = QPushButton()
        self._more.setProperty("look", "more")
        self._more.setAccessibleDescription(f"Shows all of “{title}”")
        self._more.setFixedHeight(HEIGHT + 2)
        self._more.clicked.connect(self._show_all)
        self._flow.addWidget(self._more)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return (*self._buttons, self._more)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        self._chips = chips
        self._show(_AT_FIRST)
        self.setVisible(bool(chips))

    def _show(self, most: int) -> None:
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._flow.removeWidget(self._more)
        self._buttons = [ChipButton(chip) for chip in self._chips[:most]]
        for button in self._buttons:
            button.asked.connect(self.asked)
            self._flow.addWidget(button)
            button.show()  # a layout shows it later, and until then the row would stand empty
        left = len(self._chips) - len(self._buttons)
        self._flow.addWidget(self._more)
        self._more.setText(f"{left:,} more")
        self._more.setVisible(left > 0 and most == _AT_FIRST)
        self.renewed.emit()

    def _show_all(self) -> None:
        self._show(_MOST)
