"""The closing note in the markup of a change system, for a comment that somebody asked to have added there."""

from datetime import UTC, datetime, tzinfo

from ..ticket import Ticket
from .markup import Flavour, render


def closing_comment(ticket: Ticket, now: datetime, flavour: Flavour, zone: tzinfo = UTC) -> str:
    """What happened, as `life.closing_note` tells it, in a flavour. Nothing is sent, and no state moves."""
    from ..life import closing_note  # with all that reads steps

    return render(closing_note(ticket, now, zone), flavour)
