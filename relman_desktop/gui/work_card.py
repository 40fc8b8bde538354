"""A work item at the head of the evidence pane: its key, how it stands, and the way to all that is known of it."""

from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..sources.work.item import WorkItem
from .buttons import button
from .fitting_label import FittingLabel
from .icons import Icon
from .labels import note
from .shown import soft, visible
from .theme import GRID, SMALL
from .work_paint import MARKS
from .work_words import source_words, state_of, status_words


class WorkCard(QWidget):
    """Hidden until a work item is shown."""

    asked = Signal(str)  # the key of the item that the person wants to see among the others

    def __init__(self) -> None:
        super().__init__()
        self._item_key = ""
        self._key = FittingLabel(bold=True)
        self._mark = Icon("unread", MARKS[state_of(WorkItem("", "", "", ()))][1])
        self._status = FittingLabel("quiet", size=SMALL)
        self._more = button("Show in Work items", "Shows all that is known of it, among the others", "more")
        self._from = note(wraps=True)
        top, middle, below = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for row, parts in ((top, (self._key, self._more)), (middle, (self._mark, self._status))):
            row.setSpacing(GRID)
            for part in parts:
                row.addWidget(part, int(part in (self._key, self._status)))
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(GRID // 2)
        below.addLayout(top)
        below.addLayout(middle)
        below.addWidget(self._from)
        self._more.clicked.connect(lambda: self.asked.emit(self._item_key))
        self.hide()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return (self._more,)

    def show_item(self, item: WorkItem) -> None:
        self._item_key = item.key
        self._key.show_texts(item.key)
        self._mark.show_icon(*MARKS[state_of(item)])
        self._status.show_texts(status_words(item))
        told = " · ".join(filter(None, (item.kind, source_words(item, datetime.now(UTC)))))
        self._from.setText(soft(visible(told)))
        self._from.setVisible(bool(told))
        self.show()
