"""A question that is answered: by what, with the evidence, and a way to answer it oneself all the same."""

from collections.abc import Callable, Container

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..drafting.interview import Asked, State
from ..drafting.proposal import Question
from .buttons import button
from .chip_row import ChipRow
from .chips import HEIGHT
from .icons import Icon
from .interview_words import LOOKS, answered_by
from .labels import label, note, soften
from .question_view import QuestionView
from .theme import GRID, sized

_KEEPS = "Puts it into your profile for this repository, where later tickets find it"
_OWN = "Your answer stands beside what the evidence says"


class InterviewRow(QWidget):
    """One line more than the question: who answers it. The person's own answer can be changed, and kept."""

    answered = Signal(str, str)
    half_typed = Signal(str, str)
    evidence_wanted = Signal(str)
    keep_wanted = Signal(str)  # the question whose answer is to become an entry of the profile

    def __init__(
        self, asked: Asked, half: str, against: Callable[[str, str], str] = lambda question, answer: ""
    ) -> None:
        super().__init__()
        self._against = against
        self.asked = asked
        self.own = _small("Answer it myself", _OWN)
        self.own.setAccessibleName(f"Answer it myself: {asked.question}")
        self.own.clicked.connect(self._answer)
        self.keep = _small("Keep for next time", _KEEPS)
        self.keep.setAccessibleName(f"Keep for next time: {asked.answer}")
        self.keep.clicked.connect(self._ask_keep)
        self.chips = ChipRow(asked.evidence, (_by(asked),), (self.own, self.keep))
        self.chips.asked.connect(self.evidence_wanted)
        self.view: QuestionView | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        self._column.setSpacing(2)
        if asked.answer or half:
            self._show_view(half)
        else:
            self._asked = soften(label(wraps=True), asked.question)
            self._column.addLayout(self._beside(self._asked))
        self.chips.setContentsMargins(16 + GRID, 0, 0, 0)
        self._column.addWidget(self.chips)
        self.own.setVisible(asked.state is not State.PERSON and asked.field != "title" and not half)
        self.keep.setVisible(asked.keeps and bool(asked.answer))

    def is_busy(self, half: Container[str]) -> bool:
        """Whether the person is writing an answer here; `half`: the questions with a half typed one."""
        view = self.view
        return view is not None and view.busy and (self.asked.question in half or view.is_written_in)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return (*(self.view.inputs if self.view else ()), *self.chips.chips, self.own, self.keep)

    def go_to(self) -> None:
        """Put the focus here."""
        if self.view:
            self.view.go_to()
        else:
            (self.own if self.own.isVisible() else self).setFocus()

    def set_read_only(self, read_only: bool) -> None:
        """Let it be read, and its evidence be looked at, only; or let it be answered again."""
        for one in self._writes:
            one.setDisabled(read_only)

    def show_half(self, text: str) -> None:
        """Show what is typed as the answer in another place."""
        if self.view:
            self.view.show_half(text)
        elif text:
            self._answer()
            self.show_half(text)

    @property
    def _writes(self) -> tuple[QWidget, ...]:
        return (*((self.view,) if self.view else ()), self.own, self.keep)

    def _beside(self, words: QWidget) -> QGridLayout:
        look = LOOKS[self.asked.state]
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Icon(look.icon, look.role), 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words, 0, 1)
        return grid

    def _show_view(self, half: str) -> None:
        asked = self.asked
        look = LOOKS[State.PERSON]
        question = Question(asked.id, asked.field, asked.question, "")
        self.view = QuestionView(question, asked.answer, half, icon=(look.icon, look.role), against=self._against)
        self.view.answered.connect(self.answered)
        self.view.half_typed.connect(self.half_typed)
        self._column.insertWidget(0, self.view)

    def _answer(self) -> None:
        """Let the person answer what is answered already."""
        item = self._column.takeAt(0)
        if item and (layout := item.layout()):
            while part := layout.takeAt(0):
                if widget := part.widget():
                    widget.hide()
                    widget.deleteLater()
        self.own.hide()
        self._show_view("")
        self.go_to()

    def _ask_keep(self) -> None:
        self.keep_wanted.emit(self.asked.question)


def _by(asked: Asked) -> QLabel:
    """Who answers it, as high as the chips beside it."""
    made = note(f"{answered_by(asked)} ")
    made.setFixedHeight(HEIGHT + 2)
    return made


def _small(text: str, description: str) -> QPushButton:
    made = button(text, description, "more")
    made.setFont(sized(made.font()))
    made.setFixedHeight(HEIGHT + 2)
    return made
