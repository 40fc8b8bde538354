"""The sentences of the ticket that cite a piece of evidence, each a click away."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ..fields import BY_NAME
from ..known import Use
from .labels import note
from .shown import tooltip, visible
from .theme import GRID

_AT_FIRST = 3  # sentences that are shown before the person asks for all
_MOST = 60
_NONE = "No sentence of the ticket cites this."


class UsedIn(QWidget):
    """A line a sentence: its field, and how it begins."""

    chosen = Signal(object)  # a Use
    renewed = Signal()  # there are other lines now

    def __init__(self) -> None:
        super().__init__()
        self._uses: Sequence[Use] = ()
        self._lines: list[_UseLine] = []
        self._title = note()
        self._more = QPushButton()
        self._more.setProperty("look", "more")
        self._more.setAccessibleDescription("Shows all sentences that cite this")
        self._more.clicked.connect(self._show_all)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        self._column.setSpacing(0)
        self._column.addWidget(self._title)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_uses(self, uses: Sequence[Use]) -> None:
        self._uses = uses
        self._show(_AT_FIRST if len(uses) > _AT_FIRST + 1 else _MOST)

    @property
    def texts(self) -> list[str]:
        """What the lines say in full."""
        return [line.accessibleName() for line in self._lines]

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return (*self._lines, self._more)

    def _show(self, most: int) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [_UseLine(use) for use in self._uses[:most]]
        for at, line in enumerate(self._lines, 1):
            self._column.insertWidget(at, line)
            line.chosen.connect(self.chosen)
            line.show()  # the column shows it later, and until then the title would stand over nothing
        self._title.setText("Used in" if self._uses else _NONE)
        left = len(self._uses) - len(self._lines)
        self._more.setText(f"{left} more")
        self._more.setVisible(left > 0 and most == _AT_FIRST)
        self.renewed.emit()

    def _show_all(self) -> None:
        self._show(_MOST)


class _UseLine(QPushButton):
    """A sentence; what has no room of it is in its tool tip."""

    chosen = Signal(object)

    def __init__(self, use: Use) -> None:
        super().__init__()
        self._use = use
        words = " ".join(visible(use.claim.text[:400]).split())
        self._words = f"{BY_NAME[use.field].label}: {words}"
        self.setProperty("look", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._words)
        self.setAccessibleDescription("Goes to this sentence in the ticket")
        self.setToolTip(tooltip(self._words))
        self.clicked.connect(self._choose)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = max(20, self.width() - 2 * GRID)
        elided = QFontMetrics(self.font()).elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(elided.replace("&", "&&"))

    def _choose(self) -> None:
        self.chosen.emit(self._use)
