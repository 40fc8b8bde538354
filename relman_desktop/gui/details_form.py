"""The ticket's short values: people, choices, schedule, as two columns of labelled inputs."""

from collections.abc import Container, Iterable, Iterator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ..drafting.proposal import Question
from ..fields import FIELDS
from .detail_input import DetailInput
from .labels import label
from .question_list import QuestionList
from .tab_order import in_tab_order
from .theme import GRID

_COLUMNS = 2
_WIDE = ("schedule", "notes")  # over both columns: the end of a schedule is its time zone


class DetailsForm(QWidget):
    """All fields that are values."""

    edited = Signal(str, str)
    evidence_wanted = Signal(str)
    accepted = Signal(object)
    answered = Signal(str, str)
    half_typed = Signal(str, str)
    confirmed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.inputs = {field.name: DetailInput(field) for field in FIELDS if not field.written}
        self.questions = QuestionList()
        self.questions.answered.connect(self.answered)
        self.questions.half_typed.connect(self.half_typed)
        for one in self.inputs.values():
            one.edited.connect(self.edited)
            one.evidence_wanted.connect(self.evidence_wanted)
            one.accepted.connect(self.accepted)
            one.confirmed.connect(self.confirmed)
        self._lay_out()

    def show_questions(
        self,
        questions: Iterable[Question],
        answers: Mapping[str, str],
        half: Mapping[str, str] | None = None,
        pressing: Container[str] | None = None,
    ) -> None:
        self.questions.show_questions(questions, answers, half, pressing)
        in_tab_order((*(stop for one in self.inputs.values() for stop in one.stops), *self.questions.stops))

    def check(self) -> None:
        """Tell of every value what speaks against it now."""
        for one in self.inputs.values():
            one.check()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        for one, place in zip(self.inputs.values(), _places(self.inputs), strict=True):
            grid.addWidget(one, *place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(label("Details", bold=True))
        layout.addLayout(grid)
        layout.addWidget(self.questions)


def _places(names: Iterable[str]) -> Iterator[tuple[int, int, int, int]]:
    """Row, column and spans of each input."""
    at = 0
    for name in names:
        if name in _WIDE:
            at += -at % _COLUMNS
        span = _COLUMNS if name in _WIDE else 1
        yield at // _COLUMNS, at % _COLUMNS, 1, span
        at += span
