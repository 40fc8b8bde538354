"""The history of the ticket: who or what wrote what and when, how the texts differ, and a way back to each of them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ..store.history import History
from ..wording import counted
from .history_detail import HistoryDetail
from .history_filter import HistoryFilter
from .history_list import HistoryList
from .history_rows import HistoryRow, HistoryRows
from .history_words import FactId, field_label
from .labels import label
from .theme import GRID

_PAUSE = 250  # milliseconds without an act until the list follows
_NOTHING = "Nothing was done to a ticket yet. Open a change, and every step of its ticket is kept here."
_NONE_OF = "{field} was never written. All that is written there from now on is kept here."
_DAMAGED = "{records} of this ticket cannot be read; shown is what the others tell, and what the next version held."

Read = Callable[[], History | None]


class HistoryTab(QWidget):
    """Reads the history when it is looked at, and follows it while it is."""

    restore_wanted = Signal(object, str)  # a Ticket as it was, and the field to put back or "" for all

    def __init__(self, read: Read, fact_id: FactId) -> None:
        """`read` gives the history of the current ticket, which may be another one each time."""
        super().__init__()
        self._read, self._fact_id = read, fact_id
        self._rows = HistoryRows()
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.refresh)
        self.filter = HistoryFilter()
        self.list = HistoryList()
        self.detail = HistoryDetail()
        self._damaged = label(look="warning", wraps=True)
        self._empty = label(look="quiet", wraps=True)
        self._pages = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self.list)
        self.filter.currentIndexChanged.connect(self.refresh)
        self.list.looked_at.connect(self._look)
        self.list.opened.connect(self.detail.setFocus)
        self.detail.restore_wanted.connect(self.restore_wanted)

    def follow(self) -> None:
        """Something was done; the list tells of it as soon as the person rests, if it is in sight."""
        if self.isVisible():
            self._soon.start()

    def follow_caret(self, field: str) -> None:
        """The caret is in another field."""
        if self.filter.follow(field):
            self.follow()

    def show_field(self, field: str) -> None:
        """Show the history of a field."""
        self.filter.choose(field)
        self.refresh()

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be put back; or let it be put back again."""
        self.detail.set_read_only(read_only)

    def refresh(self) -> None:
        """Show what is known now."""
        self._soon.stop()
        history = self._read()
        self._rows.take(history.steps if history else ())
        self.list.show_days(self._rows.days(self.filter.field), self._fact_id)
        self._say(history)
        if row := self.list.current:
            self._look(row)

    def close_lane(self) -> None:
        self.detail.close_lane()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    def _say(self, history: History | None) -> None:
        damaged = history.damaged if history else 0
        self._damaged.setVisible(bool(damaged))
        self._damaged.setText(_DAMAGED.format(records=counted(damaged, "record")))
        field = self.filter.field
        known = history is not None and bool(history.steps)
        self._empty.setText(_NONE_OF.format(field=field_label(field)) if field and known else _NOTHING)
        self._pages.setCurrentIndex(0 if self.list.days else 1)

    def _look(self, row: HistoryRow) -> None:
        history = self._read()
        if history and history.ticket:
            self.detail.show_row(row, history.ticket, self._fact_id)

    def _lay_out(self) -> None:
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setMargin(4 * GRID)
        parts = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        parts.setHandleWidth(1)
        for part, stretch in ((self.list, 2), (self.detail, 3)):
            parts.addWidget(part)
            parts.setStretchFactor(parts.count() - 1, stretch)
        parts.setSizes([280, 420])
        self._pages.addWidget(parts)
        self._pages.addWidget(self._empty)
        head = QVBoxLayout()
        head.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        for one in (self.filter, self._damaged):
            head.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)
