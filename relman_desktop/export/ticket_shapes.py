"""The shapes that a ticket's JSON has, by who wrote it: the first that fits is read."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import PureWindowsPath
from typing import Any

from ..errors import InputError
from ..fields import BY_NAME
from ..sources.work.item import WorkItem
from ..ticket import Ticket, drafted_id, text_from_json
from ..wording import quoted
from .drafted import drafted_object
from .origin import COMPARE
from .surroundings import GROUP, ZONE
from .targets.around import Link
from .ticket_value import Open, TicketFile

KIND = "relman-ticket"  # what a file says that an export has saved
_MOST_ROWS = 10_000  # questions, links
_TEXT_OF = ("repo", "base", "head", "diff_sha256")


def _of_draft(told: Mapping[str, Any]) -> TicketFile:
    """What `relman draft --format json` prints."""
    change = {name: text_from_json(told["change"].get(name) or "") for name in (*_TEXT_OF, "base_name", "head_name")}
    pinned = {name: change[name] for name in ("base", "head", "diff_sha256")}
    names = [change[name] for name in ("base_name", "head_name")]
    reference = {**pinned, "location": change["repo"], "range": "..".join(names) if any(names) else ""}
    fields = {"state": {"text": "draft", "claims": []}, **_without_empty_state(told["fields"])}
    ticket = _ticket(
        {
            "id": told.get("id") or drafted_id(**pinned),
            "change": reference,
            "entries": fields,
            "answers": told.get("answers", {}),
        }
    )
    told = {**told, "drafted": drafted_object(told)}
    return _beside(told, ticket, change["repo"], _work_links(_rows(told.get("work", []))))


def _of_show(told: Mapping[str, Any]) -> TicketFile:
    """What `relman show --format json` prints."""
    one = told["ticket"]
    data = {name: value for name, value in one.items() if name != "fields"}
    return _beside(told, _ticket({**data, "entries": one["fields"]}), text_from_json(one.get("repository", "")))


def _of_export(told: Mapping[str, Any]) -> TicketFile:
    """What an export to json has saved."""
    links = (Link(*(text_from_json(one[name]) for name in ("key", "title", "url"))) for one in _rows(told["links"]))
    return _beside(told, _ticket(told["ticket"]), text_from_json(told["repo"]), links)


def _of_ticket(told: Mapping[str, Any]) -> TicketFile:
    """What `Ticket.to_json` gives."""
    ticket = _ticket(told)
    return TicketFile(ticket, PureWindowsPath(ticket.change.location).name)  # which takes slashes, too


def _beside(told: Mapping[str, Any], ticket: Ticket, repo: str, links: Iterable[Link] = ()) -> TicketFile:
    """A ticket with what its file tells beside it."""
    risk, around = told.get("risk") or {}, told.get("around") or {}
    questions = (
        Open(*(text_from_json(one.get(name, "")) for name in ("id", "field", "question", "why")))
        for one in _rows(told.get("questions", []))
    )
    return TicketFile(
        ticket,
        repo,
        _place(risk.get("impact")),
        _place(risk.get("likelihood")),
        text_from_json(around.get(ZONE, "")),
        text_from_json(around.get(GROUP, "")),
        tuple(links),
        tuple(questions),
        _web(text_from_json(around.get(COMPARE, ""))),
        _object(told.get("drafted", {})),
    )


def _ticket(data: Mapping[str, Any]) -> Ticket:
    unknown = [name for name in data["entries"] if name not in BY_NAME]
    if unknown:
        raise InputError(
            f"it has a field {quoted(str(unknown[0]), 60)}, which this version does not know; use a newer one."
        )
    return Ticket.from_json(data)


def _without_empty_state(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A draft's fields; a state that is not drafted is the first one."""
    return {name: one for name, one in fields.items() if name != "state" or one["text"].strip()}


def _work_links(work: Iterable[Mapping[str, Any]]) -> Iterable[Link]:
    for one in work:
        item = WorkItem.from_json(json.dumps(one))
        if item.is_named and not item.is_request:
            yield Link(item.key, item.title, item.url)


def _rows(value: Any) -> Iterable[Mapping[str, Any]]:
    """A list of objects. Raises `TypeError` or `ValueError` where it is none."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise TypeError("a list of objects is wanted where something else stands")
    if len(value) > _MOST_ROWS:
        raise ValueError(f"a list has more than {_MOST_ROWS:,} entries")
    return value


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("an object is wanted where something else stands")
    return value


def _web(address: str) -> str:
    """An address that one may follow; "" for any other, or what is more than one."""
    return address if address.startswith("https://") and not re.search(r"[\s<>()\[\]\"\\]", address) else ""


def _place(value: Any) -> int:
    """A place of an axis of the risk; 0 for what is none."""
    return value if type(value) is int and 1 <= value <= 5 else 0


def _has(key: str, *inside: str) -> Callable[[Mapping[str, Any]], bool]:
    """Whether an object has a key, and the object there these."""

    def is_one(told: Mapping[str, Any]) -> bool:
        value = told.get(key)
        return isinstance(value, dict) and all(name in value for name in inside)

    return is_one


def _is_export(told: Mapping[str, Any]) -> bool:
    return told.get("kind") == KIND and isinstance(told.get("ticket"), dict)


Shape = tuple[Callable[[Mapping[str, Any]], bool], Callable[[Mapping[str, Any]], TicketFile]]
SHAPES: tuple[Shape, ...] = (
    (_is_export, _of_export),
    (_has("ticket", "fields", "change"), _of_show),
    (_has("entries"), _of_ticket),
    (_has("fields"), _of_draft),
)
