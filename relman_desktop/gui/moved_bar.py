"""A slim bar when the code moved on: what is new, the ways on from there, and then what is left to decide."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from .buttons import button
from .fitting_label import small
from .icons import IconButton
from .moved_list import MovedList
from .theme import GRID

_WORDS = {  # of the buttons, in full and where there is little room
    "them": ("Show them", "Show them"),
    "bring": ("Bring the ticket up to date", "Bring up to date"),
    "begin": ("New ticket", "New ticket"),
    "stop": ("Stop", "Stop"),
    "next": ("Next", "Next"),
    "take": ("Use all redrafts", "Use all"),
}
_FOUND, _WORKING, _LEFT = ("them", "begin", "bring"), ("stop",), ("next", "take")


class MovedBar(QFrame):
    """Hidden until it has something to say; stands with the bars of a model's draft."""

    bring_wanted = Signal()
    begin_wanted = Signal()
    former_wanted = Signal()
    stop_wanted = Signal()
    next_wanted = Signal()
    take_wanted = Signal()
    put_away = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "foot")
        self.setAccessibleName("The code moved on")
        self.text = small()
        self.them = button("Show them", "Lists the commits that came and went")
        self.bring = button(
            "Bring the ticket up to date",
            "Holds each sentence against the new commits and redrafts those that lost or changed their evidence; "
            "your own words stay, and the ticket as it is now stays in its history",
            "primary",
        )
        self.begin = button("New ticket", "Leaves this ticket as it is, and begins another one for the new commits")
        self.former = button(
            "Go on with it",
            "Brings that ticket to what the file holds now; the one that was begun for it goes into the bin",
            "primary",
        )
        self.stop = button("Stop", "Leaves the ticket as it is")
        self.next = button("Next", "Goes to the next sentence that lost or changed its evidence (F8)")
        self.take = button(
            "Use all redrafts", "Changes these sentences in all fields and no other word; undo takes it back", "primary"
        )
        self.away = IconButton("failed", "Not now", "The ticket stays at the commits that it describes")
        self.away.setFixedSize(22, 22)
        self._other = ""
        self._shown: tuple[str, ...] = ()
        self._list = MovedList(self)
        self._lay_out()
        self.hide()

    def show_found(self, words: Sequence[str], commits: Sequence[str], other: str = "") -> None:
        """Offer the ways on. `other`: the ID of the ticket that describes the new commits already."""
        self._other = other
        self._list.show_lines(commits)
        self._show(words, tuple(one for one in _FOUND if one != "them" or commits))

    def show_former(self, words: Sequence[str], former: str) -> None:
        """Offer to go on with the ticket that describes what the file held before."""
        self._show(words, ("former",))
        self.former.setText(f"Go on with {former}")
        self.former.setAccessibleName(self.former.text())
        self._fit_words()

    def show_working(self) -> None:
        self._show(("Bringing the ticket up to date…",), _WORKING)

    def show_left(self, words: Sequence[str], *, stale: int) -> None:
        """Say what is left to decide."""
        self._show(words, _LEFT if stale else ())

    def leave(self) -> None:
        """There is nothing to say."""
        if self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False:
            self.next.focusPreviousChild()
        self._shown = ()
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def _show(self, words: Sequence[str], parts: tuple[str, ...]) -> None:
        focused = any(self._part(name).hasFocus() for name in (*_WORDS, "former"))
        self.text.show_texts(*words)
        self.setAccessibleDescription(words[0])
        self._shown = parts
        for name in (*_WORDS, "former"):
            self._part(name).setVisible(name in parts)
        self.away.setVisible("stop" not in parts)
        self._fit_words()
        self.show()
        if focused and parts:
            self._part(parts[0]).setFocus()

    def _part(self, name: str) -> QPushButton:
        part: QPushButton = getattr(self, name)
        return part

    def _fit_words(self) -> None:
        """In a narrow pane the buttons say less, so that the text has room; a screen reader hears all."""
        for at in (0, 1):
            for name, words in _WORDS.items():
                self._part(name).setText(words[at])
            if self._other:
                self.begin.setText(f"Open {self._other}")
                self.begin.setAccessibleName(f"Open {self._other}")
            else:
                self.begin.setAccessibleName("New ticket")
            taken = sum(self._part(name).sizeHint().width() + GRID for name in self._shown)
            if self.width() - taken - self.away.width() - 4 * GRID >= self.text.least:
                return

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 3, GRID, 3)
        row.setSpacing(GRID // 2)
        row.addWidget(self.text, 1)
        for name in (*_WORDS, "former"):
            row.addWidget(self._part(name))
        row.addWidget(self.away)
        self.them.clicked.connect(self._show_list)
        for part, signal in (
            (self.bring, self.bring_wanted),
            (self.begin, self.begin_wanted),
            (self.former, self.former_wanted),
            (self.stop, self.stop_wanted),
            (self.next, self.next_wanted),
            (self.take, self.take_wanted),
            (self.away, self.put_away),
        ):
            part.clicked.connect(signal)

    def _show_list(self) -> None:
        self._list.open_above(self.mapToGlobal(QPoint(0, 0)), self.width())
