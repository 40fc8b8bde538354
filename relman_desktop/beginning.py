"""How a ticket begins: its first state, and the change ID that it gets."""

from string import Template

from .errors import InputError
from .sources.change import Change
from .ticket import ChangeRef, Ticket


def new_ticket(ticket_id: str, reference: ChangeRef) -> Ticket:
    """A ticket in its first state, with nothing written yet."""
    return Ticket(ticket_id, reference).with_text("state", "draft")


def fill_change_id(pattern: str, change: Change, number: int, year: int) -> str:
    """The change ID that a pattern such as `CHG-$year-$number` gives; `InputError` names what it does not know."""
    names = {"year": str(year), "number": f"{number:04}", "repo": change.repo, "head": (change.head or "diff")[:8]}
    try:
        return Template(pattern).substitute(names)
    except (KeyError, ValueError) as error:
        raise InputError(
            f"The change-ID pattern {pattern!r} is wrong at {error}; it may use ${', $'.join(names)}."
        ) from error
