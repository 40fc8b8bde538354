"""A list to read of the commits that came and went, over the bar that tells how many."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QListWidget, QVBoxLayout, QWidget

from .shown import shown_line, tooltip
from .theme import GRID

_MOST_ROWS = 12  # that are in sight at once


class MovedList(QFrame):
    """A popup: a click beside it or Escape closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.rows = QListWidget()
        self.rows.setAccessibleName("Commits that came and went")
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setSelectionMode(QListWidget.SelectionMode.SingleSelection)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(self.rows)

    def show_lines(self, lines: Sequence[str]) -> None:
        self.rows.clear()
        self.rows.addItems([shown_line(line) for line in lines])
        for number, line in enumerate(lines):
            self.rows.item(number).setToolTip(tooltip(shown_line(line)))

    def open_above(self, corner: QPoint, width: int) -> None:
        """Open with the lower left corner at a point of the screen; sizes are pixels."""
        row = max(self.rows.sizeHintForRow(0), 16)
        high = row * min(self.rows.count(), _MOST_ROWS) + 4 * GRID
        self.setGeometry(corner.x(), corner.y() - high, width, high)
        self.show()
        self.rows.setCurrentRow(0)
        self.rows.setFocus()
