"""The head of the tab, always in sight: where the ticket is, the time against the plan, and the one next action."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from ..life import Life, State
from .buttons import button, describe
from .fitting_label import FittingLabel
from .flow import FlowLayout
from .labels import label, soften
from .life_ask import AskReason
from .life_elapsed import ElapsedBar
from .life_line import LifeLine
from .life_words import left_words, nodes
from .theme import GRID, SMALL

_HIGH = 38  # pixels of the large buttons
_BACK = "Back to {}, for a reason…"


class LifeHead(QFrame):
    """Tells what the person decides; nothing moves by itself."""

    moved = Signal(str, str)  # the state, and the reason or ""
    turned = Signal(bool, str)  # whether it goes back, and the reason

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "bar")
        self.line, self.elapsed = LifeLine(), ElapsedBar()
        self.status, self.zone = FittingLabel(), FittingLabel("quiet", size=SMALL)
        self.warning = label(look="warning", wraps=True)
        self.next = button("", "", "primary")
        self.back = button("Roll back…", "Shows the rollback steps as the checklist; the state stays until it is done")
        self.forth = button("Do not roll back", "Goes on with the deployment; that it was begun is kept")
        self.others = button("More ▾", "Moves the ticket to another state")
        self.menu = QMenu(self.others)
        self.ask = AskReason()
        self._buttons = QWidget()  # in whose place something is asked
        self.ask.shown.connect(self._buttons.setHidden)
        self._state: State | None = None
        self._lay_out()
        self.next.clicked.connect(self._go_on)
        self.back.clicked.connect(self.begin_back)
        self.forth.clicked.connect(lambda: self.turned.emit(False, ""))
        self.others.clicked.connect(self._choose)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return self.next, self.back, self.forth, self.others, *self.ask.stops

    def show_life(self, life: Life) -> None:
        """Show what does not change by itself; the time is told apart, again and again."""
        self.line.show_nodes(nodes(life))
        following = life.next_states
        self._state = following[0] if following else None
        self.next.setVisible(self._state is not None)
        if self._state:
            said = f"Moves the ticket to “{self._state.name}”, now. {left_words(life)}".strip()
            describe(self.next, self._state.action, said, "primary")
            self.next.setText(self._state.action)
        under_way = life.state.is_under_way
        self.back.setVisible(under_way and not life.is_going_back)
        self.forth.setVisible(life.is_going_back)
        self._fill(following[1:], life.back_states, life.is_going_back or life.state.is_under_way)

    def set_read_only(self, read_only: bool) -> None:
        for part in (self.next, self.back, self.forth, self.others):
            part.setDisabled(read_only)

    def begin_back(self) -> None:
        """Ask why it is rolled back, which may stay empty: nobody has time then."""
        self.ask.ask("Why is it rolled back?", "Roll back", lambda reason: self.turned.emit(True, reason), needed=False)

    def say_time(self, status: Sequence[str], zone: Sequence[str], warning: str) -> None:
        """Say what changes by itself: each in full, and for less room. `warning`: what is wrong with the clock."""
        self.status.show_texts(*status)
        self.zone.show_texts(*zone)
        soften(self.warning, warning)
        self.warning.setVisible(bool(warning))

    def _go_on(self) -> None:
        if self._state:
            self.moved.emit(self._state.name, "")

    def _fill(self, on: Sequence[State], back: Sequence[State], is_under_way: bool) -> None:
        self.menu.clear()
        for one in on:
            if not (is_under_way and one.name == "rolled back"):  # which has its own button, and its steps
                self._offer(f"{one.action}…", one, needed=False)
        for one in back:
            self._offer(_BACK.format(f"“{one.name}”"), one, needed=True)
        self.others.setVisible(not self.menu.isEmpty())

    def _offer(self, words: str, state: State, *, needed: bool) -> None:
        self.menu.addAction(words).triggered.connect(self._asking(state, needed=needed))

    def _asking(self, state: State, *, needed: bool) -> Callable[[], None]:
        def ask() -> None:
            question = f"Why {'back to' if needed else 'to'} “{state.name}”?"
            self.ask.ask(question, "Move it", lambda reason: self.moved.emit(state.name, reason), needed=needed)

        return ask

    def _choose(self) -> None:
        self.menu.popup(self.others.mapToGlobal(self.others.rect().bottomLeft()))

    def _lay_out(self) -> None:
        flow = FlowLayout(GRID)
        self._buttons.setLayout(flow)
        for one in (self.next, self.back, self.forth, self.others):
            one.setMinimumHeight(_HIGH)
            flow.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID - 2)
        for part in (self.line, self.status, self.elapsed, self._buttons, self.ask, self.zone, self.warning):
            column.addWidget(part)
