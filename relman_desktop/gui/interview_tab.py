"""The tab of all questions about the change: how many are answered, the open ones first, then the others by field."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ..drafting.interview import Asked, State, asked_first
from ..wording import counted
from .buttons import button
from .interview_bar import InterviewBar
from .interview_card import InterviewCard
from .interview_list import Entry, InterviewList
from .interview_row import InterviewRow
from .interview_words import ALL_OPEN, FIRST, NOT_NEEDED, counts, said_instead
from .labels import label
from .scroll_anchor import ScrollAnchor
from .theme import GRID


class InterviewTab(QWidget):
    """Shows the questions and tells what the person does with them."""

    answered = Signal(str, str)
    half_typed = Signal(str, str)
    evidence_wanted = Signal(str)
    keep_wanted = Signal(str)  # the question whose answer is to become an entry of the profile
    profile_wanted = Signal()  # the person wants to see what the team's profile says

    def __init__(self, against: Callable[[str, str], str] = lambda question, answer: "") -> None:
        """`against`: what speaks against an answer to a question, in a sentence."""
        super().__init__()
        self._against = against
        self.setAccessibleName("Questions about the change")
        self.bar = InterviewBar()
        self._asked: Sequence[Asked] = ()
        self._half: dict[str, str] = {}
        self._all = self._all_spare = self._read_only = False
        self._typed_in = ""  # the question
        self._looking = QTimer(self, singleShot=True, interval=0)  # when there is room for what is told
        self._looking.timeout.connect(self._look)
        self._said = label(look="quiet", wraps=True)
        self._more = button("", "Shows the open questions that weigh less for this change", "more")
        self._more.clicked.connect(self.show_all)
        self.profile = button("Team profile…", "Shows what is known of your team, and lets you say more", "more")
        self.profile.clicked.connect(self.profile_wanted)
        self._spare = button("", NOT_NEEDED, "more")
        self._spare.clicked.connect(self._show_spare)
        self.list = InterviewList(self._more, self._spare)
        self.list.next_wanted.connect(self._go_on)
        self._scroll = QScrollArea(widgetResizable=True)
        self._lay_out()
        self._anchor = ScrollAnchor(self._scroll, keeps_top=True)
        self.setFocusProxy(self._scroll)
        self.show_asked((), {})

    def clear(self) -> None:
        """Another ticket: nothing is half written, and the few come first again."""
        self._all = self._all_spare = False
        self.list.clear()
        self._anchor.release()
        self._scroll.verticalScrollBar().setValue(0)

    def show_asked(self, asked: Sequence[Asked], half: Mapping[str, str]) -> None:
        """Show how it stands with all questions; what the person is writing stays as it is.

        Its widgets are made when they are looked at: at a start nobody waits for them. `half`: what is typed as answers
        and not given; those are always shown.
        """
        self._asked, self._half = asked, dict(half)
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._show()

    def _show(self) -> None:
        asked = self._asked
        open_ones = [one for one in asked if one.is_needed]
        spare = [one for one in asked if one.is_needless]
        shown = open_ones if self._all else self._first(open_ones)
        hidden = len(open_ones) - len(shown)
        shown_spare = spare if self._all_spare else [one for one in spare if one.question in self._half]
        self._more.setText(counted(hidden, "more open question"))
        self._more.setVisible(hidden > 0)
        unseen = len(spare) - len(shown_spare)
        self._spare.setText(f"{counted(unseen, 'question')} not needed for this change")
        self._spare.setVisible(unseen > 0)
        closed = [one for one in asked if one.state is not State.OPEN]
        title = ALL_OPEN if self._all else FIRST
        self.list.show_asked(title, (*shown, *shown_spare), closed, self._half, self._make)
        self.bar.show_counts(counts(asked))
        self.bar.setVisible(bool(asked))
        self._said.setText(said_instead(asked, shown))
        self._said.setVisible(bool(self._said.text()))

    def show_half(self, question: str, text: str) -> None:
        """Show what is typed as an answer in another place."""
        self._half.pop(question, None)
        if text:
            self._half[question] = text
        if not self.isVisible():
            return
        if entry := self.list.entries.get(question):
            entry.show_half(text)
        elif text:
            self.show_asked(self._asked, self._half)

    def show_all(self) -> None:
        """Show all open questions; the focus goes to the first of those that were not there."""
        before = set(self.list.cards)
        self._all = True
        self.show_asked(self._asked, self._half)
        if fresh := next((one for one in self.list.cards if one not in before), ""):
            self.go_to(fresh)

    def _show_spare(self) -> None:
        """Show also those that the change does not need; the focus goes to the first of them."""
        before = set(self.list.cards)
        self._all_spare = True
        self.show_asked(self._asked, self._half)
        self.go_to(next((one for one in self.list.cards if one not in before), ""))

    def go_to(self, question: str) -> bool:
        """Put the focus on a question; gives whether it is shown."""
        entry = self.list.entries.get(question)
        if entry:
            entry.go_to()
            self._scroll.ensureWidgetVisible(entry, 0, 2 * GRID)
        return entry is not None

    def go_to_next(self, *, back: bool = False) -> None:
        """Go to the next open question after the one with the focus, all around; to the tab where none is open."""
        if not self.list.cards and any(one.is_needed for one in self._asked):
            self.show_all()
            return
        cards = self.list.cards
        here = next((at for at, one in enumerate(cards) if self._has_focus(self.list.entries[one])), None)
        if not cards:
            self._scroll.setFocus()
        elif here is None:
            self.go_to(cards[-1 if back else 0])
        else:
            self.go_to(cards[(here + (-1 if back else 1)) % len(cards)])

    def next_after(self, question: str) -> str:
        """The open question that follows one in the list; "" where there is none."""
        cards = self.list.cards
        at = cards.index(question) if question in cards else -1
        return cards[(at + 1) % len(cards)] if at >= 0 and len(cards) > 1 else ""

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be read, and nothing be answered; or let it be answered again."""
        self._read_only = read_only
        for one in self.list.entries.values():
            one.set_read_only(read_only)
        self.show_asked(self._asked, self._half)

    @property
    def pressing(self) -> int:
        """How many open questions matter for this change."""
        return len(asked_first(self._asked))

    def _first(self, open_ones: Sequence[Asked]) -> list[Asked]:
        """Those that matter, and those that the person has begun to answer."""
        first = {one.question for one in asked_first(open_ones)} | set(self._half)
        return [one for one in open_ones if one.question in first]

    def _make(self, asked: Asked) -> Entry:
        half = self._half.get(asked.question, "")
        made: Entry
        if asked.state is State.OPEN:
            made = InterviewCard(asked, half, self._against)
        else:
            made = InterviewRow(asked, half, self._against)
            made.keep_wanted.connect(self.keep_wanted)
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
        self._typed_in = question
        self._looking.start()

    def _look(self) -> None:
        """Have what is told against an answer be seen while it is typed."""
        entry = self.list.entries.get(self._typed_in)
        if entry and entry.view and (warning := entry.view.warning):
            self._scroll.ensureWidgetVisible(warning, 0, GRID)

    def _go_on(self) -> None:
        self.go_to_next()

    def _has_focus(self, entry: QWidget) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and (focused is entry or entry.isAncestorOf(focused))

    def _lay_out(self) -> None:
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.list)
        head = QVBoxLayout()
        head.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        head.setSpacing(GRID)
        head.addWidget(self.bar)
        head.addWidget(self._said)
        head.addWidget(self.profile, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
