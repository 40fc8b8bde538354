"""When to roll back, always in sight while it is deployed: what is seen, from which value on, and where one looks."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ..life import Trigger
from .fitting_label import FittingLabel
from .fitting_scroll import FittingScroll
from .icons import Icon
from .labels import label, soften
from .shown import shown_line, tooltip, visible
from .theme import GRID, SMALL, Role

TITLE = "Roll back when"
NONE = "The ticket does not say when to roll back. Agree on a number with its limit before you begin."
_MOST_HIGH = 220  # pixels before it scrolls


class TriggerPanel(QFrame):
    """One row for each of them; many of them scroll."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "warning")
        self.setAccessibleName(TITLE)
        self.rows: list[QWidget] = []
        self._shown: tuple[Trigger, ...] | None = None
        self._none = label(NONE, wraps=True)
        self._body = QWidget()
        self._list = QVBoxLayout(self._body)
        self._scroll = FittingScroll(self._body)
        self._scroll.setMaximumHeight(_MOST_HIGH)
        for ground in (self._scroll.viewport(), self._body):
            ground.setAutoFillBackground(False)
        self._lay_out()
        self.show_triggers(())

    def show_triggers(self, triggers: Sequence[Trigger]) -> None:
        """Show them; that there are none is said."""
        if tuple(triggers) == self._shown:
            return
        self._shown = tuple(triggers)
        while item := self._list.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.rows = [_row(one) for one in triggers]
        for row in self.rows:
            self._list.addWidget(row)
        self._none.setVisible(not triggers)
        self._scroll.setVisible(bool(triggers))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(Icon("alert", Role.WARNING), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(TITLE, bold=True), 1)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(GRID // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self._scroll)


def _row(one: Trigger) -> QWidget:
    """What is seen with its value, and where; all of the sentence for screen readers and the mouse."""
    split = one.seen and one.threshold
    value = re.sub(r"^(?:is|are) ", "", one.threshold)
    told = soften(label(size=SMALL, bold=True, wraps=True), f"{one.seen} {value}" if split else one.text)
    told.setAccessibleName(f"{TITLE}: {visible(shown_line(one.text))}")
    told.setToolTip(tooltip(one.text))
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(16 + GRID, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(told)
    if split and one.where:
        where = FittingLabel(look="quiet", size=SMALL)
        where.show_texts(one.where)
        column.addWidget(where)
    return made
