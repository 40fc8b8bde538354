"""The questionnaire as a column: how many are open, the open ones that add most, then the answered ones, folded."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..risk.assessment import Answered
from ..wording import counted
from .buttons import button
from .labels import label
from .questionnaire_card import QuestionnaireCard
from .questionnaire_row import QuestionnaireRow
from .questionnaire_words import count_told, is_open, open_first
from .risk_bars import drop
from .risk_words import signed

Entry = QuestionnaireCard | QuestionnaireRow
_FIRST = 4  # open questions that are shown before the person asks for all


class QuestionnaireList(QWidget):
    """What is shown already keeps its widget, with what is written there, as long as it stands the same with it."""

    answered = Signal(str, str)
    half_typed = Signal(str, str)
    evidence_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[str, Entry] = {}  # by question, in the order in which they stand
        self._asked: Sequence[Answered] = ()
        self._half: dict[str, str] = {}
        self._all = self._read_only = False
        self._at = 0  # where the next widget is to stand
        self._said = label(wraps=True)
        self.more = button("", "Shows the open questions that add less", "more")
        self.more.clicked.connect(self.show_all)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._said)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def told(self) -> str:
        """How many are open, and what that costs."""
        return self._said.text()

    @property
    def cards(self) -> list[str]:
        """The open questions that are shown, in their order."""
        return [question for question, one in self.entries.items() if isinstance(one, QuestionnaireCard)]

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        cards = (stop for one in self.cards for stop in self.entries[one].stops)
        rows = (stop for one in self.entries.values() if isinstance(one, QuestionnaireRow) for stop in one.stops)
        return (*cards, self.more, *rows)

    def clear(self) -> None:
        """Another ticket: nothing is half written here, and the few come first again."""
        self._all = False
        for question in tuple(self.entries):
            self._drop(question)

    def show_asked(self, asked: Sequence[Answered], half: Mapping[str, str]) -> None:
        """Show how it stands with all questions; what the person is writing stays as it is. `half`: what is typed."""
        self._asked, self._half = asked, {one: text for one, text in half.items() if text}
        missing, closed = open_first(asked)
        shown = [*missing] if self._all else self._first(missing)
        rest = [one for one in missing if one not in shown]
        self._said.setText(count_told(asked))
        points = signed(sum(one.points for one in rest))
        self.more.setText(f"{counted(len(rest), 'more open question')}: {points}")
        self.more.setAccessibleName(self.more.text())
        self._place(shown, closed)
        self.more.setVisible(bool(rest))

    def show_all(self) -> None:
        """Show all open questions; the focus goes to the first of those that were not there."""
        before = set(self.cards)
        self._all = True
        self.show_asked(self._asked, self._half)
        self.go_to(next((one for one in self.cards if one not in before), ""))

    def show_half(self, question: str, text: str) -> None:
        """Show what is typed as an answer in another place."""
        self._half.pop(question, None)
        if text:
            self._half[question] = text
        if entry := self.entries.get(question):
            entry.show_half(text)

    def go_to(self, question: str) -> QWidget | None:
        """Put the focus on a question, unfolded; gives its widget, or None where there is no such question."""
        if question not in self.entries and any(one.question == question for one in self._asked):
            self._all = True
            self.show_asked(self._asked, self._half)
        entry = self.entries.get(question)
        if entry:
            entry.go_to()
        return entry

    def next_open(self, *, back: bool = False) -> str:
        """The open question after the one with the focus, all around; "" where none is open."""
        if not self.cards:
            return ""
        every = [one.question for one in open_first(self._asked)[0]]
        here = next((at for at, one in enumerate(every) if self._has_focus(one)), None)
        if here is None:
            return every[-1 if back else 0]
        return every[(here + (-1 if back else 1)) % len(every)]

    def next_after(self, question: str) -> str:
        """The open question that follows one; "" where there is none."""
        every = [one.question for one in open_first(self._asked)[0]]
        at = every.index(question) if question in every else -1
        return every[(at + 1) % len(every)] if at >= 0 and len(every) > 1 else ""

    @property
    def is_worked_in(self) -> bool:
        """Whether the focus is here."""
        return any(map(self._has_focus, self.entries))

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be read, and nothing be answered; or let it be answered again."""
        self._read_only = read_only
        for one in self.entries.values():
            one.set_read_only(read_only)

    def _first(self, missing: Sequence[Answered]) -> list[Answered]:
        """The few that add most, and those that the person has begun to answer."""
        some = missing if len(missing) <= _FIRST + 1 else missing[:_FIRST]
        return [one for one in missing if one in some or one.question in self._half]

    def _place(self, shown: Sequence[Answered], closed: Sequence[Answered]) -> None:
        wanted = {one.question for one in (*shown, *closed)}
        for question, entry in tuple(self.entries.items()):
            if question not in wanted and not entry.is_busy(self._half):
                self._drop(question)
        self._at, placed = 0, dict[str, Entry]()
        self._put(self._said)
        for one in shown:
            placed[one.question] = self._entry(one)
        self._put(self.more)
        for one in closed:
            placed[one.question] = self._entry(one)
        self.entries = {**placed, **{one: entry for one, entry in self.entries.items() if one not in placed}}

    def _entry(self, one: Answered) -> Entry:
        entry = self.entries.get(one.question)
        if entry and entry.asked != one and not entry.is_busy(self._half):
            self._drop(one.question)
            entry = None
        entry = entry or self._made(one)
        self.entries[one.question] = entry
        self._put(entry)
        entry.show()  # at once: it may be gone to
        return entry

    def _made(self, one: Answered) -> Entry:
        half = self._half.get(one.question, "")
        made: Entry = QuestionnaireCard(one, half) if is_open(one) else QuestionnaireRow(one, half)
        made.answered.connect(self.answered)
        made.half_typed.connect(self._type)
        made.evidence_wanted.connect(self.evidence_wanted)
        made.set_read_only(self._read_only)
        return made

    def _type(self, question: str, text: str) -> None:
        self._half.pop(question, None)
        if text:
            self._half[question] = text
        self.half_typed.emit(question, text)

    def _put(self, widget: QWidget) -> None:
        """Have a widget stand next, where it does not yet: one that is moved loses its place in Qt's reckoning."""
        if self._column.indexOf(widget) != self._at:
            align = Qt.AlignmentFlag.AlignLeft if widget is self.more else Qt.AlignmentFlag(0)
            self._column.insertWidget(self._at, widget, 0, align)
        self._at += 1

    def _drop(self, question: str) -> None:
        entry = self.entries.pop(question)
        self._column.removeWidget(entry)
        entry.blockSignals(True)  # what is half written there is no answer any more
        drop((entry,))

    def _has_focus(self, question: str) -> bool:
        entry, focused = self.entries.get(question), self.window().focusWidget()
        return entry is not None and focused is not None and (focused is entry or entry.isAncestorOf(focused))
