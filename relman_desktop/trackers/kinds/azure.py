"""Azure DevOps, as a service and as a server: learn.microsoft.com/rest/api/azure/devops/wit."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from ...settings import Tracker
from ...sources.work.item import WorkItem
from ...sources.work.markup import html_to_markdown, plain_markdown
from ..kind import Ask, Page, Refusal, Unreadable
from . import answers, places
from .common import PAGE, Common, basic
from .criteria import criteria

_VERSION = {"api-version": "7.1"}
_KEY = re.compile(r"AB#([1-9][0-9]{0,17})", re.IGNORECASE)
_FOUND = 200  # ids that a search is asked for, as many as one request takes
_SIGN_IN = "A token of Azure DevOps may be good for one organisation only."
_SCOPE = "The token needs the scope Work Items (Read)."
_BODY = ("System.Description", "Microsoft.VSTS.TCM.ReproSteps")  # a bug has its text in the second
_CRITERIA = "Microsoft.VSTS.Common.AcceptanceCriteria"
_CLOSED = "Microsoft.VSTS.Common.ClosedDate"
_DATED = ("Microsoft.VSTS.Common.StateChangeDate", "Microsoft.VSTS.Common.ActivatedDate")


class AzureDevOps(Common):
    """Azure DevOps: HTML fields, a token without a name, and searches that tell numbers first."""

    name = "azure"
    title = "Azure DevOps"
    address = "https://dev.azure.com/organisation"
    word = "azure"
    why: ClassVar[Mapping[int, str]] = {401: _SIGN_IN, 403: _SCOPE}

    def base(self, tracker: Tracker) -> str:
        parts = places.parts(tracker)
        named = [one.partition("/")[0] for one in tracker.projects if "/" in one]
        if parts.hostname == "dev.azure.com" and not parts.path and named:
            return f"{places.root(tracker)}/{places.encoded(named[0])}"
        return places.root(tracker)

    def headers(self, tracker: Tracker, token: str) -> Mapping[str, str]:
        # the last, as its own tools send it, has it answer 401 rather than with its sign-in page
        media = {"Accept": "application/json", "X-TFS-FedAuthRedirect": "Suppress"}
        return {"Authorization": basic("", token), **media}

    def refusal(self, status: int, headers: Mapping[str, str], answer: Any) -> Refusal | None:
        page = answer is None and "html" in headers.get("content-type", "")
        if status in (203, 302) or (status == 200 and page):
            return Refusal("token", _SIGN_IN)
        return super().refusal(status, headers, answer)

    def native(self, key: str, tracker: Tracker, project: str) -> str:
        if found := _KEY.fullmatch(key):
            return found[1]
        path, sign, number = places.numbered(key) or ("", "", "")
        return number if sign == "#" and project and not path else ""  # a repository of its own says "#12" for one

    def ask(self, tracker: Tracker, native: str) -> Ask:
        return Ask(f"/_apis/wit/workitems/{places.encoded(native)}", {"$expand": "relations", **_VERSION})

    def read(self, tracker: Tracker, native: str, answer: Any) -> WorkItem:
        item = answers.table(answer, "the work item")
        if answers.number(item.get("id")) != native:
            raise Unreadable("it is not the work item that was asked for")
        return self._item(tracker, item)

    def ask_found(self, tracker: Tracker, words: str) -> Ask:
        query = {"$top": str(_FOUND), **_VERSION}
        return Ask("/_apis/wit/wiql", query, body={"query": _wiql(tracker, words)})

    def read_found(self, tracker: Tracker, asked: Ask, answer: Any, headers: Mapping[str, str]) -> Page:
        found = answers.table(answer, "the list")
        if asked.body is not None:
            told = answers.listed(found.get("workItems"), "the list of ids")
            return Page((), _of_ids([one for one in (answers.number(each.get("id")) for each in told) if one]))
        items = answers.listed(found.get("value"), "the list of work items")
        return Page(tuple(self._item(tracker, one) for one in items), _of_ids(list(asked.left)))

    def ask_self(self, tracker: Tracker) -> Ask:
        return Ask("/_apis/connectionData", {"api-version": "7.1-preview"})

    def read_self(self, tracker: Tracker, answer: Any) -> str:
        whose = answers.at(answers.table(answer, "the connection"), "authenticatedUser")
        name = answers.line(answers.at(whose, "providerDisplayName"))
        if not name or name == "Anonymous":
            raise Unreadable("it says that nobody is signed in")
        return name

    def _item(self, tracker: Tracker, item: Mapping[str, Any]) -> WorkItem:
        number = answers.number(item.get("id"))
        if not number:
            raise Unreadable("it has no id")
        fields = answers.table(item.get("fields"), "the table of its fields")
        body = "\n\n".join(text for text in (_markdown(item, one) for one in _BODY) if text)
        relations = tuple(_related(item))
        above = answers.number(fields.get("System.Parent")) or next((one for rel, one in relations if rel == _UP), "")
        return self.item(
            tracker,
            f"AB#{number}",
            title=answers.title(fields.get("System.Title")),
            url=f"{self.base(tracker)}/_workitems/edit/{number}",
            body=body,
            status=answers.line(fields.get("System.State")),
            kind=answers.line(fields.get("System.WorkItemType")),
            done=_done(fields),
            criteria=criteria([_markdown(item, _CRITERIA)], body),
            labels=tuple(
                dict.fromkeys(filter(None, map(str.strip, answers.line(fields.get("System.Tags")).split(";"))))
            ),
            assignee=_person(fields.get("System.AssignedTo")),
            parent=f"AB#{above}" if above else "",
            links=tuple(dict.fromkeys(f"AB#{one}" for rel, one in relations if rel != _UP)),
            updated=answers.moment(fields.get("System.ChangedDate")),
        )


_UP = "System.LinkTypes.Hierarchy-Reverse"


def _wiql(tracker: Tracker, words: str) -> str:
    """A query that reads. A quote in the words is doubled, as its language has it."""
    quoted = " ".join(words.split()).replace("'", "''")
    named = [one.rpartition("/")[2].replace("'", "''") for one in tracker.projects]
    projects = ", ".join(f"'{one}'" for one in named)
    within = f" AND [System.TeamProject] IN ({projects})" if named else ""
    either = f"([System.Title] CONTAINS WORDS '{quoted}' OR [System.Description] CONTAINS WORDS '{quoted}')"
    return f"SELECT [System.Id] FROM WorkItems WHERE {either}{within} ORDER BY [System.ChangedDate] DESC"  # noqa: S608


def _of_ids(ids: list[str]) -> Ask | None:
    if not ids:
        return None
    query = {"ids": ",".join(ids[:PAGE]), "$expand": "relations", "errorPolicy": "omit", **_VERSION}
    return Ask("/_apis/wit/workitems", query, left=tuple(ids[PAGE:_FOUND]))


def _markdown(item: Mapping[str, Any], field: str) -> str:
    """A field of many lines: HTML, but where the item says that it is Markdown."""
    told = answers.text(answers.at(item, "fields", field))
    written = answers.line(answers.at(item, "multilineFieldsFormat", field)).lower()
    return answers.text((plain_markdown if written == "markdown" else html_to_markdown)(told))


def _done(fields: Mapping[str, Any]) -> bool | None:
    """Whether it is in a state of the category Completed, which dates its closing.

    None for a type of item that does not date its states: the category itself is told for a type, not for an item.
    """
    if answers.moment(fields.get(_CLOSED)):
        return True
    return False if any(answers.moment(fields.get(one)) for one in _DATED) else None


def _person(told: Any) -> str:
    name = answers.line(answers.at(told, "displayName")) or answers.line(told)
    return name.partition(" <")[0]  # a server of before: "Name <name@example.com>"


def _related(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(kind of link, number) of each link to another work item."""
    for one in answers.rows(item.get("relations")):
        if number := places.number_below(one.get("url"), "workItems"):
            yield answers.line(one.get("rel")), number
