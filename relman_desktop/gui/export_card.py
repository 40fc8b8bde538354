"""One field as it will stand in the change system: what of ours goes there, its length, its exact text."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ..export.targets.prepared import Part
from .export_counter import Counter
from .export_field_words import from_words, value_words
from .export_text import ExactText
from .export_words import moved_words
from .export_wrong import WrongLine
from .icons import IconButton
from .labels import label, note, restyle, say, soften
from .shown import shown_text, visible
from .theme import GRID


class PartView(QFrame):
    """Shows one part after the other, in its place; what is wrong with it, and what the person should know."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong = WrongLine()
        self._said = note(wraps=True)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return self.wrong.stops

    @property
    def words(self) -> str:
        """All that it says."""
        raise NotImplementedError

    def show_part(self, part: Part) -> None:
        """Show how the field would be sent now."""
        moved = [moved_words(part.moved)] if part.moved and not part.said else []
        say(self._said, shown_text("\n".join((*moved, *part.said))))
        restyle(self._said, "warning" if part.moved else "quiet")
        self.wrong.show_part(part)
        told = (part.field.label, from_words(part), part.wrong)
        self.setAccessibleName(visible(". ".join(one for one in told if one)))


class TextCard(PartView):
    """A text, with its length against its limit."""

    def __init__(self, part: Part) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._name, self._from = label(bold=True, wraps=True), note(wraps=True)
        self.counter, self.text = Counter(), ExactText(part.field.label)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._name, 1)
        head.addWidget(self.counter, 0, Qt.AlignmentFlag.AlignVCenter)
        self.copy = IconButton("copy", f"Copy {visible(part.field.label)} as it is sent")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text))
        head.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 2, GRID, GRID + 2, GRID)
        column.setSpacing(GRID // 2)
        column.addLayout(head)
        for one in (self._from, self.text, self._said, self.wrong):
            column.addWidget(one)
        self.show_part(part)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return (self.copy, *self.text.stops, *super().stops)

    @property
    def words(self) -> str:
        """All that it says."""
        told = (self._name.text(), self._from.text(), self.counter.text, self.text.shown, self._said.text())
        return "\n".join((*told, self.wrong.text))

    def show_part(self, part: Part) -> None:
        super().show_part(part)
        soften(self._name, part.field.label)
        say(self._from, shown_text(from_words(part)))
        self.counter.show_part(part)
        self._text = part.text
        self.text.show_text(part.text, part.field.markup)


class ValueRow(PartView):
    """A short value beside its name."""

    def __init__(self, part: Part) -> None:
        super().__init__()
        self._name, self._value = label(look="quiet", wraps=True), label(wraps=True)
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self._name, 2, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._value, 3, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 2, 2, GRID + 2, 2)
        column.setSpacing(2)
        column.addLayout(line)
        for one in (self._said, self.wrong):
            column.addWidget(one)
        self.show_part(part)

    @property
    def words(self) -> str:
        """All that it says."""
        return "\n".join((self._name.text(), self._value.text(), self._said.text(), self.wrong.text))

    def show_part(self, part: Part) -> None:
        super().show_part(part)
        soften(self._name, part.field.label)
        self._name.setToolTip(from_words(part))
        soften(self._value, shown_text(value_words(part)))
        self._value.setAccessibleName(f"{visible(part.field.label)}: {visible(value_words(part))}")
