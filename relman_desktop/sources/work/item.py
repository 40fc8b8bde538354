"""A work item: the ticket of a tracker that a change says it belongs to."""

from dataclasses import dataclass
from typing import Literal

Where = Literal["given", "trailer", "closing", "branch", "mention"]


@dataclass(frozen=True, slots=True)
class Found:
    """Where a reference to a work item stands: in what, and in which commit (or the branch's name)."""

    where: Where
    ref: str


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One referenced work item; what a tracker would tell is empty until it is given or fetched."""

    id: str  # "W1"
    key: str  # "PAY-12", "#123", "owner/repo#123"
    tracker: str  # "jira", "github", "gitlab", "azure", "" where the key does not tell
    found: tuple[Found, ...]
    title: str = ""
    url: str = ""
    body: str = ""
    status: str = ""
    fetched: bool = False

    @property
    def is_named(self) -> bool:
        """Whether somebody named it as what the change is for; a bare `#12` may be a pull request."""
        return self.tracker in ("jira", "azure") or any(found.where != "mention" for found in self.found)

    @property
    def commits(self) -> tuple[str, ...]:
        """The ids of the commits that refer to it."""
        return tuple(dict.fromkeys(found.ref for found in self.found if found.ref.startswith("C")))
