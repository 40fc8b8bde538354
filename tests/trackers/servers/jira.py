"""Jira Cloud and Jira Data Center.

Cloud: developer.atlassian.com/cloud/jira/platform/rest/v3 (issues, search/jql), .../rate-limiting and
.../basic-auth-for-rest-apis; that the last page of a search has no nextPageToken is JRACLOUD-92184; that "/search" is
gone is the changelog's CHANGE-2046. Data Center: docs.atlassian.com/software/jira/docs/api/REST (v2),
confluence.atlassian.com/enterprise: using-personal-access-tokens, improving-instance-stability-with-rate-limiting.
That a wrong token is answered as a guest is, with X-Seraph-LoginReason, is what clients of it handle; the words of
refusals are from memory.
"""

import base64
import re
from typing import Any, ClassVar

from . import markup
from .serving import TOKEN, Asked, Reply, TrackerServer
from .stored import SECRET, Block, Stored

_STATES = {"open": ("In Progress", "indeterminate"), "done": ("Closed", "done"), "dropped": ("Won't Do", "done")}
CRITERIA = "customfield_10105"
_NAMES = {
    "summary": "Summary",
    "description": "Description",
    CRITERIA: "Acceptance Criteria",
    "customfield_1": "Sprint",
}
_MISSING = {"errorMessages": ["Issue does not exist or you do not have permission to see it."], "errors": {}}


class _Jira(TrackerServer):
    api: ClassVar[str]
    search: ClassVar[str]

    def key(self, number: int) -> str:
        return f"PAY-{number}"

    def answer(self, asked: Asked) -> Reply:
        if asked.method != "GET":
            return Reply({"errorMessages": ["Method not allowed"]}, 405)
        if asked.path == f"{self.api}/myself":
            return Reply({"accountId": "5b10", "displayName": "Ada Lovelace", "emailAddress": "ada@example.com"})
        if asked.path == f"{self.api}/{self.search}":
            return self.found(asked)
        found = re.fullmatch(rf"{self.api}/issue/PAY-(\d+)", asked.path)
        item = self.store.items.get(int(found[1])) if found else None
        if found and int(found[1]) == SECRET:
            return self.refused("access")
        return Reply(self.told(item, asked.query)) if item else Reply(_MISSING, 404)

    def told(self, item: Stored, query: Any) -> dict[str, Any]:
        """An issue, with the fields that were asked for."""
        fields = self._fields(item)
        if not query.get("fields", "*all").startswith("*all"):
            fields = {name: one for name, one in fields.items() if name in query["fields"].split(",")}
        key = "SHOP-3" if item.moved else f"PAY-{item.number}"
        issue = {"id": str(10_000 + item.number), "key": key, "self": f"{self.url}{self.api}/issue/1", "fields": fields}
        return issue | ({"names": _NAMES} if "names" in query.get("expand", "") else {})

    def _fields(self, item: Stored) -> dict[str, Any]:
        status, category = _STATES[item.state]
        return {
            "summary": item.title,
            "description": self.written(item.blocks),
            "status": {"name": status, "id": "3", "statusCategory": {"id": 4, "key": category, "name": category}},
            "issuetype": {"name": "Bug" if item.bug else "Story", "subtask": False, "id": "1"},
            "labels": list(item.labels),
            "assignee": {"accountId": "5b10", "displayName": item.assignee, "active": True} if item.assignee else None,
            "parent": {"id": "1", "key": f"PAY-{item.parent}", "fields": {"summary": "x"}} if item.parent else None,
            "issuelinks": [self._link(one) for one in item.links],
            "subtasks": [],
            "updated": "2026-03-04T10:20:30.000+0000",
            "customfield_1": None,
            CRITERIA: self.written((Block("items", items=item.criteria),)) if item.criteria else None,
        }

    def _link(self, number: int) -> dict[str, Any]:
        kind = {"id": "1", "name": "Blocks", "inward": "is blocked by", "outward": "blocks"}
        return {"id": "1", "type": kind, "outwardIssue": {"id": "1", "key": f"PAY-{number}", "fields": {}}}

    def written(self, blocks: tuple[Block, ...]) -> Any:
        raise NotImplementedError

    def found(self, asked: Asked) -> Reply:
        raise NotImplementedError

    def _holding(self, jql: str) -> list[Stored] | None:
        """Those that a query finds; None for one that this does not read."""
        found = re.fullmatch(r'(?:project in \("PAY"\) AND )?text ~ "([\w ]+)" ORDER BY updated DESC', jql)
        return self.store.found(found[1]) if found else None


class JiraCloudServer(_Jira):
    kind = "jira-cloud"
    user = "ada@example.com"
    api = "/rest/api/3"
    search = "search/jql"

    def may(self, asked: Asked) -> bool:
        told = base64.b64encode(f"{self.user}:{TOKEN}".encode()).decode()
        return asked.headers.get("authorization") == f"Basic {told}"

    def refused(self, sort: str) -> Reply:
        return {
            # whoever has a wrong token is a guest, who may not see anything
            "token": Reply(_MISSING, 404, headers={"x-seraph-loginreason": "AUTHENTICATED_FAILED"}),
            "access": Reply({"errorMessages": ["You do not have the permission to see it."], "errors": {}}, 403),
            "missing": Reply(_MISSING, 404, headers={"x-seraph-loginreason": "OK"}),
            "limit": Reply(
                {"errorMessages": ["Rate limit exceeded."], "errors": {}},
                429,
                headers={
                    "retry-after": "1",
                    "x-ratelimit-limit": "350",
                    "x-ratelimit-remaining": "0",
                    "x-ratelimit-reset": "2026-03-04T10:21Z",
                    "ratelimit-reason": "jira-burst-based",
                },
            ),
            "fault": Reply({"errorMessages": ["Internal server error"], "errors": {}}, 500),
        }[sort]

    def answer(self, asked: Asked) -> Reply:
        if asked.path == f"{self.api}/search":
            return Reply({"errorMessages": ["The requested API has been removed."], "errors": {}}, 410)
        return super().answer(asked)

    def written(self, blocks: tuple[Block, ...]) -> Any:
        return markup.document(blocks)

    def found(self, asked: Asked) -> Reply:
        holding = self._holding(asked.query.get("jql", ""))
        if holding is None:
            return Reply({"errorMessages": ["Unbounded JQL queries are not allowed here."], "errors": {}}, 400)
        start, most = int(asked.query.get("nextPageToken", "0").removeprefix("token-")), int(asked.query["maxResults"])
        page = holding[start : start + most]
        last = start + most >= len(holding)
        more = {} if last else {"nextPageToken": f"token-{start + most}"}
        # without `fields` it tells the ids only
        issues = [self.told(one, asked.query) if "fields" in asked.query else {"id": "1"} for one in page]
        return Reply({"issues": issues, "isLast": last} | more)


class JiraServerServer(_Jira):
    kind = "jira-server"
    api = "/rest/api/2"
    search = "search"

    def may(self, asked: Asked) -> bool:
        return asked.headers.get("authorization") == f"Bearer {TOKEN}"

    def refused(self, sort: str) -> Reply:
        page = (
            '<html><head><title>Unauthorized (401)</title></head><body>Encountered a "401 - Unauthorized"</body></html>'
        )
        return {
            "token": Reply(
                page,
                401,
                "text/html;charset=UTF-8",
                {
                    "www-authenticate": 'OAuth realm="https%3A%2F%2Fjira"',
                    "x-seraph-loginreason": "AUTHENTICATED_FAILED",
                },
            ),
            "access": Reply({"errorMessages": ["You do not have the permission to see the specified issue."]}, 403),
            "missing": Reply({"errorMessages": ["Issue Does Not Exist"], "errors": {}}, 404),
            "limit": Reply(
                {"message": "Rate limit exceeded."},
                429,
                headers={
                    "retry-after": "1",
                    "x-ratelimit-limit": "10",
                    "x-ratelimit-remaining": "0",
                    "x-ratelimit-fillrate": "1",
                    "x-ratelimit-interval-seconds": "1",
                },
            ),
            "fault": Reply("<html><title>Oops, you've found a dead link.</title></html>", 503, "text/html"),
        }[sort]

    def written(self, blocks: tuple[Block, ...]) -> Any:
        return markup.wiki(blocks) or None

    def found(self, asked: Asked) -> Reply:
        holding = self._holding(asked.query.get("jql", ""))
        if holding is None:
            return Reply({"errorMessages": ["Error in the JQL Query."], "errors": {}}, 400)
        start, most = int(asked.query.get("startAt", "0")), int(asked.query["maxResults"])
        issues = [self.told(one, asked.query) for one in holding[start : start + most]]
        return Reply({"startAt": start, "maxResults": most, "total": len(holding), "issues": issues})
