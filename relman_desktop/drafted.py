"""What is drafted for a ticket: the template's draft, and over it what a model has proposed."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from .drafting.proposal import TEMPLATE, Draft, Material, Proposal
from .drafting.safeguards import safeguards
from .drafting.taking import standing, take_all
from .drafting.template import draft_ticket
from .fields import BY_NAME, Shape
from .known import Known
from .ticket import Entry

if TYPE_CHECKING:
    from .asking.asking import Asked

NOTHING: Mapping[str, Proposal] = MappingProxyType({})


class Drafted:
    """The drafts of one ticket. Nothing here changes the ticket."""

    def __init__(self) -> None:
        self.draft: Draft | None = None  # the one that is shown
        self.template = Draft({}, ())
        self._proposed: Draft | None = None  # a model's, over the template's
        self.settled: Draft | None = None  # the last one of a model's that was whole

    def begin(self, settled: Draft | None) -> None:
        """Take the last whole draft of a model's, or none; what it was still writing is forgotten."""
        self._proposed = self.settled = settled

    def draft_again(
        self, material: Material, dismissed: Collection[str], risk: Mapping[str, Proposal] = NOTHING
    ) -> Draft:
        """Draft all fields from the template, with what is known now, under what a model has proposed.

        `risk`: what the assessment says for the fields that tell of the risk.
        """
        drafted = draft_ticket(material)
        self.template = replace(drafted, proposals={**drafted.proposals, **risk})
        return self._put_over(dismissed)

    def propose(self, draft: Draft, dismissed: Collection[str]) -> Draft:
        """Take what a model has drafted so far; where it says nothing what was proposed before stays."""
        self._proposed = draft.over(self.settled) if self.settled else draft
        return self._put_over(dismissed)

    def take(self, asked: "Asked", dismissed: Collection[str]) -> Draft | None:
        """Take what came of asking a model; gives all that one has drafted. Without a draft all is as it was."""
        self.begin(with_asked(self.settled, asked))
        self._put_over(dismissed)
        return self.settled

    def drafter(self, field: str) -> str:
        """Who drafted what is proposed for a field."""
        proposal = self.draft.proposals.get(field) if self.draft else None
        return proposal.drafter if proposal else TEMPLATE

    def proposal(self, field: str, entry: Entry, known: Known, *, asked: bool = False) -> Proposal | None:
        """What is drafted for a field and worth showing: it says something that the field was not yet given.

        When the person `asked` for it, or a sentence of the field rests on a fact that they dismissed, also what the
        field was given before and does not hold now.
        """
        proposal = self.draft.proposals.get(field) if self.draft else None
        if not proposal or not (proposal.claims or proposal.growing):
            return None
        if proposal.growing:
            return proposal
        wanted = asked or known.rests_on_dismissed(entry)
        was_given = not wanted and set(proposal.claims) <= set(entry.claims)
        return None if was_given or _is_held(entry, proposal, known.heavy) else proposal

    def _put_over(self, dismissed: Collection[str]) -> Draft:
        proposed = self._proposed.without_evidence(dismissed) if self._proposed else None
        self.draft = proposed.over(self.template) if proposed else self.template
        return self.draft


def with_asked(before: Draft | None, asked: "Asked") -> Draft | None:
    """What a model has drafted in all, with what came of asking it again; as it was before where nothing came."""
    draft = asked.draft
    if draft is None or not (draft.proposals or draft.questions):
        return before
    if before is None:
        return draft.settled
    return draft.settled.over(before if asked.fault else before.without_questions(draft.proposals))


def _is_held(entry: Entry, proposal: Proposal, heavy: frozenset[str]) -> bool:
    """Whether a field holds a proposal already, and besides it only the person's own words."""
    if BY_NAME[proposal.field].shape in (Shape.SENTENCE, Shape.VALUE) or not entry.text:
        return proposal.text == entry.text
    held = all(standing(entry.text, proposal.claims))
    if not held:
        return False
    ours = entry.text, entry.claims, proposal.claims, proposal.usable
    return not take_all(*ours, safeguards(*ours, heavy) if proposal.drafter != TEMPLATE else ())[0]
