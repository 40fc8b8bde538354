"""The ticket's short values: people, choices, schedule, as two columns of labelled inputs."""

from collections.abc import Container, Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ..drafting.proposal import Question
from ..fields import BY_NAME
from .detail_input import DetailInput
from .labels import label
from .question_list import QuestionList
from .tab_order import in_tab_order
from .theme import GRID

_ROWS = (  # as they stand and as Tab goes through them; what is alone has both columns
    ("change_id", "state"),
    ("change_type", "risk"),
    ("assignee", "validator"),
    ("schedule",),  # its end is its time zone
    ("services", "outcome"),
    ("notes",),
)
_COLUMNS = max(map(len, _ROWS))


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
        self.inputs = {name: DetailInput(BY_NAME[name]) for row in _ROWS for name in row}
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
        for at, row in enumerate(_ROWS):
            for column, name in enumerate(row):
                grid.addWidget(self.inputs[name], at, column, 1, _COLUMNS // len(row))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(label("Details", bold=True))
        layout.addLayout(grid)
        layout.addWidget(self.questions)
