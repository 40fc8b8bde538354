"""The acceptance criteria of a work item as a list, each with whether the change speaks of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from .icons import Icon
from .labels import label, note
from .shown import shown_line, soft
from .theme import GRID, SMALL, Role
from .work_told import Criterion

_MARKS = {  # icon, colour, what it says: whether a criterion is met is nothing that words show, so none looks like it
    True: ("told", Role.QUIET, "Mentioned in the change"),
    False: ("open", Role.QUIET, "Nothing in the change speaks of it"),
    None: ("dot", Role.QUIET, ""),
}
_MOST = 60


class CriteriaList(QWidget):
    """What is known of a criterion stands in words under it; nothing here says that one is met."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Criterion, ...] | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(1, 1)

    def show_criteria(self, criteria: Sequence[Criterion]) -> None:
        if tuple(criteria) != self._shown:
            self._shown = tuple(criteria)
            self._clear()
            for row, one in enumerate(criteria[:_MOST]):
                self._add(row * 2, one)
            if len(criteria) > _MOST:
                self._grid.addWidget(note(f"{len(criteria) - _MOST:,} more in the description"), 2 * _MOST, 1)
        self.setVisible(bool(criteria))

    def _add(self, row: int, one: Criterion) -> None:
        told, touched = one
        icon, role, words = _MARKS[touched]
        text = shown_line(told)
        said = label(wraps=True)
        said.setText(soft(text))
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said.setAccessibleName(f"{text} {words}".strip())
        self._grid.addWidget(Icon(icon, role), row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(said, row, 1)
        if words:
            self._grid.addWidget(label(words, "quiet", size=SMALL, wraps=True), row + 1, 1)

    def _clear(self) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
