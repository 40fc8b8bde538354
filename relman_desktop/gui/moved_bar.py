"""A slim bar when the code moved on: what is new, the ways on from there, and then what is left to decide."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QPushButton

from .buttons import button
from .moved_list import MovedList
from .slim_bar import SlimBar


class MovedBar(SlimBar):
    """Stands with the bars of a model's draft."""

    bring_wanted = Signal()
    begin_wanted = Signal()
    former_wanted = Signal()
    stop_wanted = Signal()
    next_wanted = Signal()
    take_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("The code moved on", ("Not now", "The ticket stays at the commits that it describes"))
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
        self._list = MovedList(self)
        self._add_buttons(
            {
                self.them: ("Show them", "Show them", "Show"),
                self.bring: ("Bring the ticket up to date", "Bring up to date"),
                self.begin: ("New ticket", "New ticket"),
                self.stop: ("Stop", "Stop"),
                self.next: ("Next", "Next"),
                self.take: ("Use all redrafts", "Use all"),
                self.former: ("Go on with it", "Go on with it"),
            }
        )
        self._connect()

    def show_found(self, words: Sequence[str], commits: Sequence[str], other: str = "") -> None:
        """Offer the ways on. `other`: the ID of the ticket that describes the new commits already."""
        self._name(self.begin, *((f"Open {other}", f"Open {other}", "Open it") if other else ("New ticket",)))
        self._list.show_lines(commits)
        self._show(words, *((self.them,) if commits else ()), self.begin, self.bring)

    def show_former(self, words: Sequence[str], former: str) -> None:
        """Offer to go on with the ticket that describes what the file held before."""
        self._name(self.former, f"Go on with {former}")
        self._show(words, self.former)

    def show_working(self) -> None:
        self._show(("Bringing the ticket up to date…",), self.stop)

    def show_left(self, words: Sequence[str], *, stale: int) -> None:
        """Say what is left to decide."""
        self._show(words, *((self.next, self.take) if stale else ()))

    def leave(self) -> None:
        """There is nothing to say."""
        if self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False:
            self.next.focusPreviousChild()
        self.hide()

    def _show(self, words: Sequence[str], *parts: QPushButton) -> None:
        focused = any(part.hasFocus() for part in self._words)
        self.text.show_texts(*words)
        self.setAccessibleDescription(words[0])
        for part in self._words:
            part.setVisible(part in parts)
        self.away.setVisible(self.stop not in parts)
        self._fit_words()
        self.show()
        if focused and parts:
            parts[0].setFocus()

    def _name(self, part: QPushButton, *words: str) -> None:
        """Have a button say what it does now, the words in full first."""
        self._words[part] = words
        part.setAccessibleName(words[0])

    def _connect(self) -> None:
        self.them.clicked.connect(self._show_list)
        for part, signal in (
            (self.bring, self.bring_wanted),
            (self.begin, self.begin_wanted),
            (self.former, self.former_wanted),
            (self.stop, self.stop_wanted),
            (self.next, self.next_wanted),
            (self.take, self.take_wanted),
        ):
            part.clicked.connect(signal)

    def _show_list(self) -> None:
        self._list.open_above(self.mapToGlobal(QPoint(0, 0)), self.width())
