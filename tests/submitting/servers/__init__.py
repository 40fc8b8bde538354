"""A change system on 127.0.0.1 for each target: what it answers as documented, and how it fails as a test wants it.

with SYSTEMS["redmine"]() as server:
    server.misbehave("silent after")  # the record is made, and no answer comes
    submit(prepare(ticket, ..., server.system()), server.token, ...)
    assert len(server.records) == 1
"""

from collections.abc import Mapping

from .azure import AzureSystem
from .freshservice import FreshserviceSystem
from .github import GitHubSystem
from .gitlab import GitLabSystem
from .glpi import GlpiSystem
from .itop import ITopSystem
from .jira import JiraCloudSystem, JiraServerSystem, ServiceManagementSystem
from .redmine import RedmineSystem
from .servicenow import ServiceNowSystem
from .serving import TOKEN, TOKEN_VARIABLE, SystemServer

__all__ = ["SYSTEMS", "TOKEN", "TOKEN_VARIABLE", "SystemServer"]

SYSTEMS: Mapping[str, type[SystemServer]] = {
    made.target: made
    for made in (
        ServiceNowSystem,
        JiraCloudSystem,
        JiraServerSystem,
        ServiceManagementSystem,
        FreshserviceSystem,
        RedmineSystem,
        GlpiSystem,
        ITopSystem,
        GitLabSystem,
        GitHubSystem,
        AzureSystem,
    )
}
