"""What narrows the list of tickets: only values that tickets have, with how many have them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QButtonGroup, QDateEdit, QHBoxLayout, QPushButton, QWidget

from ..store.search import Query
from ..wording import counted
from .arrow_combo import ArrowCombo
from .flow import FlowLayout
from .labels import note
from .library_query import FILTERS, SHELVES, Around
from .shown import shown_line, tooltip
from .theme import GRID, sized

_LONGEST = 40  # characters of a value in a list
_WIDEST = 170  # pixels of what is chosen
_ARROW = 42  # pixels around it, with the arrow
_BETWEEN = "between"
_SPANS = (  # of days back from today, as they are called
    ("Any time", ""),
    ("Today", "0"),
    ("Last 7 days", "6"),
    ("Last 30 days", "29"),
    ("Last 365 days", "364"),
    ("Between…", _BETWEEN),
)
_DESCRIBED = {
    "": "The tickets that are worked on",
    "archived": "The tickets that were put away",
    "bin": "The tickets that were deleted; each can be taken back",
}


class LibraryFilters(QWidget):
    """Gives the query but for its words."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shelves = Shelves()  # stands where the page wants it
        self.choices = {name: _Choice(words) for name, words in FILTERS.items()}
        self.span = _Span()
        flow = FlowLayout(GRID // 2)
        self.setLayout(flow)
        parts: tuple[_Choice | _Span, ...] = (*self.choices.values(), self.span)
        self.shelves.changed.connect(self.changed)
        for part in parts:
            flow.addWidget(part)
            part.changed.connect(self.changed)

    @property
    def query(self) -> Query:
        since, until = self.span.days
        chosen = {name: choice.value for name, choice in self.choices.items()}
        return Query(since=since, until=until, shelf=self.shelves.shelf, **chosen)

    def set_query(self, query: Query) -> None:
        """Show what a query asks for, without telling."""
        self.shelves.choose(query.shelf)
        for name, choice in self.choices.items():
            choice.choose(getattr(query, name))
        self.span.choose(query.since, query.until)

    def show_around(self, around: Around) -> None:
        """Offer the values that there are, and say how many tickets each shelf has."""
        self.shelves.show_counts(around.shelves)
        for name, choice in self.choices.items():
            choice.offer(around.values.get(name, ()))


class Shelves(QWidget):
    """One shelf is always chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._chips = {shelf: QPushButton(name) for shelf, name in SHELVES.items()}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, GRID, 0)
        row.setSpacing(GRID // 2)
        for shelf, chip in self._chips.items():
            chip.setProperty("look", "chip")
            chip.setCheckable(True)
            chip.setFont(sized(chip.font()))
            chip.setMinimumHeight(26)
            chip.setToolTip(_DESCRIBED[shelf])
            chip.setAccessibleDescription(_DESCRIBED[shelf])
            self._group.addButton(chip)
            row.addWidget(chip)
        self._chips[""].setChecked(True)
        self._group.buttonClicked.connect(self._tell)

    @property
    def shelf(self) -> str:
        return next(shelf for shelf, chip in self._chips.items() if chip.isChecked())

    def choose(self, shelf: str) -> None:
        self._chips[shelf].setChecked(True)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for shelf, chip in self._chips.items():
            chip.setText(f"{SHELVES[shelf]} {counts.get(shelf, 0):,}")
            chip.setAccessibleName(f"{SHELVES[shelf]}, {counted(counts.get(shelf, 0), 'ticket')}")
            chip.updateGeometry()
        self.updateGeometry()

    def _tell(self) -> None:
        self.changed.emit()


class _Choice(ArrowCombo):
    """One value, or any."""

    changed = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self._any = f"Any {words}"
        self.setProperty("look", "choice")
        self.setAccessibleName(words.capitalize())
        self.setFont(sized(self.font()))
        self._fit()
        self.addItem(self._any, "")
        self.currentIndexChanged.connect(self._tell)

    @property
    def value(self) -> str:
        return str(self.currentData() or "")

    def choose(self, value: str) -> None:
        with QSignalBlocker(self):
            if self.findData(value) < 0:
                self.addItem(_shown(value), value)
            self.setCurrentIndex(self.findData(value))
        self._fit()

    def offer(self, values: Sequence[tuple[str, int]]) -> None:
        """Offer the values; the one that is chosen stays, though no ticket has it any more."""
        wanted = [(self._any, ""), *((f"{_shown(value)}  ({count:,})", value) for value, count in values)]
        chosen = self.value
        if chosen and all(value != chosen for _, value in wanted):
            wanted.append((f"{_shown(chosen)}  (0)", chosen))
        if [(self.itemText(at), self.itemData(at)) for at in range(self.count())] == wanted:
            return
        with QSignalBlocker(self):
            self.clear()
            for text, value in wanted:
                self.addItem(text, value)
            self.setCurrentIndex(self.findData(chosen))
        self.setEnabled(len(wanted) > 1)
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 4 * GRID)
        self._fit()

    def _fit(self) -> None:
        """Be as wide as what is chosen, within reason."""
        wanted = self.fontMetrics().horizontalAdvance(max(self.currentText(), self._any, key=len))
        self.setFixedWidth(min(wanted, _WIDEST) + _ARROW)

    def _tell(self, _index: int) -> None:
        self._fit()
        self.setToolTip(tooltip(self.currentText() if self.value else ""))
        self.changed.emit()


class _Span(QWidget):
    """When a ticket was last changed: a span up to today, or two days."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = _Choice("time")
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for text, value in _SPANS:
                self.choice.addItem(text, value)
        self.choice.setAccessibleName("Last changed")
        self.since, self.until = _day_edit("Changed on or after"), _day_edit("Changed on or before")
        self._to = note("to")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        for part in (self.choice, self.since, self._to, self.until):
            row.addWidget(part)
        self._show_days()
        self.choice.changed.connect(self._choose_span)
        for edit in (self.since, self.until):
            edit.dateChanged.connect(self._tell)

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day, both included, as `2026-11-24`; "" for none."""
        if self.choice.value == _BETWEEN:
            return _iso(self.since.date()), _iso(self.until.date())
        if not self.choice.value:
            return "", ""
        today = datetime.now(UTC).date()  # by which the library finds
        return (today - timedelta(days=int(self.choice.value))).isoformat(), ""

    def choose(self, since: str, until: str) -> None:
        """Show these days without telling."""
        if (since, until) == self.days:
            return
        with QSignalBlocker(self), QSignalBlocker(self.since), QSignalBlocker(self.until):
            self.choice.choose(_BETWEEN if since or until else "")
            for edit, day in ((self.since, since), (self.until, until)):
                if day:
                    edit.setDate(QDate.fromString(day, "yyyy-MM-dd"))
            self._show_days()

    def _choose_span(self) -> None:
        self._show_days()
        self.changed.emit()

    def _show_days(self) -> None:
        for part in (self.since, self._to, self.until):
            part.setVisible(self.choice.value == _BETWEEN)
        self.updateGeometry()

    def _tell(self, _day: QDate) -> None:
        self.changed.emit()


def _day_edit(name: str) -> QDateEdit:
    edit = QDateEdit(QDate.currentDate())
    edit.setDisplayFormat("yyyy-MM-dd")
    edit.setCalendarPopup(True)
    edit.setFont(sized(edit.font()))
    edit.setAccessibleName(name)
    edit.setToolTip(name)
    return edit


def _iso(day: QDate) -> str:
    return str(day.toString("yyyy-MM-dd"))


def _shown(value: str) -> str:
    shown = " ".join(shown_line(value).split())
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
