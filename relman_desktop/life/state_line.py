"""The state of a ticket in a line of text; light, for every text of a ticket has it."""

from datetime import UTC

from ..ticket import Ticket
from .clock import clock, moment
from .entries import said_in


def state_words(ticket: Ticket) -> str:
    """The state with since when it is and who said so: "approved (since 2026-11-24 20:03 UTC, Ana)"; "" for none."""
    state = ticket.entry("state").text.strip()
    last = next((one for one in reversed(said_in(ticket)) if one.kind == "state"), None) if ticket.life else None
    when = moment(last.at) if last and last.state == state else None
    if last is None or when is None:
        return state
    who = ", ".join(filter(None, (f"since {clock(when, UTC)} UTC", " ".join(last.by.split()))))
    return f"{state} ({who})"
