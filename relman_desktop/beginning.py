"""How a ticket begins: its first state, and the change ID that it gets."""

from dataclasses import replace
from string import Template

from .errors import InputError
from .sources.change import Change
from .store.entries import repository_name
from .ticket import ChangeRef, Ticket


def new_ticket(ticket_id: str, reference: ChangeRef) -> Ticket:
    """A ticket in its first state, with nothing written yet."""
    return Ticket(ticket_id, reference).with_text("state", "draft")


def fill_change_id(pattern: str, change: Change, number: int, year: int) -> str:
    """The change ID that a pattern such as `CHG-$year-$number` gives; `InputError` names what it does not know."""
    return _filled(pattern, change.repo, change.head, number, year)


def copy_of(ticket: Ticket, ticket_id: str, change_id: str) -> Ticket:
    """A ticket with the texts of another, which has its deployment before it."""
    begun = replace(ticket, id=ticket_id, life={}).with_text("change_id", change_id).with_text("state", "draft")
    return begun.with_text("outcome", "") if begun.entry("outcome").text else begun


def change_id_of(pattern: str, reference: ChangeRef, number: int, year: int) -> str:
    """As `fill_change_id`, for a change that is not read."""
    return _filled(pattern, repository_name(reference.location), reference.head, number, year)


def _filled(pattern: str, repo: str, head: str, number: int, year: int) -> str:
    names = {"year": str(year), "number": f"{number:04}", "repo": repo, "head": (head or "diff")[:8]}
    try:
        return Template(pattern).substitute(names)
    except (KeyError, ValueError) as error:
        raise InputError(
            f"The change-ID pattern {pattern!r} is wrong at {error}; it may use ${', $'.join(names)}."
        ) from error
