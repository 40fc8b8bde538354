"""Redmine: www.redmine.org/projects/redmine/wiki/Rest_Issues, and its own source for what it refuses."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from ...settings import Tracker
from ...sources.work.criteria import is_criteria
from ...sources.work.item import WorkItem
from ...sources.work.markup import plain_markdown, textile_to_markdown
from ..kind import Ask, Page, Unreadable
from . import answers, places
from .common import PAGE, Common
from .criteria import criteria

_OFF = "Redmine answers so too while its REST interface is off: Administration, Settings, API."

# A site writes Textile or Markdown, and does not tell which
_TEXTILE = re.compile(
    r"^(?:h[1-6]|bq|p)[(\[{<>=)a-z-]{0,9}\. |^# .+\n# |^\*\* |^\|_\.|<pre>|</pre>|^#{2,4} .+\n#{2,4} |"
    r"(?<![\w@])@[^@\s][^@\n]{0,200}@(?![\w@])|\"[^\"\n]{1,200}\":https?://",
    re.MULTILINE,
)
_MARKDOWN = re.compile(
    r"(?:\A|\n\n)#{1,6} .+\n(?!#)|^ {0,3}(?:```|~~~)|^ {0,9}[-+] |^ {0,9}\d{1,3}\. |^\|[ :]?-{3}|"
    r"\]\(\S|(?<!\*)\*\*[^\s*]|(?<!`)`[^`\n]+`(?!`)",
    re.MULTILINE,
)


class Redmine(Common):
    """Redmine: a number counts through all projects of a site."""

    name = "redmine"
    title = "Redmine"
    address = "https://redmine.example.com"
    word = "redmine"
    why: ClassVar[Mapping[int, str]] = {403: _OFF}

    def headers(self, tracker: Tracker, token: str) -> Mapping[str, str]:
        media = {"Accept": "application/json"}
        return {**media, "X-Redmine-API-Key": token} if token else media

    def native(self, key: str, tracker: Tracker, project: str) -> str:
        path, sign, number = places.numbered(key) or ("", "", "")
        return number if sign == "#" and not path else ""

    def ask(self, tracker: Tracker, native: str) -> Ask:
        return Ask(f"/issues/{places.encoded(native)}.json", {"include": "children,relations"})

    def read(self, tracker: Tracker, native: str, answer: Any) -> WorkItem:
        issue = answers.table(answers.table(answer, "the answer").get("issue"), "the issue")
        if answers.number(issue.get("id")) != native:
            raise Unreadable("it is not the issue that was asked for")
        if not _held(tracker, issue):
            project = answers.line(answers.at(issue, "project", "name"))
            raise Unreadable(f"it is of the project {project}, and not of those that this tracker is set up for")
        return self._issue(tracker, issue)

    def ask_found(self, tracker: Tracker, words: str) -> Ask:
        query = {"q": words, "issues": "1", "all_words": "1", "limit": str(PAGE), "offset": "0"}
        return Ask("/search.json", query)

    def read_found(self, tracker: Tracker, asked: Ask, answer: Any, headers: Mapping[str, str]) -> Page:
        told = answers.table(answer, "the list")
        if asked.path == "/search.json":  # it tells titles and numbers only
            found = answers.listed(told.get("results"), "the list of results")
            ids = [one for one in (answers.number(each.get("id")) for each in found) if one]
            return Page((), _of_ids(ids, _behind(asked, told, len(found))))
        issues = [one for one in answers.listed(told.get("issues"), "the list of issues") if _held(tracker, one)]
        # they come by number: the order of the search is what the person sees
        order = {number: place for place, number in enumerate(asked.query["issue_id"].split(","))}
        items = sorted(
            (self._issue(tracker, one) for one in issues), key=lambda one: order.get(one.key[1:], len(order))
        )
        return Page(
            tuple(items), Ask("/search.json", dict(zip(_AGAIN, asked.left, strict=True))) if asked.left else None
        )

    def ask_self(self, tracker: Tracker) -> Ask:
        return Ask("/users/current.json")

    def read_self(self, tracker: Tracker, answer: Any) -> str:
        user = answers.table(answers.table(answer, "the answer").get("user"), "the account")
        if login := answers.line(user.get("login")):
            return login
        raise Unreadable("it names no account")

    def _issue(self, tracker: Tracker, issue: Mapping[str, Any]) -> WorkItem:
        number = answers.number(issue.get("id"))
        if not number:
            raise Unreadable("it has no number")
        body = _markdown(issue.get("description"))
        own = [one for one in answers.rows(issue.get("custom_fields")) if is_criteria(one.get("name"))]
        above = answers.number(answers.at(issue, "parent", "id"))
        closed = answers.at(issue, "status", "is_closed")
        return self.item(
            tracker,
            f"#{number}",
            title=answers.title(issue.get("subject")),
            url=f"{places.root(tracker)}/issues/{number}",
            body=body,
            status=answers.line(answers.at(issue, "status", "name")),
            kind=answers.line(answers.at(issue, "tracker", "name")),
            done=closed if isinstance(closed, bool) else None,  # told since 5.0
            criteria=criteria((_field(one.get("value")) for one in own), body),
            labels=tuple(filter(None, [answers.line(answers.at(issue, "category", "name"))])),
            assignee=answers.line(answers.at(issue, "assigned_to", "name")),
            parent=f"#{above}" if above else "",
            links=tuple(dict.fromkeys(f"#{one}" for one in _related(issue) if one not in ("", number))),
            updated=answers.moment(issue.get("updated_on")),
        )


_AGAIN = ("q", "issues", "all_words", "limit", "offset")


def _behind(asked: Ask, told: Mapping[str, Any], found: int) -> tuple[str, ...]:
    """What the search for the next page is made of; () behind the last one."""
    after, total = int(asked.query["offset"]) + found, told.get("total_count")
    more = found and isinstance(total, int) and after < total
    return tuple({**asked.query, "offset": str(after)}[one] for one in _AGAIN) if more else ()


def _of_ids(ids: list[str], behind: tuple[str, ...]) -> Ask | None:
    query = {"issue_id": ",".join(ids), "status_id": "*", "limit": str(PAGE), "include": "relations"}
    return Ask("/issues.json", query, left=behind) if ids else None


def _held(tracker: Tracker, issue: Mapping[str, Any]) -> bool:
    """Whether it is of one of the tracker's projects: a bare number may mean an issue of any other tracker."""
    project = answers.at(issue, "project")
    return any(places.holds(tracker, answers.line(answers.at(project, one))) for one in ("name", "id"))


def is_textile(text: str) -> bool:
    """Whether a text is Textile rather than Markdown, by what only one of them has; Markdown where neither shows."""
    return len(_TEXTILE.findall(text)) > len(_MARKDOWN.findall(text))


def _markdown(told: Any) -> str:
    text = answers.text(told)
    return answers.text((textile_to_markdown if is_textile(text) else plain_markdown)(text))


def _field(told: Any) -> str:
    """The value of a field; one that takes many is a list."""
    return "\n".join(f"- {one}" for one in answers.lines(told)) if isinstance(told, list) else _markdown(told)


def _related(issue: Mapping[str, Any]) -> Iterator[str]:
    for one in answers.rows(issue.get("relations")):
        yield answers.number(one.get("issue_id"))
        yield answers.number(one.get("issue_to_id"))
    for one in answers.rows(issue.get("children")):
        yield answers.number(one.get("id"))
