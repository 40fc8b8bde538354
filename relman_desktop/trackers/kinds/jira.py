"""Jira, Cloud and Data Center: what both have in common is all but the markup, the paging and the token.

Fields and answers: developer.atlassian.com/cloud/jira/platform/rest/v3, docs.atlassian.com/software/jira/docs/api/REST.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...settings import Tracker
from ...sources.work.item import WorkItem
from ...sources.work.markup import adf_to_markdown, wiki_to_markdown
from ..kind import Ask, Page, Refusal, Unreadable
from . import answers, places
from .common import PAGE, Common, basic
from .criteria import criteria, named

KEY = re.compile(r"(?P<project>[A-Z][A-Z0-9_]{0,99})-[1-9][0-9]{0,17}")
_LISTED = "summary,description,status,issuetype,labels,assignee,parent,subtasks,issuelinks,updated"
# Fields of a site's own are known by name only, so all come, but for the long ones that are not read
_ALL = "*all,-comment,-attachment,-worklog"
_FIELDS = 20  # of criteria, in an answer that claims more of them than anybody makes
_CAPTCHA = "Jira asks this account to prove that it is a person: sign in once in a browser."


class _Jira(Common):
    word = "jira"
    api: str

    def native(self, key: str, tracker: Tracker, project: str) -> str:
        found = KEY.fullmatch(key)
        return key if found and places.holds(tracker, found["project"]) else ""

    def ask(self, tracker: Tracker, native: str) -> Ask:
        return Ask(f"{self.api}/issue/{places.encoded(native)}", {"fields": _ALL, "expand": "names"})

    def ask_self(self, tracker: Tracker) -> Ask:
        return Ask(f"{self.api}/myself")

    def read_self(self, tracker: Tracker, answer: Any) -> str:
        whose = answers.table(answer, "the account")
        name = answers.line(whose.get("displayName")) or answers.line(whose.get("name"))
        if not name:
            raise Unreadable("it names no account")
        return name

    def refusal(self, status: int, headers: Mapping[str, str], answer: Any) -> Refusal | None:
        # whoever has a wrong token may be taken for a guest, to whom there is no such item, or nothing at all with 200
        said = headers.get("x-seraph-loginreason", "").upper()
        if status in (401, 403, 404) or (status == 200 and answer is None):
            if "DENIED" in said or "captcha" in headers.get("x-authentication-denied-reason", "").lower():
                return Refusal("token", _CAPTCHA)
            if "FAILED" in said:
                return Refusal("token")
        return super().refusal(status, headers, answer)

    def read(self, tracker: Tracker, native: str, answer: Any) -> WorkItem:
        issue = answers.table(answer, "the issue")
        item = self._issue(tracker, issue, issue.get("names"))
        return replace(item, key=native, now="" if item.key == native else item.key)

    def read_found(self, tracker: Tracker, asked: Ask, answer: Any, headers: Mapping[str, str]) -> Page:
        found = answers.table(answer, "the list")
        issues = answers.listed(found.get("issues"), "the list of issues")
        items = tuple(self._issue(tracker, one, found.get("names")) for one in issues)
        return Page(items, self._next(asked, found, len(issues)))

    def _query(self, tracker: Tracker, words: str) -> Mapping[str, str]:
        projects = ", ".join(f'"{one}"' for one in map(str.upper, tracker.projects) if KEY.fullmatch(f"{one}-1"))
        within = f"project in ({projects}) AND " if projects else ""
        # letters and digits only, and small: signs and capitals are operators of its search
        plain = " ".join(re.findall(r"\w+", words.lower()))
        holding = f'text ~ "{plain}"' if plain else "updated >= -30d"  # it refuses a search without bounds
        jql = f"{within}{holding} ORDER BY updated DESC"
        return {"jql": jql, "fields": _LISTED, "maxResults": str(PAGE)}

    def _next(self, asked: Ask, found: Mapping[str, Any], told: int) -> Ask | None:
        raise NotImplementedError

    def _markdown(self, told: Any) -> str:
        raise NotImplementedError

    def _issue(self, tracker: Tracker, issue: Mapping[str, Any], names: Any) -> WorkItem:
        key = answers.line(issue.get("key"))
        if not KEY.fullmatch(key):
            raise Unreadable("it has no key")
        fields = answers.table(issue.get("fields"), "the table of its fields")
        category = answers.at(fields, "status", "statusCategory", "key")
        body = self._markdown(fields.get("description"))
        return self.item(
            tracker,
            key,
            title=answers.title(fields.get("summary")),
            url=f"{places.root(tracker)}/browse/{key}",
            body=body,
            status=answers.line(answers.at(fields, "status", "name")),
            kind=answers.line(answers.at(fields, "issuetype", "name")),
            done=category == "done" if isinstance(category, str) else None,
            criteria=criteria((self._markdown(fields.get(one)) for one in named(names)[:_FIELDS]), body),
            labels=answers.lines(fields.get("labels")),
            assignee=answers.line(answers.at(fields, "assignee", "displayName")),
            parent=_parent(fields, names),
            links=tuple(dict.fromkeys(_links(fields))),
            updated=answers.moment(fields.get("updated")),
        )


class JiraCloud(_Jira):
    """Jira Cloud: Atlassian Document Format, an email address with the token, and pages by a token of their own."""

    name = "jira-cloud"
    title = "Jira Cloud"
    wants_user = True
    address = "https://example.atlassian.net"
    api = "/rest/api/3"

    def headers(self, tracker: Tracker, token: str) -> Mapping[str, str]:
        return {"Authorization": basic(tracker.user, token), "Accept": "application/json"}

    def ask_found(self, tracker: Tracker, words: str) -> Ask:
        return Ask(f"{self.api}/search/jql", self._query(tracker, words))  # "/search" answers 410 since 2025

    def _next(self, asked: Ask, found: Mapping[str, Any], told: int) -> Ask | None:
        token = found.get("nextPageToken")  # the last page has none
        if not isinstance(token, str) or not token or found.get("isLast") is True:
            return None
        return replace(asked, query={**asked.query, "nextPageToken": token})

    def _markdown(self, told: Any) -> str:
        return answers.text(adf_to_markdown(told) if isinstance(told, dict) else told)


class JiraServer(_Jira):
    """Jira Data Center: wiki markup, a personal access token, and pages by number."""

    name = "jira-server"
    title = "Jira Data Center"
    address = "https://jira.example.com"
    api = "/rest/api/2"

    def headers(self, tracker: Tracker, token: str) -> Mapping[str, str]:
        # before 8.14 there are no personal tokens: then it is a name and its password
        authorization = basic(tracker.user, token) if tracker.user else f"Bearer {token}"
        return {"Authorization": authorization, "Accept": "application/json"}

    def ask_found(self, tracker: Tracker, words: str) -> Ask:
        return Ask(f"{self.api}/search", {**self._query(tracker, words), "startAt": "0"})

    def _next(self, asked: Ask, found: Mapping[str, Any], told: int) -> Ask | None:
        after, total = int(asked.query["startAt"]) + told, found.get("total")
        more = told and isinstance(total, int) and after < total
        return replace(asked, query={**asked.query, "startAt": str(after)}) if more else None

    def _markdown(self, told: Any) -> str:
        return answers.text(wiki_to_markdown(answers.text(told)))


def _parent(fields: Mapping[str, Any], names: Any) -> str:
    """The key of the item above; sites of before have the epic's in a field of their own."""
    epics = (one for one, name in names.items() if name == "Epic Link") if isinstance(names, dict) else ()
    above = (answers.line(answers.at(fields, "parent", "key")), *(answers.line(fields.get(one)) for one in epics))
    return next((one for one in above if KEY.fullmatch(one)), "")


def _links(fields: Mapping[str, Any]) -> Iterator[str]:
    linked = [answers.at(link, side) for link in answers.rows(fields.get("issuelinks")) for side in _SIDES]
    for one in (*linked, *answers.rows(fields.get("subtasks"))):
        if KEY.fullmatch(key := answers.line(answers.at(one, "key"))):
            yield key


_SIDES = ("outwardIssue", "inwardIssue")
