"""The kinds of trackers: one module of field mapping each, without input or output."""

from collections.abc import Mapping

from ..kind import Kind
from .azure import AzureDevOps
from .github import GitHub
from .gitlab import GitLab
from .jira import JiraCloud, JiraServer
from .linear import Linear
from .redmine import Redmine

_ALL: tuple[Kind, ...] = (JiraCloud(), JiraServer(), GitHub(), GitLab(), AzureDevOps(), Redmine(), Linear())
KINDS: Mapping[str, Kind] = {one.name: one for one in _ALL}  # by the names of `settings.Tracker.kind`
