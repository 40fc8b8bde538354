"""Everything that was sent for this ticket, and everything that came back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ..llm.answer import Fault
from .call_words import field_words
from .exchange_words import REQUEST, cost_of, counts, exchange_pages, local_time, outcome, sums
from .icons import draw_icon
from .labels import label, note
from .model_call import Exchange
from .row_list import RowList
from .row_paint import MARK, RowText
from .shown import visible
from .text_pages import TextPages
from .theme import GRID, Role, Theme

_EMPTY = (
    "Nothing was sent for this ticket. Its draft was made on this machine, from facts, commits and your answers.\n\n"
    "When a model drafts, every request and every answer is kept here, word for word."
)
_MARKS: dict[Fault | None, tuple[str, Role]] = {  # icon and colour of what is no failure
    None: ("check", Role.GOOD),
    Fault.STOPPED: ("failed", Role.QUIET),
    Fault.UNANSWERED: ("away", Role.QUIET),
}


class SentTab(QWidget):
    """The newest request stands first; below the list are its texts."""

    def __init__(self) -> None:
        super().__init__()
        self._sums = note(wraps=True)
        self.view = RowList("Requests of this ticket", "The newest first; its texts are below", row_text)
        self.texts = TextPages("The request and its answer")
        self._empty = label(_EMPTY, "quiet", wraps=True)
        self._pages = QStackedWidget()
        self._lay_out()
        self.view.looked_at.connect(self._look)
        self.show_exchanges(())

    def show_exchanges(self, exchanges: Sequence[Exchange]) -> None:
        """Show a ticket's requests, given in the order in which they were sent; what is looked at stays so."""
        before = self.view.current
        newest_first = list(reversed(exchanges))
        ids = [one.id for one in newest_first]
        at = ids.index(before.id) if before and before.id in ids else 0
        self.view.show_rows(newest_first, at)
        if newest_first:
            self._sums.setText(sums(exchanges))
            if newest_first[at] != before:
                self._look(newest_first[at])
        shown = self._full if newest_first else self._empty
        self._pages.setCurrentWidget(shown)
        self.setFocusProxy(self.view if newest_first else self._empty)

    def show_request(self) -> None:
        """Show what went out last, word for word."""
        if self.view.rows:
            self.view.choose(0)
            self._look(self.view.rows[0])
            self.texts.tabs.setCurrentIndex(REQUEST)

    def _look(self, exchange: Exchange) -> None:
        self.texts.show_pages(exchange_pages(exchange))

    def _lay_out(self) -> None:
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setMargin(4 * GRID)
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        below = QWidget()
        under = QVBoxLayout(below)
        under.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        under.addWidget(self.texts)
        parts = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        parts.setHandleWidth(1)
        for part, stretch in ((self.view, 2), (below, 3)):
            parts.addWidget(part)
            parts.setStretchFactor(parts.count() - 1, stretch)
        parts.setSizes([280, 420])
        self._sums.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID // 2)
        self._full = QWidget()
        column = QVBoxLayout(self._full)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._sums)
        column.addWidget(parts, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self._pages.addWidget(self._full)
        self._pages.addWidget(self._empty)


def row_text(row: Exchange) -> RowText:
    """A request's row: what it was about and when, what it took, where it went and how it ended."""
    answer = row.answer
    told = (f"{visible(row.endpoint)}, {visible(row.model)}", counts(answer), cost_of(row), outcome(answer))
    mark = partial(_paint_outcome, *_MARKS.get(answer.fault, ("failed", Role.ERROR)))
    below = " · ".join(filter(None, told))
    return RowText(
        field_words(row.field, repair=row.repair),
        f"{local_time(row.when):%H:%M:%S}",
        below,
        mark,
        bad=answer.fault not in _MARKS,
    )


def _paint_outcome(icon: str, ink: Role, painter: QPainter, corner: QPointF, theme: Theme) -> None:
    draw_icon(painter, icon, QRectF(corner.x() - 1, corner.y() - 1, MARK + 2, MARK + 2), theme[ink])
