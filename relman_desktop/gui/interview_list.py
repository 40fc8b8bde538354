"""The questions as one column: headings, cards of the open ones, rows of the answered ones."""

from collections.abc import Callable, Container, Iterable, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..drafting.interview import Asked, State
from ..fields import FIELDS
from ..wording import counted
from .buttons import button
from .interview_card import InterviewCard
from .interview_row import InterviewRow
from .interview_words import ANSWERED, field_label
from .labels import label, note
from .tab_order import in_tab_order
from .theme import GRID

Entry = InterviewCard | InterviewRow
Make = Callable[[Asked], Entry]
_ORDER = {field.name: at for at, field in enumerate(FIELDS)}


class InterviewList(QWidget):
    """What is shown already keeps its widget, with what is written there, as long as it stands the same with it."""

    next_wanted = Signal()  # the next open question

    def __init__(self, *more: QPushButton) -> None:
        """`more`: the buttons that stand below the open ones."""
        super().__init__()
        self.entries: dict[str, Entry] = {}  # by question, in the order in which they stand
        self._more = more
        self._passing: list[QWidget] = []  # headings and lines, made anew each time
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._half: Container[str] = ()
        self._at = 0  # where the next widget is to stand
        self.setMinimumHeight(1)  # or Qt takes the words' height at their narrowest

    @property
    def cards(self) -> list[str]:
        """The open questions that are shown, in their order."""
        return [question for question, one in self.entries.items() if isinstance(one, InterviewCard)]

    def clear(self) -> None:
        for question in tuple(self.entries):
            self._drop(question)

    def show_asked(
        self, title: str, open_ones: Sequence[Asked], closed: Sequence[Asked], half: Container[str], make: Make
    ) -> None:
        """Show open questions under a title, and below them answered ones by their fields.

        `half`: the questions with a half typed answer, whose inputs stay; `make` makes the widget of a question.
        """
        self._half = half
        self._keep_only((*open_ones, *closed))
        self._empty()
        placed: dict[str, Entry] = {}
        if open_ones:
            self._add(self._titled(title))
        for at, one in enumerate(open_ones):
            if at:
                self._add(_line())
            placed[one.question] = self._place(one, make)
        for button_below in self._more:
            self._put(button_below)
        placed |= self._show_closed(closed, make)
        self.entries = {**placed, **{one: entry for one, entry in self.entries.items() if one not in placed}}
        cards = [self.entries[question] for question in self.cards]
        rows = [entry for entry in self.entries.values() if entry not in cards]
        stops = ((stop for entry in group for stop in entry.stops) for group in (cards, rows))
        in_tab_order((*next(stops), *self._more, *next(stops)))

    def _titled(self, title: str) -> QWidget:
        onward = button("Next", "Goes to the next open question (F9)", "more")
        onward.clicked.connect(self.next_wanted)
        row = QHBoxLayout(made := QWidget())
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(title, bold=True), 1)
        row.addWidget(onward)
        return made

    def _show_closed(self, closed: Sequence[Asked], make: Make) -> dict[str, Entry]:
        placed: dict[str, Entry] = {}
        if closed:
            self._add(_heading(label(ANSWERED, bold=True), 2 * GRID))
        ordered = sorted(closed, key=lambda one: _ORDER.get(one.field, len(_ORDER)))
        for field, ones in groupby(ordered, key=lambda one: one.field):
            group = list(ones)
            self._add(_heading(note(f"{field_label(field)} · {counted(len(group), 'question')}"), GRID))
            placed |= {one.question: self._place(one, make) for one in group}
        return placed

    def _place(self, one: Asked, make: Make) -> Entry:
        entry = self.entries.get(one.question)
        if entry and not entry.is_busy(self._half) and not _is_same(entry.asked, one):
            self._drop(one.question)
            entry = None
        entry = entry or make(one)
        self.entries[one.question] = entry
        self._put(entry)
        entry.show()  # at once: it may be gone to
        return entry

    def _put(self, widget: QWidget) -> None:
        """Have a widget stand next, where it does not yet: one that is moved loses its place in Qt's reckoning."""
        if self._column.indexOf(widget) != self._at:
            align = Qt.AlignmentFlag.AlignLeft if widget in self._more else Qt.AlignmentFlag(0)
            self._column.insertWidget(self._at, widget, 0, align)
        self._at += 1

    def _keep_only(self, wanted: Iterable[Asked]) -> None:
        questions = {one.question for one in wanted}
        for question, entry in tuple(self.entries.items()):
            if question not in questions and not entry.is_busy(self._half):
                self._drop(question)

    def _empty(self) -> None:
        """Take the headings and lines out; the entries stay."""
        for one in self._passing:
            self._column.removeWidget(one)
            one.hide()
            one.deleteLater()
        self._passing, self._at = [], 0

    def _add(self, passing: QWidget) -> None:
        self._passing.append(passing)
        self._put(passing)

    def _drop(self, question: str) -> None:
        entry = self.entries.pop(question)
        self._column.removeWidget(entry)
        entry.blockSignals(True)  # what is half written there is no answer any more
        entry.hide()
        entry.deleteLater()


def _is_same(before: Asked, now: Asked) -> bool:
    """Whether a widget of the one also shows the other."""
    if before.state is not now.state:
        return False
    names = (
        ("why", "suggestions", "field")
        if now.state is State.OPEN
        else ("answer", "evidence", "held", "keeps", "field", "against")
    )
    return all(getattr(before, name) == getattr(now, name) for name in names)


def _line() -> QFrame:
    line = QFrame()
    line.setFixedHeight(1)
    line.setProperty("look", "bar")
    return line


def _heading(made: QLabel, above: int) -> QLabel:
    """A heading with pixels above it."""
    made.setContentsMargins(0, above, 0, 0)
    return made
