"""A real Redmine as a change system: what stands in it is asked by its own interface, and edited there by another."""

import json
from typing import Any
from urllib.request import Request, urlopen

from relman_desktop.settings import System
from relman_desktop.submitting.outcome import Record
from tests.submitting.servers import TOKEN_VARIABLE
from tests.trackers.redmine import RealRedmine


class RealSystem:
    """In the place of one of our servers."""

    target = "redmine"

    def __init__(self, redmine: RealRedmine) -> None:
        self.redmine = redmine

    @property
    def url(self) -> str:
        return self.redmine.url

    @property
    def token(self) -> str:
        return self.redmine.token

    def system(self, **changed: Any) -> System:
        told: dict[str, Any] = {"name": "Redmine of the test", "target": self.target, "url": self.url}
        values = {"project": "payments", "tracker": "Support", "markup": "textile"}
        return System(**(told | {"values": values, "key_variable": TOKEN_VARIABLE} | changed))

    def number(self, record: Record) -> int:
        return int(record.id)

    def count(self, our_id: str) -> int:
        """How many issues have it, looked for without our client."""
        rows = [
            row
            for page in (1, 2, 3)
            for row in self._asked(f"/issues.json?status_id=*&limit=100&page={page}")["issues"]
        ]
        return len({row["id"] for row in rows if our_id in (row["description"] or "")})

    def text(self, number: int, ours: str) -> str:
        return str(self._issue(number)["subject" if ours == "title" else ours] or "")

    def edit(self, number: int, ours: str, text: str) -> None:
        self._asked(f"/issues/{number}.json", {"issue": {"subject" if ours == "title" else ours: text}})

    def all_texts(self, number: int) -> str:
        """All that stands in an issue, its notes and its files."""
        issue = self._issue(number)
        files = [self._bytes(one["content_url"]) for one in issue["attachments"]]
        return json.dumps(issue, ensure_ascii=False) + "\n".join(one.decode() for one in files)

    def _issue(self, number: int) -> dict[str, Any]:
        issue: dict[str, Any] = self._asked(f"/issues/{number}.json?include=journals,attachments")["issue"]
        return issue

    def _asked(self, path: str, body: Any = None) -> Any:
        content = self._bytes(self.url + path, body)
        return json.loads(content) if content.strip() else None

    def _bytes(self, url: str, body: Any = None) -> bytes:
        headers = {"x-redmine-api-key": self.token, "content-type": "application/json"}
        data = json.dumps(body).encode() if body is not None else None
        request = Request(url, data, headers, method="PUT" if body is not None else "GET")
        with urlopen(request, timeout=30) as answer:
            content: bytes = answer.read()
        return content
