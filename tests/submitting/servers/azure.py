"""Azure DevOps: specification/wit/7.1 of github.com/MicrosoftDocs/vsts-rest-api-specs, and its examples.

A work item is made by a JSON Patch of its own media type. A token that is not taken gets a sign-in page. Tags are found
at once. Rich text is written anew. The words of what it does not take are from memory.
"""

import base64
import re
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import quote, unquote

from tests.trackers.servers.azure import AzureServer
from tests.trackers.servers.serving import Reply

from .asked import Asked
from .html import sanitised
from .serving import ADA, TOKEN, Kept, SystemServer, Wrong

_HERE = "/acme/Payments/_apis/wit"
FIELDS: dict[str, dict[str, Any]] = {
    "System.Title": {"name": "Title", "type": "string", "alwaysRequired": True},
    "System.Description": {"name": "Description", "type": "html"},
    "System.Tags": {"name": "Tags", "type": "plainText"},
    "System.AssignedTo": {
        "name": "Assigned To",
        "type": "string",
        "isIdentity": True,
        "allowedValues": [ADA, "Grace Hopper"],
    },
    "System.State": {"name": "State", "type": "string", "allowedValues": ["New", "Active", "Closed"]},
    "Microsoft.VSTS.Common.Risk": {
        "name": "Risk",
        "type": "string",
        "allowedValues": ["1 - High", "2 - Medium", "3 - Low"],
    },
    "Microsoft.VSTS.CMMI.Justification": {"name": "Justification", "type": "html"},
    "Microsoft.VSTS.Scheduling.StartDate": {"name": "Start Date", "type": "dateTime"},
    "Microsoft.VSTS.Scheduling.FinishDate": {"name": "Finish Date", "type": "dateTime"},
}
_PLACES = {"title": "System.Title", "description": "System.Description"}


class AzureSystem(SystemServer):
    target = "azure"
    base = "/acme"
    values: ClassVar[Mapping[str, str]] = {"project": "Payments", "type": "Change Request"}

    def __init__(self) -> None:
        super().__init__()
        self.uploads: dict[str, bytes] = {}

    def does(self, asked: Asked) -> str:
        rest = asked.path.removeprefix(_HERE).lower()
        if asked.path == "/acme/_apis/connectionData":
            return "self"
        if rest == "/wiql":
            return "find"
        if rest == "/attachments":
            return "upload"
        if rest.endswith("/comments"):
            return "comments" if asked.method == "GET" else "comment"
        if rest.startswith("/workitems/$"):
            return "create"
        if rest.startswith("/workitems/") and asked.method == "PATCH":
            return "attach" if any(one["path"] == "/relations/-" for one in asked.json or ()) else "update"
        return "read" if rest.startswith("/workitems/") else "ask"

    def may(self, asked: Asked) -> bool:
        return asked.headers.get("authorization") == "Basic " + base64.b64encode(f":{TOKEN}".encode()).decode()

    def refused(self, sort: str) -> Reply:
        own = {
            "conflict": _fault(409, "TF26071: This work item has been changed by someone else since you opened it."),
            "invalid": _fault(400, "TF401320: Rule Error for field Title. Error code: Required, InvalidEmpty."),
        }
        return own.get(sort) or AzureServer().refused(sort)

    def answer(self, asked: Asked) -> Reply:
        if not asked.query.get("api-version", "").startswith("7.1"):
            return _fault(400, "No api-version was supplied for the request.")
        does = self.does(asked)
        if does == "self":
            return Reply({"authenticatedUser": {"id": "d291", "providerDisplayName": ADA}})
        if asked.path == "/acme/_apis/projects/Payments":
            return Reply({"id": "eb6e", "name": "Payments", "state": "wellFormed"})
        if not asked.path.startswith(_HERE):
            return _fault(404, "TF200016: The following project does not exist: Refunds.")
        if does == "find":
            return self._found(asked)
        if does == "upload":
            return self._uploaded(asked)
        if does == "ask":
            return self._told(asked)
        if does == "create":
            return self._made(asked)
        one = self.record(asked.words[5])
        if does == "comments":
            return Reply(
                {"totalCount": len(one.comments), "comments": [{"id": 1, "text": text} for text in one.comments]}
            )
        if does == "comment":
            self._allowed("comment")
            one.comments.append(sanitised(asked.json["text"]))
            return Reply({"workItemId": one.number, "commentId": len(one.comments), "text": one.comments[-1]})
        if does in ("update", "attach"):
            self._allowed("update")
            self._patched(one, asked)
            one.changed += 1
        return Reply(self.told(one))

    def told(self, one: Kept) -> dict[str, Any]:
        fixed = {"System.State": "New", "System.TeamProject": "Payments", "System.WorkItemType": "Change Request"}
        files = [{"rel": "AttachedFile", "url": url, "attributes": {"name": _named(url)}} for url in one.files]
        return ({"relations": files} if files else {}) | {
            "id": one.number,
            "rev": 1 + one.changed,
            "fields": fixed | {name: value for name, value in one.fields.items() if value not in ("", None)},
            "_links": {"html": {"href": f"{self.url}/web/wi.aspx?id={one.number}"}},
            "url": f"{self.url}/_apis/wit/workItems/{one.number}",
        }

    def edit(self, number: int, ours: str, text: str) -> None:
        self.records[number].fields[_PLACES[ours]] = text

    def text(self, number: int, ours: str) -> str:
        return str(self.records[number].fields.get(_PLACES[ours]) or "")

    def _allowed(self, right: str) -> None:
        if right not in self.rights:
            raise Wrong(
                _fault(
                    403,
                    "TF237111: The current user does not have permissions to save work items under the area path.",
                )
            )

    def _made(self, asked: Asked) -> Reply:
        self._allowed("create")
        kind = asked.words[5]
        if kind not in ("$Task", "$Change Request"):
            return _fault(404, f"VS402323: Work item type {kind[1:]} does not exist in project Payments.")
        made = Kept(0, {})
        self._patched(made, asked)
        if not made.fields.get("System.Title"):
            return self.refused("invalid")
        return Reply(self.told(self.keep(made.fields)))

    def _patched(self, one: Kept, asked: Asked) -> None:
        if asked.media != "application/json-patch+json":
            raise Wrong(
                _fault(
                    415,
                    "The request indicated a Content-Type of application/json for a method which does not support it.",
                )
            )
        fields, files = dict(one.fields), dict(one.files)
        for step in asked.json:
            path = step["path"]
            if path == "/relations/-":
                url = step["value"]["url"]
                files[url] = self.uploads[url]
            elif step["op"] == "remove" and path.removeprefix("/fields/") in fields:
                del fields[path.removeprefix("/fields/")]
            elif step["op"] != "add" or not path.startswith("/fields/"):
                raise Wrong(_fault(400, f"You must pass a valid patch document in the body of the request: {path}"))
            else:
                fields[path.removeprefix("/fields/")] = self._checked(path.removeprefix("/fields/"), step["value"])
        one.fields, one.files = fields, files

    def _checked(self, name: str, value: Any) -> Any:
        field = FIELDS.get(name)
        if field is None:
            raise Wrong(_fault(400, f"TF51535: Cannot find field {name}."))
        if name == "System.Title" and len(value) > 255:
            raise Wrong(_fault(400, "TF401320: Rule Error for field Title. Error code: InvalidTooLong."))
        if name == "System.AssignedTo":
            if value not in field["allowedValues"]:
                raise Wrong(
                    _fault(400, f"The identity value '{value}' for field 'Assigned To' is an unknown identity.")
                )
            return {"displayName": value, "uniqueName": f"{value.split()[0].lower()}@example.com", "id": "d291"}
        if name == "System.Tags":
            if "label" not in self.rights:
                raise Wrong(_fault(403, "TF401289: The current user does not have permissions to create tags."))
            return "; ".join(sorted({tag.strip() for tag in value.replace(",", ";").split(";") if tag.strip()}))
        if field.get("allowedValues") and value not in field["allowedValues"]:
            raise Wrong(
                _fault(400, f"TF401320: Rule Error for field {field['name']}. Error code: HasValues, InvalidNotInList.")
            )
        if field["type"] == "dateTime" and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value):
            raise Wrong(_fault(400, f"TF401320: Rule Error for field {field['name']}. Error code: InvalidDate."))
        return sanitised(value) if field["type"] == "html" else value

    def _found(self, asked: Asked) -> Reply:
        query = re.search(r"\[System\.Tags\] CONTAINS '([^']*)'", asked.json["query"])
        if not query:
            return _fault(400, "TF51005: The query references a field that does not exist.")
        found = [one for one in reversed(self.indexed) if query[1] in (one.fields.get("System.Tags") or "").split("; ")]
        rows = [{"id": one.number, "url": f"{self.url}/_apis/wit/workItems/{one.number}"} for one in found]
        return Reply({"queryType": "flat", "columns": [], "workItems": rows[: int(asked.query["$top"])]})

    def _uploaded(self, asked: Asked) -> Reply:
        if asked.media != "application/octet-stream":
            return _fault(415, "The request indicated an unsupported Content-Type.")
        self._allowed("attach")
        url = f"{self.url}/_apis/wit/attachments/6b2266bf-{len(self.uploads)}?fileName={quote(asked.query['fileName'])}"
        self.uploads[url] = asked.body
        return Reply({"id": "6b2266bf", "url": url}, 201)

    def _told(self, asked: Asked) -> Reply:
        self._allowed("ask")
        rest = asked.words[4:]
        if rest[:1] == ["fields"]:
            rows = [
                {
                    "referenceName": name,
                    "name": one["name"],
                    "type": one["type"],
                    "isIdentity": one.get("isIdentity", False),
                }
                for name, one in FIELDS.items()
            ]
            return Reply({"count": len(rows), "value": rows})
        if rest[:1] != ["workitemtypes"] or rest[2:] != ["fields"] or rest[1] not in ("Task", "Change Request"):
            return _fault(404, "VS402323: Work item type does not exist in project Payments.")
        rows = [
            {
                "referenceName": name,
                "name": one["name"],
                "alwaysRequired": one.get("alwaysRequired", False),
                "allowedValues": one.get("allowedValues", []),
            }
            for name, one in FIELDS.items()
        ]
        return Reply({"count": len(rows), "value": rows})


def _named(url: str) -> str:
    return unquote(url.rpartition("fileName=")[2])


def _fault(status: int, message: str) -> Reply:
    return Reply(
        {"$id": "1", "innerException": None, "message": message, "typeKey": "VssServiceException", "eventId": 3200},
        status,
    )
