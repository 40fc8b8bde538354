"""ServiceNow's Table API: docs.servicenow.com (Table API, Attachment API), and ansible-collections/servicenow.itsm.

Unknown fields are dropped without a word. With sysparm_input_display_value, names stand for people, groups and choices,
and moments are in the zone of the account; a name that it does not know leaves the field empty. A text that is too long
for its column is cut.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from relman_desktop.submitting.outcome import Record
from tests.trackers.servers.serving import Reply

from .asked import Asked
from .serving import ADA, TOKEN, Kept, SystemServer, Wrong

_TABLE = "/api/now/table/change_request"
_ZONE = ZoneInfo("Europe/Berlin")
USERS = {"46d44a40c0a8016401": ADA, "46ca0887a9fe198100": "Grace Hopper"}
GROUPS = {"d625dccec0a8016700": "Platform"}
_PEOPLE = {"assigned_to": USERS, "assignment_group": GROUPS}
CHOICES: dict[str, dict[str, str]] = {
    "type": {"normal": "Normal", "standard": "Standard", "emergency": "Emergency"},
    "risk": {"2": "High", "3": "Moderate", "4": "Low"},
    "impact": {"1": "1 - High", "2": "2 - Medium", "3": "3 - Low"},
}
# a field: of which table, its label, its type, how long
FIELDS: dict[str, tuple[str, str, str, int]] = {
    "short_description": ("task", "Short description", "string", 160),
    "description": ("task", "Description", "string", 4_000),
    "justification": ("change_request", "Justification", "string", 4_000),
    "implementation_plan": ("change_request", "Implementation plan", "string", 4_000),
    "backout_plan": ("change_request", "Backout plan", "string", 4_000),
    "test_plan": ("change_request", "Test plan", "string", 4_000),
    "risk_impact_analysis": ("change_request", "Risk and impact analysis", "string", 4_000),
    "type": ("change_request", "Type", "string", 40),
    "risk": ("change_request", "Risk", "integer", 40),
    "impact": ("task", "Impact", "integer", 40),
    "assigned_to": ("task", "Assigned to", "reference", 32),
    "assignment_group": ("task", "Assignment group", "reference", 32),
    "start_date": ("change_request", "Planned start date", "glide_date_time", 40),
    "end_date": ("change_request", "Planned end date", "glide_date_time", 40),
    "correlation_id": ("task", "Correlation ID", "string", 100),
    "correlation_display": ("task", "Correlation display", "string", 100),
}
_PLACES = {"title": "short_description", "description": "description", "rollback": "backout_plan"}


class ServiceNowSystem(SystemServer):
    target = "servicenow"
    user = "ada"
    values: ClassVar[Mapping[str, str]] = {"time_zone": "Europe/Berlin"}

    def __init__(self) -> None:
        super().__init__()
        self.fields = dict(FIELDS)

    def does(self, asked: Asked) -> str:
        if asked.path == "/api/now/attachment/file":
            return "attach"
        if asked.path == "/api/now/attachment":
            return "attachments"
        if asked.path == "/api/now/table/sys_journal_field":
            return "comments"
        if not asked.path.startswith(_TABLE):
            return "ask"
        if asked.method == "GET":
            return "read" if asked.path != _TABLE else "find" if "sysparm_query" in asked.query else "self"
        if asked.method == "POST":
            return "create"
        return "comment" if isinstance(asked.json, dict) and set(asked.json) <= {"work_notes", "comments"} else "update"

    def may(self, asked: Asked) -> bool:
        told = base64.b64encode(f"{self.user}:{TOKEN}".encode()).decode()
        return asked.headers.get("authorization") == f"Basic {told}"

    def refused(self, sort: str) -> Reply:
        status, message, detail = {
            "token": (401, "User Not Authenticated", "Required to provide Auth information"),
            "access": (403, "Operation Failed", "ACL Exception Insert Failed due to security constraints"),
            "missing": (404, "No Record found", "Record doesn't exist or ACL restricts the record retrieval"),
            "conflict": (409, "Conflict", "Unique Key violation detected by database"),
            "invalid": (400, "Exception while reading request", "The payload is not valid JSON."),
            "limit": (429, "Rate limit exceeded", "Number of requests per hour"),
            "fault": (500, "Transaction cancelled: maximum execution time exceeded", "Transaction cancelled"),
        }[sort]
        return Reply({"error": {"message": message, "detail": detail}, "status": "failure"}, status)

    def answer(self, asked: Asked) -> Reply:
        does = self.does(asked)
        if does == "self":
            return Reply({"result": [{"sys_id": _id(one.number)} for one in list(self.records.values())[:1]]})
        if does == "ask":
            return self._told(asked)
        if does == "find":
            return self._found(asked)
        if does == "attach":
            return self._attached(asked)
        if does == "comments":
            return self._notes(asked)
        if does == "attachments":
            return self._files(asked)
        if does == "create":
            self._allowed("create")
            one = self.keep(self._taken(asked))
            headers = {"location": f"{self.url}{_TABLE}/{_id(one.number)}"}
            return Reply({"result": self.told(one, asked)}, 201, headers=headers)
        one = self._record(asked.words[4])
        if does == "comment":
            self._allowed("comment")
            one.comments.append(asked.json)
        elif does == "update":
            self._allowed("update")
            one.fields |= self._taken(asked)
            one.changed += 1
        return Reply({"result": self.told(one, asked)})

    def told(self, one: Kept, asked: Asked) -> dict[str, Any]:
        whole = {"sys_id": _id(one.number), "number": f"CHG{one.number:07}", "state": "-5"}
        whole |= {"sys_created_on": f"2026-11-24 20:00:{one.number % 60:02}"} | dict.fromkeys(self.fields, "")
        whole |= {name: one.fields[name] for name in self.fields if name in one.fields}
        shown = {name: self._shown(name, value) for name, value in whole.items()}
        how = asked.query.get("sysparm_display_value", "false")
        if how == "all":
            return {name: {"value": value, "display_value": shown[name]} for name, value in whole.items()}
        return shown if how == "true" else whole

    def number(self, record: Record) -> int:
        return next(number for number in self.records if _id(number) == record.id)

    def edit(self, number: int, ours: str, text: str) -> None:
        self.records[number].fields[_PLACES[ours]] = text

    def text(self, number: int, ours: str) -> str:
        return str(self.records[number].fields.get(_PLACES[ours]) or "")

    def _allowed(self, right: str) -> None:
        if right not in self.rights:
            raise Wrong(self.refused("access"))

    def _record(self, sys_id: str) -> Kept:
        found = next((one for one in self.records.values() if _id(one.number) == sys_id), None)
        if found is None:
            raise Wrong(self.refused("missing"))
        return found

    def _taken(self, asked: Asked) -> dict[str, Any]:
        """What of the body is stored: known names, values for display values, no more than the column takes."""
        if not isinstance(asked.json, dict):
            raise Wrong(self.refused("invalid"))
        shown = asked.query.get("sysparm_input_display_value") == "true"
        return {
            name: self._stored(name, str(value), shown)
            for name, value in asked.json.items()
            if name in self.fields and value is not None
        }

    def _stored(self, name: str, value: str, shown: bool) -> str:
        if name in _PEOPLE:
            return next((key for key, label in _PEOPLE[name].items() if value in (key, label)), "")
        if name in CHOICES:
            known = CHOICES[name]
            return next((key for key, label in known.items() if label == value), value if value in known else "")
        if self.fields[name][2] == "glide_date_time" and shown and value:
            when = datetime.strptime(value, "%Y-%m-%d %H:%M:%S").replace(tzinfo=_ZONE)
            return when.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
        return value[: self.fields[name][3]]

    def _shown(self, name: str, value: str) -> str:
        if name in _PEOPLE:
            return _PEOPLE[name].get(value, "")
        if name in CHOICES:
            return CHOICES[name].get(value, value)
        if name in self.fields and self.fields[name][2] == "glide_date_time" and value:
            when = datetime.strptime(value, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
            return when.astimezone(_ZONE).strftime("%Y-%m-%d %H:%M:%S")
        return value

    def _found(self, asked: Asked) -> Reply:
        wanted = re.match(r"correlation_id=([^^]*)", asked.query["sysparm_query"])
        found = [one for one in reversed(self.indexed) if wanted and one.fields.get("correlation_id") == wanted[1]]
        return Reply(
            {"result": [self.told(one, asked) for one in found[: int(asked.query.get("sysparm_limit", "10000"))]]}
        )

    def _attached(self, asked: Asked) -> Reply:
        self._allowed("attach")
        one = self._record(asked.query["table_sys_id"])
        if asked.query["table_name"] != "change_request" or not asked.media:
            return self.refused("invalid")
        one.files[asked.query["file_name"]] = asked.body
        return Reply({"result": {"sys_id": "003a3ef2", "file_name": asked.query["file_name"]}}, 201)

    def _notes(self, asked: Asked) -> Reply:
        wanted = re.search(r"element_id=([0-9a-f]+)\^element=work_notes", asked.query.get("sysparm_query", ""))
        one = self._record(wanted[1] if wanted else "")
        return Reply({"result": [{"value": note["work_notes"]} for note in one.comments]})

    def _files(self, asked: Asked) -> Reply:
        wanted = re.search(r"table_sys_id=([0-9a-f]+)", asked.query.get("sysparm_query", ""))
        one = self._record(wanted[1] if wanted else "")
        return Reply({"result": [{"sys_id": "003a3ef2", "file_name": name} for name in one.files]})

    def _told(self, asked: Asked) -> Reply:
        self._allowed("ask")
        table, query = asked.words[3], asked.query.get("sysparm_query", "")
        start = int(asked.query.get("sysparm_offset", "0"))
        rows: list[dict[str, Any]] = []
        if table == "sys_db_object":
            above = {"change_request": "task", "task": ""}.get(query.removeprefix("name="), "")
            rows = [{"name": query.removeprefix("name="), "super_class.name": above}]
        elif table == "sys_dictionary":
            rows = [self._described(name) for name in self.fields]
        elif table == "sys_choice":
            rows = [
                {"name": self.fields[name][0], "element": name, "value": value, "label": label, "sequence": "1"}
                for name, choices in CHOICES.items()
                for value, label in choices.items()
            ]
            rows.append({"name": "task", "element": "risk", "value": "9", "label": "Of the task", "sequence": "1"})
        return Reply({"result": rows[start : start + int(asked.query.get("sysparm_limit", "1000"))]})

    def _described(self, name: str) -> dict[str, Any]:
        table, label, kind, most = self.fields[name]
        reference = {"assigned_to": "sys_user", "assignment_group": "sys_user_group"}.get(name, "")
        return {
            "name": table, "element": name, "column_label": label, "internal_type": kind, "max_length": str(most),
            "mandatory": str(name == "short_description").lower(), "read_only": "false", "reference": reference,
            "choice": "1" if name in CHOICES else "0", "default_value": "",
        }  # fmt: skip


def _id(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()[:32]
