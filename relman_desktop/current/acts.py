"""What the person does to the current ticket: each is an act that the journal keeps and undo takes back."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import replace

from ..checked import mended
from ..checks import Mend
from ..drafting.moving import confirmed
from ..drafting.proposal import TEMPLATE, Proposal
from ..drafting.question_table import row_of
from ..drafting.taking import Taken
from ..errors import InputError
from ..lived import Living
from ..risk.telling import OVERRIDE
from ..sources.work.item import WorkItem
from ..sources.work.merging import at_home
from ..store.history import Step
from ..store.record import PERSON, What
from ..ticket import Claim, Ticket
from .drafts import Drafts


class Acts(Drafts):
    """The acts on the ticket."""

    @property
    def living(self) -> Living:
        """What happens to the current ticket once it is written: its states, its deployment, and what is noted then."""
        return Living(self.writing, self.settings.signed_as, self.timed.zone(self._known), self.timed.clock)

    def edit(self, field: str, text: str) -> "Future[None]":
        """Take the person's text of a field."""
        if field == "state":
            return self.living.choose_state(text)
        return self.writing.type(field, text)

    def accept(self, proposal: Proposal) -> "Future[None]":
        """Put what is supported of a proposal into its field, in place of what stands there."""
        after = self.writing.ticket.with_claims(proposal.field, proposal.usable)
        return self._act(What.ACCEPTED, proposal.drafter, after)

    def accept_claims(self, *taken: Taken) -> "Future[None]":
        """Keep the texts of fields into which the person took claims among all that stood there, as one act.

        Its author is who drafted the claims; an act has a record for each of several drafters.
        """
        drafted = [(self._drafted.drafter(one.field), one) for one in taken]
        saved = self.writing.rest()
        for number, drafter in enumerate(dict.fromkeys(drafter for drafter, _ in drafted)):
            after = self.writing.ticket
            for one in (one for by, one in drafted if by == drafter):
                after = after.with_taken(one.field, one.claims, one.text)
            saved = self._act(What.ACCEPTED, drafter, after, follows=number > 0)
        return saved

    def accept_all(self, *, new: bool = False) -> "Future[None]":
        """Put the proposals into all fields that are still empty; what a `new` ticket begins with is not undone."""
        ticket = self.writing.ticket
        for name, proposal in self.draft.proposals.items() if self.draft else ():
            if proposal.usable and not ticket.entry(name).text.strip():
                ticket = ticket.with_claims(name, proposal.usable)
        return self._act(What.FILLED, TEMPLATE, ticket, follows=new)

    def confirm(self, field: str, claim: Claim) -> "Future[None]":
        """The person says that a stale sentence is still right: it is theirs from then on."""
        ticket = self.writing.ticket
        claims = tuple(confirmed(one) if one == claim else one for one in ticket.entry(field).claims)
        entries = {**ticket.entries, field: replace(ticket.entry(field), claims=claims)}
        return self.writing.act(What.ACCEPTED, PERSON, replace(ticket, entries=entries))

    def answer(self, question: str, answer: str) -> "Future[None]":
        """Take the answer to a question (empty: take it back), which is evidence for the next draft."""
        saved = self._act(What.ANSWERED, PERSON, self.writing.ticket.with_answer(question, answer))
        self.writing.half_answer(question, "")
        self._draft_on()
        return saved

    def half_answer(self, question: str, text: str) -> "Future[None]":
        """Keep what is typed as an answer and not given yet; "" forgets it. No draft knows of it."""
        return self.writing.half_answer(question, text)

    def fill_empty(self, question: str) -> tuple[str, ...]:
        """Put the draft into the field of a question that was just answered, if it is empty; gives its name."""
        fields = {one.field for one in self.draft.questions if one.question == question} if self.draft else set()
        fields |= {row.field} if (row := row_of(question)) else set()
        offered = {name: self.proposal(name) for name in fields if not self.entry(name).text.strip()}
        usable = {name: one for name, one in offered.items() if one and one.usable and not one.growing}
        for name, one in usable.items():
            after = self.writing.ticket.with_claims(name, one.usable)
            self._act(What.FILLED, one.drafter, after, follows=True)
        return tuple(usable)

    def take_computed_level(self) -> "Future[None]":
        """Put the computed level on the ticket; the reason for another one goes with it, as one step."""
        proposal = self._drafted.template.proposals["risk"]
        after = self.writing.ticket.with_claims("risk", proposal.usable).with_answer(OVERRIDE, "")
        saved = self._act(What.ACCEPTED, TEMPLATE, after)
        self.writing.half_answer(OVERRIDE, "")
        self._draft_on()
        return saved

    def mend(self, mend: Mend) -> "Future[None]":
        """Take what puts a finding right, as one act; drafted sentences in it keep their evidence.

        A text that stands there already is taken as the person's own word.
        """
        after = self.writing.ticket
        for name, text in mend.texts.items():
            after = mended(after, name, text, self._drafted.template)
        return self._act(What.MENDED, PERSON, after)

    def dismiss(self, fact_id: str, reason: str) -> "Future[None]":
        """Let a fact not count any more, for a reason; sentences that rest on it stay until they are redrafted."""
        if not reason.strip():
            raise InputError("Say why this fact does not count; the reason is kept with the ticket.")
        return self._set_dismissal(fact_id, reason)

    def restore(self, fact_id: str) -> "Future[None]":
        """Let a dismissed fact count again."""
        return self._set_dismissal(fact_id, "")

    def give_work(self, *items: WorkItem) -> "Future[None]":
        """Take work items that the person gave; one with the key of another takes its place."""
        given = at_home(items, self.known.loaded.opened.project[1])
        return self._take_work({one.key: one.to_json() for one in given})

    def take_work_away(self, *keys: str) -> "Future[None]":
        """Let given work items go; what the change itself refers to stays."""
        return self._take_work(dict.fromkeys(keys))

    def undo(self) -> Step | None:
        """Take the last step back, in whatever field it was; None where there is none."""
        return self._undone(self.writing.undo())

    def redo(self) -> Step | None:
        """Do again what was taken back last; None where there is nothing."""
        return self._undone(self.writing.redo())

    def restore_text(self, then: Ticket, field: str = "") -> "Future[None]":
        """Put back what a field, or for "" all of the ticket, held then, as a new edit."""
        before = self.writing.ticket
        if field == "state":
            return self.living.choose_state(then.entry(field).text)
        saved = self.writing.restore(then, field)
        self._know_if_told(before, self.writing.ticket)
        return saved

    def copy_from(self, ticket: Ticket, fields: Iterable[str]) -> "Future[None]":
        """Put the texts that fields of another ticket hold into this one, as the person's own words."""
        return self.writing.copy(ticket, fields)

    def _undone(self, step: Step | None) -> Step | None:
        if step:
            self._know_if_told(step.before, step.after)
        return step

    def _take_work(self, items: Mapping[str, str | None]) -> "Future[None]":
        saved = self._act(What.WORK, PERSON, self.writing.ticket.with_work(items))
        self._know_on()
        return saved

    def _set_dismissal(self, fact_id: str, reason: str) -> "Future[None]":
        ticket = self.writing.ticket
        fact = next((one for one in self.known.found.items if one.id == fact_id), None)
        if fact is None:
            raise InputError(f"There is no fact {fact_id} in this change.")
        saved = self.writing.act(What.DISMISSED, PERSON, ticket.with_dismissal(fact.key, reason))
        self._know_on()
        return saved
