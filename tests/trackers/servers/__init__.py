"""Trackers on 127.0.0.1, each built from what is documented of it."""

from collections.abc import Mapping

from .azure import AzureServer
from .github import GitHubServer
from .gitlab import GitLabServer
from .jira import JiraCloudServer, JiraServerServer
from .linear import LinearServer
from .redmine import RedmineServer
from .serving import TrackerServer

_ALL = (JiraCloudServer, JiraServerServer, GitHubServer, GitLabServer, AzureServer, RedmineServer, LinearServer)
SERVERS: Mapping[str, type[TrackerServer]] = {one.kind: one for one in _ALL}
