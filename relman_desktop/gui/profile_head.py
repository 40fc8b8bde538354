"""The line above the editor: which layer is edited, where it is kept, and how it stands with writing."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..sources.profile.editing import EditedLayer
from ..wording import counted
from .arrow_combo import ArrowCombo
from .buttons import button
from .fitting_label import small
from .labels import label
from .notice import Notice
from .profile_words import layer_words
from .shown import visible
from .theme import GRID

_MEND = "Mend it with any text editor; it is read again by itself."


class ProfileHead(QWidget):
    """Tells which layer the person wants to see."""

    chosen = Signal(object)  # an EditedLayer
    propose_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.layer = ArrowCombo()
        self.layer.setProperty("look", "choice")
        self.layer.setAccessibleName("Which profile")
        self.layer.setMinimumContentsLength(40)
        self.propose = button(
            "Propose from this repository…", "Looks what the repository shows; you take what is right"
        )
        self.fault = Notice("warning")
        self._where, self._state = small(look="quiet"), small(look="quiet")
        self._layers: Sequence[EditedLayer] = ()
        self._lay_out()
        self.layer.currentIndexChanged.connect(lambda at: self.chosen.emit(self._layers[at]) if at >= 0 else None)
        self.propose.clicked.connect(self.propose_wanted)

    @property
    def state(self) -> str:
        """How it stands with writing."""
        return self._state.whole

    def show_layers(self, layers: Sequence[EditedLayer], current: EditedLayer, head: str) -> None:
        """Show which layers there are; the strongest first."""
        with QSignalBlocker(self.layer):
            self._layers = tuple(reversed(layers))
            words = [visible(layer_words(one, head)) for one in self._layers]
            if words != [self.layer.itemText(at) for at in range(self.layer.count())]:
                self.layer.clear()
                self.layer.addItems(words)
            self.layer.setCurrentIndex(self._layers.index(current))
        where = str(current.path) if current.path else "Read only: it is changed in the repository, by a commit."
        self._where.show_texts(where)
        self.fault.say(visible(f"{current.fault} {_MEND}" if current.fault and current.path else current.fault))

    def show_state(self, waiting: int, trouble: str = "") -> None:
        """Say whether all that was typed is in the file."""
        kept = "what you typed is kept" if waiting else ""
        told = f"{counted(waiting, 'entry is', 'entries are')} not written yet; {kept}"
        self._state.show_texts(trouble or (told if waiting else "All that you typed is written."))

    def hide_state(self) -> None:
        self._state.show_texts("")

    def _lay_out(self) -> None:
        named = label("Edit", "quiet")
        named.setBuddy(self.layer)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(named)
        row.addWidget(self.layer)
        row.addWidget(self._state, 1)
        row.addWidget(self.propose)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID // 2)
        column.addLayout(row)
        column.addWidget(self._where)
        column.addWidget(self.fault)
