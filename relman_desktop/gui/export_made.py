"""Where this ticket is: all records that were made of it, with their times."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..settings import System
from ..submitting.export import Export, State
from .buttons import button
from .export_fields import empty
from .export_words import link_of, name_of, when
from .labels import label, note, soften
from .library_when import exactly
from .shown import shown_text, visible
from .theme import GRID


class MadeList(QWidget):
    """Hidden while there is none."""

    open_wanted = Signal(str)
    renewed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.stops: tuple[QPushButton, ...] = ()
        self.lines: list[str] = []
        self._shown: tuple[object, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(label("Where this ticket is", bold=True, wraps=True))
        column.addLayout(self._rows)
        self.hide()

    def show_exports(self, exports: Sequence[Export]) -> None:
        if tuple(exports) == self._shown:
            return
        self._shown, self.lines = tuple(exports), []
        empty(self._rows)
        self.stops = tuple(filter(None, map(self._add, exports)))
        self.setVisible(bool(exports))
        self.renewed.emit()

    def _add(self, export: Export) -> QPushButton | None:
        told = line_of(export)
        self.lines.append(told)
        said = soften(note(wraps=True), shown_text(told))
        said.setToolTip(exactly(export.made_at or export.begun_at))
        row, held = QHBoxLayout(), QWidget()
        held.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(said, 1)
        self._rows.addWidget(held)
        url = link_of(export.url, System(export.system, export.target, export.address))
        if not url:
            return None
        made = button("Open", f"Opens {name_of(export)} in your browser", "small")
        made.setAccessibleName(f"Open {name_of(export)}")
        made.clicked.connect(partial(self.open_wanted.emit, url))
        row.addWidget(made)
        return made


def line_of(export: Export) -> str:
    """`Change control: CHG0030001, created 12:40, updated 13:05`."""
    name = visible(export.system)
    if export.state is not State.MADE:
        return f"{name}: begun {when(export.begun_at)}, and how that ended is not known"
    updated = f", updated {when(export.updated_at)}" if export.updated_at > export.made_at else ""
    return f"{name}: {name_of(export)}, created {when(export.made_at)}{updated}"
