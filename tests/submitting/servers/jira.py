"""Jira Cloud (v3), Jira Data Center (v2) and Jira Service Management.

developer.atlassian.com/cloud/jira/platform/rest/v3 and its OpenAPI description; for Data Center
docs.atlassian.com/software/jira/docs/api. A field that is not on the screen is refused, a document must be one of
Atlassian's, moments come back in the zone of who asks, and the search is an index that lags. The words of refusals are
what clients of it report.
"""

import base64
import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, ClassVar

from relman_desktop.submitting.outcome import Record
from tests.trackers.servers.jira import JiraCloudServer, JiraServerServer
from tests.trackers.servers.serving import Reply

from . import adf
from .asked import Asked
from .serving import ADA, TOKEN, Kept, SystemServer, Wrong

_ZONE = timezone(timedelta(hours=1))
_OPTIONS = {
    "risk": ("Critical", "High", "Medium", "Low"),
    "type": ("Standard", "Normal", "Emergency"),
    "impact": ("Extensive / Widespread", "Significant / Large", "Moderate / Limited", "Minor / Localized"),
}
_CUSTOM = "com.atlassian.jira.plugin.system.customfieldtypes:"
# what the project's screen for new issues has: the name, the type, and what kind of custom field it is
SCREEN: dict[str, tuple[str, str, str]] = {
    "summary": ("Summary", "string", ""),
    "description": ("Description", "string", ""),
    "project": ("Project", "project", ""),
    "issuetype": ("Issue Type", "issuetype", ""),
    "labels": ("Labels", "array", ""),
    "assignee": ("Assignee", "user", ""),
    "customfield_10040": ("Change reason", "string", "textarea"),
    "customfield_10041": ("Implementation plan", "string", "textarea"),
    "customfield_10042": ("Backout plan", "string", "textarea"),
    "customfield_10043": ("Test plan", "string", "textarea"),
    "customfield_10044": ("Change risk", "option", "select"),
    "customfield_10045": ("Change type", "option", "select"),
    "customfield_10046": ("Impact", "option", "select"),
    "customfield_10047": ("Change start date", "datetime", "datetime"),
    "customfield_10048": ("Change completion date", "datetime", "datetime"),
}
_CHOICES = {"customfield_10044": "risk", "customfield_10045": "type", "customfield_10046": "impact"}
PEOPLE = {"5b10ac8d82e05b22cc7d4ef5": ("ada", ADA), "5b10a2844c20165700ede21g": ("grace", "Grace Hopper")}
_MISSING = {"errorMessages": ["Issue does not exist or you do not have permission to see it."], "errors": {}}


class _Jira(SystemServer):
    api: ClassVar[str]
    search: ClassVar[str]
    people: ClassVar[str]  # by what a person is named
    rows: ClassVar[tuple[str, str]]
    issue_type: ClassVar[str] = "Task"
    values: ClassVar[Mapping[str, str]] = {"project": "PAY", "issue_type": "Task"}

    def __init__(self) -> None:
        super().__init__()
        self.screen = dict(SCREEN)

    def does(self, asked: Asked) -> str:
        rest = asked.path.removeprefix(self.api)
        if rest == "/myself":
            return "self"
        if rest.startswith(("/search", "/jql")):
            return "find"
        if rest == "/issue":
            return "create"
        if rest.endswith("/comment"):
            return "comments" if asked.method == "GET" else "comment"
        if rest.endswith("/attachments"):
            return "attach"
        if "createmeta" in rest or not rest.startswith("/issue/"):
            return "ask"
        return "update" if asked.method == "PUT" else "read"

    def answer(self, asked: Asked) -> Reply:
        does = self.does(asked)
        if does == "self":
            return Reply({"accountId": next(iter(PEOPLE)), "name": "ada", "displayName": ADA})
        if does == "ask":
            return self._told(asked)
        if does == "find":
            return self._found(asked)
        if does == "create":
            return self._made(asked)
        one = self._issue(asked.words[4])
        if does in ("comment", "attach", "comments"):
            return self._beside(does, one, asked)
        if does == "update":
            self._allowed("update")
            one.fields = self._checked(one.fields, asked.json["fields"])
            one.changed += 1
            return Reply(b"", 204)
        return Reply(self.told(one))

    def told(self, one: Kept) -> dict[str, Any]:
        fields = dict.fromkeys(self.screen) | {"labels": [], "status": {"name": "To Do"}} | one.fields
        fields = {name: self._shown(name, value) for name, value in fields.items()}
        fields["attachment"] = [{"id": str(place), "filename": name} for place, name in enumerate(one.files)]
        fields["comment"] = {
            "comments": [{"id": str(place), "body": note["body"]} for place, note in enumerate(one.comments)]
        }
        return {
            "id": str(10_000 + one.number),
            "key": f"PAY-{one.number}",
            "self": f"{self.url}{self.api}/issue/1",
            "fields": fields,
        }

    def edit(self, number: int, ours: str, text: str) -> None:
        self.records[number].fields["summary" if ours == "title" else "description"] = self.written(text, ours)

    def text(self, number: int, ours: str) -> str:
        return self.read(self.records[number].fields.get("summary" if ours == "title" else "description"))

    def number(self, record: Record) -> int:
        return int(record.id) - 10_000

    def written(self, text: str, ours: str) -> Any:
        return text

    def read(self, value: Any) -> str:
        return str(value or "")

    def _allowed(self, right: str) -> None:
        if right not in self.rights:
            raise Wrong(self.refused("access"))

    def _issue(self, name: str) -> Kept:
        number = int(name) - 10_000 if name.isdecimal() else int(name.partition("-")[2] or 0)
        if number not in self.records:
            raise Wrong(Reply(_MISSING, 404, headers={"x-seraph-loginreason": "OK"}))
        return self.records[number]

    def _made(self, asked: Asked) -> Reply:
        self._allowed("create")
        told = asked.json
        if not isinstance(told, dict) or not isinstance(told.get("fields"), dict):
            return Reply({"errorMessages": ["Can not instantiate value of type"], "errors": {}}, 400)
        one = self.keep(self._checked({}, told["fields"]))
        one.fields["properties"] = told.get("properties", [])
        return Reply(
            {"id": str(10_000 + one.number), "key": f"PAY-{one.number}", "self": f"{self.url}{self.api}/issue/1"}, 201
        )

    def _checked(self, before: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
        errors = {}
        made = dict(before)
        for name, value in told.items():
            if name not in self.screen:
                errors[name] = f"Field '{name}' cannot be set. It is not on the appropriate screen, or unknown."
            elif wrong := self._wrong(name, value):
                errors[name] = wrong
            else:
                made[name] = self._stored(name, value)
        if not before:
            for name, fault in (("project", "project is required"), ("issuetype", "Specify an issue type")):
                if name not in told:
                    errors[name] = fault
        if not made.get("summary") and "summary" not in errors:
            errors["summary"] = "You must specify a summary of the issue."
        if errors:
            raise Wrong(Reply({"errorMessages": [], "errors": errors}, 400))
        return made

    def _wrong(self, name: str, value: Any) -> str:
        """Why a value is not taken; "" where it is."""
        _, kind, custom = self.screen[name]
        if name == "project":
            return "" if value == {"key": "PAY"} else "valid project is required"
        if name == "issuetype":
            return "" if value in ({"name": self.issue_type}, {"id": "10002"}) else "Specify a valid issue type"
        if name == "labels":
            spaced = next((one for one in value if " " in one), None)
            return f"The label '{spaced}' contains spaces which is invalid." if spaced else ""
        if kind == "user":
            return (
                ""
                if value is None or value.get(self.people) in self._known_people()
                else f"User '{value}' does not exist."
            )
        if value is None and (kind in ("option", "datetime") or custom):
            return ""
        if kind == "option":
            given = value.get("value") if isinstance(value, dict) else value
            return "" if given in _OPTIONS[_CHOICES[name]] else f"Option value '{given}' is not valid"
        if kind == "datetime":
            return (
                ""
                if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)", value)
                else "Error parsing date string: " + str(value)
            )
        if custom == "textarea" or name == "description":
            return self.unfit(value)
        if len(value.encode("utf-16-le")) // 2 > 255:
            return "Summary must be less than 255 characters."
        return "The summary is invalid because it contains newline characters." if "\n" in value else ""

    def _known_people(self) -> set[str]:
        return set(PEOPLE) if self.people == "accountId" else {login for login, _ in PEOPLE.values()}

    def unfit(self, value: Any) -> str:
        """Why a long text is not taken."""
        raise NotImplementedError

    def _stored(self, name: str, value: Any) -> Any:
        _, kind, custom = self.screen[name]
        if kind == "option" and value:
            return {
                "self": f"{self.url}{self.api}/customFieldOption/1",
                "value": value["value"],
                "id": str(20_000 + _OPTIONS[_CHOICES[name]].index(value["value"])),
            }
        if kind == "user" and value:
            number, (login, shown) = next(
                one for one in PEOPLE.items() if value.get(self.people) in (one[0], one[1][0])
            )
            return {"accountId": number, "name": login, "displayName": shown, "active": True}
        if custom == "textarea" or name == "description":
            return self.stored(value)
        return value

    def stored(self, value: Any) -> Any:
        return value

    def _shown(self, name: str, value: Any) -> Any:
        if value and self.screen.get(name, ("", "", ""))[1] == "datetime":
            when = datetime.fromisoformat(value.replace("Z", "+00:00")).astimezone(_ZONE)
            return when.strftime("%Y-%m-%dT%H:%M:%S.000+0100")
        return value

    def _found(self, asked: Asked) -> Reply:
        jql = asked.query.get("jql", "")
        wanted = re.search(r'labels = "([^"]+)"', jql)
        if not wanted or 'project = "PAY"' not in jql:
            return Reply({"errorMessages": ["Unbounded JQL queries are not allowed here."], "errors": {}}, 400)
        found = [
            one
            for one in reversed(self.indexed)
            if wanted[1] in one.fields.get("labels", ()) or wanted[1] in self.read(one.fields.get("description"))
        ]
        return Reply(self.page([self.told(one) for one in found]))

    def page(self, issues: list[dict[str, Any]]) -> dict[str, Any]:
        return {"issues": issues, "isLast": True}

    def _beside(self, does: str, one: Kept, asked: Asked) -> Reply:
        if does == "comments":
            return Reply(
                {
                    "comments": [{"id": str(place), **note} for place, note in enumerate(one.comments)],
                    "total": len(one.comments),
                }
            )
        self._allowed(does)
        if does == "attach":
            if asked.headers.get("x-atlassian-token") != "no-check":
                return Reply("XSRF check failed", 403, "text/plain")
            for part in asked.parts:
                one.files[part.filename] = part.content
            return Reply([{"id": "10001", "filename": name} for name in one.files])
        if wrong := self.unfit(asked.json["body"]):
            return Reply({"errorMessages": [], "errors": {"comment": wrong}}, 400)
        one.comments.append(asked.json)
        return Reply({"id": str(len(one.comments)), "body": asked.json["body"]}, 201)

    def _told(self, asked: Asked) -> Reply:
        self._allowed("ask")
        start, most = int(asked.query.get("startAt", "0")), int(asked.query.get("maxResults", "50"))
        if asked.path == f"{self.api}/user/assignable/search":
            return Reply(
                [
                    {"accountId": number, "name": login, "displayName": shown, "active": True}
                    for number, (login, shown) in PEOPLE.items()
                ]
            )
        if asked.path == f"{self.api}/project/PAY":
            return Reply({"key": "PAY", "name": "Payments"})
        if asked.path == f"{self.api}/mypermissions":
            return Reply({"permissions": {"CREATE_ISSUES": {"havePermission": True}}})
        types = [
            {"id": "10002", "name": self.issue_type, "subtask": False},
            {"id": "10003", "name": "Sub-task", "subtask": True},
        ]
        base = f"{self.api}/issue/createmeta/PAY/issuetypes"
        if asked.path not in (base, f"{base}/10002"):
            return Reply({"errorMessages": ["No project could be found with key."], "errors": {}}, 404)
        rows = types if asked.path == base else [self._described(name) for name in self.screen]
        name = self.rows[0 if asked.path == base else 1]
        return Reply({name: rows[start : start + most], "startAt": start, "maxResults": most, "total": len(rows)})

    def _described(self, name: str) -> dict[str, Any]:
        label, kind, custom = self.screen[name]
        schema = (
            {"type": kind}
            | ({"custom": _CUSTOM + custom} if custom else {"system": name})
            | ({"items": "string"} if kind == "array" else {})
        )
        told = {
            "fieldId": name,
            "key": name,
            "name": label,
            "required": name in ("summary", "project", "issuetype"),
            "schema": schema,
            "hasDefaultValue": False,
        }
        options = (
            [{"id": str(20_000 + place), "value": one} for place, one in enumerate(_OPTIONS[_CHOICES[name]])]
            if kind == "option"
            else []
        )
        return told | ({"allowedValues": options} if options else {})


class JiraCloudSystem(_Jira):
    """It looks whether the documents that it took are valid when it is closed: that takes longer than an answer may."""

    target = "jira-cloud"
    user = "ada@example.com"
    api = "/rest/api/3"
    people = "accountId"
    rows = ("issueTypes", "fields")

    def may(self, asked: Asked) -> bool:
        told = base64.b64encode(f"{self.user}:{TOKEN}".encode()).decode()
        return asked.headers.get("authorization") == f"Basic {told}"

    def refused(self, sort: str) -> Reply:
        own = {
            "conflict": Reply({"errorMessages": ["The issue was changed meanwhile."], "errors": {}}, 409),
            "invalid": Reply(
                {"errorMessages": [], "errors": {"summary": "You must specify a summary of the issue."}}, 400
            ),
            "access": Reply(
                {"errorMessages": ["You do not have permission to create issues in this project."], "errors": {}}, 403
            ),
            "token": Reply(
                "Client must be authenticated to access this resource.",
                401,
                "text/plain",
                {"x-seraph-loginreason": "AUTHENTICATED_FAILED"},
            ),
        }
        return own.get(sort) or JiraCloudServer().refused(sort)

    def __init__(self) -> None:
        super().__init__()
        self.documents: list[Any] = []

    def __exit__(self, *told: object) -> None:
        super().__exit__(*told)
        assert [one for one in self.documents if not adf.is_valid(one)] == []

    def answer(self, asked: Asked) -> Reply:
        if asked.path == f"{self.api}/search":
            return Reply({"errorMessages": ["The requested API has been removed."], "errors": {}}, 410)
        return super().answer(asked)

    def unfit(self, value: Any) -> str:
        if value is None:
            return ""
        if not isinstance(value, dict) or value.get("type") != "doc":
            return "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
        self.documents.append(value)
        return (
            "The entered text is too long. It exceeds the allowed limit of 32,767 characters."
            if len(adf.words(value)) > 32_767
            else ""
        )

    def stored(self, value: Any) -> Any:
        return adf.stored(value) if value and value["content"] else None  # one without words is none

    def written(self, text: str, ours: str) -> Any:
        paragraph = {"type": "paragraph", "content": [{"type": "text", "text": text}]}
        return text if ours == "title" else {"type": "doc", "version": 1, "content": [paragraph]}

    def read(self, value: Any) -> str:
        return adf.words(value) if isinstance(value, dict) else str(value or "")


class ServiceManagementSystem(JiraCloudSystem):
    target = "jsm"
    issue_type = "[System] Change"
    values: ClassVar[Mapping[str, str]] = {"project": "PAY", "issue_type": "[System] Change"}


class JiraServerSystem(_Jira):
    target = "jira-server"
    api = "/rest/api/2"
    people = "name"
    rows = ("values", "values")

    def may(self, asked: Asked) -> bool:
        return asked.headers.get("authorization") == f"Bearer {TOKEN}"

    def refused(self, sort: str) -> Reply:
        own = {
            "conflict": Reply({"errorMessages": ["The issue was changed meanwhile."], "errors": {}}, 409),
            "invalid": Reply(
                {"errorMessages": [], "errors": {"summary": "You must specify a summary of the issue."}}, 400
            ),
        }
        return own.get(sort) or JiraServerServer().refused(sort)

    def unfit(self, value: Any) -> str:
        if value is not None and not isinstance(value, str):
            return "Operation value must be a string"
        too_long = len((value or "").encode("utf-16-le")) // 2 > 32_767
        return "The entered text is too long. It exceeds the allowed limit of 32,767 characters." if too_long else ""

    def stored(self, value: Any) -> Any:
        return value.replace("\r\n", "\n").replace("\n", "\r\n") if isinstance(value, str) else value

    def page(self, issues: list[dict[str, Any]]) -> dict[str, Any]:
        return {"issues": issues, "startAt": 0, "maxResults": 50, "total": len(issues)}
