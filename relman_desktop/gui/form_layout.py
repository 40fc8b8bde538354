"""How the parts of a form stand: under their name, or beside each other."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from .arrow_combo import ArrowCombo
from .labels import label
from .theme import GRID


def choice(name: str) -> ArrowCombo:
    """An empty choice of a form."""
    made = ArrowCombo()
    made.setProperty("look", "choice")
    made.setAccessibleName(name)
    return made


def named(name: str, held: QWidget) -> QWidget:
    """An input under its name."""
    made, words = QWidget(), label(name, "quiet")
    words.setBuddy(held)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(words)
    column.addWidget(held)
    return made


def beside(*parts: QWidget) -> QWidget:
    """Parts in one line, of which the first takes the room that is left."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    for part in parts:
        row.addWidget(part, int(part is parts[0]))
    return made
