"""What our levels and types are called there, one by one."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from ..export.targets.rows import ChoiceRow, MappingRow
from .arrow_combo import ArrowCombo
from .export_fields import empty
from .labels import label, note, restyle, soften
from .shown import shown_text, visible
from .system_entry import SystemEntry
from .system_rows import Row, choices_of, wrong_choice
from .theme import GRID


class ChoiceLine(QWidget):
    """One of our choices, and the choice there; where none is told, it can be typed."""

    chosen = Signal(str, str)  # the key in `System.choices`, the value there; "" as usual

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self._name, self._said = label(wraps=True), note(wraps=True)
        self.choice = ArrowCombo(editable=True)
        self.choice.setProperty("look", "choice")
        self.choice.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(12)
        self.choice.activated.connect(lambda _: self._tell(str(self.choice.currentData() or "")))
        if line := self.choice.lineEdit():
            line.editingFinished.connect(self._type)
        grid = QGridLayout(self)
        grid.setContentsMargins(2 * GRID, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 5)
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self.choice, 0, 1)
        grid.addWidget(self._said, 1, 1)

    def show_choice(self, row: MappingRow, one: ChoiceRow, chosen: str) -> None:
        """Show what one of ours is there. `chosen`: the person's own word for it."""
        self._name.setText(visible(one.ours.capitalize()))
        usual = "As usual" if chosen or not one.theirs else f"As usual: {one.theirs}"
        self.choice.setAccessibleName(f"{row.label} {one.ours} is there")
        labels = {other.value: other.label for other in one.offered}
        with QSignalBlocker(self.choice):
            self.choice.clear()
            self.choice.addItem(visible(usual), "")
            for value, words in labels.items():
                self.choice.addItem(visible(words), value)
            if chosen and chosen not in labels:
                self.choice.addItem(visible(chosen), chosen)
            self.choice.setCurrentIndex(self.choice.findData(chosen))
        wrong = wrong_choice(row, one)
        soften(self._said, shown_text(wrong))
        self._said.setVisible(bool(wrong))
        restyle(self._said, "error")
        self.choice.setAccessibleDescription(visible(wrong))

    def _type(self) -> None:
        text = self.choice.currentText().strip()
        at = self.choice.findText(text)
        self._tell(str(self.choice.itemData(at) or "") if at >= 0 else text)

    def _tell(self, value: str) -> None:
        self.chosen.emit(self._key, value)


class SystemChoices(QWidget):
    """The choices of all fields that have some; hidden where none has."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, ChoiceLine] = {}
        self._keys: Sequence[str] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return tuple(one.choice for one in self.lines.values())

    def show_rows(self, rows: tuple[Row, ...], entry: SystemEntry) -> None:
        """Show those of a mapping."""
        found = tuple(choices_of(rows))
        keys = [one.key for _, choices in found for one in choices]
        if keys != self._keys:
            self._keys, self.lines = keys, {}
            empty(self._column)
            for row, choices in found:
                self._column.addWidget(label(f"{row.label}, in {row.their_label}", "quiet", wraps=True))
                for one in choices:
                    line = self.lines[one.key] = ChoiceLine(one.key)
                    line.chosen.connect(self.chosen)
                    self._column.addWidget(line)
        for row, choices in found:
            for one in choices:
                self.lines[one.key].show_choice(row, one, entry.choices.get(one.key, ""))
        self.setVisible(bool(found))
