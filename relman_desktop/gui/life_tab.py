"""The tab "Deployment": where the ticket is, when to roll back, the checklist, what happened, and the closing note."""

from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ..life import Life
from .labels import label, note
from .life_end import EndPanel
from .life_head import LifeHead
from .life_list import LifeList
from .life_log import LogList, NoteBar
from .life_triggers import TriggerPanel
from .life_words import NOTHING, elapsed, entry_words, status, zone_line
from .tab_order import in_tab_order
from .theme import GRID

_LEAST = 120  # pixels of the checklist in a low window
_BACK = "The clock of a machine went back while this was told, so the minutes may be wrong."


class LifeTab(QWidget):
    """Shows one life after the other; it asks for it when it is looked at."""

    looked_at = Signal()
    signed = Signal(str)  # who ticks from now on

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Deployment of this ticket")
        self.head, self.triggers, self.list = LifeHead(), TriggerPanel(), LifeList()
        self.log, self.bar, self.end = LogList(), NoteBar(), EndPanel()
        self.name = QLineEdit()
        self.name.setAccessibleName("Ticks are signed as")
        self.name.setMaxLength(80)
        self._nothing = label(NOTHING, "quiet", wraps=True)
        self._scroll = QScrollArea(widgetResizable=True)
        self._life: Life | None = None
        self._lay_out()
        self.list.looked_at.connect(lambda row: self._scroll.ensureWidgetVisible(row, 0, 2 * GRID))
        self.name.editingFinished.connect(lambda: self.signed.emit(self.name.text().strip()))
        self.setFocusProxy(self.head.next)
        self.show_life(None, UTC, "")

    def show_life(self, life: Life | None, zone: tzinfo, by: str) -> None:
        """Show a life; None where no change is open. `by`: who ticks."""
        self._life = life
        for part in (self.head, self._scroll, self.bar, self.triggers):
            part.setVisible(life is not None)
        self._nothing.setVisible(life is None)
        if life is None:
            return
        self.head.show_life(life)
        self.triggers.show_triggers(life.triggers)
        self.triggers.setVisible(life.state.is_under_way or life.state.name == "approved")
        self.list.show_life(life, zone)
        beside = life.attempt.began
        told = [one for one in life.attempt.said if one.kind != "state"]
        self.log.show_lines([entry_words(one, zone, beside) for one in told])
        self.bar.setVisible(not life.state.is_over)
        if not self.name.hasFocus():
            self.name.setText(by)
        in_tab_order((*self.head.stops, *self.list.stops, *self.end.stops, self.name, *self.bar.stops))

    def show_time(self, now: datetime, zone: tzinfo, clock: str) -> None:
        """Show how long it takes; `clock`: what is wrong with this machine's."""
        if self._life:
            warning = clock or (_BACK if self._life.clock_went_back else "")
            self.head.say_time(status(self._life, now, zone), zone_line(now, zone), warning)
            self.head.elapsed.show_elapsed(elapsed(self._life, now))

    def go_to_next(self) -> None:
        """Put the focus on the first open step of what is being done, else on the next action."""
        following = self._life.next_step if self._life else None
        if following:
            self.list.go_to((following.step.part, following.step.words))
        else:
            self.head.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_read_only(self, read_only: bool) -> None:
        for part in (self.head, self.list, self.bar, self.end):
            part.set_read_only(read_only)
        self.name.setDisabled(read_only)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.looked_at.emit()

    def _lay_out(self) -> None:
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setMinimumHeight(_LEAST)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(2 * GRID, 0, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        signing = QHBoxLayout()
        signing.addWidget(note("Ticks are signed as"))
        signing.addWidget(self.name, 1)
        for part in (self.end, self.list, self.log):
            column.addWidget(part)
        column.addLayout(signing)
        column.addStretch(1)
        body.setMinimumHeight(1)  # or Qt takes the words' height at their narrowest
        self._scroll.setWidget(body)
        sight = QVBoxLayout()
        sight.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        sight.addWidget(self.triggers)
        self._nothing.setMargin(2 * GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._nothing)
        layout.addWidget(self.head)
        layout.addLayout(sight)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.bar)
