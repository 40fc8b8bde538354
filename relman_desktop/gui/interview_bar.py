"""How many questions are answered by what, as a drawn bar with a legend that says the same in words."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ..drafting.interview import State
from .flow import FlowLayout
from .icons import Icon
from .interview_words import LOOKS, told
from .labels import note
from .theme import GRID, Role, theme_of

_HEIGHT = 8
_LEAST, _GAP = 6, 2  # pixels of a part, and between two


class InterviewBar(QWidget):
    """The bar above its legend."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = _Bar()
        self._items = {state: _Item(state) for state in LOOKS}
        legend = QWidget()
        flow = FlowLayout(GRID)
        legend.setLayout(flow)
        for item in self._items.values():
            flow.addWidget(item)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.bar)
        column.addWidget(legend)

    def show_counts(self, numbers: Mapping[State, int]) -> None:
        """Show how many questions stand how."""
        self.bar.show_counts(numbers)
        for state, item in self._items.items():
            item.show_number(numbers.get(state, 0))


class _Bar(QWidget):
    """Open questions are an outline, so that it can be read without colours."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers: Mapping[State, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, numbers: Mapping[State, int]) -> None:
        self._numbers = numbers
        self.setAccessibleName(told(numbers))
        self.setToolTip(told(numbers))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    def parts(self) -> list[tuple[State, QRectF]]:
        """Where each state's part is drawn."""
        shown = [(state, number) for state, number in self._numbers.items() if number]
        total = sum(number for _, number in shown) or 1
        room = max(0, self.width() - (_LEAST + _GAP) * len(shown) + _GAP)
        made, left = [], 0.0
        for state, number in shown:
            width = _LEAST + room * number / total
            made.append((state, QRectF(left, 0, width, _HEIGHT)))
            left += width + _GAP
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, outline = theme_of(self), QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), _HEIGHT / 2, _HEIGHT / 2)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipPath(outline)
            for state, part in self.parts():
                if state is State.OPEN:
                    painter.setPen(theme[Role.QUIET])
                    painter.drawRoundedRect(part.adjusted(0.5, 0.5, -0.5, -0.5), _HEIGHT / 2, _HEIGHT / 2)
                else:
                    painter.fillRect(part, theme[LOOKS[state].role])


class _Item(QWidget):
    """One state of the legend: its icon, and how many there are."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._look = LOOKS[state]
        self._said = note()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        row.addWidget(Icon(self._look.icon, self._look.role))
        row.addWidget(self._said)

    def show_number(self, number: int) -> None:
        self._said.setText(f"{number} {self._look.short}")
        self.setHidden(number == 0)
