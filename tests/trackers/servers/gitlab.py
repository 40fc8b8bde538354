"""GitLab: doc/api/issues.md, doc/api/rest/_index.md (paging, redirects of moved projects) and
doc/api/rest/troubleshooting.md of its repository. The bodies of 401 and 403, and the text of 429, are from memory."""

import re
from typing import Any

from . import markup
from .serving import PROJECT, TOKEN, Asked, Reply, TrackerServer
from .stored import EPIC, SECRET, Block, Stored

_HERE = "/api/v4/projects/" + PROJECT.replace("/", "%2F")
MERGE_REQUEST = 900


class GitLabServer(TrackerServer):
    kind = "gitlab"
    projects = (PROJECT,)

    def key(self, number: int) -> str:
        return f"{PROJECT}#{number}"

    def may(self, asked: Asked) -> bool:
        return asked.headers.get("private-token") == TOKEN

    def refused(self, sort: str) -> Reply:
        scope = {
            "error": "insufficient_scope",
            "error_description": "The request requires higher privileges",
            "scope": "api",
        }
        return {
            "token": Reply({"message": "401 Unauthorized"}, 401),
            "access": Reply(scope, 403),
            "missing": Reply({"message": "404 Not found"}, 404),
            "limit": Reply(
                "Retry later\n",
                429,
                "text/plain",
                {
                    "retry-after": "1",
                    "ratelimit-limit": "600",
                    "ratelimit-remaining": "0",
                    "ratelimit-reset": "1772620000",
                },
            ),
            "fault": Reply({"message": "500 Internal Server Error"}, 500),
        }[sort]

    def answer(self, asked: Asked) -> Reply:
        if asked.method != "GET":
            return self.refused("access")
        if asked.path == "/api/v4/user":
            return Reply({"id": 1, "username": "ada", "name": "Ada Lovelace", "state": "active"})
        if asked.path == f"{_HERE}/issues":
            return self._found(asked)
        found = re.fullmatch(rf"{_HERE}/(issues|merge_requests)/(\d+)", asked.path)
        if not found or int(found[2]) == SECRET:
            return self.refused("access" if found else "missing")
        if found[1] == "merge_requests":
            return Reply(self._merge_request()) if int(found[2]) == MERGE_REQUEST else self.refused("missing")
        item = self.store.items.get(int(found[2]))
        return Reply(self.told(item)) if item else self.refused("missing")

    def told(self, item: Stored) -> dict[str, Any]:
        assignees = [{"id": 3, "username": "ada", "name": item.assignee, "state": "active"}] if item.assignee else []
        return {
            "id": 10_000 + item.number,
            "iid": item.number,
            "project_id": 4,
            "title": item.title,
            "description": markup.markdown((*item.blocks, *_criteria(item))) or None,
            "state": "opened" if item.state == "open" and not item.moved else "closed",
            "moved_to_id": 4711 if item.moved else None,
            "labels": list(item.labels),
            "assignees": assignees,
            "assignee": assignees[0] if assignees else None,
            "issue_type": "incident" if item.bug else "issue",
            "type": "INCIDENT" if item.bug else "ISSUE",
            "epic": {"id": 42, "iid": EPIC, "title": "x", "url": f"/groups/acme/-/epics/{EPIC}"}
            if item.parent
            else None,
            "updated_at": "2026-03-04T10:20:30.000Z",
            "web_url": f"{self.url}/{PROJECT}/-/issues/{item.number}",
            "references": {"short": f"#{item.number}", "relative": f"#{item.number}", "full": self.key(item.number)},
            "task_completion_status": {"count": len(item.criteria), "completed_count": 0},
        }

    def _merge_request(self) -> dict[str, Any]:
        told = self.told(Stored(MERGE_REQUEST, "Refuse a second refund"))
        full = {"references": {"full": f"{PROJECT}!{MERGE_REQUEST}"}}
        return told | full | {"state": "merged", "source_branch": "refund", "target_branch": "main"}

    def _found(self, asked: Asked) -> Reply:
        page, most = int(asked.query.get("page", "1")), int(asked.query.get("per_page", "20"))
        holding = self.store.found(asked.query.get("search", ""))
        next_page = str(page + 1) if page * most < len(holding) else ""
        headers = {"x-next-page": next_page, "x-page": str(page), "x-per-page": str(most), "x-total": str(len(holding))}
        return Reply([self.told(one) for one in holding[(page - 1) * most : page * most]], headers=headers)


def _criteria(item: Stored) -> tuple[Block, ...]:
    return (Block("heading", "Acceptance criteria"), Block("tasks", items=item.criteria)) if item.criteria else ()
