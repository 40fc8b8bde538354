"""One row of the mapping: one of ours, the field there that it goes to, and what that takes."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QStyleOptionComboBox, QWidget

from .arrow_combo import ArrowCombo
from .labels import label, note, restyle, soften
from .shown import shown_text, visible
from .system_rows import ANOTHER, USUAL, Row
from .theme import GRID


class UsualCombo(ArrowCombo):
    """A list that all rows share; what is usual for a row is told only in its own."""

    usual = ""  # where it goes as usual; "" where that is not told

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        option.currentText = self.shown

    @property
    def shown(self) -> str:
        """What it says while it is closed."""
        is_usual = self.usual and self.currentData() == USUAL
        return f"{self.usual} (as usual)" if is_usual else self.currentText()


class MappingRow(QWidget):
    """All rows choose from one list of fields. A field that is not in it can be typed."""

    chosen = Signal(str, str)  # one of ours, what is chosen for it (`Row.chosen`)

    def __init__(self, ours: str, choices: QStandardItemModel) -> None:
        super().__init__()
        self._ours = ours
        self._name = label(wraps=True)
        self.choice = UsualCombo()
        self.choice.setProperty("look", "choice")
        self.choice.setModel(choices)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(14)
        self.typed = QLineEdit(placeholderText="The field’s name there")
        self._where = note(wraps=True)
        self.choice.activated.connect(self._choose)
        self.typed.editingFinished.connect(self._type)
        self._lay_out()

    @property
    def words(self) -> str:
        """What it says beside the choice."""
        return self._where.text()

    def show_row(self, row: Row) -> None:
        """Show where it goes now."""
        self._name.setText(visible(row.label))
        self.choice.setAccessibleName(f"Where {row.label} goes")
        self.typed.setAccessibleName(f"The field there for {row.label}")
        at = self.choice.findData(row.chosen)
        is_typed = at < 0
        with QSignalBlocker(self.choice), QSignalBlocker(self.typed):
            self.choice.setCurrentIndex(self.choice.findData(ANOTHER) if is_typed else at)
            if is_typed or not self.typed.hasFocus():
                self.typed.setText(visible(row.chosen) if is_typed else "")
        self.typed.setVisible(is_typed)
        self.choice.usual = visible(row.where)
        self.choice.update()
        told = row.takes
        soften(self._where, shown_text(row.wrong or told))
        self._where.setVisible(bool(self._where.text()))
        restyle(self._where, "error" if row.wrong else "quiet")
        self.choice.setAccessibleDescription(visible(row.wrong or ": ".join(filter(None, (self.choice.shown, told)))))

    def _choose(self, _at: int) -> None:
        value = str(self.choice.currentData())
        if value == ANOTHER:
            self.typed.show()
            self.typed.setFocus()
        else:
            self.chosen.emit(self._ours, value)

    def _type(self) -> None:
        if (text := self.typed.text().strip()) and not self.typed.isHidden():
            self.chosen.emit(self._ours, text)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 5)
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self.choice, 0, 1)
        grid.addWidget(self.typed, 1, 1)
        grid.addWidget(self._where, 2, 1)
