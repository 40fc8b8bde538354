"""What a request amounts to: its coverage, its tokens, its price, what was masked, and what to be warned of."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from .call_words import at_most, covered, masked, short, tokens_of
from .coverage_bar import CoverageBar
from .labels import label, restyle
from .model_call import Prepared
from .theme import GRID
from .warning_notes import WarningNotes

_NO_PRICE = "Not known: the table of prices has none for this model"


class SendFacts(QWidget):
    """A few lines, each with its name."""

    masked_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.coverage = label(wraps=True)
        self.bar = CoverageBar()
        self.tokens = label(wraps=True)
        self.price = label(wraps=True)
        self.masked = QPushButton()
        self.masked.setProperty("look", "more")
        self.masked.setCursor(Qt.CursorShape.PointingHandCursor)
        self.masked.setAccessibleDescription("Lists what was masked, by which rule, and where")
        self.masked.clicked.connect(self.masked_wanted)
        self.warnings = WarningNotes()  # stands where nothing scrolls: the panel places it
        self._lay_out()

    def show_prepared(self, prepared: Prepared) -> None:
        pack = prepared.pack
        self.coverage.setText(_sentence(covered(pack.coverage)))
        self.bar.show_coverage(pack.coverage)
        room = f" of {short(prepared.budget)}" if prepared.budget else ""
        counted = "" if prepared.exact else ", estimated"
        self.tokens.setText(_sentence(tokens_of(prepared.tokens, exact=prepared.exact)) + room + counted)
        self.price.setText(_sentence(at_most(prepared.cost)) if prepared.cost else _NO_PRICE)
        restyle(self.price, "" if prepared.cost else "quiet")
        told = _sentence(masked(pack.redactions))
        self.masked.setText(told)
        self.masked.setAccessibleName(told)
        self.warnings.show_warnings(tuple(dict.fromkeys((*prepared.warnings, *pack.warnings))))

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(2 * GRID)
        layout.setVerticalSpacing(GRID // 2)
        layout.setColumnStretch(1, 1)
        rows = (("Covers", self.coverage), ("Tokens", self.tokens), ("Price", self.price), ("Secrets", self.masked))
        for row, (name, told) in enumerate(rows):
            above = row + (row > 0)  # the bar is under the first
            layout.addWidget(label(name, "quiet"), above, 0, Qt.AlignmentFlag.AlignTop)
            layout.addWidget(told, above, 1, _side(told))
        layout.addWidget(self.bar, 1, 0, 1, 2)


def _side(told: QWidget) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft if isinstance(told, QPushButton) else Qt.AlignmentFlag(0)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
