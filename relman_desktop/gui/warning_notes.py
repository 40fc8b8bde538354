"""Warnings, one under the other: the first few, and all of them when the person asks."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from .labels import label
from .shown import shown_line, soft, tooltip
from .theme import GRID

_AT_FIRST = 2
_MOST = 30
_LONGEST = 240  # characters that are shown of one; all are in the tool tip


class WarningNotes(QFrame):
    """Hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "warning")
        self._warnings: Sequence[str] = ()
        self._labels: list[QLabel] = []
        self._more = QPushButton()
        self._more.setProperty("look", "more")
        self._more.setAccessibleDescription("Shows all warnings")
        self._more.clicked.connect(self._show_all)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        self._column.setSpacing(GRID // 2)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_warnings(self, warnings: Sequence[str]) -> None:
        self._warnings = warnings
        self._show(_AT_FIRST if len(warnings) > _AT_FIRST + 1 else _MOST)
        self.setVisible(bool(warnings))

    def _show(self, most: int) -> None:
        for old in self._labels:
            old.hide()
            old.deleteLater()
        self._labels = [_warning(text) for text in self._warnings[:most]]
        for at, made in enumerate(self._labels):
            self._column.insertWidget(at, made)
        left = len(self._warnings) - len(self._labels)
        self._more.setText(f"{left:,} more" + (" in the request itself" if most == _MOST else ""))
        self._more.setEnabled(most != _MOST)
        self._more.setVisible(left > 0)

    def _show_all(self) -> None:
        self._show(_MOST)


def _warning(text: str) -> QLabel:
    made = label(wraps=True)
    shown = shown_line(text)
    made.setText(soft(shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"))
    made.setToolTip(tooltip(shown if len(shown) > _LONGEST else ""))
    made.setAccessibleName(shown)
    return made
