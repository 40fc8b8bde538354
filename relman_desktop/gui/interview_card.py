"""An open question: why it is asked, what may be chosen, what was answered before, and the input."""

from collections.abc import Callable, Container, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ..drafting.interview import Asked, Suggestion
from ..drafting.proposal import Question
from .chip_row import ChipRow
from .chips import HEIGHT
from .icons import Icon
from .interview_words import cited, field_label
from .labels import note
from .question_view import QuestionView
from .suggestion_list import SuggestionList
from .theme import GRID, Role


class InterviewCard(QFrame):
    """A question as it is asked in the tab. One choice answers it, unless something stands in the input already."""

    answered = Signal(str, str)
    half_typed = Signal(str, str)
    evidence_wanted = Signal(str)

    def __init__(
        self, asked: Asked, half: str, against: Callable[[str, str], str] = lambda question, answer: ""
    ) -> None:
        super().__init__()
        self.asked = asked
        field = note(f"{field_label(asked.field)} ")
        field.setFixedHeight(HEIGHT + 2)  # as high as the chips beside it
        self.chips = ChipRow(cited(asked), (field,))
        self.chips.asked.connect(self.evidence_wanted)
        self.lists: list[SuggestionList] = []
        question = Question(asked.id, asked.field, asked.question, asked.why)
        self.view = QuestionView(question, "", half, beside=self._offers(), against=against)
        self.view.answered.connect(self.answered)
        self.view.half_typed.connect(self._type)
        self._lay_out()
        self._press(half)

    def is_busy(self, half: Container[str]) -> bool:
        """Whether the person is writing an answer here; `half`: the questions with a half typed one."""
        return self.view.busy and (self.asked.question in half or self.view.is_written_in)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        buttons = (button for offered in self.lists for button in offered.buttons)
        return (*self.chips.chips, *buttons, *self.view.inputs)

    def go_to(self) -> None:
        """Put the focus here."""
        self.view.go_to()

    def set_read_only(self, read_only: bool) -> None:
        """Let it be read, and its evidence be looked at, only; or let it be answered again."""
        for one in self._writes:
            one.setDisabled(read_only)

    def show_half(self, text: str) -> None:
        """Show what is typed as the answer in another place."""
        self.view.show_half(text)
        self._press(text)

    @property
    def _writes(self) -> tuple[QWidget, ...]:
        return (self.view,)

    def _offers(self) -> QWidget | None:
        """Suggestions, then earlier answers, which nothing but the person stands behind."""
        offered = self.asked.suggestions
        new = [one for one in offered if one.evidence or not one.origin]
        before = [one for one in offered if one not in new]
        if not offered:
            return None
        column = QVBoxLayout(made := QWidget())
        column.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        column.setSpacing(GRID // 2)
        for icon, words, some in (("", "", new), ("earlier", "In earlier tickets", before)):
            if some:
                column.addLayout(self._titled(icon, words)) if words else None
                column.addWidget(self._list(some))
        return made

    def _titled(self, icon: str, words: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(3)
        row.addWidget(Icon(icon, Role.QUIET))
        row.addWidget(note(words), 1)
        return row

    def _list(self, suggestions: Iterable[Suggestion]) -> SuggestionList:
        made = SuggestionList([*suggestions], several=self.asked.several)
        made.chosen.connect(self._choose)
        self.lists.append(made)
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, GRID + GRID // 2)
        column.setSpacing(2)
        column.addWidget(self.chips)
        column.addWidget(self.view)

    def _choose(self, text: str, wanted: bool) -> None:
        lines = [line for line in self.view.text.split("\n") if line.strip()]
        if not self.asked.several and not lines:
            self.view.give(text)
            return
        kept = [line for line in lines if line.strip() != text]
        self.view.put("\n".join([*kept, text] if wanted else kept))

    def _type(self, question: str, text: str) -> None:
        self._press(self.view.text)
        self.half_typed.emit(question, text)

    def _press(self, text: str) -> None:
        for one in self.lists:
            one.show_answer(text)
