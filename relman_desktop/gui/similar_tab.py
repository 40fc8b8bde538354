"""The tab of past tickets that are like the open one, those that went wrong first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ..store.similar import Similar
from .labels import label
from .similar_card import SimilarCard
from .theme import GRID

LOOKING = "Looking for past tickets like this one…"
NONE = (
    "No past ticket is like this one. Tickets are found by what they touch: migrations, settings, services, files; "
    "and by their words. Set a ticket's outcome when its deployment is over, and it will tell here what came of it."
)


class SimilarTab(QScrollArea):
    """Cards, or a sentence in their place."""

    put = Signal(object, str)  # a Ticket, and the field to take of it
    asked_for = Signal(object)  # a Row

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[SimilarCard] = []
        self._said = label(look="quiet", wraps=True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Similar past tickets")
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._column.setSpacing(0)
        self._column.addWidget(self._said)
        self._column.addStretch(1)
        self.setWidget(self._content)
        self.say(LOOKING)

    @property
    def text(self) -> str:
        """The sentence that stands in place of cards; "" where there are some."""
        return "" if self._said.isHidden() else self._said.text()

    def say(self, sentence: str) -> None:
        """Show a sentence and no cards."""
        self._clear()
        self._said.setText(sentence)
        self._said.show()

    def show_similar(self, found: Sequence[Similar], read: Callable[[str], str], *, writes: bool) -> None:
        """Show past tickets in this order; `read` gives what a field of the open ticket holds."""
        if not found:
            self.say(NONE)
            return
        self._clear()
        self._said.hide()
        for at, similar in enumerate(found):
            card = SimilarCard(similar, read, opened=at == 0, writes=writes)
            card.put.connect(self.put)
            card.asked_for.connect(self.asked_for)
            if at:
                self._column.insertWidget(self._column.count() - 1, _line())
            self._column.insertWidget(self._column.count() - 1, card)
            self.cards.append(card)
        self.verticalScrollBar().setValue(0)

    def _clear(self) -> None:
        self.cards.clear()
        while self._column.count() > 2:
            item = self._column.takeAt(1)
            if item and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()


def _line() -> QFrame:
    line = QFrame()
    line.setFixedHeight(1)
    line.setProperty("look", "bar")
    return line
