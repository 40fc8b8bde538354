"""GLPI: apirest.md and src/Api/API.php, src/Api/APIRest.php of glpi-project/glpi (10.0).

A session is opened before all else, and closed. A refusal is a list of a code and a text. Texts come back with their
marks encoded, unless the header X-GLPI-Sanitized-Content says false. Unknown names are dropped without a word.
"""

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any, ClassVar

from tests.trackers.servers.serving import Reply

from .asked import Asked
from .html import sanitised
from .serving import TOKEN, Kept, SystemServer, Wrong

_HERE = "/apirest.php"
_TEXTS = (
    "content",
    "impactcontent",
    "controlistcontent",
    "rolloutplancontent",
    "backoutplancontent",
    "checklistcontent",
)
_NUMBERS = ("impact", "urgency", "entities_id")
APP_TOKEN = "f7g3csp8mgatg5ebc5elnazakw20i9fyev1qopya7"
USERS = {5: ("ada", "Lovelace", "Ada"), 6: ("grace", "Hopper", "Grace")}
_PLACES = {"title": "name", "description": "content", "rollback": "backoutplancontent"}


class GlpiSystem(SystemServer):
    target = "glpi"
    values: ClassVar[Mapping[str, str]] = {"app_token": APP_TOKEN}

    def __init__(self) -> None:
        super().__init__()
        self.sessions: set[str] = set()
        self.opened = 0

    def does(self, asked: Asked) -> str:
        rest = asked.path.removeprefix(_HERE)
        named = {"/initSession": "open", "/killSession": "close", "/getFullSession": "self", "/ITILFollowup": "comment"}
        if rest in named:
            return named[rest]
        if rest.startswith("/Document"):
            return "attach"
        if rest == "/Change":
            return "create" if asked.method == "POST" else "find"
        if rest.endswith("/ITILFollowup"):
            return "comments"
        if rest.startswith("/Change/"):
            return "update" if asked.method == "PUT" else "read"
        return "ask"

    def may(self, asked: Asked) -> bool:
        if self.does(asked) == "open":
            return asked.headers.get("authorization") == f"user_token {TOKEN}"
        return asked.headers.get("session-token") in self.sessions

    def refused(self, sort: str) -> Reply:
        status, code, text = {
            "token": (401, "ERROR_GLPI_LOGIN_USER_TOKEN", "parameter user_token seems invalid"),
            "access": (403, "ERROR_RIGHT_MISSING", "You don't have permission to perform this action."),
            "missing": (404, "ERROR_ITEM_NOT_FOUND", "Item not found"),
            "conflict": (409, "ERROR_CONFLICT", "Conflict"),
            "invalid": (400, "ERROR_GLPI_ADD", "Mandatory fields are not filled. Please correct: Title"),
            "limit": (429, "ERROR_TOO_MANY", "Too many requests"),
            "fault": (500, "ERROR_SQL", "Unexpected SQL Error"),
        }[sort]
        return Reply([code, text], status)

    def answer(self, asked: Asked) -> Reply:
        if asked.method == "GET" and asked.body:
            return Reply(["ERROR_JSON_PAYLOAD_FORBIDDEN", "GET Request should not have json payload (http body)"], 400)
        if asked.headers.get("app-token") != APP_TOKEN:
            return Reply(["ERROR_WRONG_APP_TOKEN_PARAMETER", "parameter app_token seems wrong"], 400)
        does = self.does(asked)
        answers = {
            "open": self._open, "close": self._close, "find": self._found, "create": self._made,
            "comment": self._noted, "attach": self._attached, "ask": self._told,
        }  # fmt: skip
        if does in answers:
            return answers[does](asked)
        if does == "self":
            return Reply({"session": {"glpiname": "ada", "glpiID": 5}})
        one = self.record(asked.words[2])
        if does == "comments":
            return Reply([{"id": 300 + place, **note} for place, note in enumerate(one.comments)])
        if does == "update":
            self._allowed("update", "ERROR_GLPI_UPDATE")
            one.fields |= self._checked(asked.json["input"])
            one.changed += 1
            return Reply([{str(one.number): True, "message": ""}])
        return Reply(self.told(one, asked))

    def told(self, one: Kept, asked: Asked) -> dict[str, Any]:
        encode = asked.headers.get("x-glpi-sanitized-content") != "false"
        fields = {name: _encoded(value) if encode else value for name, value in one.fields.items()}
        empty = dict.fromkeys((*_TEXTS, "time_to_resolve", "closedate"))
        fixed = {
            "id": one.number,
            "entities_id": 0,
            "is_deleted": 0,
            "status": 1,
            "impact": 3,
            "urgency": 3,
            "priority": 3,
        }
        if asked.query.get("with_documents"):
            fields["_documents"] = [{"id": 71, "name": name, "filename": name} for name in one.files]
        return empty | fixed | {"date": "2026-11-24 21:00:00"} | fields

    def edit(self, number: int, ours: str, text: str) -> None:
        self.records[number].fields[_PLACES[ours]] = text

    def text(self, number: int, ours: str) -> str:
        return str(self.records[number].fields.get(_PLACES[ours]) or "")

    def _open(self, asked: Asked) -> Reply:
        self.opened += 1
        session = f"83af7e620c83a50a18d3eac2f6ed05a3ca0bea{self.opened:02}"
        self.sessions.add(session)
        return Reply({"session_token": session})

    def _close(self, asked: Asked) -> Reply:
        self.sessions.discard(asked.headers["session-token"])
        return Reply(b"", 200)

    def _allowed(self, right: str, code: str) -> None:
        if right not in self.rights:
            raise Wrong(Reply([code, "You don't have permission to perform this action."], 400))

    def _made(self, asked: Asked) -> Reply:
        self._allowed("create", "ERROR_GLPI_ADD")
        if not isinstance((asked.json or {}).get("input"), dict):
            return Reply(["ERROR_BAD_ARRAY", "input parameter must be an array of objects"], 400)
        one = self.keep(self._checked(asked.json["input"]))
        told = {"id": one.number, "message": f"Item successfully added: {one.fields['name']}"}
        return Reply(told, 201, headers={"location": f"{self.url}{_HERE}/Change/{one.number}"})

    def _checked(self, told: dict[str, Any]) -> dict[str, Any]:
        made: dict[str, Any] = {name: sanitised(told[name]) for name in _TEXTS if name in told}
        made |= {name: int(told[name]) for name in _NUMBERS if str(told.get(name, "")).isdecimal()}
        if "name" in told:
            made["name"] = str(told["name"])[:255]
        return made

    def _noted(self, asked: Asked) -> Reply:
        self._allowed("comment", "ERROR_GLPI_ADD")
        told = asked.json["input"]
        if told.get("itemtype") != "Change":
            return self.refused("invalid")
        one = self.record(told["items_id"])
        one.comments.append({"content": sanitised(told["content"]), "is_private": int(told.get("is_private") or 0)})
        return Reply({"id": 300 + len(one.comments), "message": ""}, 201)

    def _attached(self, asked: Asked) -> Reply:
        self._allowed("attach", "ERROR_GLPI_ADD")
        told = json.loads(asked.form["uploadManifest"])["input"]
        file = next((part for part in asked.parts if part.filename), None)
        if file is None:
            return Reply(["ERROR_UPLOAD_FILE_TOO_BIG_POST_MAX_SIZE", "The file seems too big"], 400)
        self.record(told["items_id"]).files[told["name"]] = file.content
        return Reply(
            {"id": 71, "message": "Document move succeeded.", "upload_result": {"filename": [{"name": file.filename}]}},
            201,
        )

    def _found(self, asked: Asked) -> Reply:
        found = self.indexed
        for name, wanted in asked.query.items():
            if searched := re.fullmatch(r"searchText\[(\w+)\]", name):
                found = [one for one in found if wanted in str(one.fields.get(searched[1]) or "")]
        first, last = (int(end) for end in asked.query.get("range", "0-49").split("-"))
        if first > len(found):
            return Reply(["ERROR_RANGE_EXCEED_TOTAL", f"Provided range exceed total count of data: {len(found)}"], 400)
        rows = [self.told(one, asked) for one in found[first : last + 1]]
        return Reply(
            rows, 200 if len(rows) == len(found) else 206, headers={"content-range": f"{first}-{last}/{len(found)}"}
        )

    def _told(self, asked: Asked) -> Reply:
        if "ask" not in self.rights:
            return Reply(["ERROR_RIGHT_MISSING", "You don't have permission to perform this action."], 403)
        people = [
            {"id": number, "name": login, "realname": last, "firstname": first}
            for number, (login, last, first) in USERS.items()
        ]
        told = {"User": people, "Group": [{"id": 9, "name": "Platform", "completename": "IT > Platform"}]}
        if asked.words[1] not in told:
            return Reply(["ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM", "resource not found"], 400)
        return Reply(told[asked.words[1]])


def _encoded(value: Any) -> Any:
    return (
        escape(value, quote=False).replace("&lt;", "&#60;").replace("&gt;", "&#62;")
        if isinstance(value, str)
        else value
    )
