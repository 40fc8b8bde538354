"""What is said of a file that cannot be read as work items: where, what is wrong, and what is allowed."""

from ....errors import InputError
from ....wording import counted, visible

MOST_ITEMS = 2_000
MOST_BYTES = 20_000_000
PASTED = "pasted text"
_ALLOWED = (
    "it may be JSON, CSV or Markdown (one item a heading), a .eml mail, Jira's XML, or an export of Jira, GitHub, "
    "GitLab, Azure DevOps, Redmine or Linear"
)


def wrong(source: str, what: str, allowed: str = _ALLOWED) -> InputError:
    """The error about a file. `source`: its name, with a line where one is known: "items.csv, line 3"."""
    return InputError(f"{visible(source)}: {what}; {allowed}.")


def too_many(source: str, items: int) -> InputError:
    return wrong(source, f"it holds {counted(items, 'work item')}", f"at most {MOST_ITEMS:,} are read at once")
