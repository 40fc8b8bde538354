"""All reasons of the score as bars, by axis, the heaviest first; their sum is the score."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ..risk.assessment import Assessment, Axis, Contribution
from .buttons import button
from .labels import label, note
from .risk_bar_row import BarRow, paint_bar
from .risk_words import JUDGED, LEARNED, axis_title, folded_told, sum_told
from .theme import GRID, theme_of

_FIRST = 6  # reasons of an axis that are shown before the person asks for all
_LIMIT = "limit"  # what brings the sum of all others into the scale
_NONE = "Nothing adds to it."


class RiskBars(QWidget):
    """Made anew where the reasons are others."""

    evidence_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[BarRow] = []
        self.more: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._legend = _legend()
        self._groups: list[QWidget] = []
        self._sum = label(bold=True, wraps=True)
        self._column.addWidget(self._legend)
        self._column.addWidget(self._sum)
        self._shown: tuple[object, ...] = ()

    @property
    def told(self) -> str:
        """How the points make the score."""
        return self._sum.text()

    def show_assessment(self, now: Assessment) -> None:
        """Show its reasons; the same stay as they are, with the focus in them."""
        shown = (now.contributions, now.scale)
        if shown == self._shown:
            return
        self._shown = shown
        self._empty()
        points = [one.points for one in now.contributions]
        extent = min([0, *points]), max([1, *points])
        for axis in Axis:
            self._add_group(axis_title(now, axis), [one for one in now.contributions if one.axis is axis], extent)
        self._sum.setText(sum_told(now))

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return tuple(stop for row in self.rows for stop in row.stops)

    def _add_group(self, title: str, found: Sequence[Contribution], extent: tuple[int, int]) -> None:
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        column.setSpacing(2)
        column.addWidget(label(title, wraps=True))
        heaviest = sorted(found, key=lambda one: (one.name == _LIMIT, -abs(one.points)))
        first = heaviest if len(heaviest) <= _FIRST + 1 else heaviest[:_FIRST]
        for one in first:
            column.addWidget(self._row(one, extent))
        if rest := heaviest[len(first) :]:
            self._fold(column, rest, extent)
        if not heaviest:
            column.addWidget(note(_NONE))
        self._groups.append(group)
        self._column.insertWidget(self._column.count() - 1, group)
        group.show()  # at once, or all would stand squeezed for a moment

    def _fold(self, column: QVBoxLayout, rest: Sequence[Contribution], extent: tuple[int, int]) -> None:
        """The smaller ones, behind a button that says what they add up to; made when they are asked for."""
        more = button(folded_told(rest), "Shows the smaller reasons too", "more")

        def unfold() -> None:
            at = column.indexOf(more)
            made = [self._row(one, extent) for one in rest]
            for offset, row in enumerate(made):
                column.insertWidget(at + offset, row)
                row.show()  # at once: it is to have room, and the focus
            made[0].line.setFocus(Qt.FocusReason.OtherFocusReason)
            more.hide()

        more.clicked.connect(unfold)
        self.more.append(more)
        column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, one: Contribution, extent: tuple[int, int]) -> BarRow:
        row = BarRow(one, *extent)
        row.evidence_wanted.connect(self.evidence_wanted)
        self.rows.append(row)
        return row

    def _empty(self) -> None:
        self.rows, self.more = [], []
        drop(self._groups)
        self._groups = []


def drop(widgets: Iterable[QWidget]) -> None:
    """Take widgets away that others are made for."""
    for one in widgets:
        one.hide()
        one.deleteLater()


class _Swatch(QWidget):
    """A short bar of the legend."""

    def __init__(self, *, learned: bool) -> None:
        super().__init__()
        self._learned = learned
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(18, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_bar(painter, QRectF(self.rect()), lowers=False, learned=self._learned, theme=theme_of(self))


def _legend() -> QWidget:
    """Which bars were learned and which are judged."""
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for learned, words in ((True, LEARNED), (False, JUDGED)):
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(_Swatch(learned=learned))
        row.addWidget(note(words, wraps=True), 1)
        column.addLayout(row)
    return held
