"""GitHub, as a server of one's own: its interface lies at /api/v3.

docs.github.com/rest: issues/issues (301 transferred, 404 no access, 410 deleted; pull requests are issues),
search/search, using-the-rest-api/rate-limits-for-the-rest-api and .../troubleshooting-the-rest-api (403 or 429,
x-ratelimit-remaining 0, retry-after), .../using-pagination-in-the-rest-api (Link). The words of 401 and 403 are from
memory.
"""

import re
from typing import Any

from . import markup
from .serving import PROJECT, TOKEN, Asked, Reply, TrackerServer
from .stored import EPIC, SECRET, Block, Stored

_DOCUMENTED = "https://docs.github.com/rest"
PULL = 900


class GitHubServer(TrackerServer):
    kind = "github"
    projects = (PROJECT,)

    def key(self, number: int) -> str:
        return f"{PROJECT}#{number}"

    def may(self, asked: Asked) -> bool:
        media = asked.headers.get("accept") == "application/vnd.github+json" and "x-github-api-version" in asked.headers
        return asked.headers.get("authorization") == f"Bearer {TOKEN}" and media

    def refused(self, sort: str) -> Reply:
        status, message, headers = {
            "token": (401, "Bad credentials", {}),
            "access": (403, "Resource not accessible by personal access token", {"x-ratelimit-remaining": "4999"}),
            "missing": (404, "Not Found", {"x-ratelimit-remaining": "4998"}),
            "limit": (403, "You have exceeded a secondary rate limit.", {"retry-after": "1"}),
            "fault": (502, "Server Error", {}),
        }[sort]
        return Reply(
            {"message": message, "documentation_url": _DOCUMENTED, "status": str(status)}, status, headers=headers
        )

    def answer(self, asked: Asked) -> Reply:
        if asked.method != "GET":
            return self.refused("access")
        if asked.path == "/api/v3/user":
            return Reply({"login": "ada", "id": 1, "type": "User", "name": "Ada Lovelace"})
        if asked.path == "/api/v3/search/issues":
            return self._found(asked)
        found = re.fullmatch(rf"/api/v3/repos/{PROJECT}/issues/(\d+)", asked.path)
        number = int(found[1]) if found else 0
        if number == SECRET:
            return self.refused("access")
        if number == PULL:
            return Reply(self.told(Stored(PULL, "Refuse a second refund", state="done"), pull=True))
        item = self.store.items.get(number)
        if item and item.moved:
            return self._moved()
        return Reply(self.told(item)) if item else self.refused("missing")

    def told(self, item: Stored, pull: bool = False) -> dict[str, Any]:
        here = f"{self.url}/api/v3/repos/{PROJECT}"
        told: dict[str, Any] = {
            "url": f"{here}/issues/{item.number}",
            "repository_url": here,
            "html_url": f"{self.url}/{PROJECT}/{'pull' if pull else 'issues'}/{item.number}",
            "id": 10_000 + item.number,
            "number": item.number,
            "title": item.title,
            "user": {"login": "grace", "id": 2},
            "labels": [{"id": 1, "name": one, "color": "ffffff", "default": False} for one in item.labels],
            "state": "open" if item.state == "open" else "closed",
            "state_reason": {"done": "completed", "dropped": "not_planned"}.get(item.state),
            "assignees": [{"login": item.assignee.split()[0].lower(), "id": 3}] if item.assignee else [],
            "type": {"id": 1, "name": "Bug"} if item.bug else None,
            "updated_at": "2026-03-04T10:20:30Z",
            "body": markup.markdown((*item.blocks, *_criteria(item))) or None,
            "parent_issue_url": f"{here}/issues/{EPIC}" if item.parent else None,
        }
        return told | ({"pull_request": {"url": "x", "merged_at": "2026-03-04T10:20:30Z"}} if pull else {})

    def _found(self, asked: Asked) -> Reply:
        words = [word for word in asked.query.get("q", "").split() if ":" not in word]
        if not words:
            return Reply({"message": "Validation Failed", "documentation_url": _DOCUMENTED}, 422)
        page, most = int(asked.query.get("page", "1")), int(asked.query.get("per_page", "30"))
        holding = self.store.found(" ".join(words))
        here = holding[(page - 1) * most : page * most]
        link = f'<https://elsewhere.example/search/issues?q=x&page={page + 1}>; rel="next", <x>; rel="last"'
        more = {"link": link} if page * most < len(holding) else {}
        found = {"total_count": len(holding), "incomplete_results": False, "items": [self.told(one) for one in here]}
        return Reply(found, headers=more)

    def _moved(self) -> Reply:
        """Transferred: where to is a number of a repository, which a client would have to follow."""
        there = "https://api.github.com/repositories/4711/issues/3"
        return Reply({"message": "Moved Permanently", "url": there}, 301, headers={"location": there})


def _criteria(item: Stored) -> tuple[Block, ...]:
    return (Block("heading", "Acceptance criteria"), Block("items", items=item.criteria)) if item.criteria else ()
