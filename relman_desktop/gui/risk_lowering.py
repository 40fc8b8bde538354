"""What would lower the risk: actions with the score and the level then, the most helpful first."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..risk.assessment import Lowering
from .chip_row import ChipRow
from .labels import label
from .risk_bars import drop
from .risk_looks import paint_level
from .risk_row import RiskRow, Words
from .risk_words import LOOKING_LOWER, NOTHING_LOWER, lowering_told
from .theme import GRID, SMALL, Role, Theme, sized

_SCORES, _MARK = 62, 18  # pixels


class LoweringRow(RiskRow):
    """An action, and `71 → 48` with the level then."""

    behind = _SCORES + _MARK + GRID

    def __init__(self, one: Lowering) -> None:
        leads = "Goes to the question" if one.question else ""
        if not leads and one.evidence:
            leads = f"Shows {one.evidence[0]}, which it speaks of"
        super().__init__((Words(one.text, most=4),), lowering_told(one), leads=leads)
        self.one = one

    def paint_beside(self, painter: QPainter, theme: Theme) -> None:
        left, high = self.width() - self.behind, self.fontMetrics().lineSpacing() + GRID
        painter.setPen(theme[Role.TEXT])
        painter.setFont(sized(self.font(), 1.0, bold=True))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, 0, _SCORES, high), flags, f"{self.one.before} → {self.one.after}")
        mark = QRectF(left + _SCORES + GRID / 2, (high - _MARK) / 2, _MARK, _MARK)
        paint_level(painter, mark, self.one.level, theme, sized(self.font(), SMALL, bold=True))


class LoweringList(QWidget):
    """One of its rows may be looked at: the matrix shows where the change would be then."""

    evidence_wanted = Signal(str)
    question_wanted = Signal(str)  # of the questionnaire
    looked_at = Signal(object)  # Lowering, or None

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[LoweringRow] = []
        self._chips: list[ChipRow] = []
        self._stops: list[QWidget] = []
        self._said = label(look="quiet", wraps=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._said)
        self._shown: tuple[Lowering, ...] | None = None
        self.show_looking()

    @property
    def text(self) -> str:
        """The sentence that stands in place of rows; "" where there are some."""
        return "" if self._said.isHidden() else self._said.text()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return tuple(self._stops)

    def show_looking(self) -> None:
        """They are being worked out."""
        self._show((), LOOKING_LOWER)
        self._shown = None

    def show_lowerings(self, found: Sequence[Lowering]) -> None:
        """Show these; the same stay as they are, with the focus in them."""
        if tuple(found) != self._shown:
            self._show(found, "" if found else NOTHING_LOWER)
            self._shown = tuple(found)

    def _show(self, found: Sequence[Lowering], sentence: str) -> None:
        self.looked_at.emit(None)
        drop((*self.rows, *self._chips))
        self.rows, self._chips, self._stops = [], [], []
        for one in found:
            self._add(one)
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def _add(self, one: Lowering) -> None:
        row = LoweringRow(one)
        row.clicked.connect(lambda: self._press(one))
        row.looked_at.connect(lambda looks: self._look(one, looks=looks))
        self.rows.append(row)
        self._stops.append(row)
        self._column.addWidget(row)
        row.show()  # at once, or all would stand squeezed for a moment
        if one.evidence:
            chips = ChipRow(one.evidence)
            chips.asked.connect(self.evidence_wanted)
            chips.setContentsMargins(GRID // 2, 0, 0, GRID // 2)
            for chip in chips.chips[:1]:
                chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the row leads there already
            self._chips.append(chips)
            self._stops += chips.chips[1:]
            self._column.addWidget(chips)
            chips.show()

    def _press(self, one: Lowering) -> None:
        if one.question:
            self.question_wanted.emit(one.question)
        elif one.evidence:
            self.evidence_wanted.emit(one.evidence[0])

    def _look(self, one: Lowering, *, looks: bool) -> None:
        self.looked_at.emit(one if looks else None)
