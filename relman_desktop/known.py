"""What is known of a change for its ticket now: the facts that count, and those that the person dismissed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .drafting.proposal import Material
from .drafting.safeguards import heavy
from .facts import summed_up
from .facts.book import Facts
from .fields import FIELDS
from .loaded import Loaded
from .ticket import Claim, Entry, Ticket, is_heading


@dataclass(frozen=True)
class Use:
    """A sentence of the ticket that cites a piece of evidence."""

    field: str
    claim: Claim


@dataclass(frozen=True)
class Known:
    """The facts of a loaded change, as the dismissals of a ticket leave them."""

    loaded: Loaded
    dismissals: Mapping[str, str]  # why a fact does not count, by the fact's key
    facts: Facts  # all, the dismissed ones too; the change in one breath tells only of those that count
    counting: Facts
    found: Facts  # all, as they were found

    @classmethod
    def of(cls, loaded: Loaded, ticket: Ticket) -> "Known":
        known = loaded.facts_with(loaded.work_of(ticket))
        if not ticket.dismissed:
            return cls(loaded, {}, known, known, known)
        facts = summed_up(loaded.change, known, ticket.dismissed)
        left = {fact_id for fact_id, key in known.keys.items() if key not in ticket.dismissed}
        counting = replace(facts, items=tuple(fact for fact in facts.items if fact.id in left))
        return cls(loaded, ticket.dismissed, facts, counting, known)

    def material(self, ticket: Ticket) -> Material:
        """What a drafter may use: not the facts that the person dismissed."""
        return replace(self.loaded.material(ticket), facts=self.counting)

    @property
    def heavy(self) -> frozenset[str]:
        """The facts of which no field must stop telling when a model's sentences are taken."""
        return heavy(self.counting)

    @property
    def dismissed(self) -> dict[str, str]:
        """Why the person dismissed facts of this change, by the facts' ids."""
        if not self.dismissals:
            return {}
        reasons = ((fact_id, self.dismissals.get(key)) for fact_id, key in self.found.keys.items())
        return {fact_id: reason for fact_id, reason in reasons if reason}

    def fact_id(self, key: str) -> str:
        """The id that the fact of a key has in this change; "" where it has none."""
        return next((fact_id for fact_id, one in self.found.keys.items() if one == key), "")

    def rests_on_dismissed(self, entry: Entry) -> bool:
        """Whether a sentence of a field cites a fact that was dismissed."""
        return bool(self.dismissals) and any(
            self.found.keys.get(one) in self.dismissals for span in entry.spans for one in span.claim.evidence
        )


def uses(ticket: Ticket, evidence_id: str) -> tuple[Use, ...]:
    """The sentences that cite a piece of evidence, as they stand in the ticket now; not the headings of lists."""
    return tuple(
        Use(field.name, span.claim)
        for field in FIELDS
        for span in ticket.entry(field.name).spans
        if evidence_id in span.claim.evidence and not is_heading(span.claim)
    )
