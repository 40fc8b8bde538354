"""Which tracker a change's work items probably lie in, by their keys and by where the repository is from."""

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from ..settings import Tracker
from ..sources.work.item import WorkItem

# Hosts as people know them, and hosts of their own that are named for what they run.
_HOSTS = {"github": "github", "gitlab": "gitlab", "dev.azure.com": "azure", "visualstudio.com": "azure"}
_KINDS = {"jira": "jira-cloud", "github": "github", "gitlab": "gitlab", "azure": "azure", "linear": "linear"}
_HERE = ("github", "gitlab", "azure")  # kinds whose items may lie where the repository does


def guess(items: Sequence[WorkItem], project: tuple[str, str]) -> Tracker:
    """A tracker to begin with: its kind, address and projects, as far as they can be told; "" for the others.

    `project`: host and path of the repository's origin. Nobody is asked.
    """
    host, path = project
    here = next((kind for word, kind in _HOSTS.items() if word in host), "")
    kinds = Counter(_KINDS.get(one.tracker, one.tracker) or here for one in items)
    kind = kinds.most_common(1)[0][0] if kinds else here
    url = next((_base(one.url) for one in items if one.url), "")
    lies_here = kind in _HERE and kind == here
    if kind == "jira-cloud" and url and not urlsplit(url).netloc.endswith(".atlassian.net"):
        kind = "jira-server"
    address = f"https://{host}" if lies_here else url if kind == "jira-cloud" or kind == "jira-server" else ""
    return Tracker("", kind, address, projects=(path,) if lies_here and path else ())


def _base(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") else ""
