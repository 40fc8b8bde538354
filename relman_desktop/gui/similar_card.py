"""A past ticket that is like the open one: what came of it, why it is alike, and its steps."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ..store.similar import Similar
from ..wording import shorten
from .buttons import button
from .icons import Icon
from .labels import label, note, soften
from .library_when import ago, exactly
from .library_words import named, title_of
from .outcome_mark import OutcomeMark, words
from .shown import shown_line, tooltip
from .similar_steps import SimilarSteps
from .similar_words import outcome_of, warning, why
from .theme import GRID, Role

FIELDS = ("deployment", "rollback")
_LONGEST_TITLE = 160  # characters


class SimilarCard(QFrame):
    """Its steps are folded until the person wants to read them, unless it is the first."""

    put = Signal(object, str)  # the past ticket, with the text that is to stand in a field; and that field
    asked_for = Signal(object)  # its Row: the person wants to read all of it

    def __init__(self, similar: Similar, read: Callable[[str], str], *, opened: bool, writes: bool) -> None:
        super().__init__()
        self.similar = similar
        texts = {field: similar.ticket.entry(field).text for field in FIELDS}
        self.steps = {
            field: SimilarSteps(field, text, read, writes=writes) for field, text in texts.items() if text.strip()
        }
        self.fold = button("", "Shows or hides how it was deployed and undone", "more")
        self.show_all = button("Show the ticket", "Shows all of it in the library", "more")
        self._body = QWidget()
        self.setAccessibleName(f"{shown_line(named(similar.row))}: {words(outcome_of(similar))}")
        self._lay_out()
        for one in self.steps.values():
            one.put.connect(self._put)
        self.fold.clicked.connect(self._turn)
        self.show_all.clicked.connect(self._ask)
        self._open(opened)

    def _lay_out(self) -> None:
        row = self.similar.row
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, GRID)
        column.setSpacing(GRID // 2)
        column.addLayout(self._head())
        title = shorten(" ".join(title_of(row).split()), _LONGEST_TITLE)
        column.addWidget(soften(label(bold=True, wraps=True), title))
        column.addWidget(soften(note(wraps=True), why(self.similar)))
        if told := warning(self.similar):
            column.addWidget(_warned(told))
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(0, GRID // 2, 0, 0)
        inner.setSpacing(GRID)
        for part in self.steps.values():
            inner.addWidget(part)
        below = QHBoxLayout()
        below.setSpacing(2 * GRID)
        for one in (self.fold, self.show_all):
            below.addWidget(one)
        below.addStretch(1)
        column.addLayout(below)
        column.addWidget(self._body)

    def _head(self) -> QHBoxLayout:
        row = self.similar.row
        mark = OutcomeMark()
        mark.show_outcome(outcome_of(self.similar))
        when = note(ago(row.touched))
        when.setToolTip(tooltip(exactly(row.touched)))
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(mark)
        head.addWidget(note(shorten(shown_line(row.change_id), 40)), 1)
        head.addWidget(when)
        return head

    def _put(self, field: str, text: str) -> None:
        self.put.emit(self.similar.ticket.with_text(field, text), field)

    def _turn(self) -> None:
        self._open(self._body.isHidden())

    def _open(self, opened: bool) -> None:
        self._body.setVisible(opened)
        self.fold.setText("Hide its steps" if opened else "Show its steps")
        self.fold.setAccessibleName(self.fold.text())
        self.fold.setVisible(bool(self.steps))

    def _ask(self) -> None:
        self.asked_for.emit(self.similar.row)


def _warned(told: str) -> QFrame:
    frame = QFrame()
    frame.setProperty("look", "warning")
    row = QHBoxLayout(frame)
    row.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
    row.setSpacing(GRID)
    row.addWidget(Icon("alert", Role.WARNING))
    row.addWidget(soften(label(wraps=True), told), 1)
    return frame
