"""The tab "Checks": what an approver would send back, the gravest first, or that all is clear."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ..checks.finding import Finding, Severity
from .buttons import button
from .check_card import CheckCard
from .check_words import HEADINGS, LOOKING, TITLE, WHY, told_of
from .labels import label, note, restyle
from .tab_order import in_tab_order
from .theme import GRID


class CheckTab(QScrollArea):
    """Shows findings; a card of the same finding stays the same widget, with the focus in it."""

    go_wanted = Signal(object)  # a Finding
    mend_wanted = Signal(object)
    evidence_wanted = Signal(str)
    profile_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(TITLE)
        self.cards: list[CheckCard] = []
        self._headings: list[QLabel] = []
        self._read_only = False
        self._said = label(LOOKING, "quiet", wraps=True)
        self._column = QVBoxLayout()
        self.profile = button("Team profile…", "Shows how your team weighs the checks, and its own", "more")
        self.profile.clicked.connect(self.profile_wanted)
        self._lay_out()

    @property
    def text(self) -> str:
        """The sentence above the findings."""
        return self._said.text()

    def say(self, sentence: str) -> None:
        """Show a sentence and no finding."""
        self._show(())
        self._tell(sentence, "quiet")

    def show_findings(self, findings: Sequence[Finding], unchecked: str = "") -> None:
        """Show what was found; where the person is they stay, or go to what follows. `unchecked`: why so few."""
        if tuple(one.finding for one in self.cards) != tuple(findings):
            self._show(findings)
        self._tell(*told_of(findings, unchecked))

    def set_read_only(self, read_only: bool) -> None:
        """Let findings be looked at and nothing be mended; or let it be mended again."""
        self._read_only = read_only
        for card in self.cards:
            card.set_read_only(read_only)

    def next_after(self, finding_id: str, *, back: bool = False) -> Finding | None:
        """The finding in the order shown after that with an id, or before it; round at the end. Only with a field."""
        there = [one.finding for one in self.cards if one.finding.field]
        at = next((number for number, one in enumerate(there) if one.id == finding_id), len(there) if back else -1)
        return there[(at + (-1 if back else 1)) % len(there)] if there else None

    def _show(self, findings: Sequence[Finding]) -> None:
        at, inside = self._place()
        kept = {card.finding.id: card for card in self.cards}
        self._clear()
        self.cards = [kept.pop(one.id) if self._is_kept(one, kept) else self._card(one) for one in findings]
        for card in kept.values():
            card.hide()
            card.deleteLater()
        for part in self._parts():
            self._column.addWidget(part)
        in_tab_order((*(stop for card in self.cards for stop in card.stops), self.profile))
        if inside:
            self._go_on(at)

    @staticmethod
    def _is_kept(finding: Finding, kept: Mapping[str, CheckCard]) -> bool:
        return finding.id in kept and kept[finding.id].finding == finding

    def _place(self) -> tuple[int, bool]:
        """The card with the focus, and whether there is one."""
        focused = self.window().focusWidget()
        for at, card in enumerate(self.cards):
            if focused and (card is focused or card.isAncestorOf(focused)):
                return at, True
        return 0, False

    def _go_on(self, at: int) -> None:
        """Keep the focus here where its card is gone: on what took its place."""
        focused = self.window().focusWidget()
        if focused and any(card is focused or card.isAncestorOf(focused) for card in self.cards):
            return
        (self.cards[min(at, len(self.cards) - 1)] if self.cards else self.profile).setFocus()

    def _parts(self) -> Iterator[QWidget]:
        last: Severity | None = None
        for card in self.cards:
            if card.finding.severity is not last:
                last = card.finding.severity
                heading = label(HEADINGS[last], bold=True, wraps=True)
                self._headings.append(heading)
                yield heading
            yield card

    def _card(self, finding: Finding) -> CheckCard:
        card = CheckCard(finding)
        card.go_wanted.connect(self.go_wanted)
        card.mend_wanted.connect(self.mend_wanted)
        card.evidence_wanted.connect(self.evidence_wanted)
        card.set_read_only(self._read_only)
        return card

    def _clear(self) -> None:
        """Take all out of the column; the cards are still there."""
        for heading in self._headings:
            heading.hide()
            heading.deleteLater()
        self._headings = []
        while self._column.takeAt(0):
            pass

    def _tell(self, sentence: str, look: str) -> None:
        self._said.setText(sentence)
        restyle(self._said, look)

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(label(TITLE, bold=True, wraps=True))
        column.addWidget(self._said)
        self._column.setSpacing(GRID)
        column.addLayout(self._column)
        column.addSpacing(GRID)
        column.addWidget(note(WHY, wraps=True))
        column.addWidget(self.profile, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        body.setMinimumHeight(1)  # or Qt takes the words' height at their narrowest
        self.setWidget(body)
