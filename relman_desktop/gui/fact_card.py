"""A fact at the head of the evidence pane: its weight, its sentence, and whether it counts."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..facts.fact import Fact
from ..facts.topics import level_of, topic_of
from .dismissal import DismissedNote, DismissForm
from .fitting_label import FittingLabel
from .labels import label
from .shown import shown_text, soft, tooltip, visible
from .theme import GRID
from .weight_mark import WeightMark

_LONGEST = 400  # characters that are shown; all are in the tool tip


class FactCard(QWidget):
    """Hidden until a fact is shown."""

    dismissed = Signal(str, str)  # the fact's id, the reason
    restored = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._fact: Fact | None = None
        self._reason_given = ""
        self._mark = WeightMark()
        self._weight = FittingLabel()
        self._text = label(wraps=True)
        self._open = QPushButton("Dismiss…")
        self._open.setProperty("look", "quiet")
        self._open.setToolTip("This fact does not count: say why (D in the list of facts)")
        self._open.setAccessibleDescription("Asks why this fact does not count; the drafts then leave it out")
        self.note = DismissedNote()
        self.form = DismissForm()
        self._lay_out()
        self._connect()

    @property
    def fact_id(self) -> str:
        """The id of the fact that is shown; "" for none."""
        return self._fact.id if self._fact else ""

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return (self._open, *self.note.stops, *self.form.stops)

    def set_read_only(self, read_only: bool) -> None:
        """Let facts be read, and not be dismissed or restored; or let them be again."""
        for part in (self._open, self.note, self.form):
            part.setDisabled(read_only)

    def show_fact(self, fact: Fact | None, reason: str = "") -> None:
        """Show a fact, and why it was dismissed; a reason that is half written for the same fact stays."""
        same = fact is not None and fact == self._fact and reason == self._reason_given
        if not same:
            self.form.hide()
        self._fact, self._reason_given = fact, reason
        self.setVisible(fact is not None)
        if fact:
            self._show(fact, reason)

    def ask(self) -> None:
        """Ask why the fact does not count."""
        if self._fact:
            self.note.hide()
            self._open.hide()
            self.form.begin(self._reason_given)

    def _show(self, fact: Fact, reason: str) -> None:
        level = level_of(fact.weight)
        self._mark.show_level(level, faint=bool(reason))
        self._weight.show_texts(f"{level.words.capitalize()} · {topic_of(fact.topic).heading}")
        self._text.setText(soft(visible(fact.text[:_LONGEST])) + ("…" if len(fact.text) > _LONGEST else ""))
        self._text.setToolTip(tooltip(shown_text(fact.text)))
        font = self._text.font()
        font.setStrikeOut(bool(reason))
        self._text.setFont(font)
        self.note.show_reason(reason)
        asking = not self.form.isHidden()
        self.note.setVisible(bool(reason) and not asking)
        self._open.setVisible(not reason and not asking)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self._mark)
        top.addWidget(self._weight, 1)
        top.addWidget(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, GRID // 2)
        layout.setSpacing(GRID // 2)
        layout.addLayout(top)
        for part in (self._text, self.note, self.form):
            layout.addWidget(part)
        self.form.hide()

    def _connect(self) -> None:
        self._open.clicked.connect(self.ask)
        self.note.change_wanted.connect(self.ask)
        self.note.restored.connect(self._restore)
        self.form.given.connect(self._dismiss)
        self.form.left.connect(self._leave)

    def _dismiss(self, reason: str) -> None:
        self.form.hide()
        self.dismissed.emit(self.fact_id, reason)

    def _restore(self) -> None:
        self.restored.emit(self.fact_id)

    def _leave(self) -> None:
        self.form.hide()
        if self._fact:
            self._show(self._fact, self._reason_given)
