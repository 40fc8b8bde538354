"""The questions of a whole ticket: under which field each is asked, what is answered, and what is half typed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ..drafting.interview import Asked, asked_first
from ..drafting.proposal import Draft, Question
from ..drafting.question_table import asked_of_the_risk
from ..fields import WRITTEN
from ..ticket import Ticket
from .details_form import DetailsForm
from .field_editor import FieldEditor
from .question_list import QuestionList


class TicketQuestions(QObject):
    """Has every question shown under its field, or with the details where it belongs to none of the written ones."""

    answered = Signal(str, str)
    half_typed = Signal(str, str)

    def __init__(self, fields: Mapping[str, FieldEditor], details: DetailsForm, parent: QObject) -> None:
        super().__init__(parent)
        self._fields, self._details = fields, details
        self._asked: dict[tuple[str, str], Question] = {}  # all questions of this ticket, by field and text
        self._answers: dict[str, str] = {}
        self._half: dict[str, str] = {}
        self._shown: tuple[object, ...] = ()
        self._ranks: dict[str, int] = {}  # of the questions, in the order in which they are asked
        self._needless: frozenset[str] = frozenset()  # those that this change does not need
        self._pressing: frozenset[str] | None = None  # those that matter for this change
        parts: list[FieldEditor | DetailsForm] = [*fields.values(), details]
        for part in parts:
            part.answered.connect(self._answer)
            part.half_typed.connect(self._type)

    def show_ticket(self, ticket: Ticket, half: Mapping[str, str], draft: Draft) -> None:
        """Show another ticket's."""
        for one in self._lists:
            one.clear()
        self._answers, self._half = dict(ticket.answers), dict(half)
        self._asked = {(one.field, one.question): one for one in _known_questions({**half, **ticket.answers})}
        self._ask(draft)

    def put_in_order(self, asked: Sequence[Asked]) -> None:
        """Ask in this order from now on, at first those that matter."""
        self._ranks = {one.question: at for at, one in enumerate(asked)}
        open_ones = [one for one in asked if one.is_needed]
        self._needless = frozenset(one.question for one in asked if one.is_needless)
        self._pressing = frozenset(one.question for one in asked_first(open_ones)) if asked else None

    def show_draft(self, draft: Draft) -> None:
        """Ask what a draft asks, if that is something else."""
        if self._told(draft) != self._shown:
            self._ask(draft)

    def show_half(self, question: str, text: str) -> None:
        """Show what is typed as an answer in another place."""
        self._half.pop(question, None)
        if text:
            self._half[question] = text
        field = next((field for field, one in self._asked if one == question), None)
        if field is not None:
            part = self._fields[field].questions if field in self._fields else self._details.questions
            part.show_half(question, text)

    def put(self, answers: Mapping[str, str], half: Mapping[str, str], changed: Iterable[str], draft: Draft) -> None:
        """Show what is answered after undo or redo; the changed questions stand anew, whoever writes there."""
        self._answers, self._half = dict(answers), dict(half)
        for question in changed:
            for one in self._lists:
                one.forget(question)
        self._ask(draft)

    def go_to(self, question: str) -> QWidget | None:
        """Put the focus on a question; gives its view, or None where it is not shown."""
        return next((view for one in self._lists if (view := one.go_to(question))), None)

    @property
    def _lists(self) -> tuple[QuestionList, ...]:
        return *(field.questions for field in self._fields.values()), self._details.questions

    def _ask(self, draft: Draft) -> None:
        self._shown = self._told(draft)
        self._asked |= {(one.field, one.question): one for one in draft.questions}
        written = {**self._answers, **self._half}
        needed = (one for one in draft.questions if one.question not in self._needless)
        questions = [*needed, *(one for one in self._asked.values() if one.question in written)]
        last = len(self._ranks)
        questions.sort(key=lambda one: self._ranks.get(one.question, last))
        told = self._answers, self._half, self._pressing
        for name, part in self._fields.items():
            part.show_questions(_once(one for one in questions if one.field == name), *told)
        self._details.show_questions(_once(one for one in questions if one.field not in self._fields), *told)

    def _told(self, draft: Draft) -> tuple[object, ...]:
        return draft.questions, dict(self._answers), tuple(self._ranks), self._pressing, self._needless

    def _answer(self, question: str, answer: str) -> None:
        self._answers.pop(question, None)
        self._half.pop(question, None)
        if answer:
            self._answers[question] = answer
        self.answered.emit(question, answer)

    def _type(self, question: str, text: str) -> None:
        self._half.pop(question, None)
        if text:
            self._half[question] = text
        self.half_typed.emit(question, text)


def _once(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Each question once, by its text."""
    return tuple({one.question: one for one in reversed(tuple(questions))}.values())[::-1]


def _known_questions(written: Iterable[str]) -> Iterator[Question]:
    """The questions behind a kept ticket's answers, under the fields whose table asks them; not those of its risk."""
    for question in (one for one in written if one not in asked_of_the_risk()):
        fields = [field.name for field in WRITTEN if question in field.questions]
        yield from (Question("", field, question, "") for field in fields or [""])
