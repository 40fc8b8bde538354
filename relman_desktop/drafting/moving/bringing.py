"""A ticket brought up to date beside the person, who goes on writing it meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...fields import FIELDS
from ...jobs import Cancel
from ...sources.between import Between
from ...ticket import ChangeRef, Entry, Ticket, spans
from ..meaning import keeping
from ..proposal import Draft, Material, Proposal
from .carrying import Carried, carry_over

_MOST_KNOWN = 800  # claims of a field: those that it had, and what is drafted now
News = Mapping[str, tuple[str, ...]]  # by field, the words of the drafted sentences that tell of new evidence


@dataclass(frozen=True)
class Brought:
    """What became of a ticket, and of the draft of a model's that stood beside it."""

    before: Ticket
    after: Ticket
    news: News
    draft: Draft | None
    instead: str = ""  # the id of a ticket that was only begun, whose place this one takes

    def over(self, ticket: Ticket) -> Ticket | None:
        """The ticket as it is by now, of the new change; None where sentences were put into it since, or facts judged.

        Then it must be brought anew. What was typed since is kept.
        """
        if _judged(ticket) != _judged(self.before):
            return None
        names = {**self.after.entries, **ticket.entries}
        entries = {name: Entry(ticket.entry(name).text, self.after.entry(name).claims) for name in names}
        return replace(self.after, entries=entries)


def bring(
    ticket: Ticket,
    draft: Draft | None,
    old: Material | None,
    new: Material,
    reference: ChangeRef,
    cancel: Cancel,
    between: Between | None = None,
) -> Brought:
    """Carry a ticket over (`carry_over`), and a model's draft with it.

    What the template says of the new change counts as known in each field that holds something: only stale sentences
    and what is new are proposed then.
    """
    carried = carry_over(ticket, old, new, reference, cancel, between)
    entries = {
        name: _knowing(entry, carried.draft.proposals.get(name)) for name, entry in carried.ticket.entries.items()
    }
    after = replace(carried.ticket, entries=entries)
    after = keeping(after, new)
    moved = _draft_over(ticket, draft, old, new, reference, cancel, between) if draft else None
    return Brought(ticket, after, _news(carried), moved)


def _judged(ticket: Ticket) -> tuple[object, ...]:
    claims = {name: entry.claims for name, entry in ticket.entries.items() if entry.claims}
    return ticket.change, claims, ticket.dismissed, ticket.answers, ticket.work, ticket.meant


def _knowing(entry: Entry, proposal: Proposal | None) -> Entry:
    """The field with the drafted claims among those that it was given, where no word of it becomes another's."""
    drafted = proposal.claims if proposal and (entry.text or entry.claims) else ()
    more = [one for one in drafted if one not in entry.claims]
    known = (*entry.claims, *more)[:_MOST_KNOWN]
    if spans(entry.text, known) == entry.spans:
        return replace(entry, claims=known)
    known = (*entry.claims, *(one for one in more if not any(body in entry.text for body in one.bodies)))[:_MOST_KNOWN]
    return replace(entry, claims=known)


def _news(carried: Carried) -> News:
    """Of fields that hold something; where nothing was said yet all is proposed as ever."""
    held = {name for name, entry in carried.ticket.entries.items() if entry.text or entry.claims}
    return {name: tuple(one.text for one in found.claims) for name, found in carried.news.items() if name in held}


def _draft_over(
    ticket: Ticket,
    draft: Draft,
    old: Material | None,
    new: Material,
    reference: ChangeRef,
    cancel: Cancel,
    between: Between | None,
) -> Draft:
    """What a model wrote, on the new evidence; what lost or changed it is marked as in a ticket."""
    names = [field.name for field in FIELDS if field.name in draft.proposals]
    entries = {name: Entry("", draft.proposals[name].claims) for name in names}
    carried = carry_over(replace(ticket, entries=entries), old, new, reference, cancel, between)
    proposals = {name: replace(draft.proposals[name], claims=carried.ticket.entry(name).claims) for name in names}
    return replace(draft, proposals=proposals)
