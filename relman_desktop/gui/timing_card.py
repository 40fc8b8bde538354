"""When it is deployed: the schedule on its calendar, how long it takes, what is to be said of it, and better times."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..risk.timing import Remark, Slot, Timing
from ..risk.timing.wording import duration_words, when_words
from .labels import label, note, soften
from .shown import shown_text
from .theme import GRID
from .timing_line import TimingLine
from .timing_rows import Legend, RemarkRow, SlotRow

WAITING = "What is to be said of the schedule stands here once a change is open."
NOTHING = "Nothing speaks against this time."
FITS = "The next times in which it fits, and nothing is against it ({}):"
_LEGEND = {
    "deployment": "this deployment",
    "validation": "validating",
    "rollback": "going back, if need be",
    "window": "maintenance window",
    "freeze": "freeze",
    "holiday": "holiday",
    "weekend": "weekend",
    "shared": "another, of the same service or repository",
    "other": "another deployment",
}


class TimingCard(QWidget):
    """Shows one timing after the other; what is the same stays as it is."""

    evidence_wanted = Signal(str)
    schedule_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[RemarkRow] = []
        self.slots: list[SlotRow] = []
        self._shown: Timing | None = None
        self._read_only = False
        self.when = label(bold=True, wraps=True)
        self.line, self.legend = TimingLine(), Legend(_LEGEND)
        self.duration = label(wraps=True)
        self.fine = label(look="quiet", wraps=True)
        self._fits = note(wraps=True)
        self._remarks, self._suggested = QVBoxLayout(), QVBoxLayout()
        self._lay_out()
        self.show_timing(None)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        rows: tuple[RemarkRow | SlotRow, ...] = (*self.rows, *self.slots)
        return tuple(stop for row in rows for stop in row.stops)

    def show_timing(self, timing: Timing | None) -> None:
        """Show a timing; None where no change is open."""
        self._line_up(timing)
        soften(self.when, shown_text(when_words(timing)) if timing else WAITING)
        soften(self.duration, shown_text(duration_words(timing)) if timing else "")
        self.duration.setVisible(timing is not None)
        is_fine = bool(timing and timing.start and not timing.against)
        self.fine.setText(NOTHING if is_fine else "")
        self.fine.setVisible(is_fine)
        if timing is None or self._shown is None or timing.remarks != self._shown.remarks:
            self.rows = list(map(self._remark, timing.remarks)) if timing else []
            _fill(self._remarks, self.rows)
        if timing is None or self._shown is None or timing.suggestions != self._shown.suggestions:
            self.slots = list(map(self._slot, timing.suggestions)) if timing else []
            _fill(self._suggested, self.slots)
        self._fits.setText(FITS.format(timing.zone) if timing else "")
        self._fits.setVisible(bool(self.slots))
        self._shown = timing

    def set_read_only(self, read_only: bool) -> None:
        """Let a time be taken, or not."""
        self._read_only = read_only
        for one in self.slots:
            one.use.setDisabled(read_only)

    def _line_up(self, timing: Timing | None) -> None:
        self.line.show_timing(timing)
        self.legend.show_kinds({one.kind for one in self.line.marks})

    def _remark(self, one: Remark) -> RemarkRow:
        row = RemarkRow(one)
        row.evidence_wanted.connect(self.evidence_wanted)
        return row

    def _slot(self, one: Slot) -> SlotRow:
        row = SlotRow(one)
        row.use.setDisabled(self._read_only)
        row.evidence_wanted.connect(self.evidence_wanted)
        row.wanted.connect(self.schedule_wanted)
        return row

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for layout in (self._remarks, self._suggested):
            layout.setSpacing(GRID // 2)
        for part in (self.when, self.line, self.legend, self.duration, self.fine):
            column.addWidget(part)
        column.addLayout(self._remarks)
        column.addWidget(self._fits)
        column.addLayout(self._suggested)


def _fill(layout: QVBoxLayout, rows: Sequence[QWidget]) -> None:
    """Put rows in place of those that are there."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
    for one in rows:
        layout.addWidget(one)
