"""A ticket of the library with what its change and its team tell beside it, as an export wants it."""

from .drafting.interview.windows import zone_name
from .export.origin import compare_link
from .export.surroundings import GROUP, around_object, links_of
from .export.ticket_value import TicketFile
from .loaded import Loaded
from .risk import Assessment
from .store.entries import repository_name
from .ticket import Ticket


def held_ticket(ticket: Ticket, loaded: Loaded | None = None, assessment: Assessment | None = None) -> TicketFile:
    """The ticket as a file would hold it. What was not read is not told."""
    if loaded is None:
        return TicketFile(ticket, repository_name(ticket.change.location))
    return TicketFile(
        ticket,
        loaded.change.repo,
        assessment.impact if assessment else 0,
        assessment.likelihood if assessment else 0,
        zone_name(loaded.profile),
        around_object(loaded.profile, ticket.entry("assignee").text).get(GROUP, ""),
        links_of(loaded.work_of(ticket)),
        compare=compare_of(loaded),
    )


def compare_of(loaded: Loaded) -> str:
    """The page of the repository's host that shows the change; "" where it is not known."""
    return compare_link(*loaded.opened.project, loaded.change.base, loaded.change.head)
