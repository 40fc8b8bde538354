"""A question that the evidence does not answer, with an input; its answer becomes evidence.

It is given by Enter or by a button, and by nothing else: what is half typed stays so, wherever the person goes.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from ..drafting.proposal import Question
from .answer_edit import AnswerEdit
from .icons import Icon
from .labels import label, note, restyle, soften
from .shown import visible
from .theme import GRID, SMALL, Role


class QuestionView(QWidget):
    """One question: open with its input, or answered as a quiet line."""

    answered = Signal(str, str)
    half_typed = Signal(str, str)  # the question, what stands in its input and is not given; "" where nothing does

    def __init__(
        self,
        question: Question,
        answer: str,
        half: str = "",
        *,
        beside: QWidget | None = None,
        icon: tuple[str, Role] = ("check", Role.GOOD),
        against: Callable[[str, str], str] = lambda question, answer: "",
    ) -> None:
        """`half`: what was typed as its answer and not given, before it was shown here.

        `beside`: what helps to answer it, above its input. `icon`: of one that is answered. `against`: what speaks
        against an answer to a question, in a sentence; it is taken all the same.
        """
        super().__init__()
        self.question = question.question
        self._answer = answer
        self._open = bool(half) or not answer
        self._answered_icon = icon
        self._icon = Icon("question", Role.ACCENT)
        self._asked = label(wraps=True)
        self._told = label(wraps=True)  # the answer, below the quiet question
        self._why = note(question.why, wraps=True)
        self._beside = beside
        self._input = AnswerEdit()
        self._input.set_text(half)
        self._input.setPlaceholderText("Your answer becomes evidence (Enter)")
        self._input.setAccessibleName(question.question)
        self._input.setAccessibleDescription(question.why or "Your answer becomes evidence")
        opens = "Opens the answer; an empty one takes it back"
        self._change = _button("Change", f"Change the answer to: {question.question}", opens, "quiet")
        self._change.clicked.connect(self._reopen)
        self._input.entered.connect(self._take)
        self._give = _button("Give", f"Give the answer to: {question.question}", "Makes it evidence (Enter)", "small")
        self._give.clicked.connect(self._take)
        self._waits = note(wraps=True)
        self._find_against = against
        self._against = label(look="warning", size=SMALL, wraps=True)
        self._against.setMargin(GRID // 2)
        self._input.left.connect(self._close_unchanged)
        self._input.edited.connect(self._type)
        self._input.given_up.connect(self._give_up)
        self._lay_out()
        self._show()

    @property
    def is_open(self) -> bool:
        return self._open

    @property
    def inputs(self) -> tuple[QWidget, ...]:
        """What Tab goes through."""
        return self._change, self._input, self._give

    @property
    def warning(self) -> QWidget | None:
        """What is told against its answer, where something is."""
        return self._against if not self._against.isHidden() else None

    @property
    def busy(self) -> bool:
        """Whether the person is writing an answer here."""
        return self._open and (self._input.hasFocus() or self._is_half_typed)

    @property
    def is_written_in(self) -> bool:
        """Whether the person is in its input now."""
        return self._input.hasFocus()

    @property
    def _is_half_typed(self) -> bool:
        return self._input.text.strip() not in ("", self._answer)

    def go_to(self) -> None:
        """Put the focus here, the caret at the end of what is half typed."""
        part = self._input if self._open else self._change
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        self._input.put_caret(len(self._input.text))

    @property
    def text(self) -> str:
        """What stands in its input."""
        return self._input.text

    def put(self, text: str) -> None:
        """Put a text into the input, as if the person had typed it: it is not given."""
        self._open = True
        self._input.choose(text)
        self._show()
        self._type(text)

    def give(self, text: str) -> None:
        """Take this as the answer."""
        self._input.set_text(text)
        self._take()

    def show_half(self, text: str) -> None:
        """Show what is typed as the answer in another place; what the person is typing here stays."""
        if not self._input.hasFocus() and text != self._input.text:
            self._input.set_text(text)
            self._open = bool(text) or not self._answer
            self._show()

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(GRID)
        layout.setVerticalSpacing(2)
        layout.setColumnStretch(1, 1)
        layout.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._asked, 0, 1)
        layout.addWidget(self._change, 0, 2, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._why, 1, 1, 1, 2)
        layout.addWidget(self._told, 1, 1, 1, 2)  # of the two only one is shown
        if self._beside:
            layout.addWidget(self._beside, 2, 1, 1, 2)
        layout.addLayout(self._in_row(), 3, 1, 1, 2)  # alone, the input is as wide as all else
        layout.addWidget(self._against, 4, 1, 1, 2)
        layout.addWidget(self._waits, 5, 1, 1, 2)

    def _in_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._input, 1)
        row.addWidget(self._give, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _show(self) -> None:
        self._icon.show_icon(*(("question", Role.ACCENT) if self._open else self._answered_icon))
        self._asked.setText(visible(self.question))
        soften(self._told, "" if self._open else self._answer)
        self._told.setVisible(not self._open)
        restyle(self._asked, "" if self._open else "quiet")
        self._why.setVisible(self._open and bool(self._why.text()))
        if self._beside:
            self._beside.setVisible(self._open)
        self._input.setVisible(self._open)
        self._change.setVisible(not self._open)
        self._show_waiting()

    def _show_waiting(self) -> None:
        """Say that what stands here is not given, and offer to give it; and what speaks against it."""
        said = self._find_against(self.question, self._input.text.strip() if self._open else self._answer)
        self._against.setText(visible(said))
        self._against.setVisible(bool(said))
        half, emptied = self._is_half_typed, bool(self._answer) and not self._input.text.strip()
        self._give.setText("Take back" if emptied else "Give")
        self._give.setVisible(self._open and (half or emptied))
        held = f" Until then it is: {self._answer}" if self._answer else ""
        self._waits.setText(visible(f"Not given yet; {self._input.enter_key} gives it.{held}"))
        self._waits.setVisible(self._open and half)

    def _close_unchanged(self) -> None:
        """The person leaves an answer that is given already, as it is."""
        if self._open and self._answer and self._input.text.strip() == self._answer:
            self._open = False
            self._show()

    def _reopen(self) -> None:
        self._open = True
        self._input.set_text(self._answer)
        self._show()
        self._input.selectAll()
        self._input.setFocus()

    def _take(self) -> None:
        """Take what stands in the input; nothing happens when that is the answer already."""
        text = self._input.text.strip()
        changed = text != self._answer
        self._answer = text
        self._open = not text
        self._show()
        if changed:
            self.answered.emit(self.question, text)

    def _type(self, text: str) -> None:
        self._show_waiting()
        self.half_typed.emit(self.question, text if text.strip() not in ("", self._answer) else "")

    def _give_up(self) -> None:
        self._input.set_text(self._answer)
        self._open = not self._answer
        self._show()
        self.half_typed.emit(self.question, "")


def _button(text: str, name: str, description: str, look: str) -> QPushButton:
    made = QPushButton(text)
    made.setProperty("look", look)
    made.setAccessibleName(name)
    made.setAccessibleDescription(description)
    made.setToolTip(description)
    return made
