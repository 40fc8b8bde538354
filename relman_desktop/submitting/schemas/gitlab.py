"""GitLab: who may be assigned; the fields of an issue are the same everywhere (docs.gitlab.com/api/members)."""

from ...export.targets.schema import SiteField
from ...export.targets.target import Sort
from ..pointers import words_at
from .asks import Asks
from .told import Told, name_at, people

_PROJECT = "/api/v4/projects/{project}"


async def asked(asks: Asks) -> Told:
    """The fields of an issue, with the project's members."""
    await asks.told(_PROJECT)  # so that a wrong project is told as one
    rows = await asks.pages(f"{_PROJECT}/members/all", {"per_page": "100", "state": "active"}, "", "page", 100)
    members = people((words_at(row, "id"), name_at(row, "name"), name_at(row, "username")) for row in rows or ())
    return Told(
        (
            SiteField("title", "Title", Sort.LINE, 255, required=True),
            SiteField("description", "Description", Sort.TEXT, 1_048_576),
            SiteField("labels", "Labels", Sort.LABELS),
            SiteField("assignee_ids", "Assignee", Sort.PERSON, choices=members),
            SiteField("due_date", "Due date", Sort.DAY),
        )
    )
