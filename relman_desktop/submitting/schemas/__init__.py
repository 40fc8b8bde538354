"""Who asks a site for its fields: one module a kind of change system, by `Target.asks`."""

from collections.abc import Awaitable, Callable, Mapping

from . import azure, freshservice, github, gitlab, glpi, itop, jira, redmine, servicenow
from .asks import Asks
from .told import Told

Asker = Callable[[Asks], Awaitable[Told]]

ASKERS: Mapping[str, Asker] = {
    "azure": azure.asked,
    "freshservice": freshservice.asked,
    "github": github.asked,
    "gitlab": gitlab.asked,
    "glpi": glpi.asked,
    "itop": itop.asked,
    "jira-cloud": jira.asked_cloud,
    "jira-server": jira.asked_server,
    "redmine": redmine.asked,
    "servicenow": servicenow.asked,
}
