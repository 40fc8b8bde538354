"""What stands first in the risk tab: the level with its score, what weighs most, the chance, and the type."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..risk.assessment import Assessment
from .labels import label, note, soften
from .risk_looks import LevelMark
from .risk_words import chance_told, headline, type_told, weighs_most
from .shown import visible
from .theme import GRID


class RiskHead(QWidget):
    """A few sentences of the whole."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = LevelMark()
        self._level = label(size=1.3, bold=True, wraps=True)
        self._most = label(wraps=True)
        self._chance = label(wraps=True)
        self._type = note(wraps=True)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._mark)
        row.addWidget(self._level, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(row)
        column.addWidget(self._most)
        column.addWidget(self._chance)
        column.addWidget(self._type)

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says, sentence by sentence."""
        return tuple(one.text() for one in (self._level, self._most, self._chance, self._type))

    def show_assessment(self, now: Assessment) -> None:
        self._mark.show_level(now.level)
        self._level.setText(headline(now))
        soften(self._most, visible(weighs_most(now)))
        self._most.setVisible(bool(self._most.text()))
        self._chance.setText(chance_told(now))
        soften(self._type, visible(type_told(now)))
