"""An open question of the questionnaire: what it costs now, what may be chosen with one click, and a line for words."""

from collections.abc import Container

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ..drafting.interview import Suggestion
from ..drafting.proposal import Question
from ..risk.assessment import Answered
from .chip_row import ChipRow
from .chips import HEIGHT
from .labels import note
from .question_view import QuestionView
from .questionnaire_words import NOT_NEEDED, against, head_told
from .suggestion_list import SuggestionList
from .theme import GRID

_REASON = f"{NOT_NEEDED}: "


class ChoiceList(SuggestionList):
    """What may be answered with one click; that something is not needed asks for the reason."""

    def __init__(self, asked: Answered, view: QuestionView | None = None) -> None:
        super().__init__([Suggestion(one) for one in (*asked.choices, NOT_NEEDED)])
        self._view = view
        self._asked = asked
        for one in self.buttons:
            one.setAccessibleName(f"{one.suggestion.text}: {asked.short or asked.question}")
        self.buttons[-1].setToolTip("Not needed for this change: asks you for the reason")
        self.buttons[-1].setAccessibleDescription("Asks you for the reason")
        self.chosen.connect(self._choose_one)

    def answers(self, view: QuestionView) -> None:
        """Have a choice answer there."""
        self._view = view

    def _choose_one(self, one: Suggestion, wanted: bool, by_mouse: bool) -> None:
        if self._view is None:
            return
        if one.text == NOT_NEEDED:
            typed = self._view.text.strip()
            self._view.put(typed if typed.startswith(NOT_NEEDED) else f"{_REASON}{typed}")
            self._view.go_to()
        else:
            self._view.give(one.text)


class QuestionnaireCard(QFrame):
    """Tells what the person does."""

    answered = Signal(str, str)
    half_typed = Signal(str, str)
    evidence_wanted = Signal(str)

    def __init__(self, asked: Answered, half: str) -> None:
        super().__init__()
        self.asked = asked
        told = note(f"{head_told(asked)} ")
        told.setFixedHeight(HEIGHT + 2)  # as high as the chips beside it
        self.chips = ChipRow(asked.evidence, (told,))
        self.chips.asked.connect(self.evidence_wanted)
        self.choices = ChoiceList(asked)
        question = Question(asked.id, "risk", asked.question, asked.text)
        self.view = QuestionView(question, "", half, beside=self.choices, against=against)
        self.choices.answers(self.view)
        self.view.answered.connect(self.answered)
        self.view.half_typed.connect(self.half_typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID // 2, 0, GRID)
        column.setSpacing(2)
        column.addWidget(self.chips)
        column.addWidget(self.view)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return (*self.chips.chips, *self.choices.buttons, *self.view.inputs)

    def is_busy(self, half: Container[str]) -> bool:
        """Whether the person is writing an answer here; `half`: the questions with a half typed one."""
        return self.view.busy and (self.asked.question in half or self.view.is_written_in)

    def go_to(self) -> None:
        """Put the focus here: to the first choice, or behind what is half typed."""
        if self.view.text:
            self.view.go_to()
        else:
            self.choices.buttons[0].setFocus()

    def show_half(self, text: str) -> None:
        """Show what is typed as the answer in another place."""
        self.view.show_half(text)

    def set_read_only(self, read_only: bool) -> None:
        """Let it be read, and its evidence be looked at, only; or let it be answered again."""
        self.view.setDisabled(read_only)
