"""`relman risk`: how risky a change is, its reasons, and what would lower it; `relman draft` tells of it too."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from .drafting.proposal import Draft, Material
from .export.contract import to_bytes
from .export.risk import risk_object, risk_text
from .files import home
from .jobs import Cancel, Progress
from .loaded import Loaded
from .risk import Assessment, Case, Lowering
from .risk.assessing import assess
from .risk.lowering import lowerings
from .risk.reading import read_background
from .risk.telling import proposals
from .risk.timing import Planned, timing
from .risk.timing.wording import as_lines
from .store.reading import Reader
from .ticket import Ticket


@dataclass(frozen=True)
class Told:
    """A case with its assessment, as the commands tell of them."""

    case: Case
    assessment: Assessment

    @cached_property
    def lowered(self) -> tuple[Lowering, ...]:
        return lowerings(self.case, self.assessment)

    @property
    def object(self) -> dict[str, Any]:
        """The contract's object `risk`."""
        return risk_object(self.assessment, self.case.background.rehearsal, self.lowered)

    @property
    def json(self) -> bytes:
        return to_bytes(self.object)

    @property
    def text(self) -> bytes:
        change, rehearsal = self.case.material.change, self.case.background.rehearsal
        text = risk_text(self.assessment, rehearsal, self.lowered, change, self._when)
        return text.encode("utf-8", "backslashreplace")

    @property
    def _when(self) -> tuple[str, ...]:
        """How the schedule stands now; for people only, for it is another with every minute."""
        planned = self.case.background.planned
        return as_lines(timing(self.case.material, self.case.ticket, planned, datetime.now(UTC)))

    def over(self, draft: Draft) -> Draft:
        """A draft with what the assessment says for the fields that tell of the risk."""
        told = proposals(self.case, self.assessment)
        return replace(draft, proposals={**draft.proposals, **told})


def tell(loaded: Loaded, material: Material, ticket: Ticket, progress: Progress) -> Told:
    """Assess a change with all that is known of it, for a ticket as it is drafted. Its history may take seconds."""
    background = read_background(loaded.opened, material.facts, Cancel(), progress, planned=planned_of(ticket))
    case = Case(material, ticket, background)
    return Told(case, assess(case))


def planned_of(ticket: Ticket) -> tuple[Planned, ...]:
    """The other deployments that the library knows of, beside the ticket's."""
    tickets = home() / "tickets.sqlite"
    if not tickets.exists():
        return ()
    reader = Reader.of_file(tickets)
    try:
        return reader.planned(but=ticket.id)
    finally:
        reader.stop_reading()
