"""A work item: the ticket of a tracker that a change says it belongs to."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_args

from .reference import MERGE_REQUEST, PULL_REQUEST

Where = Literal["given", "trailer", "closing", "branch", "mention"]

_COMMIT = re.compile(r"C\d+", re.ASCII)  # and no branch such as "CORE-12"


@dataclass(frozen=True, slots=True)
class Found:
    """Where a reference to a work item stands: in what, and in which commit (or the branch's name, or a file's)."""

    where: Where
    ref: str


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One referenced work item; what a tracker would tell is empty until it is given or read.

    All texts are somebody's claims; `body` and `criteria` are Markdown, whatever the tracker writes in.
    """

    id: str  # "W1"; "" before it has its place among the others
    key: str  # "PAY-12", "#123", "owner/repo#123"
    tracker: str  # "jira", "github", "gitlab", "azure", "redmine", "linear", "" where the key does not tell
    found: tuple[Found, ...]
    title: str = ""
    url: str = ""
    body: str = ""
    status: str = ""  # as its tracker calls it
    fetched: bool = False  # a tracker told it, rather than a person or a file
    kind: str = ""  # "Bug", "Story", as its tracker calls it
    done: bool | None = None  # whether its tracker counts the status as done; None where that is not known
    criteria: tuple[str, ...] = ()  # acceptance criteria, one sentence each
    labels: tuple[str, ...] = ()
    assignee: str = ""
    parent: str = ""  # the key of what it is a part of
    links: tuple[str, ...] = ()  # keys of others that it names
    updated: str = ""  # when it was changed last, ISO 8601, as its tracker says
    read_at: str = ""  # when it was read, UTC, ISO 8601
    source: str = ""  # for a person: "Jira at example.atlassian.net", "items.csv", "pasted text"
    now: str = ""  # the key that it has since it was moved; "" where it is the one that was asked for
    fault: str = ""  # why it could not be read, a sentence

    @property
    def is_named(self) -> bool:
        """Whether somebody named it as what the change is for; a bare `#12` may be a pull request."""
        return self.tracker in ("jira", "azure", "linear") or any(found.where != "mention" for found in self.found)

    @property
    def is_request(self) -> bool:
        """Whether it is how a commit came in, rather than what it is for; what a person gave is what it is for."""
        requests = self.kind.casefold() in (PULL_REQUEST, MERGE_REQUEST)
        return requests and not any(found.where == "given" for found in self.found)

    @property
    def is_told(self) -> bool:
        """Whether more than its key is known."""
        return bool(self.title or self.body)

    @property
    def commits(self) -> tuple[str, ...]:
        """The ids of the commits that refer to it."""
        return tuple(dict.fromkeys(found.ref for found in self.found if _COMMIT.fullmatch(found.ref)))

    def to_json(self) -> str:
        """All of it as JSON text, without what is empty."""
        told = {name: value for name, value in asdict(self).items() if value not in ("", (), None, False)}
        return json.dumps({**told, "done": self.done}, ensure_ascii=True, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "WorkItem":
        """What `to_json` gave. Raises `ValueError` or `TypeError` where it is not that."""
        try:
            told = json.loads(text)
        except RecursionError as error:
            raise ValueError("a work item is not so deep") from error
        if not isinstance(told, dict):
            raise TypeError("a work item is a JSON object")
        known = {one.name: told[one.name] for one in fields(cls) if one.name in told}
        return cls(
            **{"id": "", "key": "", "tracker": "", "found": ()}
            | {name: _value(name, one) for name, one in known.items()}
        )


def told_by(item: WorkItem) -> str:
    """The body, and below it the acceptance criteria that it does not hold."""
    more = [one for one in item.criteria if one not in item.body]
    return "\n\n".join(part for part in (item.body, "\n".join(f"- {one}" for one in more)) if part)


_LISTS = ("criteria", "labels", "links")
_FLAGS: Mapping[str, tuple[type, ...]] = {"fetched": (bool,), "done": (bool, type(None))}


def _value(name: str, told: Any) -> Any:
    if name == "found":
        return tuple(_found(one) for one in told)
    if name in _LISTS:
        return tuple(_text(one) for one in told)
    if name in _FLAGS:
        if not isinstance(told, _FLAGS[name]):
            raise TypeError(f"{name} is yes or no")
        return told
    return _text(told)


def _found(told: Any) -> Found:
    where = told["where"]
    if where not in get_args(Where):
        raise ValueError(f"{where!r} is no place of a reference")
    return Found(where, _text(told["ref"]))


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise TypeError(f"{type(told).__name__} in place of a text")
    return told
