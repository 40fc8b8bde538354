"""GitLab: docs.gitlab.com/api/issues, lib/api/issues.rb and lib/gitlab/quick_actions of gitlabhq/gitlabhq.

A line of a description that begins with "/" and the name of a quick action is carried out and taken away. Labels of who
may not label are dropped without a word. The texts of refusals are from memory.
"""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from tests.trackers.servers.gitlab import GitLabServer
from tests.trackers.servers.serving import Reply

from .asked import Asked
from .serving import ADA, TOKEN, Kept, SystemServer, Wrong

PROJECT = "acme/shop"
_HERE = "/api/v4/projects/acme%2Fshop"
MEMBERS = {5: ("ada", ADA), 6: ("grace", "Grace Hopper")}
_LONGEST = {"title": 255, "description": 1_048_576}
_ACTION = re.compile(
    r"/(close|reopen|title|assign|label|unlabel|relabel|due|merge|approve|done|todo|lock|confidential)\b"
)
_FENCE = re.compile(r"\s{0,3}(```|~~~)")


class GitLabSystem(SystemServer):
    target = "gitlab"
    values: ClassVar[Mapping[str, str]] = {"project": PROJECT}

    def __init__(self) -> None:
        super().__init__()
        self.uploads: dict[str, bytes] = {}

    def does(self, asked: Asked) -> str:
        rest = asked.path.removeprefix(_HERE)
        if asked.path == "/api/v4/user":
            return "self"
        if rest == "/uploads":
            return "upload"
        if rest == "/issues":
            return "create" if asked.method == "POST" else ("find" if "search" in asked.query else "search")
        if rest.endswith("/notes") and asked.method == "GET":
            return "comments"
        if rest.endswith("/notes"):
            return "attach" if "](/uploads/" in str((asked.json or {}).get("body")) else "comment"
        if rest.startswith("/issues/"):
            return "update" if asked.method == "PUT" else "read"
        return "ask"

    def may(self, asked: Asked) -> bool:
        return asked.headers.get("private-token") == TOKEN

    def refused(self, sort: str) -> Reply:
        own = {
            "conflict": Reply({"message": "409 Conflict"}, 409),
            "invalid": Reply({"message": {"title": ["can't be blank"], "due_date": ["is invalid"]}}, 400),
        }
        return own.get(sort) or GitLabServer().refused(sort)

    def answer(self, asked: Asked) -> Reply:
        does = self.does(asked)
        if does == "self":
            return Reply({"id": 5, "username": "ada", "name": ADA, "state": "active"})
        if not asked.path.startswith(_HERE):
            return Reply({"message": "404 Project Not Found"}, 404)
        if does == "ask":
            return self._told(asked)
        if does in ("find", "search"):
            return self._found(asked)
        if does == "upload":
            return self._uploaded(asked)
        if does == "create":
            self._allowed("create")
            return Reply(self.told(self._made(asked.json)), 201)
        one = self.record(asked.words[5])
        if does == "comments":
            return Reply([{"id": 300 + place, **note} for place, note in reversed([*enumerate(one.comments)])])
        if does in ("comment", "attach"):
            return self._noted(one, asked.json)
        if does == "update":
            self._changed(one, asked.json)
        return Reply(self.told(one))

    def told(self, one: Kept) -> dict[str, Any]:
        assignees = [
            {"id": number, "username": MEMBERS[number][0], "name": MEMBERS[number][1]}
            for number in one.fields["assignee_ids"]
        ]
        return {
            "id": 10_000 + one.number,
            "iid": one.number,
            "project_id": 4,
            "title": one.fields["title"],
            "description": one.fields.get("description"),
            "state": one.fields.get("state", "opened"),
            "labels": sorted(one.fields["labels"]),
            "assignees": assignees,
            "due_date": one.fields.get("due_date"),
            "web_url": f"{self.url}/{PROJECT}/-/issues/{one.number}",
            "references": {"short": f"#{one.number}", "full": f"{PROJECT}#{one.number}"},
        }

    def all_texts(self, number: int) -> str:
        return super().all_texts(number) + "\n".join(content.decode() for content in self.uploads.values())

    def edit(self, number: int, ours: str, text: str) -> None:
        self.records[number].fields[ours] = text

    def text(self, number: int, ours: str) -> str:
        return str(self.records[number].fields.get(ours) or "")

    def _allowed(self, right: str) -> None:
        if right not in self.rights:
            raise Wrong(Reply({"message": "403 Forbidden"}, 403))

    def _made(self, told: dict[str, Any]) -> Kept:
        if "title" not in told:
            raise Wrong(Reply({"error": "title is missing"}, 400))
        return self.keep(self._checked({"labels": [], "assignee_ids": []}, told))

    def _changed(self, one: Kept, told: dict[str, Any]) -> None:
        self._allowed("update")
        if not told:
            raise Wrong(
                Reply({"error": "title, description, labels are missing, at least one parameter must be provided"}, 400)
            )
        one.fields = self._checked(one.fields, told)
        one.changed += 1

    def _checked(self, before: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
        made = before | {name: told[name] for name in ("title", "description") if name in told}
        faults = {
            name: [f"is too long (maximum is {most} characters)"]
            for name, most in _LONGEST.items()
            if len(made.get(name) or "") > most
        }
        if not (made.get("title") or "").strip():
            faults["title"] = ["can't be blank"]
        if faults:
            raise Wrong(Reply({"message": faults}, 400))
        if "label" in self.rights:
            made |= self._labelled(told)
        if "description" in told:
            made["description"], actions = acted(told["description"])
            made |= {"state": "closed"} if "close" in actions else {}
        return made

    def _labelled(self, told: dict[str, Any]) -> dict[str, Any]:
        """What only a member of the project may set."""
        made: dict[str, Any] = {}
        if "labels" in told:
            labels = told["labels"].split(",") if isinstance(told["labels"], str) else told["labels"]
            made["labels"] = [one.strip() for one in labels if one.strip()]
        if "assignee_ids" in told:
            if not all(str(one).isdecimal() for one in told["assignee_ids"]):
                raise Wrong(Reply({"error": "assignee_ids is invalid"}, 400))
            made["assignee_ids"] = [int(one) for one in told["assignee_ids"] if int(one) in MEMBERS]
        if "due_date" in told:
            made["due_date"] = told["due_date"] if re.fullmatch(r"\d{4}-\d\d-\d\d", told["due_date"] or "") else None
        return made

    def _noted(self, one: Kept, told: dict[str, Any]) -> Reply:
        self._allowed("comment")
        if not (told.get("body") or "").strip():
            raise Wrong(Reply({"message": '400 Bad request - Note {:note=>["can\'t be blank"]}'}, 400))
        body, _ = acted(told["body"])
        one.comments.append({"body": body, "internal": str(told.get("internal", "")).lower() == "true"})
        return Reply({"id": 300 + len(one.comments), "body": body, "noteable_iid": one.number}, 201)

    def _uploaded(self, asked: Asked) -> Reply:
        self._allowed("attach")
        file = next(part for part in asked.parts if part.name == "file")
        self.uploads[file.filename] = file.content
        path = f"/uploads/66dbcd21ec5d24ed6ea225176098d52b/{file.filename}"
        return Reply({"id": 5, "alt": file.filename, "url": path, "markdown": f"[{file.filename}]({path})"}, 201)

    def _found(self, asked: Asked) -> Reply:
        found = list(reversed(self.records.values()))
        if words := asked.query.get("search", ""):
            found = [one for one in self.indexed if words in (one.fields.get("description") or "")]
        page, most = int(asked.query.get("page", "1")), int(asked.query.get("per_page", "20"))
        rows = [self.told(one) for one in found[(page - 1) * most : page * most]]
        return Reply(
            rows, headers={"x-next-page": str(page + 1) if page * most < len(found) else "", "x-page": str(page)}
        )

    def _told(self, asked: Asked) -> Reply:
        self._allowed("ask")
        members = [
            {"id": number, "username": login, "name": name, "state": "active"}
            for number, (login, name) in MEMBERS.items()
        ]
        labels = [{"id": place, "name": name} for place, name in enumerate(("risk::low", "risk::high", "backend"))]
        told: dict[str, Any] = {
            "/members/all": members,
            "/labels": labels,
            "": {"id": 4, "path_with_namespace": PROJECT},
        }
        rest = asked.path.removeprefix(_HERE)
        if rest not in told:
            return self.refused("missing")
        rows = told[rest]
        return Reply(rows if asked.query.get("page", "1") == "1" else [])


def acted(text: str) -> tuple[str, list[str]]:
    """A text without its quick actions, and which they were. In code they are text."""
    kept, actions, fence = [], [], ""
    for line in text.split("\n"):
        if found := _FENCE.match(line):
            fence = "" if fence == found[1] else (fence or found[1])
        action = None if fence else _ACTION.match(line)
        if action:
            actions.append(action[1])
        else:
            kept.append(line)
    return "\n".join(kept).strip() if actions else text, actions
