"""The small window beside a browser that hands a ticket over to a form, field by field."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ..walking import Form, Walk
from .buttons import button
from .labels import label, note, restyle, soften
from .shown import visible
from .theme import GRID
from .walk_words import LINES, count_words, counter_words, excerpt, next_words

_WIDTH = 330
_NEXT, _FIRST, _LAST, _ANEW = "Pasted; copy the next", "Copy the first", "Pasted; that was all", "Begin again"


class WalkPanel(QWidget):
    """Stays above other windows and takes no keys but while it is the active one.

    One key does all: it says that what was copied is pasted, and copies the next.
    """

    next_wanted = Signal()
    back_wanted = Signal()
    skip_wanted = Signal()
    again_wanted = Signal()
    form_chosen = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowTitle("Into a form")
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.form = QComboBox()
        self.form.setAccessibleName("The form")
        self.form.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.form.setMinimumContentsLength(12)
        self.form.activated.connect(self._choose)
        self.progress = QProgressBar(textVisible=False)
        self.progress.setFixedHeight(4)
        self.progress.setAccessibleName("Fields that are done")
        self.count, self.counter = note(), note()
        self.field = label(size=1.2, bold=True, wraps=True)
        self.text = label(wraps=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.text.setFixedHeight((LINES + 1) * self.text.fontMetrics().lineSpacing() + GRID)
        self.said = label("", "warning", wraps=True)
        self.following = note(wraps=True)
        self.next = button(_FIRST, "What was copied is pasted: copies the next field (Space)", "primary")
        self.back = self._small("Back (B)", "Copies the field before once more (B)", self.back_wanted.emit)
        self.skip = self._small("Skip (S)", "Leaves this field out (S)", self.skip_wanted.emit)
        self.again = self._small("Again (A)", "Copies this field once more (A)", self.again_wanted.emit)
        self.next.clicked.connect(self.next_wanted)
        self._lay_out()
        self._give_keys()
        self.resize(_WIDTH, self.sizeHint().height())

    def show_forms(self, forms: Sequence[Form], chosen: str) -> None:
        """Offer the forms."""
        self.form.clear()
        for one in forms:
            self.form.addItem(visible(one.title), one.name)
        self.form.setCurrentIndex(max(0, self.form.findData(chosen)))

    def show_walk(self, walk: Walk, problem: str = "") -> None:
        """Show where the person is. `problem`: why there is nothing to copy."""
        step = walk.current
        self.progress.setRange(0, max(1, len(walk.steps)))
        self.progress.setValue(len(walk.done) + len(walk.skipped))
        self.count.setText(count_words(walk) if walk.steps else "")
        soften(self.field, step.label if step else self._idle(walk, problem))
        self.counter.setText(counter_words(step) if step else "")
        restyle(self.counter, "error" if step and step.over else "quiet")
        self.text.setText(excerpt(step.copied.text) if step else "")
        soften(self.said, "\n".join(step.said) if step else "")
        self.said.setVisible(bool(step and step.said))
        soften(self.following, next_words(walk))
        self._show_buttons(walk)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    def _idle(self, walk: Walk, problem: str) -> str:
        if problem or not walk.steps:
            return problem or "The ticket has nothing for this form yet."
        return "All fields are done." if not walk.following else "Put the cursor into the form, then press Space here."

    def _show_buttons(self, walk: Walk) -> None:
        moved = bool(walk.current or walk.done or walk.skipped)
        words = _NEXT if walk.current and walk.following else _LAST if walk.current else _ANEW if moved else _FIRST
        words = _NEXT if not walk.current and walk.following and moved else words
        self.next.setText(words)
        self.next.setAccessibleName(words)
        self.next.setEnabled(bool(walk.steps))
        self.back.setEnabled(moved)
        self.skip.setEnabled(bool(walk.current or walk.following))
        self.again.setEnabled(bool(walk.current))
        self.next.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + GRID // 2, GRID, GRID + GRID // 2, GRID + GRID // 2)
        column.setSpacing(GRID // 2)
        column.addWidget(self.form)
        column.addWidget(self.progress)
        column.addLayout(_row(self.count, None, self.counter))
        column.addWidget(self.field)
        column.addWidget(self._framed())
        column.addWidget(self.said)
        column.addStretch(1)
        column.addWidget(self.following)
        column.addWidget(self.next)
        column.addLayout(_row(self.back, self.skip, self.again, None))

    def _framed(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("look", "code")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        inside.addWidget(self.text)
        return frame

    def _give_keys(self) -> None:
        keys = {
            "Return": self.next_wanted.emit,
            "Enter": self.next_wanted.emit,
            "B": self.back_wanted.emit,
            "S": self.skip_wanted.emit,
            "A": self.again_wanted.emit,
            "Esc": self.close,
        }
        for key, deed in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(deed)

    def _small(self, text: str, description: str, deed: object) -> QPushButton:
        made = button(text, description, "small")
        made.clicked.connect(deed)
        return made

    def _choose(self, index: int) -> None:
        self.form_chosen.emit(str(self.form.itemData(index)))
        self.next.setFocus()


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Widgets beside each other; None is room that stretches."""
    row = QHBoxLayout()
    row.setSpacing(GRID // 2)
    for part in parts:
        row.addStretch(1) if part is None else row.addWidget(part)
    return row
