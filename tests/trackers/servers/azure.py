"""Azure DevOps: specification/wit/7.1 and the examples of github.com/MicrosoftDocs/vsts-rest-api-specs for items, lists
and WIQL; learn.microsoft.com/azure/devops/integrate/concepts/rate-limits for limits.

The sign-in page with 203 and the refusal TF400813 are in its issues 97 and 574, and in issue 52 of
microsoft/azure-devops-auth-samples; TF401232 is what its own command line tests for. What tells who is connected, and
that the dates of states tell whether an item is closed, is from memory.
"""

import base64
import re
from typing import Any

from . import markup
from .serving import TOKEN, Asked, Reply, TrackerServer
from .stored import SECRET, Block, Stored

_STATES = {"open": "Active", "done": "Closed", "dropped": "Removed"}
_HERE = "/acme/_apis"


class AzureServer(TrackerServer):
    kind = "azure"
    keeps_number = True

    def tracker(self, **changed: Any) -> Any:
        return super().tracker(**({"url": f"{self.url}/acme"} | changed))

    def key(self, number: int) -> str:
        return f"AB#{number}"

    def may(self, asked: Asked) -> bool:
        return asked.headers.get("authorization") == "Basic " + base64.b64encode(f":{TOKEN}".encode()).decode()

    def refused(self, sort: str) -> Reply:
        if sort == "token":
            return self.login_page()
        status, message, kind, headers = {
            "access": (403, "VS403403: The token lacks the scope vso.work.", "AccessDeniedException", {}),
            "missing": (
                404,
                f"TF401232: Work item {SECRET} does not exist.",
                "WorkItemUnauthorizedAccessException",
                {},
            ),
            "limit": (
                429,
                "TF400733: Request was blocked due to exceeding usage.",
                "RequestBlockedException",
                _LIMITED,
            ),
            "fault": (
                500,
                "TF246017: The server could not connect to its database.",
                "DatabaseConnectionException",
                {},
            ),
        }[sort]
        body = {
            "$id": "1",
            "innerException": None,
            "message": message,
            "typeName": kind,
            "typeKey": kind,
            "eventId": 3200,
        }
        return Reply(body, status, headers=headers)

    def login_page(self) -> Reply:
        page = "<!DOCTYPE html><html><head><title>Azure DevOps Services | Sign In</title></head><body></body></html>"
        return Reply(page, 203, "text/html; charset=utf-8")

    def answer(self, asked: Asked) -> Reply:
        if not asked.query.get("api-version", "").startswith("7.1"):
            return Reply({"message": "No api-version was supplied for the request."}, 400)
        if asked.path == f"{_HERE}/connectionData":
            return Reply({"authenticatedUser": {"id": "d291", "providerDisplayName": "Ada Lovelace"}})
        if asked.path == f"{_HERE}/wit/wiql" and asked.method == "POST":
            return self._found(asked)
        if asked.method != "GET":
            return self.refused("access")
        if asked.path == f"{_HERE}/wit/workitems":
            ids = [int(one) for one in asked.query["ids"].split(",")]
            return Reply({"count": len(ids), "value": [self.told(self.store.items[one]) for one in ids]})
        found = re.fullmatch(rf"{_HERE}/wit/workitems/(\d+)", asked.path)
        if found and int(found[1]) == SECRET:
            return self.refused("access")
        item = self.store.items.get(int(found[1])) if found else None
        return Reply(self.told(item)) if item else self.refused("missing")

    def told(self, item: Stored) -> dict[str, Any]:
        assigned = {"displayName": item.assignee, "uniqueName": "ada@example.com", "id": "d291"}
        common = "Microsoft.VSTS.Common"
        optional = {
            "System.Description": markup.page(item.blocks) if not item.bug else "",
            "Microsoft.VSTS.TCM.ReproSteps": markup.page(item.blocks) if item.bug else "",
            f"{common}.AcceptanceCriteria": markup.page((Block("items", items=item.criteria),))
            if item.criteria
            else "",
            "System.AssignedTo": assigned if item.assignee else "",
            "System.Tags": "; ".join(item.labels),
            "System.Parent": item.parent or "",
            f"{common}.ClosedDate": "2026-03-04T10:20:30Z" if item.state == "done" else "",
        }
        return {
            "id": item.number,
            "rev": 3,
            # what is empty is left out
            "fields": {name: one for name, one in optional.items() if one}
            | {
                "System.TeamProject": "Shop",
                "System.WorkItemType": "Bug" if item.bug else "User Story",
                "System.State": _STATES[item.state],
                "System.Title": item.title,
                "System.ChangedDate": "2026-03-04T10:20:30Z",
                f"{common}.StateChangeDate": "2026-03-01T10:20:30.5Z",
            },
            "relations": [
                *([_relation("System.LinkTypes.Hierarchy-Reverse", self.url, item.parent)] if item.parent else []),
                *(_relation("System.LinkTypes.Related", self.url, one) for one in item.links),
                {"rel": "AttachedFile", "url": f"{self.url}/acme/_apis/wit/attachments/1", "attributes": {}},
            ],
            "url": f"{self.url}{_HERE}/wit/workItems/{item.number}",
        }

    def _found(self, asked: Asked) -> Reply:
        found = re.search(r"\[System.Title\] CONTAINS WORDS '((?:[^']|'')*)'", asked.body["query"])
        if not found:
            return Reply({"message": "TF51005: The query references a field that does not exist."}, 400)
        holding = self.store.found(found[1].replace("''", "'"))[: int(asked.query["$top"])]
        told = [{"id": one.number, "url": f"{self.url}{_HERE}/wit/workItems/{one.number}"} for one in holding]
        return Reply({"queryType": "flat", "asOf": "2026-03-04T10:20:30.617Z", "columns": [], "workItems": told})


_LIMITED = {"retry-after": "1", "x-ratelimit-resource": "System.WorkItemTracking", "x-ratelimit-remaining": "0"}


def _relation(rel: str, url: str, number: int) -> dict[str, Any]:
    return {"rel": rel, "url": f"{url}/_apis/wit/workItems/{number}", "attributes": {"isLocked": False}}
