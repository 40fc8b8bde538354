"""What goes into a change system beside the ticket's texts."""

from dataclasses import dataclass, field
from datetime import UTC, tzinfo


@dataclass(frozen=True, slots=True)
class Link:
    """A work ticket."""

    key: str
    title: str = ""
    url: str = ""


@dataclass(frozen=True)
class Around:
    """What is known beside the ticket; each may be missing."""

    zone: tzinfo = field(default=UTC)  # in which a schedule without one is meant: the team's
    impact: int = 0  # the place of the risk's axis, 1 to 5; 0 where it is not known
    likelihood: int = 0
    group: str = ""  # of the assignee, as the team's profile names it
    links: tuple[Link, ...] = ()
    repo: str = ""  # the change's repository, by its name
    compare: str = ""  # the page of its host that shows the change
