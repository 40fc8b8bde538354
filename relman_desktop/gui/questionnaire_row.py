"""An answered question of the questionnaire: one line, which unfolds to what the answer rests on and to another one."""

from collections.abc import Container

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..drafting.proposal import Question
from ..risk.assessment import Answered
from .buttons import button
from .chip_row import ChipRow
from .icons import draw_icon
from .labels import label, soften
from .question_view import QuestionView
from .questionnaire_card import ChoiceList
from .questionnaire_words import LOOKS, against, head_told, points_told, row_spoken, row_told
from .risk_row import RiskRow, Words
from .theme import GRID, SMALL, Role, Theme, sized

_ICON, _ARROW, _POINTS = 16, 12, 52  # pixels
_OWN = "Your answer counts before what the evidence says"
_TAKES = "Takes your answer back; what the evidence says counts again, or the question is open"


class FoldedLine(RiskRow):
    """The answer with its state and its points."""

    behind = _POINTS

    def __init__(self, asked: Answered) -> None:
        look = LOOKS[asked.source]
        words = Words(row_told(asked), most=2), Words(look.short, Role.QUIET, SMALL, most=1)
        super().__init__(words, row_spoken(asked), leads="Shows what it rests on, and lets you answer it otherwise")
        self._look, self._points = look, points_told(asked)
        self.is_unfolded = False

    def before_at(self, width: int) -> int:
        return _ARROW + GRID // 2 + _ICON + GRID // 2

    def show_unfolded(self, *, unfolded: bool) -> None:
        self.is_unfolded = unfolded
        does = "Hides" if unfolded else "Shows"
        self.setAccessibleDescription(f"{does} what it rests on, and lets you answer it otherwise")
        self.update()

    def paint_beside(self, painter: QPainter, theme: Theme) -> None:
        high = self.fontMetrics().lineSpacing() + GRID
        arrow = QRectF(0, (high - _ARROW) / 2, _ARROW, _ARROW)
        draw_icon(painter, "more" if self.is_unfolded else "closed", arrow, theme[Role.QUIET])
        mark = QRectF(arrow.right() + GRID / 2, (high - _ICON) / 2, _ICON, _ICON)
        draw_icon(painter, self._look.icon, mark, theme[self._look.role])
        painter.setPen(theme[Role.TEXT])
        painter.setFont(sized(self.font(), SMALL, bold=True))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(self.width() - _POINTS, 0, _POINTS - GRID / 2, high), flags, self._points)


class QuestionnaireRow(QWidget):
    """Folded until it is pressed, or gone to, or has a half typed answer."""

    answered = Signal(str, str)
    half_typed = Signal(str, str)
    evidence_wanted = Signal(str)

    def __init__(self, asked: Answered, half: str) -> None:
        super().__init__()
        self.asked = asked
        self.line = FoldedLine(asked)
        self.line.clicked.connect(self._toggle)
        self.view: QuestionView | None = None
        self.choices: ChoiceList | None = None
        self._read_only = False
        self._unfolded: QWidget | None = None
        self.chips = ChipRow(asked.evidence)
        self.chips.asked.connect(self.evidence_wanted)
        self.own = button("Answer it myself", _OWN, "more")
        self.own.setAccessibleName(f"Answer it myself: {asked.question}")
        self.own.clicked.connect(self._answer)
        self.back = button("Take it back", _TAKES, "more")
        self.back.setAccessibleName(f"Take back the answer to: {asked.question}")
        self.back.clicked.connect(self._take_back)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self.line)
        if half:
            self.unfold()
            self.show_half(half)

    @property
    def is_unfolded(self) -> bool:
        return self.line.is_unfolded

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        if self._unfolded is None:
            return (self.line,)
        inner = (*(self.choices.buttons if self.choices else ()), *(self.view.inputs if self.view else ()))
        return (self.line, *self.chips.chips, *inner, self.own, self.back)

    def is_busy(self, half: Container[str]) -> bool:
        """Whether the person is writing an answer here; `half`: the questions with a half typed one."""
        view = self.view
        return view is not None and view.busy and (self.asked.question in half or view.is_written_in)

    def go_to(self) -> None:
        """Unfold it, and put the focus here."""
        self.unfold()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def unfold(self) -> None:
        """Show what it rests on; its widgets are made when they are looked at."""
        if self._unfolded is None:
            self._unfolded = self._made()
            self._column.addWidget(self._unfolded)
        self._show(unfolded=True)

    def show_half(self, text: str) -> None:
        """Show what is typed as the answer in another place."""
        if text and not self.view:
            self.unfold()
            self._show_view(text)
        elif self.view:
            self.view.show_half(text)

    def set_read_only(self, read_only: bool) -> None:
        """Let it be read, and its evidence be looked at, only; or let it be answered again."""
        self._read_only = read_only
        for one in (self.own, self.back, self.view):
            if one:
                one.setDisabled(read_only)

    def _show(self, *, unfolded: bool) -> None:
        if self._unfolded:
            self._unfolded.setVisible(unfolded)
        self.line.show_unfolded(unfolded=unfolded)

    def _toggle(self) -> None:
        if self.is_unfolded:
            self._show(unfolded=False)
        else:
            self.unfold()

    def _made(self) -> QWidget:
        asked, is_own = self.asked, self.asked.source == "person"
        self._inner = QVBoxLayout(held := QWidget())
        self._inner.setContentsMargins(self.line.before_at(0) + GRID // 2, 0, 0, GRID)
        self._inner.setSpacing(GRID // 2)
        self._inner.addWidget(label(head_told(asked), "quiet", size=SMALL, wraps=True))
        if is_own:
            self._show_view("")
        else:
            self._inner.addWidget(label(asked.question, wraps=True))
            self._inner.addWidget(soften(label(look="quiet", size=SMALL, wraps=True), asked.text))
        self._inner.addWidget(self.chips)
        for one, shown in ((self.own, not is_own), (self.back, is_own)):
            self._inner.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
            one.setVisible(shown)
        self.chips.setVisible(bool(asked.evidence))
        return held

    def _show_view(self, half: str) -> None:
        asked, look = self.asked, LOOKS["person"]
        given = asked.answer if asked.source == "person" else ""
        self.choices = ChoiceList(asked)
        question = Question(asked.id, "risk", asked.question, "")
        icon = look.icon, look.role
        self.view = QuestionView(question, given, half, beside=self.choices, icon=icon, against=against)
        self.choices.answers(self.view)
        self.view.answered.connect(self.answered)
        self.view.half_typed.connect(self.half_typed)
        self.view.setDisabled(self._read_only)
        self._inner.addWidget(self.view)
        self.own.hide()

    def _answer(self) -> None:
        """Let the person answer what the evidence answers already."""
        if not self.view:
            self._show_view("")
        if self.choices:
            self.choices.buttons[0].setFocus()

    def _take_back(self) -> None:
        self.answered.emit(self.asked.question, "")
