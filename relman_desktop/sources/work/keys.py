"""References to work items in a change's branch name and commit messages.

Rules: `shared/contracts/change-systems.md` ("Keys"); the words are data, in `resources/work.toml`.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from ...files import resource
from ..change import Change, Commit
from .item import Found, Where, WorkItem

_BELIEF: tuple[Where, ...] = ("given", "trailer", "closing", "branch", "mention")
_JIRA = r"(?<![A-Za-z0-9_-])[A-Z][A-Z0-9_]{1,9}-[1-9]\d{0,6}(?![A-Za-z0-9_])"
_AZURE = r"(?<![A-Za-z0-9_])AB#[1-9]\d{0,8}\b"
_NUMBER = r"(?<![\w/#&-])(?:[\w.-]+(?:/[\w.-]+)+)?#[1-9]\d{0,7}\b"
_URL = (
    r"https?://[^\s/<>\"']+(?P<path>/[^\s<>\"']*?)(?:/-)?/"
    r"(?:(?P<kind>issues|pull|merge_requests|work_items)/(?P<number>[1-9]\d{0,7})|browse/(?P<jira>[A-Z][A-Z0-9_]{1,9}-\d+))\b"
)


@dataclass(frozen=True, slots=True)
class _Words:
    not_projects: frozenset[str]
    trailer: re.Pattern[str]
    closing: re.Pattern[str]


@cache
def _words() -> _Words:
    table = tomllib.loads(resource("work.toml").read_text("utf-8"))
    return _Words(
        frozenset(table["not_projects"]),
        re.compile(rf"^(?:{'|'.join(table['trailers'])}):\s", re.IGNORECASE),
        re.compile(rf"\b(?:{table['closing']})\b:?\s*(?:(?:issue|bug|ticket)\s*)?$", re.IGNORECASE),
    )


_REFERENCE = re.compile(rf"(?P<url>{_URL})|(?P<key>{_JIRA})|(?P<azure>{_AZURE})|(?P<hash>{_NUMBER})")


@dataclass(slots=True)
class _Collected:
    tracker: str
    url: str = ""
    found: list[Found] = field(default_factory=list)


def find_references(change: Change) -> tuple[WorkItem, ...]:
    """The work items that the change refers to, the most believable first, then by how often they are named."""
    collected: dict[str, _Collected] = {}
    for where, ref, key, tracker, url in _all_references(change):
        item = collected.setdefault(key, _Collected(tracker))
        item.url = item.url or url
        if Found(where, ref) not in item.found:
            item.found.append(Found(where, ref))
    ordered = sorted(collected.items(), key=lambda pair: _rank(pair[1]))
    return tuple(
        WorkItem(f"W{number}", key, item.tracker, tuple(sorted(item.found, key=_belief)), url=item.url)
        for number, (key, item) in enumerate(ordered, 1)
    )


def warnings(change: Change, work: tuple[WorkItem, ...]) -> tuple[str, ...]:
    """What is odd about the references: a branch that names another ticket than its commits."""
    branch = {item.key for item in work for found in item.found if found.where == "branch"}
    commits = {item.key for item in work if item.commits and re.fullmatch(_JIRA, item.key)}
    if not branch or not commits or branch & commits:
        return ()
    named = ", ".join(sorted(commits))
    return (f"The branch {change.branch} names {', '.join(sorted(branch))}, but its commits name {named}.",)


def _rank(item: _Collected) -> tuple[int, int]:
    return min(map(_belief, item.found)), -len(item.found)


def _belief(found: Found) -> int:
    return _BELIEF.index(found.where)


def _all_references(change: Change) -> Iterator[tuple[Where, str, str, str, str]]:
    """(where, ref, key, tracker, url) of each reference, in the order of belief within a message."""
    for commit in change.commits:
        yield from _in_message(commit)
    branch = change.branch or ""
    for found in re.finditer(_JIRA, re.sub(r"[/_]", " ", branch.upper())):
        if is_project(found[0]):
            yield "branch", branch, found[0], "jira", ""


def _in_message(commit: Commit) -> Iterator[tuple[Where, str, str, str, str]]:
    for line in (commit.subject, *commit.body.splitlines()):
        trailer = bool(_words().trailer.match(line))
        closes_next = False
        for found in _REFERENCE.finditer(line[:2000]):
            before = line[: found.start()]
            # "Fixes #1, #2 and #3": what follows a closed one closely is closed too
            closes_next = bool(_words().closing.search(before)) or (
                closes_next and bool(re.search(r"(,|and|&)\s*$", before))
            )
            where: Where = "trailer" if trailer else "closing" if closes_next else "mention"
            if named := _named(found):
                yield where, commit.id, *named


def _named(found: re.Match[str]) -> tuple[str, str, str] | None:
    """(key, tracker, url) of a matched reference; None for what only looks like one."""
    if found["key"]:
        return (found["key"], "jira", "") if is_project(found["key"]) else None
    if found["azure"]:
        return found["azure"], "azure", ""
    if found["hash"]:
        return found["hash"], "", ""
    if found["jira"]:
        return found["jira"], "jira", found["url"]
    tracker = "gitlab" if found["kind"] in ("merge_requests", "work_items") or "/-/" in found["url"] else "github"
    return f"{found['path'].strip('/').removesuffix('/-')}#{found['number']}", tracker, found["url"]


def is_project(key: str) -> bool:
    return key.rpartition("-")[0] not in _words().not_projects
