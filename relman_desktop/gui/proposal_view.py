"""A drafted text beside its field: its sentences with what they stand on, and ways to take them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..drafting.acceptance import opens_list
from ..drafting.edits import Edit, rewritten
from ..drafting.proposal import TEMPLATE, Proposal
from ..drafting.safeguards import replaced, safeguards
from ..drafting.taking import has_own_words, standing, take, take_all
from ..ticket import Claim, is_heading, spans, text_of
from .difference import Part, difference
from .labels import label, note
from .proposal_words import Exchanged, heading, summary, use_all
from .proposed import Proposed, proposed
from .sentence_rows import SentenceRows
from .shown import tooltip, visible
from .staying import without_staying
from .theme import GRID, SMALL

Read = Callable[[], tuple[str, tuple[Claim, ...]]]


class ProposalView(QFrame):
    """Hidden until there is a proposal that the person has not dismissed."""

    taken = Signal(object, object)  # the claims as they stand in the field then, and the edits that put them there
    evidence_wanted = Signal(str)
    evidence_passed = Signal(str)
    looked_at = Signal()
    changed = Signal()  # other sentences are shown, or none

    def __init__(self, field_label: str, read: Read, *, one_line: bool = False) -> None:
        """`read` gives the field's text and the claims that it was given, as they are now."""
        super().__init__()
        self.proposal: Proposal | None = None
        self._name = field_label.lower()
        self._one_line = one_line  # the field holds one sentence: taking one replaces it
        self._read = read
        self._current, self._known = "", tuple[Claim, ...]()
        self._facts: frozenset[str] = frozenset()
        self._heavy: frozenset[str] = frozenset()
        self._dismissed = ""
        self._dismissed_growing = False
        self._changes_text = False  # taking all of it does
        self._wants_changes: bool | None = None  # None: as it is best for the text
        self.setProperty("look", "proposal")
        self.setAccessibleName(f"Proposed {self._name}")
        self._heading = label(size=SMALL, bold=True, wraps=True)
        self._summary = note(wraps=True)
        self._make_buttons()
        self.sentences = SentenceRows(after=self._replace)
        self.sentences.setAccessibleName(f"Sentences proposed for {self._name}")
        self._lay_out()
        self._connect()
        self.hide()

    def _make_buttons(self) -> None:
        self._changes = _button("Changes", "Marks how the proposed words differ from those in the field", "chip")
        self._changes.setCheckable(True)
        self._dismiss = _button("Dismiss", f"Keep {self._name} as it is", "quiet")
        self._use = _button("Use all", f"Put the proposed sentences into {self._name}", "")
        self._replace = _button(
            "Replace everything",
            f"Put the proposal in place of all that stands in {self._name}; undo gives it back",
            "quiet",
        )

    def _lay_out(self) -> None:
        top, below = QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (top, (self._heading, self._changes, self._dismiss, self._use)),
            (below, (self._summary, self._replace)),
        ):
            row.setSpacing(GRID)
            for part in parts:
                row.addWidget(part)
            row.setStretchFactor(parts[0], 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID + 4, GRID, GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addLayout(top)
        layout.addLayout(below)
        layout.addWidget(self.sentences)

    def _connect(self) -> None:
        self._changes.clicked.connect(self._choose_changes)
        self._dismiss.clicked.connect(self.dismiss)
        self._use.clicked.connect(self._take_all)
        self._replace.clicked.connect(self._replace_all)
        self.sentences.used.connect(self._take)
        self.sentences.evidence_wanted.connect(self.evidence_wanted)
        self.sentences.evidence_passed.connect(self.evidence_passed)
        self.sentences.focused.connect(self.looked_at)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in this order."""
        return self._changes, self._dismiss, self._use, self._replace, *self.sentences.rows

    @property
    def shown(self) -> tuple[Proposed, ...]:
        """The sentences as they are shown; none while the proposal is put away."""
        return () if self.isHidden() else tuple(row.shown for row in self.sentences.rows)

    @property
    def takes_supported(self) -> bool:
        """Whether taking what is supported would change the field, and nothing that the person wrote."""
        own_line = self._one_line and has_own_words(self._current, self._known)
        return not self.isHidden() and self._changes_text and not own_line

    @property
    def exchanged(self) -> Exchanged:
        """How many sentences of ours go when all that is supported is taken, and how many stay."""
        if not self.proposal or self._one_line:
            return Exchanged()
        kept = self._safeguards(self.proposal)
        goes = replaced(self._current, self._known, self.proposal.claims, kept)
        return Exchanged(len(goes), sum(not is_heading(one) for one in kept))

    def supported(self) -> tuple[tuple[Claim, ...], tuple[Edit, ...], int]:
        """The claims that stand in the field after taking what is supported, the edits, and how many are new there."""
        if not self.proposal:
            return (), (), 0
        self._current, self._known = self._read()
        new = [one for one in self.shown if one.claim in self.proposal.usable and not one.taken]
        edits, claims = self._taking_all(self.proposal)
        return claims, edits, sum(not opens_list(one.claim) for one in new)

    def clear(self) -> None:
        """Forget what was proposed and what was dismissed: another ticket."""
        self.proposal, self._dismissed, self._dismissed_growing = None, "", False
        self._wants_changes = None
        self.sentences.show_sentences(())
        self.hide()
        self.changed.emit()

    def set_dismissed_facts(self, facts: frozenset[str]) -> None:
        """Mark the sentences that rest on these facts, which the person dismissed."""
        if facts != self._facts:
            self._facts = facts
            self._show()

    def set_heavy(self, facts: frozenset[str]) -> None:
        """Which facts a field must not stop telling of when a model's sentences take the place of ours."""
        if facts != self._heavy:
            self._heavy = facts
            self._show()

    def show_proposal(self, proposal: Proposal | None) -> None:
        """Show a proposal beside the field's text.

        Nothing is shown of one that is dismissed, or of which everything stands in the text.
        """
        self._forget_dismissal(proposal)
        self.proposal = proposal
        self._show()

    def compare(self) -> None:
        """The text is another one. What the person takes out of it is not proposed again by that."""
        text, known = self._read()
        if self.isHidden() and self.proposal and not self.proposal.growing:
            claims = self.proposal.claims
            out = [one for one, at in zip(claims, standing(text, claims), strict=True) if not at]
            if text.strip() and all(claim in known for claim in out):
                return
        self._show()

    def dismiss(self) -> None:
        """Put this proposal away, also what still arrives of it, until there is another one."""
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._dismissed = self.proposal.text if self.proposal else ""
        self._dismissed_growing = bool(self.proposal and self.proposal.growing)
        if had_focus:
            self.focusNextChild()
        self.hide()
        self.changed.emit()

    def _forget_dismissal(self, proposal: Proposal | None) -> None:
        if self._dismissed_growing and proposal and not proposal.growing:
            self._dismissed, self._dismissed_growing = proposal.text, False

    def _show(self) -> None:
        self._show_now()
        self.changed.emit()

    def _show_now(self) -> None:
        proposal = self.proposal
        self._current, self._known = self._read()
        if not proposal or not self._wanted(proposal):
            self.hide()
            return
        parts = self._difference(proposal) if self._current.strip() and not proposal.growing else ()
        comparable = len(parts) > 1
        marked = comparable and self._wants_changes is not False
        beside = "" if self._one_line else self._current  # another sentence of one line is another one as a whole
        shown = proposed(proposal, beside, self._facts, parts if marked else (), self._known if beside else ())
        self._say(proposal, shown, parts if marked else ())
        self._changes.setVisible(comparable)
        self._changes.setChecked(marked)
        self.sentences.show_sentences(shown)
        self.show()

    def _difference(self, proposal: Proposal) -> tuple[Part, ...]:
        """What taking the proposal would do to the words in the field."""
        parts = difference(self._current, proposal.text)
        if self._one_line:  # whatever stands there is replaced
            return parts
        kept = self._safeguards(proposal)
        ours = spans(self._current, (*proposal.claims, *self._known))
        return without_staying(parts, self._current, [one for one in ours if one.claim not in kept])

    def _wanted(self, proposal: Proposal) -> bool:
        """Whether there is something to show; finds out whether taking all of it would change anything."""
        self._changes_text = False
        if self._dismissed_growing or proposal.growing:
            return not self._dismissed_growing
        if proposal.text in (self._current, self._dismissed):
            return False
        self._changes_text = bool(proposal.usable and self._taking_all(proposal)[0])
        return self._changes_text or not all(standing(self._current, proposal.claims))

    def _taking_all(self, proposal: Proposal) -> tuple[tuple[Edit, ...], tuple[Claim, ...]]:
        if self._one_line:
            return rewritten(self._current, text_of(proposal.usable)), proposal.usable
        kept = self._safeguards(proposal)
        return take_all(self._current, self._known, proposal.claims, proposal.usable, kept)

    def _safeguards(self, proposal: Proposal) -> tuple[Claim, ...]:
        if proposal.drafter == TEMPLATE:
            return ()
        return safeguards(self._current, self._known, proposal.claims, proposal.usable, self._heavy)

    def _say(self, proposal: Proposal, shown: Sequence[Proposed], parts: Sequence[Part]) -> None:
        own = not self._one_line and has_own_words(self._current, (*self._known, *proposal.claims))
        exchanged = self.exchanged if self._changes_text else Exchanged()
        text, description = use_all(shown, proposal, self._name, exchanged)
        _set_text(self._heading, visible(heading(proposal)))
        told = summary(shown, parts, exchanged, own=own)
        _set_text(self._summary, told)
        self._summary.setVisible(bool(told) and not proposal.growing)
        _set_text(self._use, text)
        self._use.setToolTip(tooltip(description))
        self._use.setAccessibleName(f"{text} of the proposed {self._name}")
        self._use.setAccessibleDescription(description)
        self._use.setVisible(self._changes_text)
        self._replace.setVisible((own or exchanged.stay > 0) and self._use.isVisibleTo(self))

    def _choose_changes(self, wanted: bool) -> None:
        self._wants_changes = wanted
        self._show()

    def _take(self, number: int) -> None:
        if not self.proposal:
            return
        self._current, self._known = self._read()  # something may have been typed since the proposal was shown
        if self._one_line:
            claim = self.proposal.claims[number]
            self.taken.emit((claim,), rewritten(self._current, text_of((claim,))))
            return
        edits, claim = take(self._current, self.proposal.claims, number, self._known)
        self.taken.emit((claim,), edits)

    def _take_all(self) -> None:
        if self.proposal:
            self.taken.emit(*self.supported()[:2])

    def _replace_all(self) -> None:
        if self.proposal:
            claims = self.proposal.usable
            self.taken.emit(claims, rewritten(self._read()[0], text_of(claims)))


def _set_text(widget: QWidget, text: str) -> None:
    """Set a label's or a button's text where it is another one: each asks for a new layout of the whole form."""
    if widget.property("text") != text:
        widget.setProperty("text", text)


def _button(text: str, description: str, look: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("look", look)
    button.setToolTip(description)
    button.setAccessibleName(text)
    button.setAccessibleDescription(description)
    return button
