"""Sentences of a ticket that lost or changed their evidence when the code moved on; the mark stays with the claim."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ...fields import FIELDS
from ...ticket import Claim, Status, Ticket

MOVED = "The code moved on: "  # how the reason of a stale claim begins; it stays with the claim until it is redrafted
_MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Stale:
    """A sentence that stands in a field and lost or changed its evidence."""

    field: str
    claim: Claim  # as it is in the ticket, with the ids of what is left of its evidence

    @property
    def reason(self) -> str:
        """What happened to its evidence, in sentences for a person."""
        return reason_of(self.claim)


def stale_in(ticket: Ticket) -> tuple[Stale, ...]:
    """The stale sentences that stand in the fields, in their order; also after a restart."""
    return tuple(
        Stale(field.name, span.claim)
        for field in FIELDS
        for span in ticket.entry(field.name).spans
        if is_stale(span.claim)
    )


def reason_of(claim: Claim) -> str:
    """What happened to the evidence of a stale claim; "" for one that is not stale."""
    return next((one.removeprefix(MOVED) for one in claim.reasons if one.startswith(MOVED)), "")


def is_stale(claim: Claim) -> bool:
    return any(reason.startswith(MOVED) for reason in claim.reasons)


def confirmed(claim: Claim) -> Claim:
    """A stale claim of which the person says that it is right: from then on it is theirs."""
    return replace(claim, status=Status.USER, reasons=tuple(one for one in claim.reasons if not one.startswith(MOVED)))


def marked(claim: Claim, reasons: Iterable[str]) -> Claim:
    """A stale claim: what happened is told first, and what made it doubtful before stays."""
    before = [one.removeprefix(MOVED) for one in claim.reasons if one.startswith(MOVED)]
    told = list(dict.fromkeys((*before, *reasons)))
    more = [f"And {len(told) - _MOST_REASONS} more."] if len(told) > _MOST_REASONS else []
    reason = MOVED + " ".join((*told[:_MOST_REASONS], *more))
    kept = (one for one in claim.reasons if not one.startswith(MOVED))
    status = Status.WEAK if claim.evidence else Status.UNSUPPORTED
    return replace(claim, status=status, reasons=(reason, *kept))
