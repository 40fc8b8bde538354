"""The tickets that have a schedule and are not over, as the list of all tickets knows them."""

import apsw

from ..fields import UNPLANNED
from ..risk.timing.planned import Planned
from ..ticket import Ticket
from .entries import one_line

MOST = 2_000  # tickets, the newest
_PLANNED = f"""
SELECT ticket, change_id, title, services, schedule, location FROM library
WHERE schedule <> '' AND state <> 'closed' AND outcome = '' AND shelf IN ('', 'archived')
AND state NOT IN ({", ".join(f"'{one}'" for one in UNPLANNED)})
ORDER BY ordinal DESC LIMIT ?
"""  # noqa: S608 - our own words; the first conditions are those of the index `library_planned`


def scheduled(connection: apsw.Connection) -> list[Planned]:
    """The newest first; not those in the bin."""
    return [Planned(*map(str, row)) for row in connection.execute(_PLANNED, (MOST,))]


def planned_of(ticket: Ticket) -> Planned | None:
    """What the list would say of a ticket; None where it has no schedule, or is over."""
    said = {name: one_line(ticket.entry(name).text) for name in ("change_id", "title", "services", "schedule")}
    is_over = ticket.entry("state").text.strip() in UNPLANNED or bool(ticket.entry("outcome").text.strip())
    return Planned(ticket.id, **said, repository=ticket.change.location) if said["schedule"] and not is_over else None
