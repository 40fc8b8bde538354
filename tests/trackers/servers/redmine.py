"""Redmine: www.redmine.org/projects/redmine/wiki/Rest_Issues and Rest_Search, and what a real 5.0.4 answers.

Refusals are of JSON's media type and have no body; a wrong key is 401 with `WWW-Authenticate`, where a site wants a
login at all; an interface that is off is 403. Limits are a proxy's before it.
"""

import re
from typing import Any

from . import markup
from .serving import TOKEN, Asked, Reply, TrackerServer
from .stored import SECRET, Stored

_STATES = {"open": ("In Progress", False), "done": ("Closed", True), "dropped": ("Rejected", True)}


class RedmineServer(TrackerServer):
    kind = "redmine"
    keeps_number = True

    def key(self, number: int) -> str:
        return f"#{number}"

    def may(self, asked: Asked) -> bool:
        return asked.headers.get("x-redmine-api-key") == TOKEN

    def refused(self, sort: str) -> Reply:
        return {
            "token": Reply(b"", 401, "application/json", {"www-authenticate": 'Basic realm="Redmine API"'}),
            "access": Reply(b"", 403, "application/json"),
            "missing": Reply(b"", 404, "application/json"),
            "limit": Reply("<html><title>429 Too Many Requests</title></html>", 429, "text/html", {"retry-after": "1"}),
            "fault": Reply("<html><title>Redmine 500 error</title></html>", 500, "text/html"),
        }[sort]

    def answer(self, asked: Asked) -> Reply:
        if asked.method != "GET":
            return self.refused("access")
        if asked.path == "/users/current.json":
            return Reply({"user": {"id": 1, "login": "ada", "firstname": "Ada", "lastname": "Lovelace"}})
        if asked.path == "/search.json":
            return self._found(asked)
        if asked.path == "/issues.json":
            return self._listed(asked)
        found = re.fullmatch(r"/issues/(\d+)\.json", asked.path)
        if found and int(found[1]) == SECRET:
            return self.refused("access")
        item = self.store.items.get(int(found[1])) if found else None
        return Reply({"issue": self.told(item)}) if item else self.refused("missing")

    def told(self, item: Stored) -> dict[str, Any]:
        status, closed = _STATES[item.state]
        criteria = "\n".join(f"* {one}" for one in item.criteria)
        told: dict[str, Any] = {
            "id": item.number,
            "project": {"id": 1, "name": "Shop" if item.moved else "Payments"},
            "tracker": {"id": 1, "name": "Bug" if item.bug else "Feature"},
            "status": {"id": 1, "name": status, "is_closed": closed},
            "priority": {"id": 2, "name": "Normal"},
            "author": {"id": 5, "name": "Grace Hopper"},
            "subject": item.title,
            "description": markup.textile(item.blocks),
            "custom_fields": [
                {"id": 1, "name": "Acceptance criteria", "value": criteria},
                {"id": 2, "name": "Browsers", "multiple": True, "value": ["Firefox"]},
            ],
            "created_on": "2026-03-01T10:20:30Z",
            "updated_on": "2026-03-04T10:20:30Z",
            "closed_on": None,
            "relations": [
                {"id": 1, "issue_id": item.number, "issue_to_id": one, "relation_type": "relates"} for one in item.links
            ],
        }
        optional = {
            "assigned_to": {"id": 3, "name": item.assignee} if item.assignee else None,
            "category": {"id": 1, "name": item.labels[0]} if item.labels else None,
            "parent": {"id": item.parent} if item.parent else None,
        }
        return told | {name: one for name, one in optional.items() if one}

    def _found(self, asked: Asked) -> Reply:
        start, most = int(asked.query.get("offset", "0")), min(int(asked.query.get("limit", "10")), 100)
        holding = self.store.found(asked.query["q"])
        results = [
            {
                "id": one.number,
                "title": f"Bug #{one.number} (New): {one.title}",
                "type": "issue",
                "url": "x",
                "description": "",
            }
            for one in holding[start : start + most]
        ]
        return Reply({"results": results, "total_count": len(holding), "offset": start, "limit": most})

    def _listed(self, asked: Asked) -> Reply:
        """Some by their numbers; without `status_id` only the open ones, and by number."""
        numbers = sorted(int(one) for one in asked.query["issue_id"].split(","))
        items = [self.store.items[one] for one in numbers]
        told = [self.told(one) for one in items if asked.query.get("status_id") == "*" or one.state == "open"]
        return Reply({"issues": told, "total_count": len(told), "offset": 0, "limit": 25})
