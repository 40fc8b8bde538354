"""GitHub: docs.github.com/rest/issues and its published description (github/rest-api-description).

Labels and assignees of who may not push are dropped without a word, somebody who cannot be assigned is refused; the
search is an index behind the database, the list is not. That a title longer than 256 characters and a body longer than
65,536 are refused is what clients of it report.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from tests.trackers.servers.github import GitHubServer
from tests.trackers.servers.serving import Reply

from .asked import Asked
from .serving import TOKEN, Kept, SystemServer, Wrong

_HERE = "/repos/acme/shop"
PEOPLE = ("ada", "grace")
_LONGEST = {"title": 256, "body": 65_536}
_DOCUMENTED = "https://docs.github.com/rest/issues/issues#create-an-issue"


class GitHubSystem(SystemServer):
    target = "github"
    values: ClassVar[Mapping[str, str]] = {"owner": "acme", "repository": "shop"}

    def does(self, asked: Asked) -> str:
        rest = asked.path.removeprefix(_HERE)
        if asked.path == "/user":
            return "self"
        if asked.path == "/search/issues":
            return "search"
        if rest == "/issues":
            return "create" if asked.method == "POST" else "find"
        if rest.endswith("/comments"):
            return "comments" if asked.method == "GET" else "comment"
        if rest.startswith("/issues/"):
            return "update" if asked.method == "PATCH" else "read"
        return "ask"

    def may(self, asked: Asked) -> bool:
        return asked.headers.get("authorization") == f"Bearer {TOKEN}"

    def refused(self, sort: str) -> Reply:
        own = {
            "access": Reply(
                {"message": "Resource not accessible by personal access token", "documentation_url": _DOCUMENTED}, 403
            ),
            "conflict": Reply({"message": "Conflict", "documentation_url": _DOCUMENTED}, 409),
            "invalid": _invalid({"code": "missing_field", "field": "title"}),
        }
        return own.get(sort) or GitHubServer().refused(sort)

    def answer(self, asked: Asked) -> Reply:
        does = self.does(asked)
        if does == "self":
            return Reply({"login": "ada", "id": 5, "type": "User"})
        if does == "search":
            return self._searched(asked)
        if not asked.path.startswith(_HERE):
            return self.refused("missing")
        if does == "ask":
            return self._told(asked)
        if does == "find":
            return Reply(self._page(asked, list(reversed(self.records.values()))))
        if does == "create":
            self._allowed("create")
            return Reply(self.told(self.keep(self._checked({"labels": [], "assignees": []}, asked.json))), 201)
        one = self.record(asked.words[4])
        if does == "comments":
            return Reply([{"id": 300 + place, **note} for place, note in enumerate(one.comments)])
        if does == "comment":
            return self._noted(one, asked.json)
        if does == "update":
            self._allowed("update")
            one.fields = self._checked(one.fields, asked.json)
            one.changed += 1
        return Reply(self.told(one))

    def told(self, one: Kept) -> dict[str, Any]:
        return {
            "id": 10_000 + one.number,
            "number": one.number,
            "title": one.fields["title"],
            "body": one.fields.get("body"),
            "state": "open",
            "labels": [
                {"id": place, "name": name, "color": "ededed"} for place, name in enumerate(one.fields["labels"])
            ],
            "assignees": [{"login": login, "id": place} for place, login in enumerate(one.fields["assignees"])],
            "comments": len(one.comments),
            "html_url": f"{self.url}/acme/shop/issues/{one.number}",
        }

    def edit(self, number: int, ours: str, text: str) -> None:
        self.records[number].fields["title" if ours == "title" else "body"] = text

    def text(self, number: int, ours: str) -> str:
        return str(self.records[number].fields.get("title" if ours == "title" else "body") or "")

    def _allowed(self, right: str) -> None:
        if right not in self.rights:
            raise Wrong(self.refused("access"))

    def _checked(self, before: dict[str, Any], told: Any) -> dict[str, Any]:
        if not isinstance(told, dict):
            raise Wrong(Reply({"message": "Problems parsing JSON", "documentation_url": _DOCUMENTED}, 400))
        made = before | {name: told[name] for name in ("title", "body") if name in told}
        if not made.get("title"):
            raise Wrong(_invalid({"code": "missing_field", "field": "title"}))
        for name, most in _LONGEST.items():
            if len(made.get(name) or "") > most:
                raise Wrong(
                    _invalid(
                        {
                            "code": "custom",
                            "field": name,
                            "message": f"{name} is too long (maximum is {most} characters)",
                        }
                    )
                )
        if "label" in self.rights:
            made |= {name: [_name(one) for one in told[name]] for name in ("labels", "assignees") if name in told}
            for login in made["assignees"]:
                if login not in PEOPLE:
                    raise Wrong(_invalid({"value": login, "field": "assignees", "code": "invalid"}))
        return made

    def _noted(self, one: Kept, told: dict[str, Any]) -> Reply:
        self._allowed("comment")
        if not told.get("body") or len(told["body"]) > _LONGEST["body"]:
            raise Wrong(_invalid({"code": "missing_field", "field": "body"}))
        one.comments.append(told)
        return Reply({"id": 300 + len(one.comments), "body": told["body"]}, 201)

    def _searched(self, asked: Asked) -> Reply:
        words = [word for word in asked.query["q"].split() if ":" not in word]
        found = [
            one for one in self.indexed if all(word.strip('"') in (one.fields.get("body") or "") for word in words)
        ]
        return Reply(
            {"total_count": len(found), "incomplete_results": False, "items": [self.told(one) for one in found]}
        )

    def _page(self, asked: Asked, found: list[Kept]) -> list[dict[str, Any]]:
        page, most = int(asked.query.get("page", "1")), min(int(asked.query.get("per_page", "30")), 100)
        return [self.told(one) for one in found[(page - 1) * most : page * most] if asked.query.get("state") == "all"]

    def _told(self, asked: Asked) -> Reply:
        self._allowed("ask")
        people = [{"login": login, "id": place} for place, login in enumerate(PEOPLE)]
        labels = [{"id": place, "name": name} for place, name in enumerate(("bug", "risk: low"))]
        repository = {"id": 4, "full_name": "acme/shop", "has_issues": True, "archived": False}
        told: dict[str, Any] = {"": repository, "/assignees": people, "/labels": labels}
        rest = asked.path.removeprefix(_HERE)
        if rest not in told:
            return self.refused("missing")
        return Reply(told[rest] if asked.query.get("page", "1") == "1" else [])


def _invalid(*errors: dict[str, Any]) -> Reply:
    told = [{"resource": "Issue", **error} for error in errors]
    return Reply({"message": "Validation Failed", "errors": told, "documentation_url": _DOCUMENTED}, 422)


def _name(label: Any) -> str:
    return str(label["name"] if isinstance(label, dict) else label)
