"""Freshservice: api.freshservice.com (changes, notes, form fields), and flycastpartnersinc/FreshservicePS.

What is wrong is told field by field, a name that it does not know is refused, HTML is written anew with its words
beside it, and moments are in UTC.
"""

import base64
import re
from collections.abc import Mapping
from typing import Any, ClassVar

from tests.trackers.servers.serving import Reply

from . import html
from .asked import Asked
from .serving import ADA, TOKEN, Kept, SystemServer, Wrong

_HERE = "/api/v2/changes"
AGENTS = {1001: ADA, 1002: "Grace Hopper"}
GROUPS = {2001: "Platform"}
_NUMBERS = {
    "priority": range(1, 5),
    "impact": range(1, 4),
    "status": range(1, 7),
    "risk": range(1, 5),
    "change_type": range(1, 5),
}
_PLANS = ("reason_for_change", "change_impact", "rollout_plan", "backout_plan")
_MOMENTS = ("planned_start_date", "planned_end_date")
_LINKS = {"requester_id": (1001, 1002), "agent_id": tuple(AGENTS), "group_id": tuple(GROUPS)}


class FreshserviceSystem(SystemServer):
    target = "freshservice"
    values: ClassVar[Mapping[str, str]] = {"requester": "1001"}

    def does(self, asked: Asked) -> str:
        if asked.path == _HERE:
            return "create" if asked.method == "POST" else "self" if asked.query.get("per_page") == "1" else "find"
        if asked.path.endswith("/notes"):
            return "comments" if asked.method == "GET" else "comment"
        if not asked.path.startswith(f"{_HERE}/"):
            return "ask"
        if asked.media == "multipart/form-data":
            return "attach"
        return "update" if asked.method == "PUT" else "read"

    def may(self, asked: Asked) -> bool:
        told = asked.headers.get("authorization", "").removeprefix("Basic ")
        user, _, _ = base64.b64decode(told).decode().partition(":")
        words = base64.b64decode(told).decode().split(":")
        return TOKEN in (user, *words)

    def refused(self, sort: str) -> Reply:
        told: dict[str, Reply] = {
            "token": Reply(
                {"code": "invalid_credentials", "message": "You have to be logged in to perform this action."}, 401
            ),
            "access": Reply(
                {"code": "access_denied", "message": "You are not authorized to perform this action."}, 403
            ),
            "missing": Reply(b"", 404),
            "conflict": Reply(
                {
                    "description": "Validation failed",
                    "errors": [
                        {"field": "subject", "message": "It should be a unique value", "code": "duplicate_value"}
                    ],
                },
                409,
            ),
            "invalid": _invalid("subject", "It should be a/an String", "missing_field"),
            "limit": Reply(
                {"message": "You have exceeded the limit of requests per hour"}, 429, headers={"retry-after": "1"}
            ),
            "fault": Reply({"message": "We're sorry, but something went wrong."}, 500),
        }
        return told[sort]

    def answer(self, asked: Asked) -> Reply:
        does = self.does(asked)
        if does in ("self", "find"):
            return self._listed(asked)
        if does == "ask":
            return self._told(asked)
        if does == "create":
            self._allowed("create")
            return Reply({"change": self.told(self.keep(self._checked({}, asked.json)))}, 201)
        one = self.record(asked.words[3])
        if does == "comments":
            return Reply({"notes": [{"id": place, **note} for place, note in enumerate(one.comments)]})
        if does == "comment":
            self._allowed("comment")
            one.comments.append(
                {"body": html.sanitised(asked.json["body"]), "body_text": html.words(asked.json["body"])}
            )
            return Reply({"note": {"id": len(one.comments), **one.comments[-1]}}, 201)
        if does == "attach":
            self._allowed("attach")
            one.files |= {part.filename: part.content for part in asked.parts if part.name == "attachments[]"}
        elif does == "update":
            self._allowed("update")
            one.fields = self._checked(one.fields, asked.json)
            one.changed += 1
        return Reply({"change": self.told(one)})

    def told(self, one: Kept) -> dict[str, Any]:
        empty = dict.fromkeys((*_MOMENTS, "agent_id", "group_id")) | {"custom_fields": {}, "planning_fields": {}}
        files = [{"id": place, "name": name} for place, name in enumerate(one.files)]
        return empty | one.fields | {"id": one.number, "attachments": files, "created_at": "2026-11-24T20:00:00Z"}

    def edit(self, number: int, ours: str, text: str) -> None:
        fields = self.records[number].fields
        if ours == "rollback":
            fields["planning_fields"]["backout_plan"] = {"description": text, "description_text": text}
        else:
            fields["subject" if ours == "title" else ours] = text

    def text(self, number: int, ours: str) -> str:
        fields = self.records[number].fields
        if ours == "rollback":
            return str(fields["planning_fields"].get("backout_plan", {}).get("description") or "")
        return str(fields.get("subject" if ours == "title" else ours) or "")

    def _allowed(self, right: str) -> None:
        if right not in self.rights:
            raise Wrong(self.refused("access"))

    def _checked(self, before: dict[str, Any], told: Any) -> dict[str, Any]:
        if not isinstance(told, dict):
            raise Wrong(Reply({"code": "invalid_json", "message": "Request body has invalid json format"}, 400))
        made = {"planning_fields": {}} | before
        for name, value in told.items():
            made[name] = self._value(name, value, made)
        for name in ("subject", "description", "requester_id", "priority", "status", "risk", "change_type"):
            if made.get(name) in (None, ""):
                raise Wrong(_invalid(name, "Mandatory attribute missing", "missing_field"))
        return made

    def _value(self, name: str, value: Any, made: dict[str, Any]) -> Any:
        if name in _NUMBERS:
            if value not in _NUMBERS[name] or isinstance(value, bool):
                raise Wrong(
                    _invalid(
                        name,
                        f"It should be one of these values: '{','.join(map(str, _NUMBERS[name]))}'",
                        "invalid_value",
                    )
                )
        elif name in _LINKS:
            if value is not None and value not in _LINKS[name]:
                raise Wrong(_invalid(name, f"There is no record matching the id '{value}'", "invalid_value"))
        elif name in _MOMENTS:
            if value is not None and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(value)):
                raise Wrong(_invalid(name, "It should be in the 'ISO 8601 Date Time' format", "invalid_value"))
        elif name == "planning_fields":
            return made["planning_fields"] | {plan: _plan(plan, text) for plan, text in value.items()}
        elif name == "description":
            made["description_text"] = html.words(value)
            return html.sanitised(value)
        elif name != "subject":
            raise Wrong(_invalid(name, "Unexpected/invalid field in request", "invalid_field"))
        elif not isinstance(value, str) or len(value) > 255:
            raise Wrong(_invalid(name, "Has 300 characters, it can have maximum of 255 characters", "invalid_value"))
        return value

    def _listed(self, asked: Asked) -> Reply:
        page, most = int(asked.query.get("page", "1")), int(asked.query.get("per_page", "30"))
        return Reply({"changes": [self.told(one) for one in self.indexed[(page - 1) * most : page * most]]})

    def _told(self, asked: Asked) -> Reply:
        self._allowed("ask")
        first = asked.query.get("page", "1") == "1"
        people = [
            {"id": number, "first_name": name.split()[0], "last_name": name.split()[1], "email": "x@example.com"}
            for number, name in AGENTS.items()
        ]
        told: dict[str, Any] = {
            "/api/v2/agents": {"agents": people if first else []},
            "/api/v2/groups": {
                "groups": [{"id": number, "name": name} for number, name in GROUPS.items()] if first else []
            },
            "/api/v2/change_form_fields": {"change_fields": _form()},
        }
        return Reply(told[asked.path]) if asked.path in told else self.refused("missing")


def _plan(name: str, told: Any) -> dict[str, Any]:
    if name not in _PLANS:
        raise Wrong(_invalid(f"planning_fields.{name}", "Unexpected/invalid field in request", "invalid_field"))
    return {"description": html.sanitised(told["description"]), "description_text": html.words(told["description"])}


def _form() -> list[dict[str, Any]]:
    names = (
        "requester",
        "subject",
        "description",
        "agent",
        "group",
        "change_type",
        "status",
        "priority",
        "impact",
        "risk",
        *_MOMENTS,
    )
    labels = {
        "risk": ("Low", "Medium", "High", "Very High"),
        "change_type": ("Minor", "Standard", "Major", "Emergency"),
    }
    return [
        {
            "id": place, "name": name, "label": name.replace("_", " ").capitalize(), "field_type": f"default_{name}",
            "required": name in ("subject", "requester"), "default_field": True,
            "choices": [{"id": number, "value": label} for number, label in enumerate(labels.get(name, ()), 1)],
        }
        for place, name in enumerate(names)
    ]  # fmt: skip


def _invalid(field: str, message: str, code: str) -> Reply:
    return Reply(
        {"description": "Validation failed", "errors": [{"field": field, "message": message, "code": code}]}, 400
    )
