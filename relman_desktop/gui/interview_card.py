"""An open question: why it is asked, what may be chosen, what was answered before, and the input."""

from collections.abc import Callable, Container, Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..drafting.interview import Asked, Suggestion
from ..drafting.proposal import Question
from ..wording import counted
from .buttons import button
from .chip_row import ChipRow
from .chips import HEIGHT
from .icons import Icon
from .interview_words import cited, field_label, gives_at_once
from .labels import note
from .question_view import QuestionView
from .suggestion_list import SuggestionList
from .theme import GRID, Role


class InterviewCard(QFrame):
    """A question as it is asked in the tab. One of a few values answers it, unless something is typed already."""

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
        self.unfold: QPushButton | None = None
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
        buttons = (one for offered in self.lists for one in offered.buttons)
        unfold = (self.unfold,) if self.unfold else ()
        return (*self.chips.chips, *buttons, *unfold, *self.view.inputs)

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
        before = [one for one in offered if one not in new and not one.is_aside]
        aside = [one for one in offered if one.is_aside]
        if not offered:
            return None
        column = QVBoxLayout(made := QWidget())
        column.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        column.setSpacing(GRID // 2)
        for icon, words, some in (("", "", new), ("earlier", "In earlier tickets", before)):
            if some:
                column.addLayout(self._titled(icon, words)) if words else None
                column.addWidget(self._list(some))
        if aside:
            self._fold(aside, column)
        return made

    def _fold(self, aside: Sequence[Suggestion], column: QVBoxLayout) -> None:
        """Answers about other changes, behind a button."""
        folded = self._list(aside)
        folded.hide()
        words = f"{counted(len(aside), 'answer')} of other tickets"
        self.unfold = button(words, "Shows what you answered for other changes", "more")
        self.unfold.clicked.connect(folded.show)
        self.unfold.clicked.connect(self.unfold.hide)
        column.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(folded)

    def _titled(self, icon: str, words: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(3)
        row.addWidget(Icon(icon, Role.QUIET))
        row.addWidget(note(words), 1)
        return row

    def _list(self, suggestions: Iterable[Suggestion]) -> SuggestionList:
        made = SuggestionList([*suggestions])
        made.chosen.connect(self._choose)
        self.lists.append(made)
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, GRID + GRID // 2)
        column.setSpacing(2)
        column.addWidget(self.chips)
        column.addWidget(self.view)

    def _choose(self, one: Suggestion, wanted: bool, by_mouse: bool) -> None:
        """Take one of the few values at once; put any other into the input, from where Enter gives it."""
        typed = self.view.text
        if gives_at_once(one) and not typed.strip():
            self.view.give(one.text)
            return
        offered = {one.text for one in self.asked.suggestions}
        kept = [line for line in typed.split("\n") if line.strip() and line.strip() != one.text]
        if typed.strip() == one.text:
            kept = []
        if not self.asked.several:  # another choice takes the place of one, and never of what was typed
            kept = [] if typed.strip() in offered else [line for line in kept if line.strip() not in offered]
        self.view.put("\n".join([*kept, one.text] if wanted else kept))
        if by_mouse:
            self.view.go_to()

    def _type(self, question: str, text: str) -> None:
        self._press(self.view.text)
        self.half_typed.emit(question, text)

    def _press(self, text: str) -> None:
        for one in self.lists:
            one.show_answer(text)
