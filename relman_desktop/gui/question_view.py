"""A question that the evidence does not answer, with an input; its answer becomes evidence."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from ..drafting.proposal import Question
from .answer_edit import AnswerEdit
from .icons import Icon
from .labels import label, note, restyle
from .shown import visible
from .theme import GRID, Role


class QuestionView(QWidget):
    """One question: open with its input, or answered as a quiet line."""

    answered = Signal(str, str)
    half_typed = Signal(str, str)  # the question, what stands in its input and is not given; "" where nothing does

    def __init__(self, question: Question, answer: str, half: str = "") -> None:
        """`half`: what was typed as its answer and not given, before it was shown here."""
        super().__init__()
        self.question = question.question
        self._answer = answer
        self._open = bool(half) or not answer
        self._icon = Icon("question", Role.ACCENT)
        self._asked = label(wraps=True)
        self._why = note(question.why, wraps=True)
        self._input = AnswerEdit()
        self._input.set_text(half)
        self._input.setPlaceholderText("Your answer becomes evidence (Enter)")
        self._input.setAccessibleName(question.question)
        self._input.setAccessibleDescription(question.why or "Your answer becomes evidence")
        self._change = QPushButton("Change")
        self._change.setProperty("look", "quiet")
        self._change.setAccessibleName(f"Change the answer to: {question.question}")
        self._change.setAccessibleDescription("Opens the answer; an empty one takes it back")
        self._change.clicked.connect(self._reopen)
        self._input.entered.connect(self._take)
        self._input.left.connect(self.commit)
        self._input.edited.connect(self._type)
        self._input.given_up.connect(self._give_up)
        self._lay_out()
        self._show()

    @property
    def is_open(self) -> bool:
        return self._open

    @property
    def inputs(self) -> tuple[QWidget, QWidget]:
        """What Tab goes through."""
        return self._change, self._input

    @property
    def busy(self) -> bool:
        """Whether the person is writing an answer here."""
        typed = self._input.touched and bool(self._input.text.strip())
        return self._open and (self._input.hasFocus() or typed)

    def commit(self) -> None:
        """Take a half-written answer that the person wrote here; one that was put in waits until they give it."""
        text = self._input.text.strip()
        if self._open and text and (self._input.touched or text == self._answer):
            self._take()

    def keep_half(self) -> None:
        """Leave a half-written answer half written: what moves the focus away now is not the person's leaving."""
        self._input.touched = False

    def go_to(self) -> None:
        """Put the focus here, the caret at the end of what is half typed."""
        part = self._input if self._open else self._change
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        self._input.put_caret(len(self._input.text))

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
        layout.addWidget(self._input, 2, 1, 1, 2)

    def _show(self) -> None:
        self._icon.show_icon(*(("question", Role.ACCENT) if self._open else ("check", Role.GOOD)))
        answered = f"{self.question} \N{EM DASH} {self._answer}"
        self._asked.setText(visible(self.question if self._open else answered))
        restyle(self._asked, "" if self._open else "quiet")
        self._why.setVisible(self._open and bool(self._why.text()))
        self._input.setVisible(self._open)
        self._change.setVisible(not self._open)

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
        self.half_typed.emit(self.question, text if text.strip() not in ("", self._answer) else "")

    def _give_up(self) -> None:
        self._input.set_text(self._answer)
        self._open = not self._answer
        self._show()
        self.half_typed.emit(self.question, "")
