"""What is not there as it was sent, field by field: ours, what stands there, and what can be done about it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from ..export.differing import from_difference
from ..export.markup import Flavour
from ..submitting.outcome import Difference
from .buttons import button
from .export_fields import empty
from .export_text import ExactText
from .export_words import sort_words
from .flow import FlowLayout
from .labels import label, note
from .theme import GRID

_TOP = Qt.AlignmentFlag.AlignTop
HELD = "Left alone: somebody changed these there"
DIFFER = "Not there as it was sent"
WOULD = "What an update would set there"


class DifferenceRow(QFrame):
    """A field with two texts. One that is held waits for the person's word."""

    overwrite_chosen = Signal(str, bool)
    take_wanted = Signal(str, str)  # the field there, its text

    def __init__(self, one: Difference, *, held: bool, takes: bool) -> None:
        """`takes`: whether what stands there can be taken into one field of the ticket."""
        super().__init__()
        self.one = one
        self.setProperty("look", "warning" if held else "card")
        self.overwrite = QPushButton("Overwrite with ours")
        self.take = button("Take theirs into the ticket", "Puts what stands there into the ticket; undo takes it back")
        self._said = note(wraps=True)
        self._shows_acts = held
        self._prepare(takes=takes)
        self._lay_out()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return self.overwrite, self.take

    def show_choice(self, *, over: bool, taken: bool, busy: bool) -> None:
        """Show what the person said about it."""
        self.overwrite.setChecked(over)
        self.overwrite.setEnabled(not taken and not busy)
        self.take.setEnabled(not taken and not busy)
        words = "Taken into the ticket." if taken else "The next update does it." if over else ""
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _prepare(self, *, takes: bool) -> None:
        self.overwrite.setCheckable(True)
        self.overwrite.setAutoDefault(False)
        self.overwrite.setProperty("look", "suggestion")
        if self.one.sort == "unknown":
            self.overwrite.setText("Add it")
        self.overwrite.setAccessibleName(f"{self.overwrite.text()}: {self.one.label}")
        self.overwrite.setToolTip("With the next update; until then it is left alone")
        self.overwrite.clicked.connect(lambda on: self.overwrite_chosen.emit(self.one.theirs, on))
        self.take.setProperty("look", "suggestion")
        self.take.setAccessibleName(f"Take their {self.one.label} into the ticket")
        self.take.clicked.connect(lambda: self.take_wanted.emit(self.one.theirs, self.one.now))
        self.take.setVisible(takes)

    def _lay_out(self) -> None:
        texts = QGridLayout()
        texts.setHorizontalSpacing(GRID)
        texts.setVerticalSpacing(GRID // 2)
        texts.setColumnStretch(1, 1)
        for row, (name, text) in enumerate(
            zip(("Ours", "There"), from_difference(self.one.ours, self.one.now), strict=True)
        ):
            told = ExactText(f"{self.one.label}, {name.lower()}")
            told.show_text(text or "nothing", Flavour.PLAIN)
            texts.addWidget(label(name, "quiet"), row, 0)
            texts.addWidget(told, row, 1)
        acts, flow = QWidget(), FlowLayout(GRID)
        acts.setLayout(flow)
        for act in (self.overwrite, self.take):
            flow.addWidget(act)
        acts.setVisible(self._shows_acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 2, GRID, GRID + 2, GRID)
        column.setSpacing(GRID // 2)
        column.addWidget(label(self.one.label, bold=True, wraps=True))
        column.addWidget(note(sort_words(self.one), wraps=True))
        column.addLayout(texts)
        column.addWidget(acts)
        column.addWidget(self._said)
        self._said.hide()
        for pos in range(texts.rowCount()):
            item = texts.itemAtPosition(pos, 0)
            if item:
                item.setAlignment(_TOP)


class DifferenceList(QWidget):
    """Those that are held first. The same differences keep their rows, and so the focus."""

    overwrite_chosen = Signal(str, bool)
    take_wanted = Signal(str, str)
    renewed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[DifferenceRow] = []
        self._shown: tuple[object, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self.hide()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return tuple(stop for row in self.rows for stop in row.stops)

    def show_differences(
        self, held: Sequence[Difference], others: Sequence[Difference], takes: frozenset[str], *, looked: bool
    ) -> None:
        """`takes`: the fields whose texts can be taken into one field of the ticket. `looked`: nothing was sent."""
        shown = (tuple(held), tuple(others), takes, looked)
        if shown == self._shown:
            return
        self._shown, self.rows = shown, []
        empty(self._column)
        for title, found in ((HELD, held), (WOULD if looked else DIFFER, others)):
            if found:
                self._column.addWidget(label(title, bold=True, wraps=True))
            for one in found:
                self._add(one, held=title == HELD, takes=one.theirs in takes)
        self.setVisible(bool(self.rows))
        self.renewed.emit()

    def show_choices(self, over: frozenset[str], taken: frozenset[str], *, busy: bool) -> None:
        for row in self.rows:
            theirs = row.one.theirs
            row.show_choice(over=theirs in over, taken=theirs in taken, busy=busy)

    def _add(self, one: Difference, *, held: bool, takes: bool) -> None:
        row = DifferenceRow(one, held=held, takes=takes)
        row.overwrite_chosen.connect(self.overwrite_chosen)
        row.take_wanted.connect(self.take_wanted)
        self.rows.append(row)
        self._column.addWidget(row)
