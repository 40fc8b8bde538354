"""One of the ticket's short values: its label with its evidence, its input, and a suggestion for it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..drafting.moving.claims import is_stale, reason_of
from ..drafting.proposal import Proposal
from ..drafting.taking import Taken
from ..fields import Field
from ..ticket import Claim, Entry, Status
from .buttons import button
from .chips import HEIGHT, MOVED, ChipButton, dismissed_chip, doubts, evidence_chip
from .labels import label, note, soften
from .sentences import find_sentences
from .shown import tooltip, visible
from .theme import GRID, SMALL
from .value_inputs import input_for

_CHIPS = 3  # that have room beside a label
_LONGEST = 40  # characters of a suggestion that its button shows


class DetailInput(QWidget):
    """A value as the person works on it."""

    edited = Signal(str, str)
    evidence_wanted = Signal(str)
    accepted = Signal(object)  # Taken: the person took it, and it stands in the input already
    confirmed = Signal(str, object)  # the field, and a stale claim that is still right

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._field = field
        self._claims: tuple[Claim, ...] = ()
        self._chips: dict[str, ChipButton] = {}
        self._dismissed: frozenset[str] = frozenset()
        self._proposal: Proposal | None = None
        self.input = input_for(field)
        self.input.edited.connect(self._edit)
        self.against: Callable[[str], str] = _nothing  # what speaks against a value, in a sentence
        self._told = label(look="warning", size=SMALL, wraps=True)
        self._told.setMargin(GRID // 2)
        self._description = self.input.accessibleDescription()
        self._told.setMargin(GRID // 2)
        self._row = QHBoxLayout()
        self._use = QPushButton()
        self._use.setProperty("look", "quiet")
        self._use.clicked.connect(self._take)
        self._still = button("Still right", "The code moved on, and this value stays as it is", "quiet")
        self._still.clicked.connect(self._confirm)
        self._outdated: Claim | None = None
        self._lay_out()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return self.input, self._use, self._still

    def set_entry(self, entry: Entry) -> None:
        """Show another ticket's value."""
        self.input.show_value(entry.text)
        self.refresh(entry)
        self.show_proposal(None)

    def refresh(self, entry: Entry) -> None:
        """Take the claims that were put into this value; the text is the person's."""
        self._claims = entry.claims
        self._show_chips()

    def put(self, entry: Entry) -> None:
        """Show what the value is after an act of the session, such as undo."""
        if entry.text != self.input.value:
            self.input.show_value(entry.text)
        self.refresh(entry)

    def go_to(self, at: int) -> None:
        """Put the focus here, the caret before a character of the value."""
        self.input.go_to(at)

    def check(self) -> None:
        """Tell what speaks against the value now; it is taken all the same."""
        self._told.setVisible(bool(said := self.against(self.input.value)))
        soften(self._told, said)
        self.input.setAccessibleDescription(f"{self._description} {visible(said)}".strip())

    @property
    def text(self) -> str:
        return self.input.value

    def set_dismissed(self, facts: frozenset[str]) -> None:
        """Mark the evidence that the person dismissed."""
        self._dismissed = facts
        self._show_chips()

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be read only, or be changed again."""
        self.input.set_read_only(read_only)
        self._use.setDisabled(read_only)
        self._still.setDisabled(read_only)

    def select_sentence(self, claim: Claim) -> None:
        """Go to the value; it is the whole sentence."""
        self.input.setFocus(Qt.FocusReason.TabFocusReason)  # which selects all of a line

    def show_proposal(self, proposal: Proposal | None) -> None:
        """Offer a value under the input, if it is another one; nothing of one that is not complete and checked."""
        whole = proposal and not any(claim.status is Status.UNCHECKED for claim in proposal.claims)
        self._proposal = proposal if proposal and whole and proposal.text != self.input.value else None
        claims = self._proposal.claims if self._proposal else ()
        text = visible(self._proposal.text) if self._proposal else ""
        against = " ".join(filter(None, map(doubts, claims)))
        anyway = " anyway" if any(claim.status is Status.UNSUPPORTED for claim in claims) else ""
        self._use.setText(f"Use “{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}”{anyway}")
        self._use.setToolTip(tooltip(f"{text}\n{against}".strip()))
        said = f"Puts the proposed value into {self._field.label}: {text} {visible(against)}"
        self._use.setAccessibleDescription(said.strip())
        self._use.setVisible(bool(self._proposal))

    def _lay_out(self) -> None:
        self._row.setSpacing(GRID // 2)
        self._row.addWidget(note(self._field.label), 1)
        self._row.addStrut(HEIGHT + 2)  # as high with chips as without
        self._use.hide()
        self._still.hide()
        self._told.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self._row)
        layout.addWidget(self.input)
        layout.addWidget(self._told)
        layout.addWidget(self._use, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._still, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def _show_chips(self) -> None:
        """The evidence of what still stands in the input, and what speaks against it."""
        self.check()
        sentences = find_sentences(self.input.value, self._claims)
        self._outdated = next((one.claim for one in sentences if is_stale(one.claim)), None)
        said = f"{MOVED}. {reason_of(self._outdated)}" if self._outdated else ""
        self._still.setVisible(bool(self._outdated))
        self._still.setToolTip(tooltip(said))
        cited = list(dict.fromkeys(evidence for one in sentences for evidence in one.claim.evidence))[:_CHIPS]
        for evidence in self._chips.keys() - set(cited):
            self._chips.pop(evidence).deleteLater()
        for evidence in cited:
            chip = (
                dismissed_chip(evidence)
                if evidence in self._dismissed
                else evidence_chip(evidence, said, weak=bool(said))
            )
            if evidence in self._chips:
                self._chips[evidence].show_chip(chip)
            else:
                self._chips[evidence] = ChipButton(chip)
                self._chips[evidence].asked.connect(self.evidence_wanted)
                self._row.addWidget(self._chips[evidence])

    def _edit(self, text: str) -> None:
        self._show_chips()
        self.edited.emit(self._field.name, text)

    def _confirm(self) -> None:
        if self._outdated:
            self.confirmed.emit(self._field.name, self._outdated)

    def take_redrafts(self) -> tuple[Taken, int] | None:
        """Take the redraft of a stale value; gives it, untold, with how many there were."""
        taken = self._put() if self._outdated is not None else None
        return (taken, 1) if taken else None

    def _take(self) -> None:
        if taken := self._put():
            self.input.setFocus()
            self.accepted.emit(taken)

    def _put(self) -> Taken | None:
        proposal = self._proposal
        if not proposal:
            return None
        self.put(Entry(proposal.text, proposal.claims))
        self.show_proposal(None)
        return Taken(self._field.name, proposal.claims, self.input.value)


def _nothing(_: str) -> str:
    return ""
