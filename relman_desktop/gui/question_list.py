"""The questions of a field: a few at first, for they must not drown the form."""

from collections.abc import Container, Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..drafting.proposal import Question
from .question_view import QuestionView
from .theme import GRID

AT_FIRST = 2  # open questions of a field that are shown before the person asks for all


class QuestionList(QWidget):
    """The questions of a field: the first open ones, a button for the others, and those that are answered."""

    answered = Signal(str, str)
    half_typed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._views: dict[str, QuestionView] = {}
        self._questions: tuple[Question, ...] = ()
        self._answers: Mapping[str, str] = {}
        self._half: Mapping[str, str] = {}
        self._pressing: Container[str] | None = None
        self._all = False
        self._stops: tuple[QWidget, ...] = ()
        self._more = QPushButton()
        self._more.setProperty("look", "quiet")
        self._more.setAccessibleDescription("Shows all open questions of this field")
        self._more.clicked.connect(self.show_all)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        row = QHBoxLayout()
        row.addSpacing(2 * GRID)
        row.addWidget(self._more)
        row.addStretch(1)
        self._column.addLayout(row)

    def clear(self) -> None:
        """Another ticket: no question, and nothing half written."""
        self._all = False
        for question in tuple(self._views):
            self._drop(question)
        self.show_questions((), {})

    def forget(self, question: str) -> None:
        """Let a question be shown anew, also one in whose input the person is."""
        if question in self._views:
            self._drop(question)

    def go_to(self, question: str) -> QWidget | None:
        """Put the focus on a question; gives its view, or None where it is not shown."""
        view = self._views.get(question)
        if view:
            view.go_to()
        return view

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return self._stops

    @property
    def shows_all(self) -> bool:
        """Whether the person asked for all open questions."""
        return self._all

    def show_all(self) -> None:
        """Show all open questions."""
        self._all = True
        self.show_questions(self._questions, self._answers, self._half, self._pressing)

    def show_half(self, question: str, text: str) -> None:
        """Show what is typed as an answer in another place."""
        self._half = {**{one: half for one, half in self._half.items() if one != question}, question: text}
        if view := self._views.get(question):
            view.show_half(text)
        elif text:
            self.show_questions(self._questions, self._answers, self._half, self._pressing)

    def show_questions(
        self,
        questions: Iterable[Question],
        answers: Mapping[str, str],
        half: Mapping[str, str] | None = None,
        pressing: Container[str] | None = None,
    ) -> None:
        """Show these questions; one in whose input the person is writing stays as it is.

        `half`: what was typed as answers and not given yet; those questions are always among the first. `pressing`:
        those that matter, of which some are shown at first; None for all.
        """
        self._questions, self._answers, self._half = tuple(questions), answers, half or {}
        self._pressing = pressing
        unanswered = [one for one in self._questions if one.question not in answers]
        done = [one for one in self._questions if one.question in answers]
        some = [one for one in unanswered if pressing is None or one.question in pressing][:AT_FIRST]
        first = [one for one in unanswered if one in some or self._half.get(one.question)]
        shown = [*(unanswered if self._all else first), *done]
        self._keep_only({one.question for one in shown})
        for at, one in enumerate(shown):
            self._place(at, one, answers.get(one.question, ""))
        hidden = 0 if self._all else len(unanswered) - len(first)
        self._more.setText(f"{hidden} more question{'s' if hidden > 1 else ''}")
        self._more.setVisible(hidden > 0)
        self._stops = (*(part for one in shown for part in self._views[one.question].inputs), self._more)
        self.setVisible(bool(self._views))

    def _keep_only(self, wanted: set[str]) -> None:
        for question, view in tuple(self._views.items()):
            if question not in wanted and not view.busy:
                self._drop(question)

    def _place(self, at: int, question: Question, answer: str) -> None:
        """Have the question's view stand at a place of the list."""
        view, half = self._views.get(question.question), self._half.get(question.question, "")
        if view and view.is_open != (bool(half) or not answer) and not view.busy:  # answered or taken back elsewhere
            self._drop(question.question)
            view = None
        if not view:
            view = self._views[question.question] = QuestionView(question, answer, half)
            view.answered.connect(self.answered)
            view.half_typed.connect(self.half_typed)
        if self._column.indexOf(view) != at:
            self._column.insertWidget(at, view)

    def _drop(self, question: str) -> None:
        view = self._views.pop(question)
        view.blockSignals(True)  # what is half written there is not an answer to anything any more
        view.hide()
        view.deleteLater()
