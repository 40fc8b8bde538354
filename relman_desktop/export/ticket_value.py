"""A ticket with what an export has to know beside it, wherever it is from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from ..ticket import Ticket
from .surroundings import zone_named
from .targets.around import Around, Link


@dataclass(frozen=True, slots=True)
class Open:
    """A question that is still open."""

    id: str
    field: str
    question: str
    why: str = ""


@dataclass(frozen=True)
class TicketFile:
    """A ticket with what an export has to know beside it; each but the ticket may be missing."""

    ticket: Ticket
    repo: str = ""  # the change's repository, by its name
    impact: int = 0  # the places of the risk, 1 to 5; 0 where they are not known
    likelihood: int = 0
    time_zone: str = ""  # of the team, by its name
    group: str = ""  # of the assignee
    links: tuple[Link, ...] = ()
    questions: tuple[Open, ...] = ()
    compare: str = ""  # the page of the repository's host that shows the change
    drafted: Mapping[str, Any] = field(default_factory=dict)  # of a draft: what an audit tells of it (`drafted_object`)

    @property
    def zone(self) -> tzinfo:
        return zone_named(self.time_zone)

    @property
    def around(self) -> Around:
        """What goes into a change system beside the ticket's texts."""
        return Around(self.zone, self.impact, self.likelihood, self.group, self.links, self.repo, self.compare)
