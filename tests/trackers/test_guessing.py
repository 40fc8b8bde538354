"""Which tracker a change's keys probably lie in: nobody is asked, and what is not known is left to the person."""

import pytest

from relman_desktop.sources.work.item import Found, WorkItem
from relman_desktop.trackers.guessing import guess

HUB, CLOUD, OWN = "https://github.com", "https://acme.atlassian.net", "https://jira.acme.org"
GITHUB = ("github.com", "acme/orders")


def item(key: str, tracker: str, url: str = "") -> WorkItem:
    return WorkItem("W1", key, tracker, (Found("trailer", "C1"),), url=url)


@pytest.mark.parametrize(
    ("items", "project", "kind", "url", "projects"),
    [
        ([item("PAY-1", "jira")], GITHUB, "jira-cloud", "", ()),
        ([item("PAY-1", "jira", f"{CLOUD}/browse/PAY-1")], GITHUB, "jira-cloud", CLOUD, ()),
        ([item("PAY-1", "jira", f"{OWN}/browse/PAY-1")], GITHUB, "jira-server", OWN, ()),
        ([item("#5", "")], GITHUB, "github", "https://github.com", ("acme/orders",)),
        ([item("#5", "")], ("gitlab.acme.org", "web/orders"), "gitlab", "https://gitlab.acme.org", ("web/orders",)),
        ([item("#5", ""), item("#6", ""), item("P-1", "jira")], GITHUB, "github", HUB, ("acme/orders",)),
        ([item("#5", "")], ("git.acme.org", "web/orders"), "", "", ()),
        ([item("ENG-5", "linear")], ("", ""), "linear", "", ()),
    ],
)  # fmt: skip
def test_a_guess(
    items: list[WorkItem], project: tuple[str, str], kind: str, url: str, projects: tuple[str, ...]
) -> None:
    tracker = guess(items, project)
    assert (tracker.kind, tracker.url, tracker.projects) == (kind, url, projects)
