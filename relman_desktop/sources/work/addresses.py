"""Addresses of work items in a tracker, and of the repository at its host."""

import re
from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import SplitResult, parse_qs, urlsplit

from .reference import MERGE_REQUEST, PULL_REQUEST, Reference
from .words import words

_LONGEST = 2_000
_NUMBER = re.compile(r"[1-9]\d{0,7}", re.ASCII)
_KEY = re.compile(r"[A-Z][A-Z0-9_]{1,9}-[1-9]\d{0,6}", re.ASCII)
_PART = re.compile(r"[\w.~-]{1,100}", re.ASCII)
_MOST_PARTS = 30
_MARKS = {  # the part of a path before a number: (kind, sign)
    "issues": ("", "#"),
    "work_items": ("", "#"),
    "pull": (PULL_REQUEST, "#"),
    "pulls": (PULL_REQUEST, "#"),
    "pull-requests": (PULL_REQUEST, "#"),
    "merge_requests": (MERGE_REQUEST, "!"),
    "pullrequest": (PULL_REQUEST, "!"),
}
_KEY_MARKS = ("browse", "issue", "issues")
_AZURE_PARTS = ("_workitems", "_boards", "_sprints", "_backlogs", "_queries")


def reference_at(address: str) -> Reference | None:
    """The work item (or the pull or merge request) at an address of a tracker; None where it is none's."""
    if len(address) > _LONGEST:
        return None
    try:
        url = urlsplit(address)
        host = (url.hostname or "").lower()
    except ValueError:  # a hostile one
        return None
    if not host or any(host == other or host.endswith("." + other) for other in words().not_trackers):
        return None
    plain = f"{url.scheme}://{url.netloc.rpartition('@')[2]}{url.path}"  # no password, no tracking
    parts = [part for part in url.path.split("/") if part]
    if len(parts) > _MOST_PARTS or not all(map(_PART.fullmatch, parts)):
        return None
    return _azure(host, parts, url) or _by_key(host, parts, url, plain) or _by_number(host, parts, plain)


def _azure(host: str, parts: Sequence[str], url: SplitResult) -> Reference | None:
    """`/org/project/_workitems/edit/12`, and `?workitem=12` over a board."""
    if not any(part in _AZURE_PARTS for part in parts):
        return None
    asked = parse_qs(url.query, max_num_fields=50) if url.query.count("&") < 50 else {}
    told = [*parts[-1:], *asked.get("workitem", ()), *asked.get("id", ())]
    number = next((one for one in reversed(told) if _NUMBER.fullmatch(one)), "")
    root = "/".join(parts[: next(at for at, part in enumerate(parts) if part in _AZURE_PARTS)])
    address = f"{url.scheme}://{url.netloc.rpartition('@')[2]}/{root}/_workitems/edit/{number}"
    return Reference(f"AB#{number}", "azure", address) if number else None


def _by_key(host: str, parts: Sequence[str], url: SplitResult, plain: str) -> Reference | None:
    """`/browse/PAY-12`, `/issue/ENG-12/words` and `?selectedIssue=PAY-12`."""
    cloud = host.endswith(".atlassian.net")
    for mark, key in pairwise(parts):
        if mark in _KEY_MARKS and _KEY.fullmatch(key):
            linear = host == "linear.app"
            return Reference(key, "linear" if linear else "jira" if cloud or mark == "browse" else "", plain)
    chosen = re.search(r"(?:^|&)selectedIssue=([A-Z][A-Z0-9_]{1,9}-[1-9]\d{0,6})(?:&|$)", url.query, re.ASCII)
    if chosen:
        return Reference(chosen[1], "jira", f"{plain}?selectedIssue={chosen[1]}")
    if cloud and parts and _KEY.fullmatch(parts[-1]):
        return Reference(parts[-1], "jira", plain)
    return None


def _by_number(host: str, parts: Sequence[str], plain: str) -> Reference | None:
    """`/owner/repo/issues/5`, `/group/sub/project/-/work_items/5`, and Redmine's `/issues/5`."""
    for at, (mark, number) in enumerate(pairwise(parts)):
        if mark not in _MARKS or not _NUMBER.fullmatch(number):
            continue
        kind, sign = _MARKS[mark]
        dashed = at > 0 and parts[at - 1] == "-"
        project = [part for part in parts[: at - dashed] if part != "_git"]
        if len(project) < 2:  # Redmine's numbers hold for the whole of it
            return Reference(f"#{number}", "redmine", plain) if mark == "issues" and not dashed else None
        return Reference(f"{'/'.join(project)}{sign}{number}", _tracker(host, mark, dashed=dashed), plain, kind)
    return None


def _tracker(host: str, mark: str, *, dashed: bool) -> str:
    if dashed or "gitlab" in host or mark in ("merge_requests", "work_items"):
        return "gitlab"
    return "github" if "github" in host else ""
