"""iTop: webservices/rest.php, core/restservices.class.inc.php, application/applicationextension.inc.php (Combodo/iTop).

Every answer has the status 200; its code tells whether it went well. A name that it does not know is refused, rich text
is written anew, moments are in the server's zone. The words of what cannot be saved are from memory.
"""

import base64
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from tests.trackers.servers.serving import Reply

from .asked import Asked
from .html import sanitised
from .serving import TOKEN, Kept, SystemServer, Wrong

_CLASSES = ("NormalChange", "RoutineChange", "EmergencyChange")
_LONGEST = {"title": 255, "reason": 255, "impact": 255, "description": 65_535, "fallback": 65_535}
_MOMENTS = ("start_date", "end_date")
ORGANIZATIONS = {"Demo": 3, "IT Department": 4}
PEOPLE = {"Agatha Christie": 12, "Ada Lovelace": 13}
TEAMS = {"Platform": 21}
_KEYS = {"org_id": ORGANIZATIONS, "caller_id": PEOPLE, "agent_id": PEOPLE, "team_id": TEAMS}
_PLACES = {"title": "title", "description": "description", "rollback": "fallback"}


class ITopSystem(SystemServer):
    target = "itop"
    user = "ada"
    values: ClassVar[Mapping[str, str]] = {"class": "NormalChange", "organization": "Demo", "zone": "Europe/Paris"}

    def does(self, asked: Asked) -> str:
        told = _operation(asked)
        fields, kind = told.get("fields") or {}, told.get("class")
        if told.get("operation") == "list_operations":
            return "self"
        if told.get("operation") == "core/create":
            return "attach" if kind == "Attachment" else "create"
        if told.get("operation") == "core/update":
            return "comment" if "private_log" in fields else "update"
        if kind == "Attachment":
            return "attachments"
        if kind not in ("Change", *_CLASSES):
            return "ask"
        return "find" if str(told.get("key")).startswith("SELECT") else "read"

    def may(self, asked: Asked) -> bool:
        return (asked.form.get("auth_user"), asked.form.get("auth_pwd")) == (self.user, TOKEN)

    def refused(self, sort: str) -> Reply:
        if sort in ("limit", "fault"):
            status = {"limit": 429, "fault": 500}[sort]
            return Reply(f"<html><title>{status}</title></html>", status, "text/html")
        return {
            "token": _coded(1, "Error: Invalid login"),
            "access": _coded(
                1, "The current user does not have enough permissions for creating data of class NormalChange"
            ),
            "missing": _coded(100, "Error: Invalid object NormalChange::4040"),
            "conflict": _coded(100, "Error: Object cannot be saved: it was modified meanwhile"),
            "invalid": _coded(100, "Error: title: Null not allowed"),
        }[sort]

    def answer(self, asked: Asked) -> Reply:
        if asked.path != "/webservices/rest.php":
            return Reply("<html><title>404 Not Found</title></html>", 404, "text/html")
        if not asked.form.get("version"):
            return _coded(2, "Error: Missing parameter 'version' (e.g. '1.0')")
        told = _operation(asked)
        answers: dict[str, Callable[[dict[str, Any]], Reply]] = {
            "find": self._found, "create": self._made, "update": self._changed, "comment": self._noted,
            "attach": self._attached, "ask": self._asked, "attachments": self._files, "read": self._read,
        }  # fmt: skip
        does = self.does(asked)
        if does == "self":
            return Reply({"code": 0, "message": "Operations: 7", "version": "1.3", "operations": []})
        if does in ("create", "update", "comment", "attach") and not told.get("comment"):
            return _coded(100, "Error: Missing parameter 'comment'")
        return answers[does](told)

    def told(self, one: Kept) -> dict[str, Any]:
        fields = dict.fromkeys((*_LONGEST, *_MOMENTS), "") | {"outage": "no", "status": "new"} | one.fields
        for name, known in _KEYS.items():
            number = one.fields.get(name, 0)
            named = next((label for label, key in known.items() if key == number), "")
            fields |= {name: str(number), f"{name}_friendlyname": named, name.replace("_id", "_name"): named}
        log = [{"date": "2026-11-24 20:00:00", "user_login": "ada", "message": note} for note in one.comments]
        return fields | {"id": str(one.number), "ref": f"C-{one.number:06}", "private_log": {"entries": log}}

    def edit(self, number: int, ours: str, text: str) -> None:
        self.records[number].fields[_PLACES[ours]] = text

    def text(self, number: int, ours: str) -> str:
        return str(self.records[number].fields.get(_PLACES[ours]) or "")

    def _allowed(self, right: str, what: str) -> None:
        if right not in self.rights:
            raise Wrong(
                _coded(1, f"The current user does not have enough permissions for {what} data of class NormalChange")
            )

    def _made(self, told: dict[str, Any]) -> Reply:
        if told["class"] not in _CLASSES:
            return _coded(100, f"Error: class: '{told['class']}' is not a valid class'")
        self._allowed("create", "creating")
        one = self.keep(self._checked(told["fields"]) | {"finalclass": told["class"]})
        return self._objects([one], told, "created")

    def _changed(self, told: dict[str, Any]) -> Reply:
        self._allowed("update", "modifying")
        one = self._one(told)
        one.fields |= self._checked(told["fields"], one.fields)
        one.changed += 1
        return self._objects([one], told, "updated")

    def _checked(self, told: dict[str, Any], before: dict[str, Any] | None = None) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, value in told.items():
            if name in _KEYS:
                made[name] = self._key(name, value)
            elif name in _LONGEST:
                made[name] = sanitised(value) if name == "description" else value
                if len(made[name]) > _LONGEST[name]:
                    raise Wrong(
                        _coded(
                            100,
                            f"Error: {name}: String too long (found {len(made[name])}, limited to {_LONGEST[name]})",
                        )
                    )
            elif name in _MOMENTS:
                made[name] = value or ""
                if value and not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", value):
                    raise Wrong(_coded(100, f"Error: {name}: Wrong format [{value}]"))
            else:
                raise Wrong(_coded(100, f"Error: {name}: Unknown attribute"))
        for name in ("title", "description", "org_id"):
            if not (before or {} | made).get(name) and not made.get(name):
                raise Wrong(_coded(100, f"Error: {name}: Null not allowed"))
        return made

    def _key(self, name: str, value: Any) -> int:
        """A link is told by a number, or by what only one object has."""
        known = _KEYS[name]
        if isinstance(value, dict):
            found = known.get(value.get("name") or value.get("friendlyname") or "")
            if found is None:
                criteria = ", ".join(f"{key}: {one} ({one})" for key, one in value.items())
                raise Wrong(_coded(100, f"Error: {name}: No item found with criteria: {criteria}"))
            return found
        if str(value) == "0":
            return 0
        if not str(value).isdecimal() or int(value) not in known.values():
            raise Wrong(_coded(100, f"Error: {name}: Invalid object {value}"))
        return int(value)

    def _one(self, told: dict[str, Any]) -> Kept:
        one = self.records.get(int(told["key"])) if str(told["key"]).isdecimal() else None
        if one is None:
            raise Wrong(_coded(100, f"Error: Invalid object {told['class']}::{told['key']}"))
        return one

    def _read(self, told: dict[str, Any]) -> Reply:
        """A number that nothing has is found in no object, and that is no error."""
        found = [one for one in self.records.values() if str(one.number) == str(told["key"])]
        return self._objects(found, told, "")

    def _found(self, told: dict[str, Any]) -> Reply:
        query = re.fullmatch(r"SELECT Change WHERE description LIKE '%([^'%]*)%'", told["key"])
        if not query:
            return _coded(100, f"Error: Query failed to execute: {told['key']}")
        return self._objects([one for one in self.indexed if query[1] in one.fields["description"]], told, "")

    def _noted(self, told: dict[str, Any]) -> Reply:
        self._allowed("comment", "modifying")
        one, log = self._one(told), told["fields"]["private_log"]
        one.comments.append(log if isinstance(log, str) else sanitised(log["add_item"]["message"]))
        return self._objects([one], told, "updated")

    def _attached(self, told: dict[str, Any]) -> Reply:
        self._allowed("attach", "creating")
        contents = told["fields"]["contents"]
        self.record(told["fields"]["item_id"]).files[contents["filename"]] = base64.b64decode(contents["data"])
        return Reply(
            {
                "code": 0,
                "message": "",
                "objects": {"Attachment::5": {"code": 0, "class": "Attachment", "key": "5", "fields": {"id": "5"}}},
            }
        )

    def _files(self, told: dict[str, Any]) -> Reply:
        query = re.fullmatch(r"SELECT Attachment WHERE item_id = '(\d+)'", told["key"])
        files = self.record(query[1] if query else "").files
        objects = {
            f"Attachment::{place}": {"code": 0, "key": str(place), "fields": {"contents": {"filename": name}}}
            for place, name in enumerate(files)
        }
        return Reply({"code": 0, "message": f"Found: {len(objects)}", "objects": objects or None})

    def _asked(self, told: dict[str, Any]) -> Reply:
        self._allowed("ask", "exporting")
        known = {"Organization": ORGANIZATIONS, "Person": PEOPLE, "Team": TEAMS}[told["class"]]
        if named := re.fullmatch(r"SELECT \w+ WHERE name = '([^']*)'", told["key"]):
            known = {name: key for name, key in known.items() if name == named[1]}
        objects = {
            f"{told['class']}::{key}": {
                "code": 0,
                "class": told["class"],
                "key": str(key),
                "fields": {"friendlyname": name},
            }
            for name, key in known.items()
        }
        return Reply({"code": 0, "message": f"Found: {len(objects)}", "objects": objects or None})

    def _objects(self, found: list[Kept], told: dict[str, Any], message: str) -> Reply:
        wanted = told.get("output_fields", "*")
        objects = {}
        for one in found:
            fields = self.told(one)
            shown = (
                fields if wanted.startswith("*") else {name.strip(): fields[name.strip()] for name in wanted.split(",")}
            )
            kind = one.fields["finalclass"]
            objects[f"{kind}::{one.number}"] = {
                "code": 0,
                "message": message,
                "class": kind,
                "key": str(one.number),
                "fields": shown,
            }
        return Reply({"code": 0, "message": f"Found: {len(found)}", "objects": objects or None})


def _operation(asked: Asked) -> dict[str, Any]:
    try:
        told = json.loads(asked.form.get("json_data", ""))
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _coded(code: int, message: str) -> Reply:
    return Reply({"code": code, "message": message, "objects": None})
