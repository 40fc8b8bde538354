"""What stands first in the risk tab: the level with its score, what weighs most, and the chance in words."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..risk.assessment import Assessment
from .labels import label, soften
from .risk_looks import LevelMark
from .risk_words import chance_told, headline, weighs_most
from .shown import visible
from .theme import GRID


class RiskHead(QWidget):
    """Three sentences of the whole."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = LevelMark()
        self._level = label(size=1.3, bold=True, wraps=True)
        self._most = label(wraps=True)
        self._chance = label(wraps=True)
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

    @property
    def texts(self) -> tuple[str, str, str]:
        """What it says."""
        return self._level.text(), self._most.text(), self._chance.text()

    def show_assessment(self, now: Assessment) -> None:
        self._mark.show_level(now.level)
        self._level.setText(headline(now))
        soften(self._most, visible(weighs_most(now)))
        self._most.setVisible(bool(self._most.text()))
        self._chance.setText(chance_told(now))
