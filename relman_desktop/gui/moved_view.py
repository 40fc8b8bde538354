"""Under a field, since the code moved on: its stale sentences with what would take their places, and what is new."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ..drafting.edits import Edit
from ..drafting.moving import Exchange, Left, exchanged
from ..drafting.taking import take
from ..ticket import Claim
from .buttons import button
from .labels import label, note
from .moved_rows import moved_rows, summary
from .proposal_view import Read
from .sentence_rows import SentenceRows
from .theme import GRID, SMALL

_NOTHING = Left()


class MovedView(QFrame):
    """Hidden where nothing is left. It changes the sentences that it shows, and no other word."""

    taken = Signal(object, object)  # the claims as they stand in the field then, and the edits that put them there
    kept = Signal(object)  # a stale claim that is still right
    evidence_wanted = Signal(str)
    evidence_passed = Signal(str)
    looked_at = Signal()
    changed = Signal()

    def __init__(self, field_label: str, read: Read) -> None:
        """`read` gives the field's text and the claims that it was given, as they are now."""
        super().__init__()
        self.left = _NOTHING
        self._read = read
        name = field_label.lower()
        self.setProperty("look", "proposal")
        self.setAccessibleName(f"{field_label}, since the code moved on")
        self._summary = note(wraps=True)
        self._use = button("Use all redrafts", f"Changes the sentences of {name} that lost or changed their evidence")
        self.sentences = SentenceRows(after=self._use)
        self.sentences.setAccessibleName(f"Sentences of {name} to look at")
        top = QHBoxLayout()
        top.addWidget(label("The code moved on", size=SMALL, bold=True))
        top.addSpacing(GRID)
        top.addWidget(self._summary, 1)
        top.addWidget(self._use)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID + 4, GRID, GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addLayout(top)
        layout.addWidget(self.sentences)
        self._use.clicked.connect(self._take_all)
        self.sentences.used.connect(self._take)
        self.sentences.kept.connect(self._keep)
        self.sentences.evidence_wanted.connect(self.evidence_wanted)
        self.sentences.evidence_passed.connect(self.evidence_passed)
        self.sentences.focused.connect(self.looked_at)
        self.hide()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return self._use, *self.sentences.rows

    def show_left(self, left: Left | None) -> None:
        """Show what is left to decide; None: nothing."""
        left = left or _NOTHING
        if left == self.left:
            return
        self.left = left
        self._summary.setText(summary(left))
        self._use.setVisible(len(left.stale) > 1)
        self.sentences.show_sentences(moved_rows(left))
        self.setVisible(left != _NOTHING)
        self.changed.emit()

    def redrafted(self) -> tuple[tuple[Claim, ...], tuple[Edit, ...]]:
        """The claims that stand in the field after taking all redrafts, and the edits."""
        return self._exchanged(self.left.exchanges)

    def _take_all(self) -> None:
        self.taken.emit(*self.redrafted())

    def _take(self, number: int) -> None:
        stale = self.left.stale
        if number < len(stale):
            self.taken.emit(*self._exchanged(self.left.with_what_follows(stale[number])))
            return
        text, known = self._read()
        edits, claim = take(text, self.left.drafted, self.left.numbers[number - len(stale)], known)
        self.taken.emit((claim,), edits)

    def _exchanged(self, exchanges: Sequence[Exchange]) -> tuple[tuple[Claim, ...], tuple[Edit, ...]]:
        edits, claims = exchanged(*self._read(), exchanges)
        return claims, edits

    def _keep(self, number: int) -> None:
        if number < len(self.left.stale):
            self.kept.emit(self.left.stale[number].stale)
