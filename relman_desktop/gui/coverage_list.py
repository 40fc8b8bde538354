"""Every changed file with how far a request covers it and why, by level, filtered by words."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ..drafting.pack.packed import Coverage, Level
from ..wording import counted
from .call_words import LEVEL_WORDS, short
from .coverage_bar import paint_level
from .flow import FlowLayout
from .labels import label
from .row_list import RowList
from .row_paint import RowText
from .theme import GRID, sized

_LEAST_FIRST = {level: -at for at, level in enumerate(Level)}  # what is left out is looked for, not what is there
_FEW = 8  # files that need no line to filter them


class CoverageList(QWidget):
    """The least covered files stand first; the order within a level is the request's."""

    file_wanted = Signal(str)  # the id of a file that the person wants to see

    def __init__(self) -> None:
        super().__init__()
        self._coverage: tuple[Coverage, ...] = ()
        self._level: Level | None = None  # None: all
        self._group = QButtonGroup(self)
        self._chips: dict[Level | None, QPushButton] = {level: _chip() for level in (None, *Level)}
        self.filter = QLineEdit(placeholderText="Filter files and reasons", clearButtonEnabled=True)
        self.filter.setAccessibleName("Filter the covered files")
        self.view = RowList(
            "Files that the request covers", "The least covered ones first; Enter shows the file", row_text
        )
        self._nothing = label(look="quiet", wraps=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing.setMargin(2 * GRID)
        self._lay_out()
        self.setFocusProxy(self.view)
        self._group.buttonClicked.connect(self._take_level)
        self.filter.textChanged.connect(self._show)
        self.view.opened.connect(self._open)

    def show_coverage(self, coverage: Sequence[Coverage]) -> None:
        """Show another request's files, all of them."""
        self._coverage = tuple(sorted(coverage, key=lambda one: _LEAST_FIRST[one.level]))
        for level, chip in self._chips.items():
            count = sum(level in (None, one.level) for one in coverage)
            words = LEVEL_WORDS[level].capitalize() if level else "All"
            chip.setText(f"{words} {count:,}")
            chip.setAccessibleName(f"{words}, {counted(count, 'file')}")
            chip.setVisible(level is None or count > 0)
        self.filter.setVisible(len(coverage) > _FEW)
        self.filter.clear()
        self.choose(None)

    def choose(self, level: Level | None) -> None:
        """Leave the files of one level, or all."""
        self._level = level
        self._chips[level].setChecked(True)
        self._show()

    def count(self, level: Level | None) -> int:
        """How many files the list has at a level, filtered or not."""
        return sum(level in (None, one.level) for one in self._coverage)

    def _take_level(self, chosen: QPushButton) -> None:
        self.choose(next(level for level, chip in self._chips.items() if chip is chosen))

    def _show(self) -> None:
        words = self.filter.text().lower().split()
        self.view.show_rows([one for one in self._coverage if self._level in (None, one.level) and _holds(one, words)])
        self._nothing.setText("No file matches here." if self._coverage else "The request holds no changed file.")
        self._pages.setCurrentWidget(self.view if self.view.rows else self._nothing)

    def _open(self, row: Coverage) -> None:
        self.file_wanted.emit(row.id)

    def _lay_out(self) -> None:
        chips = QWidget()
        flow = FlowLayout(GRID // 2)
        chips.setLayout(flow)
        for chip in self._chips.values():
            self._group.addButton(chip)
            flow.addWidget(chip)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        for part, stretch in ((chips, 0), (self.filter, 0), (self._pages, 1)):
            layout.addWidget(part, stretch)


def row_text(row: Coverage) -> RowText:
    """A file's row: its path, how many of its hunks are sent, and why no more are."""
    more = ", ".join(filter(None, (LEVEL_WORDS[row.level], f"{short(row.tokens)} tokens" if row.tokens else "")))
    return RowText(row.path, sent(row), row.reason, partial(paint_level, row.level), more=more, path=True)


def sent(row: Coverage) -> str:
    """How many hunks of a file are sent: `3 hunks`, `2 of 7 hunks`, `0 of 7 hunks`; "" for a file that has none."""
    part = "" if row.hunks_sent == row.hunks else f"{row.hunks_sent:,} of "
    return f"{part}{counted(row.hunks, 'hunk')}" if row.hunks else ""


def _holds(row: Coverage, words: Sequence[str]) -> bool:
    text = f"{row.path} {row.reason}".lower()
    return all(word in text for word in words)


def _chip() -> QPushButton:
    chip = QPushButton()
    chip.setProperty("look", "chip")
    chip.setFont(sized(chip.font()))
    chip.setCheckable(True)
    return chip
