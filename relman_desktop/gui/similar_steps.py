"""The steps of a past ticket to read, and to put into the open one: never over its words without showing both."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ..fields import BY_NAME
from .buttons import button
from .difference import difference
from .labels import label, note
from .marked_text import MarkedText
from .shown import shown_text, soft
from .similar_words import below
from .theme import GRID, text_font

_MARKED = "What is struck out is yours, what is underlined is theirs."
_ANOTHER = "This is another text as a whole. Yours stays as it is until you choose."
_MOST_LINES = 14  # of the comparison, before it scrolls
_LONGEST = 4000  # characters to read here; the library has the rest
_READING = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class SimilarSteps(QFrame):
    """One field of a past ticket. Where the open ticket's is empty its text is put in at once; else both are shown."""

    put = Signal(str, str)  # the field, and the text that is to stand in it

    def __init__(self, field: str, text: str, read: Callable[[str], str], *, writes: bool) -> None:
        """`read` gives what a field of the open ticket holds now."""
        super().__init__()
        self._field, self._theirs, self._read = field, text, read
        name = BY_NAME[field].label.lower()
        self.use = button("Use these steps", f"Puts them into {name}; what stands there is shown first", "small")
        self.replace = button("Replace", f"Puts these steps in place of yours in {name}; undo gives yours back")
        self.below = button("Add below", f"Puts these steps under yours in {name}", "primary")
        self.leave = button("Leave it", f"Keeps {name} as it is", "quiet")
        self._compared = MarkedText(f"How these {name} differ from yours")
        self._compared.setFont(text_font())
        self._text = label(wraps=True)
        self._told = note(wraps=True)
        self._question = self._make_question()
        self._lay_out()
        self.use.setVisible(writes)
        self.use.clicked.connect(self._use)
        self.replace.clicked.connect(self._replace)
        self.below.clicked.connect(self._add)
        self.leave.clicked.connect(self._leave)

    @property
    def asking(self) -> bool:
        """Whether both texts are shown, to choose."""
        return not self._question.isHidden()

    @property
    def compared(self) -> str:
        """The words of both texts, as they are marked."""
        return self._compared.toPlainText()

    def _use(self) -> None:
        mine = self._read(self._field)
        if not mine.strip():
            self._put(self._theirs)
            return
        if mine.strip() == self._theirs.strip():
            self.use.setText("Already there")
            self.use.setEnabled(False)
            return
        parts = difference(mine, self._theirs)
        self._compared.show_parts(parts)
        self._told.setText(_MARKED if len(parts) > 1 else _ANOTHER)
        lines = min(_MOST_LINES, sum(part.text.count("\n") for part in parts) + 2)
        self._compared.setFixedHeight((lines + 1) * self._compared.fontMetrics().lineSpacing() + 2 * GRID)
        self._question.show()
        self._text.hide()
        self.use.hide()
        self.below.setFocus()

    def _replace(self) -> None:
        self._put(self._theirs)

    def _add(self) -> None:
        self._put(below(self._read(self._field), self._theirs))

    def _put(self, text: str) -> None:
        self._leave()
        self.put.emit(self._field, text)

    def _leave(self) -> None:
        self._question.hide()
        self._text.show()
        self.use.show()

    def _make_question(self) -> QWidget:
        made = QFrame()
        made.setProperty("look", "proposal")
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        row.addStretch(1)
        for part in (self.leave, self.replace, self.below):
            row.addWidget(part)
        column = QVBoxLayout(made)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._told)
        column.addWidget(self._compared)
        column.addLayout(row)
        made.hide()
        return made

    def _lay_out(self) -> None:
        cut = self._theirs[:_LONGEST]
        more = "\n… (all of it is in the library)" if len(self._theirs) > len(cut) else ""
        self._text.setText(soft(shown_text(cut.strip("\n")) + more))
        self._text.setTextInteractionFlags(_READING)
        head = QHBoxLayout()
        head.addWidget(note(BY_NAME[self._field].label), 1)
        head.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addWidget(self._question)
