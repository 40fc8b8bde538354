"""GitHub, on github.com, ghe.com and a server of one's own: docs.github.com/rest/issues/issues, /rest/search/search."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from ...settings import Tracker
from ...sources.work.item import WorkItem
from ...sources.work.markup import plain_markdown
from ..kind import Ask, Page, Refusal, Unreadable
from . import answers, places
from .common import PAGE, Common
from .criteria import criteria
from .refusals import used_up

_REPOSITORY = re.compile(r"[A-Za-z0-9-]+(?:_[A-Za-z0-9]+)?/[A-Za-z0-9_.-]+")
_ISSUE = re.compile(r"/(?:repos/)?(?P<path>[^/]+/[^/]+)/(?:issues|pull)/(?P<number>[1-9][0-9]{0,17})")
_NEXT = re.compile(r'<(?P<address>[^<>]{1,2000})>;\s*rel="next"')
_MOVED = "It was transferred to another repository, or its repository was renamed; look there for its new number."
_SSO = "The organisation wants the token authorised for its single sign-on: github.com/settings/tokens, Configure SSO."


class GitHub(Common):
    """GitHub. A pull request is an issue too, and its kind says so."""

    name = "github"
    title = "GitHub"
    address = "https://github.com"
    word = "github"
    why: ClassVar[Mapping[int, str]] = {301: _MOVED, 410: "Its repository may have its issues switched off."}

    def base(self, tracker: Tracker) -> str:
        parts = places.parts(tracker)
        host = (parts.hostname or "").removeprefix("www.")
        if host == "github.com" or host.endswith(".ghe.com"):
            own = host if host.startswith("api.") else f"api.{host}"
            return f"{parts.scheme}://{own}"
        if host == "api.github.com" or parts.path.endswith("/api/v3"):
            return places.root(tracker)
        return f"{places.root(tracker)}/api/v3"

    def headers(self, tracker: Tracker, token: str) -> Mapping[str, str]:
        media = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
        return {**media, "Authorization": f"Bearer {token}"} if token else media

    def refusal(self, status: int, headers: Mapping[str, str], answer: Any) -> Refusal | None:
        if status in (403, 429):
            until = used_up(headers, "x-ratelimit-remaining", "x-ratelimit-reset")
            if until is not None or status == 429 or "retry-after" in headers or _mentions(answer, "rate limit"):
                return Refusal("limit", until=until or 0)
        if status == 403 and "required" in headers.get("x-github-sso", ""):
            return Refusal("access", _SSO)
        return super().refusal(status, headers, answer)

    def native(self, key: str, tracker: Tracker, project: str) -> str:
        whole = places.referred(key, project)
        path = whole.partition("#")[0]
        return whole if _REPOSITORY.fullmatch(path) and places.holds(tracker, path) else ""

    def ask(self, tracker: Tracker, native: str) -> Ask:
        path, _, number = native.partition("#")
        return Ask(f"/repos/{'/'.join(map(places.encoded, path.split('/')))}/issues/{number}")

    def read(self, tracker: Tracker, native: str, answer: Any) -> WorkItem:
        issue = answers.table(answer, "the issue")
        if answers.number(issue.get("number")) != native.partition("#")[2]:
            raise Unreadable("it is not the issue that was asked for")
        return self._issue(tracker, native, issue)

    def ask_found(self, tracker: Tracker, words: str) -> Ask:
        # a qualifier in the words ("is:open", "author:me") is the person's own; some tokens must say which they want
        sort = () if re.search(r"\b(?:is|type):", words) else ("is:issue",)
        asked = " ".join((*words.split(), *sort, *_within(self.base(tracker), tracker.projects)))
        return Ask("/search/issues", {"q": asked, "sort": "updated", "per_page": str(PAGE), "page": "1"})

    def read_found(self, tracker: Tracker, asked: Ask, answer: Any, headers: Mapping[str, str]) -> Page:
        issues = answers.listed(answers.table(answer, "the list").get("items"), "the list of issues")
        keyed = ((_key(one.get("url")), one) for one in issues)
        items = tuple(self._issue(tracker, key, one) for key, one in keyed if key)
        return Page(items, _next(asked, headers.get("link", "")))

    def ask_self(self, tracker: Tracker) -> Ask:
        return Ask("/user")

    def read_self(self, tracker: Tracker, answer: Any) -> str:
        if login := answers.line(answers.table(answer, "the account").get("login")):
            return login
        raise Unreadable("it names no account")

    def _issue(self, tracker: Tracker, key: str, issue: Mapping[str, Any]) -> WorkItem:
        path, _, number = key.partition("#")
        pull = isinstance(issue.get("pull_request"), dict)
        body = plain_markdown(answers.text(issue.get("body")))
        status, done = _status(issue)
        return self.item(
            tracker,
            key,
            title=answers.title(issue.get("title")),
            url=answers.web(issue.get("html_url"), f"{_site(tracker)}/{path}/issues/{number}"),
            body=body,
            status=status,
            kind="Pull request" if pull else answers.line(answers.at(issue, "type", "name")) or "Issue",
            done=done,
            criteria=criteria((), body),
            labels=_labels(issue.get("labels")),
            assignee=", ".join(answers.lines(issue.get("assignees"), "login")),
            parent=_key(issue.get("parent_issue_url")),
            updated=answers.moment(issue.get("updated_at")),
        )


def _within(base: str, projects: tuple[str, ...]) -> tuple[str, ...]:
    """The words that keep a search to repositories: beside one another they mean "and" on github.com since 2025."""
    repositories = tuple(f"repo:{one}" for one in projects if _REPOSITORY.fullmatch(one))
    if len(repositories) < 2 or base.endswith("/api/v3"):
        return repositories
    return (f"({' OR '.join(repositories)})",)


def _site(tracker: Tracker) -> str:
    return places.root(tracker).removesuffix("/api/v3").replace("//api.", "//")


def _mentions(answer: Any, words: str) -> bool:
    return words in answers.line(answers.at(answer, "message")).lower()


def _status(issue: Mapping[str, Any]) -> tuple[str, bool | None]:
    """As GitHub shows it, and whether it is done: closed as not planned is not."""
    if answers.line(answers.at(issue, "pull_request", "merged_at")):
        return "merged", True
    state, reason = answers.line(issue.get("state")), answers.line(issue.get("state_reason"))
    if state != "closed":
        return state, False if state == "open" else None
    if reason in ("not_planned", "duplicate"):
        return f"closed as {reason.replace('_', ' ')}", False
    return state, not isinstance(issue.get("pull_request"), dict)


def _labels(told: Any) -> tuple[str, ...]:
    return answers.lines(told, "name")


def _key(address: Any) -> str:
    """ "owner/repo#12" of the address of an issue, as the interface has it; "" for another address."""
    found = _ISSUE.search(address) if isinstance(address, str) and len(address) < 2000 else None
    fits = found and found.end() == len(address) and _REPOSITORY.fullmatch(found["path"])
    return f"{found['path']}#{found['number']}" if found and fits else ""


def _next(asked: Ask, link: str) -> Ask | None:
    """The next page that the header `Link` names: only its number is taken from there, never where it lies."""
    found = _NEXT.search(link[:8000])
    try:
        pages = parse_qs(urlsplit(found["address"]).query).get("page", []) if found else []
    except ValueError:
        return None
    page = answers.number(pages[0]) if pages else ""
    return replace(asked, query={**asked.query, "page": page}) if page and page != asked.query.get("page") else None
