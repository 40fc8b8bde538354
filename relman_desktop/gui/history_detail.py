"""What a row of the history changed, word by word, and the buttons that put back what stood there then."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QTabBar, QVBoxLayout, QWidget

from ..store.history import changed_answers, changed_dismissals, changed_fields
from ..ticket import Ticket
from .buttons import button
from .flow import FlowLayout
from .history_changes import Compared, compared, is_long, sections
from .history_rows import HistoryRow
from .history_text import HistoryText
from .history_words import FactId, author_words, done, field_label
from .jobs import Lane
from .labels import label, note
from .shown import visible
from .theme import GRID

_AGAINST_NOW = 1  # the place of that tab
_TABS = ("What it changed", "What changed since")


class HistoryDetail(QWidget):
    """Shows one row; a comparison that takes long is made on a thread of its own."""

    restore_wanted = Signal(object, str)  # the Ticket as it was then, and a field or "" for all

    def __init__(self) -> None:
        super().__init__()
        self._row: HistoryRow | None = None
        self._read_only = False
        self._now: Ticket | None = None
        self._fact_id: FactId = lambda key: ""
        self._texts: tuple[Compared, ...] = ()
        self._lane = Lane("history", self)
        self._what = label(bold=True, wraps=True)
        self._when = note(wraps=True)
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.tabs.setAccessibleName("What the texts are compared with")
        for name in _TABS:
            self.tabs.addTab(name)
        self.text = HistoryText()
        self.restore_field = button("Restore this field", "Puts back what the field held then, as a new edit")
        self.restore_all = button("Restore all", "Puts back all fields, answers and dismissed facts as they were then")
        self._fields = QMenu(self)
        self._lay_out()
        self.setFocusProxy(self.text)
        self.tabs.currentChanged.connect(self._compare)
        self.restore_field.clicked.connect(self._restore_field)
        self.restore_all.clicked.connect(self._restore_all)
        self._fields.triggered.connect(lambda action: self._restore(action.data()))

    def show_row(self, row: HistoryRow, now: Ticket, fact_id: FactId) -> None:
        """Show a row beside what the ticket holds now."""
        self._row, self._now, self._fact_id = row, now, fact_id
        name, _, _ = author_words(row.author, row.what)
        when = row.when
        self._what.setText(visible(done(row.what, row.before, row.after, row.fields, fact_id, row.of)))
        self._when.setText(f"{when:%A} {when.day} {when:%B %Y, %H:%M} · {name}")
        self._offer(row, now)
        self._compare()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        if self._row and self._now:
            self._offer(self._row, self._now)

    def close_lane(self) -> None:
        self._lane.close()

    def _offer(self, row: HistoryRow, now: Ticket) -> None:
        """Let what the ticket holds no more be put back."""
        others = () if self._read_only else changed_fields(now, row.after)
        mine = [name for name in row.fields if name in others]
        few = len(row.fields) == 1
        self.restore_field.setVisible(bool(row.fields))
        self.restore_field.setEnabled(bool(mine))
        self.restore_field.setText(f"Restore {field_label(row.fields[0]).lower()}" if few else "Restore one field")
        same = row.after.change.same_code(now.change)
        told = changed_answers(now, row.after) or (same and changed_dismissals(now, row.after))
        self.restore_all.setEnabled(bool(others or told) and not self._read_only)
        self._fields.clear()
        for name in mine:
            self._fields.addAction(field_label(name)).setData(name)
        self.restore_field.setMenu(None if few else self._fields)  # type: ignore[arg-type]

    def _compare(self) -> None:
        if not self._row or not self._now:
            return
        against = self._now if self.tabs.currentIndex() == _AGAINST_NOW else None
        texts = compared(self._row, against, self._fact_id)
        if texts == self._texts:
            return
        self._texts = texts
        self._lane.stop()
        if is_long(texts):
            self._lane.start(lambda cancel, _: sections(texts), self.text.show_sections, self._fail)
        else:
            self.text.show_sections(sections(texts))

    def _fail(self, error: Exception) -> None:
        raise error  # a fault of ours: the window tells it

    def _restore_field(self) -> None:
        if self._row and len(self._row.fields) == 1:
            self._restore(self._row.fields[0])

    def _restore_all(self) -> None:
        self._restore("")

    def _restore(self, field: str) -> None:
        if self._row:
            self.restore_wanted.emit(self._row.after, field)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID // 2)
        for part in (self._what, self._when, self.tabs):
            layout.addWidget(part)
        layout.addWidget(self.text, 1)
        foot = FlowLayout(GRID)
        for one in (self.restore_field, self.restore_all):
            foot.addWidget(one)
        layout.addLayout(foot)
