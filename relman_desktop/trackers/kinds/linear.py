"""Linear: linear.app/developers/graphql, and the schema that its own client is made of."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...settings import Tracker
from ...sources.work.item import WorkItem
from ...sources.work.markup import plain_markdown
from ..kind import Ask, Page, Refusal, Sort, Unreadable
from . import answers, places
from .common import PAGE, Common
from .criteria import criteria
from .jira import KEY
from .refusals import used_up

_PART = """
identifier title description url updatedAt
state { name type }
labels(first: 20) { nodes { name } }
assignee { displayName }
parent { identifier }
"""
_LINKED = """
children(first: 50) { nodes { identifier } }
relations(first: 50) { nodes { relatedIssue { identifier } } }
"""  # for one item only: a request may cost 10,000 points, and each list costs what it might hold
_ONE = f"query ($key: String!) {{ issue(id: $key) {{ {_PART} {_LINKED} }} }}"
_FOUND = f"""query ($words: String!, $most: Int!, $after: String) {{
searchIssues(term: $words, first: $most, after: $after, orderBy: updatedAt) {{
nodes {{ {_PART} }} pageInfo {{ hasNextPage endCursor }} }} }}"""
_SELF = "query { viewer { displayName email } }"

_TYPES: Mapping[str, Sort] = {
    "authentication error": "token",
    "forbidden": "access",
    "feature not accessible": "access",
    "ratelimited": "limit",
    "internal error": "fault",
}
_CODES: Mapping[str, Sort] = {"AUTHENTICATION_ERROR": "token", "FORBIDDEN": "access", "RATELIMITED": "limit"}
_DONE = {"completed": True} | dict.fromkeys(
    ("triage", "backlog", "unstarted", "started", "canceled", "duplicate"), False
)


class Linear(Common):
    """Linear: GraphQL, whose errors may come with a status of 200. The key goes without a scheme before it."""

    name = "linear"
    title = "Linear"
    address = "https://linear.app"
    word = "linear"

    def base(self, tracker: Tracker) -> str:
        parts = places.parts(tracker)
        own = parts.hostname in ("linear.app", "www.linear.app", "api.linear.app")
        return f"{parts.scheme}://api.linear.app" if own else places.root(tracker).removesuffix("/graphql")

    def headers(self, tracker: Tracker, token: str) -> Mapping[str, str]:
        return {"Authorization": token, "Accept": "application/json"}

    def refusal(self, status: int, headers: Mapping[str, str], answer: Any) -> Refusal | None:
        errors = answers.rows(answers.at(answer, "errors"))
        if not errors or (status == 200 and _tells(answer)):
            return super().refusal(status, headers, answer)
        sort: Sort = next(filter(None, map(_sort, errors)), "odd")
        if sort == "limit":
            return Refusal("limit", until=max(filter(None, (used_up(headers, *one) for one in _LIMITS)), default=0))
        said = next(filter(None, map(_said, errors)), "")
        return Refusal(sort, f"Linear says: {said}" if said and sort == "odd" else "")

    def native(self, key: str, tracker: Tracker, project: str) -> str:
        found = KEY.fullmatch(key)
        return key if found and places.holds(tracker, found["project"]) else ""

    def ask(self, tracker: Tracker, native: str) -> Ask:
        return Ask("/graphql", body={"query": _ONE, "variables": {"key": native}})

    def read(self, tracker: Tracker, native: str, answer: Any) -> WorkItem:
        issue = answers.table(answers.at(_data(answer), "issue"), "the issue")
        item = self._issue(tracker, issue)
        return replace(item, key=native, now="" if item.key == native else item.key)

    def ask_found(self, tracker: Tracker, words: str) -> Ask:
        return Ask("/graphql", body={"query": _FOUND, "variables": {"words": words, "most": PAGE, "after": None}})

    def read_found(self, tracker: Tracker, asked: Ask, answer: Any, headers: Mapping[str, str]) -> Page:
        found = answers.table(answers.at(_data(answer), "searchIssues"), "the list")
        items = (self._issue(tracker, one) for one in answers.listed(found.get("nodes"), "the list of issues"))
        held = tuple(one for one in items if places.holds(tracker, one.key.rpartition("-")[0]))
        return Page(held, _next(asked, found.get("pageInfo")))

    def ask_self(self, tracker: Tracker) -> Ask:
        return Ask("/graphql", body={"query": _SELF})

    def read_self(self, tracker: Tracker, answer: Any) -> str:
        viewer = answers.table(answers.at(_data(answer), "viewer"), "the account")
        if name := answers.line(viewer.get("displayName")) or answers.line(viewer.get("email")):
            return name
        raise Unreadable("it names no account")

    def _issue(self, tracker: Tracker, issue: Mapping[str, Any]) -> WorkItem:
        key = answers.line(issue.get("identifier"))
        if not KEY.fullmatch(key):
            raise Unreadable("it has no identifier")
        body = plain_markdown(answers.text(issue.get("description")))
        category = answers.line(answers.at(issue, "state", "type"))
        return self.item(
            tracker,
            key,
            title=answers.title(issue.get("title")),
            url=answers.web(issue.get("url"), ""),
            body=body,
            status=answers.line(answers.at(issue, "state", "name")),
            done=_DONE.get(category),
            criteria=criteria((), body),
            labels=answers.lines(answers.at(issue, "labels", "nodes"), "name"),
            assignee=answers.line(answers.at(issue, "assignee", "displayName")),
            parent=answers.line(answers.at(issue, "parent", "identifier")),
            links=tuple(dict.fromkeys(filter(None, _links(issue)))),
            updated=answers.moment(issue.get("updatedAt")),
        )


_LIMITS = (
    ("x-ratelimit-requests-remaining", "x-ratelimit-requests-reset"),
    ("x-ratelimit-complexity-remaining", "x-ratelimit-complexity-reset"),
)


def _data(answer: Any) -> Mapping[str, Any]:
    return answers.table(answers.table(answer, "the answer").get("data"), "the data")


def _tells(answer: Any) -> bool:
    """Whether it tells something in spite of its errors."""
    data = answers.at(answer, "data")
    return isinstance(data, dict) and any(isinstance(one, dict) for one in data.values())


def _sort(error: Mapping[str, Any]) -> Sort | None:
    code = answers.line(answers.at(error, "extensions", "code"))
    kind = answers.line(answers.at(error, "extensions", "type")).lower()
    if answers.line(error.get("message")).startswith("Entity not found"):
        return "missing"
    return _CODES.get(code) or _TYPES.get(kind)


def _said(error: Mapping[str, Any]) -> str:
    return answers.line(answers.at(error, "extensions", "userPresentableMessage")) or answers.line(error.get("message"))


def _next(asked: Ask, told: Any) -> Ask | None:
    cursor = answers.at(told, "endCursor")
    if answers.at(told, "hasNextPage") is not True or not isinstance(cursor, str) or asked.body is None:
        return None
    before = asked.body["variables"]
    return replace(asked, body={**asked.body, "variables": {**before, "after": cursor}})


def _links(issue: Mapping[str, Any]) -> Iterator[str]:
    for one in answers.rows(answers.at(issue, "relations", "nodes")):
        yield answers.line(answers.at(one, "relatedIssue", "identifier"))
    yield from answers.lines(answers.at(issue, "children", "nodes"), "identifier")
