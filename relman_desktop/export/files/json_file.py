"""The ticket as JSON that reads back as the same ticket (docs/ticket-format.md)."""

from dataclasses import asdict

from ..contract import to_bytes
from ..surroundings import GROUP, ZONE
from ..targets.prepared import our_id_of
from ..ticket_shapes import KIND
from ..ticket_value import TicketFile


def json_file(file: TicketFile) -> bytes:
    """No time stamps and keys sorted, so that the same ticket gives the same bytes."""
    return to_bytes(
        {
            "kind": KIND,
            "our_id": our_id_of(file.ticket.id),
            "ticket": file.ticket.to_json(),
            "repo": file.repo,
            "risk": {"impact": file.impact, "likelihood": file.likelihood},
            "around": {ZONE: file.time_zone, GROUP: file.group},
            "links": [asdict(one) for one in file.links],
            "drafted": dict(file.drafted),
            "questions": [asdict(one) for one in file.questions],
        }
    )
