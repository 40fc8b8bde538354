"""The map of the change with its legend, and a line that says what is looked at."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..risk.assessment import FileRisk
from ..sources.change import FileChange
from .labels import note, soften
from .theme import GRID
from .treemap import Treemap
from .treemap_groups import tiles_of
from .treemap_looks import MapLegend
from .treemap_words import HINT


class TreemapSection(QWidget):
    """A press on a file asks for its evidence."""

    evidence_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.map = Treemap()
        self.map.file_wanted.connect(self.evidence_wanted)
        self.map.looked_at.connect(self._tell)
        self._told = note(HINT, wraps=True)
        self._told.setFixedHeight(3 * self._told.fontMetrics().lineSpacing() + 2)  # nothing moves under the mouse
        self._legend = MapLegend()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for part in (self.map, self._told, self._legend):
            column.addWidget(part)

    @property
    def told(self) -> str:
        """What is said of the file that is looked at."""
        return self._told.text()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through."""
        return (self.map,)

    def show_files(self, files: Iterable[FileChange], risks: Iterable[FileRisk]) -> None:
        """Show the files of a change with their risks."""
        self.map.show_tiles(tiles_of(files, risks))

    def _tell(self, told: str) -> None:
        soften(self._told, told or HINT)
