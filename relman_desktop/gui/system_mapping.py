"""What goes where in a change system: the site's fields, the picture, and the table in which it is changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..errors import RelmanError
from ..wording import counted
from .export_fields import empty
from .labels import label, note, restyle, soften
from .library_when import ago, exactly
from .shown import shown_text, visible
from .system_choices import SystemChoices
from .system_entry import SystemEntry
from .system_fixed import SystemFixed
from .system_picture import SystemPicture
from .system_row import MappingRow
from .system_rows import ANOTHER, USUAL, Row, field_words, offers_of, rows_of
from .tab_order import in_tab_order
from .theme import GRID

_READ = "Read this site’s fields"
_NOT_READ = "Not read yet: this is what the kind’s table says. Names, limits and choices of your site may be others."
_CANNOT = "Systems of this kind do not tell their fields; this is what the kind’s table says."
_HELP = (
    "Nothing needs to be changed here where the picture is right. “As usual” is what the table and the site’s own "
    "fields say; what has no field stands in the main text, under a heading."
)


class SystemMapping(QWidget):
    """Shows the mapping of one entry and changes it; what is made of it is the settings page's business."""

    changed = Signal()
    asked_for = Signal()
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, MappingRow] = {}
        self._entry: SystemEntry | None = None
        self.picture, self.choices, self.fixed = SystemPicture(), SystemChoices(), SystemFixed()
        self.ask = QPushButton(_READ)
        self.ask.setAccessibleDescription("Asks the site for its fields, their limits and choices; nothing is written")
        self._state, self._wrong = note(wraps=True), note(wraps=True)
        self._offered, self._bound = QStandardItemModel(self), QStandardItemModel(self)
        self._offers: object = None
        self._table = QVBoxLayout()
        self._table.setSpacing(GRID // 2)
        self.ask.clicked.connect(self._press)
        self.choices.chosen.connect(self._choose)
        self.fixed.changed.connect(self._fix)
        self._lay_out()

    @property
    def first(self) -> QWidget:
        """Where one begins."""
        return self.ask if self.ask.isEnabled() else self.fixed.another

    def show_entry(self, entry: SystemEntry) -> None:
        """Show what goes where in a system."""
        self._entry = entry
        try:
            rows = rows_of(entry)
        except RelmanError as error:
            rows = ()
            soften(self._wrong, shown_text(str(error)))
        self._offer(rows, entry)
        self._show_rows(rows)
        if entry.kind:
            self.picture.show_rows(rows, entry.kind)
        self.choices.show_rows(rows, entry)
        self.fixed.show_entry(entry)
        self.show_asking(entry)
        self.setVisible(entry.kind is not None)
        self._order()

    def show_asking(self, entry: SystemEntry) -> None:
        """Show how old is what the site told, or what asking it is doing."""
        asks = bool(entry.kind and entry.kind.asks)
        schema = entry.schema
        told = f"{counted(len(schema.fields), 'field')}, read {ago(schema.asked_at)}." if schema else _NOT_READ
        self.ask.setText("Stop reading" if entry.asking else f"{_READ} again" if schema else _READ)
        self.ask.setAccessibleName(self.ask.text())
        self.ask.setEnabled(asks)
        soften(self._state, f"{visible(entry.asking)}…" if entry.asking else told if asks else _CANNOT)
        self._state.setToolTip(exactly(schema.asked_at) if schema else "")
        soften(self._wrong, shown_text(entry.asked))
        self._wrong.setVisible(bool(entry.asked))

    def _show_rows(self, rows: tuple[Row, ...]) -> None:
        if [one.ours for one in rows] != list(self.rows):
            empty(self._table)
            self.rows = {one.ours: MappingRow(one.ours, self._bound if one.bound else self._offered) for one in rows}
            for made in self.rows.values():
                made.chosen.connect(self._map)
                self._table.addWidget(made)
        for one in rows:
            self.rows[one.ours].show_row(one)

    def _offer(self, rows: tuple[Row, ...], entry: SystemEntry) -> None:
        """All rows share two lists: with hundreds of fields each would take long to make its own."""
        offers = offers_of(rows, bound=False), offers_of(rows, bound=True)
        if offers == self._offers:
            return
        self._offers = offers
        for model, found in zip((self._offered, self._bound), offers, strict=True):
            fields = [(one.theirs, field_words(one.theirs, one.label, entry.schema)) for one in found]
            model.clear()
            for value, words in ((USUAL, "As usual"), *fields, (ANOTHER, "Another field, by its name…")):
                item = QStandardItem(visible(shown_text(words)))
                item.setData(value, Qt.ItemDataRole.UserRole)
                model.appendRow(item)

    def _map(self, ours: str, chosen: str) -> None:
        if entry := self._entry:
            entry.mapping = {name: told for name, told in entry.mapping.items() if name != ours}
            if chosen != USUAL:
                entry.mapping[ours] = chosen
            self._tell(entry)

    def _choose(self, key: str, value: str) -> None:
        if (entry := self._entry) and entry.choices.get(key, "") != value:
            entry.choices = {name: told for name, told in {**entry.choices, key: value}.items() if told}
            self._tell(entry)

    def _fix(self, theirs: str, value: str) -> None:
        if entry := self._entry:
            entry.fixed = {name: told for name, told in {**entry.fixed, theirs: value}.items() if told}
            self._tell(entry)

    def _tell(self, entry: SystemEntry) -> None:
        self.show_entry(entry)
        self.changed.emit()

    def _press(self) -> None:
        if self._entry:
            (self.stopped if self._entry.asking else self.asked_for).emit()

    def _order(self) -> None:
        rows = (stop for one in self.rows.values() for stop in (one.choice, one.typed))
        in_tab_order((self.ask, *rows, *self.choices.stops, *self.fixed.stops))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.ask)
        row.addWidget(self._state, 1)
        restyle(self._wrong, "error")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * GRID, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(label("What goes where", bold=True))
        column.addLayout(row)
        for part in (self._wrong, note(_HELP, wraps=True), self.picture):
            column.addWidget(part)
        column.addLayout(self._table)
        column.addWidget(label("Choices, one by one", bold=True))
        column.addWidget(self.choices)
        column.addWidget(label("Always the same", bold=True))
        column.addWidget(self.fixed)
