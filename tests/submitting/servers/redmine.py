"""Redmine: www.redmine.org/projects/redmine/wiki/Rest_Issues, and what a real 5.0.4 answers and does.

What it does not know it drops without a word; a tracker that is no number of the project's becomes the first one;
refusals without a body; custom_fields.json is an administrator's.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from tests.trackers.servers.redmine import RedmineServer
from tests.trackers.servers.serving import Reply

from .asked import Asked
from .serving import ADA, TOKEN, Kept, SystemServer, Wrong

TRACKERS = {1: "Bug", 2: "Feature", 3: "Support"}
MEMBERS = {5: ADA, 6: "Grace Hopper"}
CUSTOM: dict[int, dict[str, Any]] = {
    7: {"name": "Justification", "field_format": "text", "max_length": None, "is_required": False},
    8: {"name": "Risk level", "field_format": "list", "possible_values": ["Low", "Medium", "High", "Critical"]},
    9: {"name": "Rollback steps", "field_format": "text", "max_length": 300},
}
_PLAIN = ("subject", "description", "start_date", "due_date")


class RedmineSystem(SystemServer):
    target = "redmine"
    values: ClassVar[Mapping[str, str]] = {"project": "payments", "tracker": "Support", "markup": "textile"}

    def __init__(self) -> None:
        super().__init__()
        self.custom: dict[int, dict[str, Any]] = {}
        self.is_admin = True
        self.uploads: dict[str, bytes] = {}

    def does(self, asked: Asked) -> str:
        if asked.path == "/users/current.json":
            return "self"
        if asked.path == "/uploads.json":
            return "upload"
        if asked.path == "/issues.json":
            return "create" if asked.method == "POST" else "find"
        if not asked.path.startswith("/issues/"):
            return "ask"
        told = (asked.json or {}).get("issue", {}) if asked.method == "PUT" else {}
        sorts = {"uploads": "attach", "notes": "comment"}
        return next((sorts[name] for name in sorts if name in told), "update" if asked.method == "PUT" else "read")

    def may(self, asked: Asked) -> bool:
        return asked.headers.get("x-redmine-api-key") == TOKEN

    def refused(self, sort: str) -> Reply:
        own = {
            "conflict": Reply(b"", 409, "application/json"),
            "invalid": Reply({"errors": ["Subject cannot be blank", "Priority is invalid"]}, 422),
        }
        return own.get(sort) or RedmineServer().refused(sort)

    def answer(self, asked: Asked) -> Reply:
        does = self.does(asked)
        if does == "self":
            return Reply({"user": {"id": 5, "login": "ada", "firstname": "Ada", "lastname": "Lovelace"}})
        if does == "ask":
            return self._told(asked)
        if does == "find":
            return self._found(asked)
        if does == "upload":
            return self._uploaded(asked)
        if does == "create":
            self._allowed("create")
            return Reply({"issue": self.told(self._made(asked.json["issue"]))}, 201)
        one = self.record(asked.words[-1].removesuffix(".json"))
        if does != "read":
            self._changed(one, asked.json["issue"])
            return Reply(b"", 204, "application/json")
        return Reply({"issue": self.told(one)})

    def told(self, one: Kept) -> dict[str, Any]:
        told = {name: one.fields.get(name) for name in _PLAIN} | {"id": one.number, "status": {"id": 1, "name": "New"}}
        told["project"] = {"id": 1, "name": "Payments"}
        told["tracker"] = {"id": one.fields["tracker_id"], "name": TRACKERS[one.fields["tracker_id"]]}
        if one.fields.get("assigned_to_id"):
            told["assigned_to"] = {
                "id": one.fields["assigned_to_id"],
                "name": MEMBERS[one.fields["assigned_to_id"]],
            }
        values = one.fields.get("custom", {})
        if self.custom:
            told["custom_fields"] = [
                {"id": number, "name": field["name"], "value": values.get(number, "")}
                for number, field in self.custom.items()
            ]
        journals = [{"id": place, **note, "details": []} for place, note in enumerate(one.comments)]
        files = [{"id": place, "filename": name} for place, name in enumerate(one.files)]
        return told | {"journals": journals, "attachments": files}

    def edit(self, number: int, ours: str, text: str) -> None:
        self.records[number].fields["subject" if ours == "title" else ours] = text

    def text(self, number: int, ours: str) -> str:
        return str(self.records[number].fields.get("subject" if ours == "title" else ours) or "")

    def _allowed(self, right: str) -> None:
        if right not in self.rights:
            raise Wrong(self.refused("access"))

    def _made(self, told: dict[str, Any]) -> Kept:
        if told.get("project_id") not in ("payments", 1, "1"):
            raise Wrong(Reply({"errors": ["Project cannot be blank", "Tracker cannot be blank"]}, 422))
        asked = str(told.get("tracker_id", ""))
        tracker = int(asked) if asked.isdecimal() and int(asked) in TRACKERS else next(iter(TRACKERS))
        return self.keep(self._checked({}, told) | {"tracker_id": tracker})

    def _changed(self, one: Kept, told: dict[str, Any]) -> None:
        self._allowed("update")
        if "notes" in told and "comment" in self.rights:
            if told.get("private_notes") == "":
                raise Wrong(self.refused("fault"))  # "NOT NULL constraint failed", in its log
            private = str(told.get("private_notes", "0")) in ("1", "true", "True")
            one.comments.append({"notes": told["notes"], "private_notes": private})
        for file in told.get("uploads", ()):
            if content := self.uploads.pop(file["token"], None):
                one.files[file["filename"]] = content
        one.fields = self._checked(one.fields, told)
        one.changed += 1

    def _checked(self, before: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
        made = before | {name: told[name] for name in _PLAIN if name in told}
        wrong = []
        if not str(made.get("subject") or "").strip():
            wrong.append("Subject cannot be blank")
        elif len(made["subject"]) > 255:
            wrong.append("Subject is too long (maximum is 255 characters)")
        for name in ("start_date", "due_date"):
            if made.get(name) and not _is_day(made[name]):
                wrong.append(f"{name.replace('_', ' ').capitalize()} is not a valid date")
        if made.get("start_date") and made.get("due_date") and made["due_date"] < made["start_date"]:
            wrong.append("Due date must be greater than start date")
        if "assigned_to_id" in told:
            made["assigned_to_id"] = int(told["assigned_to_id"] or 0)
            wrong += [] if made["assigned_to_id"] in (0, *MEMBERS) else ["Assignee is invalid"]
        made["custom"], faults = self._values(dict(before.get("custom", {})), told.get("custom_field_values", {}))
        if wrong + faults:
            raise Wrong(Reply({"errors": wrong + faults}, 422))
        return made

    def _values(self, values: dict[int, str], told: dict[str, Any]) -> tuple[dict[int, str], list[str]]:
        faults = []
        for key, value in told.items():
            field = self.custom.get(int(key))
            if field is None:
                continue
            values[int(key)] = value
            if field["field_format"] == "list" and value and value not in field["possible_values"]:
                faults.append(f"{field['name']} is not included in the list")
            value = value or ""
            if (field.get("max_length") or len(value)) < len(value):
                faults.append(f"{field['name']} is too long (maximum is {field['max_length']} characters)")
        return values, faults

    def _found(self, asked: Asked) -> Reply:
        found = [one for one in self.indexed if asked.query.get("status_id") == "*"]
        if wanted := asked.query.get("description", ""):
            found = [one for one in found if wanted.removeprefix("~") in (one.fields.get("description") or "")]
        most, page = min(int(asked.query.get("limit", "25")), 100), int(asked.query.get("page", "1"))
        rows = [self.told(one) for one in found[(page - 1) * most : page * most]]
        return Reply({"issues": rows, "total_count": len(found), "offset": (page - 1) * most, "limit": most})

    def _uploaded(self, asked: Asked) -> Reply:
        if asked.media != "application/octet-stream":
            return Reply(b"", 406, "application/json")
        self._allowed("attach")
        token = f"{len(self.uploads) + 1}.0123456789abcdef"
        self.uploads[token] = asked.body
        return Reply({"upload": {"id": len(self.uploads), "token": token}}, 201)

    def _told(self, asked: Asked) -> Reply:
        if "ask" not in self.rights or (asked.path == "/custom_fields.json" and not self.is_admin):
            return self.refused("access")
        trackers = [{"id": number, "name": name} for number, name in TRACKERS.items()]
        fields = [{"id": number, "name": field["name"]} for number, field in self.custom.items()]
        project = {"id": 1, "name": "Payments", "identifier": "payments", "trackers": trackers}
        members = [{"id": number, "user": {"id": number, "name": name}} for number, name in MEMBERS.items()]
        told = {
            "/projects/payments.json": {"project": project | {"issue_custom_fields": fields}},
            "/projects/payments/memberships.json": {"memberships": members, "total_count": len(members)},
            "/custom_fields.json": {"custom_fields": [self._described(*one) for one in self.custom.items()]},
        }
        return Reply(told[asked.path]) if asked.path in told else self.refused("missing")

    def _described(self, number: int, field: dict[str, Any]) -> dict[str, Any]:
        values = [{"value": one, "label": one} for one in field.get("possible_values", ())]
        told = {"id": number, "customized_type": "issue", "is_required": False, "multiple": False} | field
        return told | ({"possible_values": values} if values else {}) | {"trackers": [{"id": 3, "name": "Support"}]}


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
