"""A slim bar while a model drafts: what it does, how quickly, and a way to stop it that is always in sight."""

import time
from collections import deque

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from ..fields import BY_NAME, WRITTEN
from .fitting_label import small
from .labels import note
from .shown import visible
from .theme import GRID

_TICK = 500  # milliseconds between two figures
_RECENT = 3.0  # seconds over which the speed is taken
_LONGEST = 40  # characters of a model's name


class DraftBar(QFrame):
    """Hidden until `begin`; `end` hides it. It stops nothing itself: `stop_wanted` tells whoever drafts."""

    stop_wanted = Signal()
    began = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drafter = ""
        self._field = ""
        self._said = ""  # what happens besides writing
        self._began = 0.0
        self._counts: deque[tuple[float, int]] = deque(maxlen=1000)  # when, and how many tokens by then
        self.setProperty("look", "foot")
        self._what = small(bold=True)
        self._speed = note()
        self._fields = QProgressBar(textVisible=False)
        self._fields.setRange(0, len(WRITTEN))
        self._fields.setFixedSize(6 * GRID, GRID // 2)
        self._fields.setAccessibleName("Fields drafted")
        self._stop = QPushButton("Stop")
        self._stop.setAccessibleName("Stop drafting")
        self._stop.setAccessibleDescription("Keeps the sentences that are complete as a proposal (Esc)")
        self._stop.setToolTip("Stop drafting and keep what is complete (Esc)")
        self._escape = QShortcut(QKeySequence("Esc"), self)
        self._tick = QTimer(self, interval=_TICK)
        self._lay_out()
        self._stop.clicked.connect(self._ask_to_stop)
        self._escape.activated.connect(self._ask_to_stop)
        self._tick.timeout.connect(self._show_figures)
        self.end()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 3, 2 * GRID, 3)
        row.setSpacing(GRID)
        row.addWidget(self._fields)
        row.addWidget(self._what, 1)
        row.addWidget(self._speed)
        row.addWidget(self._stop)

    @property
    def running(self) -> bool:
        return self._tick.isActive()

    def begin(self, drafter: str) -> None:
        """A drafter, by its name, begins to write."""
        shown = visible(drafter)
        self._drafter = shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
        self._field, self._said, self._began = "", "", time.monotonic()
        self._counts.clear()
        self._stop.setEnabled(True)
        self._stop.setText("Stop")
        self._escape.setEnabled(True)
        self._tick.start()
        self._show_figures()
        self.show()
        self.began.emit()

    def count(self, tokens: int) -> None:
        """So many tokens have arrived by now; may be called for each of them."""
        if tokens and self.running:
            self._said = ""
            self._counts.append((time.monotonic(), tokens))

    def say(self, what: str) -> None:
        """What happens while nothing is written: a wait, another attempt. It stands until something is written."""
        if self.running:
            self._said = what
            self._show_figures()

    def show_field(self, name: str) -> None:
        """The field that is written now; "" between two sentences, when it is the one before."""
        if name and name != self._field and self.running:
            self._field = name
            self._show_figures()

    def end(self) -> None:
        """Nobody is drafting any more."""
        ran = self.running
        self._tick.stop()
        self._escape.setEnabled(False)  # Esc is for others then
        had_focus = self._stop.hasFocus()
        if had_focus:
            self._stop.focusPreviousChild()
        self.hide()
        if ran:
            self.ended.emit()

    def _ask_to_stop(self) -> None:
        if self.running and self._stop.isEnabled():
            self._stop.setEnabled(False)
            self._stop.setText("Stopping…")
            self.stop_wanted.emit()

    def _show_figures(self) -> None:
        names = [field.name for field in WRITTEN]
        number = names.index(self._field) + 1 if self._field in names else 0
        field = f": {BY_NAME[self._field].label.lower()}" if number else " is drafting"
        self._fields.setValue(max(number - 1, 0))
        short = BY_NAME[self._field].label if number else self._drafter
        self._what.show_texts(*((self._said,) if self._said else (self._drafter + field, short)))
        self._fields.setToolTip(f"Field {number} of {len(names)}" if number else "")
        self._speed.setText(" · ".join(self._figures()))
        self.setAccessibleName(self._what.whole)

    def _figures(self) -> tuple[str, ...]:
        """Seconds since the beginning and tokens a second of late."""
        now = time.monotonic()
        seconds = f"{now - self._began:.0f} s"
        if not self._counts:
            return (seconds,) if self._said else ("waiting for the first word", seconds)
        recent = [one for one in self._counts if one[0] >= now - _RECENT]
        if not recent:
            return (seconds,)
        since, tokens = recent[0]
        speed = (self._counts[-1][1] - tokens) / max(now - since, 0.5)
        return f"{speed:.0f} tokens/s", seconds
