"""What always stands in fields there, whatever the ticket says: a requester, a category."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from .arrow_combo import ArrowCombo
from .buttons import button
from .export_fields import empty
from .labels import note, soften
from .shown import shown_text, visible
from .system_entry import SystemEntry
from .system_rows import field_words, fixed_of
from .theme import GRID
from .value_inputs import LineInput


class FixedLine(QWidget):
    """A field there and its value."""

    changed = Signal(str, str)  # the field, its value
    removed = Signal(str)

    def __init__(self, theirs: str, words: str) -> None:
        super().__init__()
        self.theirs = theirs
        self._name = note(wraps=True)
        soften(self._name, words)
        self.value = LineInput()
        self.value.setAccessibleName(f"What always stands in {visible(words)}")
        self.value.setPlaceholderText("What always stands there")
        self.remove = button("Remove", f"{visible(words)} is no longer set", "small")
        self.value.editingFinished.connect(lambda: self.changed.emit(self.theirs, self.value.text().strip()))
        self.remove.clicked.connect(lambda: self.removed.emit(self.theirs))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._name, 2)
        row.addWidget(self.value, 4)
        row.addWidget(self.remove)


class SystemFixed(QWidget):
    """The fixed values, and a choice of the field of another one. A value that is empty is not kept."""

    changed = Signal(str, str)  # the field there, its value; "" removes it

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, FixedLine] = {}
        self._entry: SystemEntry | None = None
        self.another = ArrowCombo(editable=True)
        self.another.setProperty("look", "choice")
        self.another.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.another.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.another.setMinimumContentsLength(14)
        self.another.setAccessibleName("A field there that always holds the same")
        if line := self.another.lineEdit():
            line.setPlaceholderText("A field there, by its name")
        self.add = button("Add a value", "Sets what always stands in this field", "small")
        self.add.clicked.connect(self._add)
        self._said = note(wraps=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID // 2)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.another, 1)
        row.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(note("A requester, a category, a group: what the ticket does not say.", wraps=True))
        column.addLayout(self._rows)
        column.addLayout(row)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        lines = (stop for one in self.lines.values() for stop in (one.value, one.remove))
        return (*lines, self.another, self.add)

    def show_entry(self, entry: SystemEntry) -> None:
        """Show those of a system."""
        is_other = entry is not self._entry
        self._entry = entry
        rows = fixed_of(entry)
        offered = tuple((one.theirs, field_words(one.theirs, one.label, entry.schema)) for one in rows)
        self._offer(offered, anew=is_other)
        words = {one.theirs: f"{one.label}, which the site wants" if one.required else one.label for one in rows}
        required = [one.theirs for one in rows if one.required]
        wanted = list(dict.fromkeys((*required, *entry.fixed, *entry.begun)))
        if is_other or wanted != list(self.lines):
            empty(self._rows)
            self.lines = {theirs: self._line(theirs, words.get(theirs, theirs)) for theirs in wanted}
        for theirs, line in self.lines.items():
            if not line.value.hasFocus():
                line.value.show_value(entry.fixed.get(theirs, ""))

    def _offer(self, offered: tuple[tuple[str, str], ...], *, anew: bool) -> None:
        if anew or self.another.count() != len(offered):
            self.another.clear()
            for theirs, words in offered:
                self.another.addItem(visible(shown_text(words)), theirs)
            self.another.setCurrentIndex(-1)
            self.another.clearEditText()

    def _line(self, theirs: str, words: str) -> FixedLine:
        line = FixedLine(theirs, words)
        line.changed.connect(self._change)
        line.removed.connect(self._remove)
        self._rows.addWidget(line)
        return line

    def _add(self) -> None:
        text = self.another.currentText().strip()
        at = self.another.findText(text)
        theirs = str(self.another.itemData(at)) if at >= 0 else text
        if theirs and self._entry:
            self._entry.begun.append(theirs)
            self.another.setCurrentIndex(-1)
            self.another.clearEditText()
            self.show_entry(self._entry)
            self.lines[theirs].value.setFocus()

    def _change(self, theirs: str, value: str) -> None:
        """A line that is emptied stays for the next word, and keeps nothing."""
        if self._entry and (value or theirs in self._entry.fixed):
            self._entry.begun = [one for one in self._entry.begun if one != theirs] + ([] if value else [theirs])
            self.changed.emit(theirs, value)

    def _remove(self, theirs: str) -> None:
        if self._entry:
            self._entry.begun = [one for one in self._entry.begun if one != theirs]
            self.changed.emit(theirs, "")
