"""Which change system, where that is, as whom, and by what the ticket is found there again."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ..net.address import caution
from ..settings import System
from .arrow_combo import ArrowCombo
from .buttons import button
from .export_view import View
from .export_words import id_words, place_words, settings_words
from .icons import Icon
from .labels import label, note, soften
from .library_when import ago
from .shown import visible
from .theme import GRID, Role


class ExportHead(QWidget):
    """A choice and a few lines."""

    system_chosen = Signal(str)
    systems_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = ArrowCombo()
        self.choice.setProperty("look", "choice")
        self.choice.setAccessibleName("Change system")
        self.choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # a narrow pane cuts its text
        self.choice.setMinimumWidth(6 * GRID)
        self.change = button("Change systems…", "Adds and changes the systems that tickets go to")
        self._mark = Icon("away", Role.ACCENT)
        self._place, self._settings = label(bold=True, wraps=True), label(wraps=True)
        self._id, self._open = note(wraps=True), label(look="warning", wraps=True)
        self.choice.activated.connect(lambda _: self.system_chosen.emit(str(self.choice.currentData())))
        self.change.clicked.connect(self.systems_wanted)
        self._lay_out()

    @property
    def words(self) -> str:
        """All that it says."""
        return "\n".join(one.text() for one in self._lines if one.text())

    def show_systems(self, systems: Sequence[System], current: str) -> None:
        """Show what can be chosen."""
        with QSignalBlocker(self.choice):
            if [self.choice.itemData(at) for at in range(self.choice.count())] != [one.name for one in systems]:
                self.choice.clear()
                for one in systems:
                    self.choice.addItem(visible(one.name), one.name)
            self.choice.setCurrentIndex(self.choice.findData(current))

    def show_view(self, view: View) -> None:
        """Show where the ticket would go."""
        system, target = view.system, view.target
        self._mark.show_icon(*(("here", Role.GOOD) if system.local else ("away", Role.ACCENT)))
        soften(self._place, place_words(system, target) if target else visible(system.host))
        soften(self._settings, settings_words(system, target) if target else "")
        soften(self._id, " ".join(_beside(view)))
        soften(self._open, caution(system.url, "token"))
        for one in self._lines:
            one.setVisible(bool(one.text()))

    @property
    def _lines(self) -> tuple[QLabel, ...]:
        return self._place, self._settings, self._id, self._open

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.choice, 1)
        row.addWidget(self.change)
        lines = QGridLayout()
        lines.setHorizontalSpacing(GRID)
        lines.setVerticalSpacing(2)
        lines.setColumnStretch(1, 1)
        lines.addWidget(self._mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        for at, one in enumerate(self._lines):
            lines.addWidget(one, at, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addLayout(lines)


def _beside(view: View) -> Iterator[str]:
    """By what the ticket is found there, and how old is what is known of the site."""
    if view.prepared and view.preview:
        yield id_words(view.prepared)
        if schema := view.preview.schema:
            yield f"The site’s fields are as they were read {ago(schema.asked_at)}."
