"""GitHub: who may be assigned; the fields of an issue are the same everywhere (docs.github.com/rest)."""

from ...export.targets.schema import SiteField
from ...export.targets.target import Sort
from ..pointers import words_at
from .asks import Asks
from .told import Told, people

_REPOSITORY = "/repos/{owner}/{repository}"


async def asked(asks: Asks) -> Told:
    """The fields of an issue, with those who may be assigned, by their logins."""
    await asks.told(_REPOSITORY)  # so that a wrong repository is told as one
    rows = await asks.pages(f"{_REPOSITORY}/assignees", {"per_page": "100"}, "", "page", 100)
    logins = people((words_at(row, "login"), "", words_at(row, "login")) for row in rows or ())
    return Told(
        (
            SiteField("title", "Title", Sort.LINE, 256, required=True),
            SiteField("body", "Description", Sort.TEXT, 65_536),
            SiteField("labels", "Labels", Sort.LABELS),
            SiteField("assignees", "Assignees", Sort.PERSON, choices=logins),
        )
    )
