"""The level on the ticket: the computed one, or another that a person chose and said why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..drafting.proposal import Question
from ..fields import BY_NAME
from ..risk.assessment import Assessment
from ..risk.telling import OVERRIDE
from .buttons import button
from .flow import FlowLayout
from .labels import label, note
from .question_view import QuestionView
from .risk_words import ON_TICKET, REASON, TAKE, TAKES, computed, is_overridden
from .theme import GRID
from .value_inputs import ChoiceInput


class RiskOverride(QWidget):
    """Tells what the person does; the ticket is the session's to change."""

    level_chosen = Signal(str)
    computed_wanted = Signal()
    answered = Signal(str, str)
    half_typed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.choice = ChoiceInput(BY_NAME["risk"].choices)
        self.choice.setAccessibleName(ON_TICKET)
        self.choice.setAccessibleDescription("Another level than the computed one asks for a reason")
        self.choice.edited.connect(self._choose)
        self._now: Assessment | None = None
        self._computed = note()
        self.take = button(TAKE, TAKES, "small")
        self.take.clicked.connect(self.computed_wanted)
        self.reason: QuestionView | None = None
        self._stands = ("", "")  # the answer and the half typed one that the reason shows
        self._read_only = False
        self._beside = QWidget()
        self._column = QVBoxLayout(self)
        self._lay_out()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return (self.choice, self.take, *(self.reason.inputs if self.reason else ()))

    @property
    def told(self) -> str:
        """What is said of the computed level; "" where it stands on the ticket."""
        return "" if self._beside.isHidden() else self._computed.text()

    def show_level(self, now: Assessment, on_ticket: str, answer: str, half: str) -> None:
        """Show the ticket's level, and the reason where it is another than the computed one or one was given."""
        self._now = now
        if on_ticket != self.choice.value:
            self.choice.show_value(on_ticket)
        differs = is_overridden(now, on_ticket)
        self._computed.setText(computed(now.level, now.score))
        self._beside.setVisible(differs or bool(answer))
        if differs or answer or half or (self.reason and self.reason.busy):
            self._show_reason(answer, half)
        else:
            self._drop_reason()

    def clear(self) -> None:
        """Another ticket: nothing is half written here."""
        self._drop_reason()
        self._beside.hide()

    def show_half(self, text: str) -> None:
        """Show what is typed as the reason in another place."""
        if self.reason:
            self.reason.show_half(text)

    def set_read_only(self, read_only: bool) -> None:
        """Let it be read only, or be changed again."""
        self._read_only = read_only
        for one in (self.choice, self.take, self.reason):
            if one:
                one.setDisabled(read_only)

    def _show_reason(self, answer: str, half: str) -> None:
        """What the person is writing stays as it is."""
        if self.reason and (self.reason.busy or self._stands[0] == answer):
            return
        self._drop_reason()
        self._stands = (answer, half)
        self.reason = QuestionView(Question("", "risk", OVERRIDE, REASON), answer, half)
        self.reason.answered.connect(self._answer)
        self.reason.half_typed.connect(self.half_typed)
        self.reason.setDisabled(self._read_only)
        self._column.addWidget(self.reason)

    def _drop_reason(self) -> None:
        if self.reason:
            self.reason.blockSignals(True)  # what is half written there is not an answer to anything any more
            self.reason.hide()
            self.reason.deleteLater()
        self.reason, self._stands = None, ("", "")

    def _answer(self, question: str, answer: str) -> None:
        self._stands = (answer, "")
        self.answered.emit(question, answer)

    def _choose(self, level: str) -> None:
        """To choose the computed level is to take it, and no reason is needed for it."""
        if self._now and level == self._now.level:
            self.computed_wanted.emit()
        else:
            self.level_chosen.emit(level)

    def _lay_out(self) -> None:
        level = QWidget()
        level.setLayout(row := FlowLayout(GRID))
        named = label(ON_TICKET, "quiet")
        named.setFixedHeight(self.choice.sizeHint().height())  # as high as the choice beside it
        named.setBuddy(self.choice)
        row.addWidget(named)
        row.addWidget(self.choice)
        self._beside.setLayout(flow := FlowLayout(GRID))
        flow.addWidget(self._computed)
        flow.addWidget(self.take)
        self._beside.hide()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self._column.addWidget(level)
        self._column.addWidget(self._beside)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
