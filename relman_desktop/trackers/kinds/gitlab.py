"""GitLab, on gitlab.com and elsewhere: docs.gitlab.com/api/issues, /api/merge_requests, /api/rest."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from ...settings import Tracker
from ...sources.work.item import WorkItem
from ...sources.work.markup import plain_markdown
from ..kind import Ask, Page, Unreadable
from . import answers, places
from .common import PAGE, Common
from .criteria import criteria

_API = "/api/v4"
_SCOPE = "The token needs the scope read_api, and its owner the right to read this project."
_MOVED = "Its project has another path now; look there for it."
_EPIC = re.compile(r"/?(?:groups/)?(?P<group>[A-Za-z0-9_./-]{1,500}?)/-/epics/(?P<number>[1-9][0-9]{0,17})")


class GitLab(Common):
    """GitLab: issues ("group/project#12") and merge requests ("group/project!12")."""

    name = "gitlab"
    title = "GitLab"
    address = "https://gitlab.com"
    word = "gitlab"
    why: ClassVar[Mapping[int, str]] = {301: _MOVED, 403: _SCOPE}

    def headers(self, tracker: Tracker, token: str) -> Mapping[str, str]:
        media = {"Accept": "application/json"}
        return {**media, "PRIVATE-TOKEN": token} if token else media

    def native(self, key: str, tracker: Tracker, project: str) -> str:
        whole = places.referred(key, project)
        path = (places.numbered(whole) or ("",))[0]
        return whole if "/" in path and places.holds(tracker, path) else ""

    def ask(self, tracker: Tracker, native: str) -> Ask:
        path, sign, number = places.numbered(native) or ("", "", "")
        folder = "merge_requests" if sign == "!" else "issues"
        return Ask(f"{_API}/projects/{places.encoded(path)}/{folder}/{number}")

    def read(self, tracker: Tracker, native: str, answer: Any) -> WorkItem:
        issue = answers.table(answer, "the issue")
        if answers.number(issue.get("iid")) != (places.numbered(native) or ("", "", ""))[2]:
            raise Unreadable("it is not the one that was asked for")
        key = _key(issue) or native
        item = self._issue(tracker, key, issue)
        return replace(item, key=native, now="" if key.casefold() == native.casefold() else key)

    def ask_found(self, tracker: Tracker, words: str) -> Ask:
        only = places.encoded(tracker.projects[0]) if len(tracker.projects) == 1 else ""
        query = {"search": words, "scope": "all", "order_by": "updated_at", "per_page": str(PAGE), "page": "1"}
        return Ask(f"{_API}/projects/{only}/issues" if only else f"{_API}/issues", query)

    def read_found(self, tracker: Tracker, asked: Ask, answer: Any, headers: Mapping[str, str]) -> Page:
        keyed = ((_key(one), one) for one in answers.listed(answer, "the list of issues"))
        held = ((key, one) for key, one in keyed if key and places.holds(tracker, key.rpartition("#")[0]))
        page = answers.number(headers.get("x-next-page", ""))  # empty on the last one
        more = replace(asked, query={**asked.query, "page": page}) if page and page != asked.query["page"] else None
        return Page(tuple(self._issue(tracker, key, one) for key, one in held), more)

    def ask_self(self, tracker: Tracker) -> Ask:
        return Ask(f"{_API}/user")

    def read_self(self, tracker: Tracker, answer: Any) -> str:
        if name := answers.line(answers.table(answer, "the account").get("username")):
            return name
        raise Unreadable("it names no account")

    def _issue(self, tracker: Tracker, key: str, issue: Mapping[str, Any]) -> WorkItem:
        path, sign, number = places.numbered(key) or ("", "", "")
        folder = "merge_requests" if sign == "!" else "issues"
        body = plain_markdown(answers.text(issue.get("description")))
        status, done = _status(issue)
        return self.item(
            tracker,
            key,
            title=answers.title(issue.get("title")),
            url=answers.web(issue.get("web_url"), f"{places.root(tracker)}/{path}/-/{folder}/{number}"),
            body=body,
            status=status,
            kind="Merge request" if sign == "!" else _type(issue),
            done=done,
            criteria=criteria((), body),
            labels=answers.lines(issue.get("labels")),
            assignee=", ".join(answers.lines(issue.get("assignees"), "name")),
            parent=_epic(answers.at(issue, "epic", "url")),
            updated=answers.moment(issue.get("updated_at")),
        )


def _key(issue: Mapping[str, Any]) -> str:
    """Its full reference; "" where it has none (before 12.6)."""
    path, sign, number = places.numbered(answers.line(answers.at(issue, "references", "full"))) or ("", "", "")
    return f"{path}{sign}{number}" if "/" in path else ""


def _type(issue: Mapping[str, Any]) -> str:
    return (answers.line(issue.get("issue_type")) or "issue").replace("_", " ").capitalize()


def _status(issue: Mapping[str, Any]) -> tuple[str, bool | None]:
    """As GitLab shows it, and whether it is done. One that was moved is closed here, and may be open there."""
    state = answers.line(issue.get("state"))
    if state == "closed" and answers.number(issue.get("moved_to_id")):
        return "closed (moved)", None
    merge_request = "source_branch" in issue
    known = {"opened": False, "locked": False, "merged": True, "closed": not merge_request}
    return state, known.get(state)


def _epic(address: Any) -> str:
    found = _EPIC.fullmatch(address) if isinstance(address, str) and len(address) < 1000 else None
    return f"{found['group']}&{found['number']}" if found else ""
