"""A ticket carried over to what its range means now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from ...facts import summed_up
from ...facts.book import EvidenceBook
from ...jobs import Cancel
from ...sources.between import Between
from ...ticket import ChangeRef, Ticket
from ..proposal import Draft, Material
from ..template import draft_ticket
from .claims import Stale, stale_in
from .counterpart import Counterpart
from .judging import Judge
from .mapping import Evidence, unknown
from .meanings import Meanings
from .news import News, news, worth_telling
from .redrafting import Redraft, redrafts
from .told import Told

UNCHECKED = "It cannot be checked any more: the commits that it was written from are not in the repository."


@dataclass(frozen=True)
class Carried:
    """A ticket of the new change: no text of it is another one, and each sentence knows how it stands now."""

    ticket: Ticket
    evidence: Mapping[str, Counterpart]  # what became of what the ticket's sentences cite, by the old ids
    redrafts: Mapping[str, Redraft]  # by field, for the stale sentences
    news: Mapping[str, News]  # by field, what no sentence tells yet
    draft: Draft  # of the new change, from the template

    @property
    def stale(self) -> tuple[Stale, ...]:
        return stale_in(self.ticket)


def carry_over(
    ticket: Ticket,
    old: Material | None,
    new: Material,
    reference: ChangeRef,
    cancel: Cancel,
    between: Between | None = None,
) -> Carried:
    """Give a ticket the new change: the new ids behind its sentences, and marks on those whose evidence is another.

    old, new: what is known of both changes, with all facts, also those that the person dismissed; `old` is None where
    its commits are not in the repository any more. `between` leads from the old head to the new one (None for diffs).
    Sentences that the template reads from the new change word for word stand; the person's own words are never judged.
    """
    book, counting = _known(new, ticket.dismissed)
    draft = draft_ticket(counting)
    cited = ticket.cited
    words = {fact.id: fact.text for fact in book.facts.items}
    meanings = Meanings.of(ticket.meant, old, new)
    if old is None:
        evidence = unknown(cited, UNCHECKED, meanings)
        moved = _moved(ticket, reference, None, draft, Judge(evidence, words))
        return Carried(moved, evidence, redrafts(moved, draft), {}, draft)
    old_book, old_counting = _known(old, ticket.dismissed)
    cancel.check()
    before = draft_ticket(old_counting)
    found = Evidence(old_book, book, between, cancel, meanings)
    evidence = found.counterparts(cited)
    former = [one for one in (old.change.base, old.change.head) if one not in (new.change.base, new.change.head, "")]
    moved = _moved(ticket, reference, before, draft, Judge(evidence, words, former))
    redrafted = redrafts(moved, draft)
    came = worth_telling(found.came, counting.facts)
    return Carried(moved, evidence, redrafted, news(moved, before, draft, redrafted, came), draft)


def _known(material: Material, dismissed: Collection[str]) -> tuple[EvidenceBook, Material]:
    """All evidence, and what a drafter may use: not the facts that the person dismissed."""
    facts = summed_up(material.change, material.facts, dismissed)
    left = {fact_id for fact_id, key in material.facts.keys.items() if key not in dismissed}
    counting = replace(facts, items=tuple(fact for fact in facts.items if fact.id in left))
    return replace(material.book, facts=facts), replace(material, facts=counting)


def _moved(ticket: Ticket, reference: ChangeRef, before: Draft | None, now: Draft, judge: Judge) -> Ticket:
    entries = {name: judge.entry(entry, Told.of(name, before, now)) for name, entry in ticket.entries.items()}
    return replace(ticket, change=reference, entries=entries)
