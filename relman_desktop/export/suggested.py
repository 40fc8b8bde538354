"""People whom only the commits suggest: nobody asked them, and whoever reads the ticket elsewhere must know that."""

from ..ticket import Status, Ticket

PEOPLE = ("assignee", "validator")
SUGGESTED = " (suggested, not agreed)"
_REASON = "Suggested:"  # as the template's reasons begin


def is_suggested(ticket: Ticket, name: str) -> bool:
    """Whether a field holds a person who was only suggested, as it was put in."""
    entry = ticket.entry(name)
    return name in PEOPLE and any(
        span.claim.status is Status.WEAK
        and span.claim.text == entry.text.strip()
        and any(reason.startswith(_REASON) for reason in span.claim.reasons)
        for span in entry.spans
    )


def told(ticket: Ticket, name: str) -> str:
    """A field's text as it leaves."""
    text = ticket.entry(name).text.strip()
    return text + SUGGESTED if is_suggested(ticket, name) else text
