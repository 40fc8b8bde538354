"""One reason of the score: a bar with its points, to the left where it lowers the risk, and what was found."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..risk.assessment import Contribution
from .chip_row import ChipRow
from .risk_row import RiskRow, Words
from .risk_words import contribution_told, found_told, signed
from .theme import GRID, SMALL, Role, Theme, sized

_BAR = (32, 84)  # pixels of the longest bar, in the narrowest row and in wide ones
_PART = 0.24  # of the row's width that bars take
_POINTS = 34
_HIGH = 10
_LEAST = 2  # pixels of the shortest bar


def paint_bar(painter: QPainter, box: QRectF, *, lowers: bool, learned: bool, theme: Theme) -> None:
    """Draw a bar: what was learned is full, what is judged is hatched in an outline."""
    colour = theme[Role.GOOD if lowers else Role.ACCENT]
    if learned:
        painter.fillRect(box, colour)
        return
    painter.fillRect(box, QBrush(colour, Qt.BrushStyle.BDiagPattern))
    painter.setPen(QPen(colour, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


class BarLine(RiskRow):
    """The bar with its words; a press leads to the first piece of evidence."""

    def __init__(self, one: Contribution, least: int, most: int) -> None:
        """`least` and `most`: the points of the shortest and of the longest bar beside it; `least` is negative or 0."""
        words = [Words(one.text, most=5)]
        if value := found_told(one):
            words.append(Words(value, Role.QUIET, SMALL, most=2))
        leads = f"Shows {one.evidence[0]}, on which it rests" if one.evidence else ""
        super().__init__(tuple(words), contribution_told(one), leads=leads)
        self.one = one
        self._least, self._most = min(0, least), max(0, most)

    @property
    def bar(self) -> QRectF:
        """Where the bar is drawn: right of the zero, or left of it."""
        step = (self._bars(self.width()) - GRID) / max(1, self._most - self._least)
        zero, long = -self._least * step, max(_LEAST, abs(self.one.points) * step)
        middle = self._middle - _HIGH / 2
        return QRectF(zero if self.one.points >= 0 else zero - long, middle, long, _HIGH)

    def before_at(self, width: int) -> int:
        return self._bars(width) + _POINTS

    def paint_beside(self, painter: QPainter, theme: Theme) -> None:
        box = self.bar
        paint_bar(painter, box, lowers=self.one.points < 0, learned=self.one.learned, theme=theme)
        zero = box.left() if self.one.points >= 0 else box.right()
        painter.setPen(QPen(theme[Role.QUIET], 1))
        painter.drawLine(round(zero), round(box.top()) - 3, round(zero), round(box.bottom()) + 3)
        painter.setFont(sized(self.font(), 1.0, bold=True))
        painter.setPen(theme[Role.TEXT])
        at = QRectF(self._bars(self.width()), box.top() - _HIGH, _POINTS - GRID / 2, 3 * _HIGH)
        painter.drawText(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, signed(self.one.points))

    def _bars(self, width: int) -> int:
        return round(min(_BAR[1], max(_BAR[0], width * _PART)))

    @property
    def _middle(self) -> float:
        return self.fontMetrics().lineSpacing() / 2 + 4


class BarRow(QWidget):
    """The line above the chips of all its evidence. It places both itself: a hundred nested layouts take a second."""

    evidence_wanted = Signal(str)

    def __init__(self, one: Contribution, least: int, most: int) -> None:
        super().__init__()
        self.one = one
        self.line = BarLine(one, least, most)
        self.line.setParent(self)
        self.line.clicked.connect(self._ask)
        self.chips = ChipRow(one.evidence)
        self.chips.setParent(self)
        self.chips.asked.connect(self.evidence_wanted)
        if self.chips.chips:  # the line leads there already
            self.chips.chips[0].setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.chips.setVisible(bool(one.evidence))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._heights: dict[int, int] = {}  # by the width

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return (self.line, *self.chips.chips[1:])

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(240, self.width())))

    def minimumSizeHint(self) -> QSize:
        return self.line.minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            below = self._chips_height(width) + GRID // 2 if self.one.evidence else 0
            self._heights[width] = self.line.heightForWidth(width) + below
        return self._heights[width]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chips stand below the words."""
        super().resizeEvent(event)
        width = event.size().width()
        high, left = self.line.heightForWidth(width), self._chips_left(width)
        self.line.setGeometry(0, 0, width, high)
        self.chips.setGeometry(left, high, width - left, self._chips_height(width))

    def _chips_left(self, width: int) -> int:
        return self.line.before_at(width) + GRID // 2

    def _chips_height(self, width: int) -> int:
        return self.chips.heightForWidth(width - self._chips_left(width))

    def _ask(self) -> None:
        if self.one.evidence:
            self.evidence_wanted.emit(self.one.evidence[0])
