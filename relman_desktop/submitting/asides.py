"""Texts beside the fields: comments and attachments. Each is added once, and what may be there is looked for first."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from html import unescape
from typing import Any

from ..export.markup import Flavour
from ..export.targets.prepared import Aside
from ..export.targets.target import Over
from ..wording import counted, joined, quoted
from .answer import Fault, Unsubmitted
from .client import Caller
from .export import DONE
from .pointers import at, rows_at
from .templates import Attached, Filling

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!--|-->")
_ODD = re.compile(r"[^A-Za-z0-9._-]+")
_MOST_NAME = 60  # characters of a file's name
_MOST_LEAVES = 20_000
_DEEP = 60
_MOST_UPLOAD = 2_000  # characters of what a system calls an upload


@dataclass(frozen=True, slots=True)
class Place:
    """How asides of a kind are added and found."""

    add: str  # the call
    find: str
    title: str  # for people


_PLACES = {
    Over.COMMENT: Place("comment", "comments", "comment"),
    Over.ATTACHMENT: Place("attach", "attachments", "attachment"),
}


def name_of(aside: Aside) -> str:
    """By which the ledger knows it: another text is another aside, but of what is added once and never again."""
    return f"{aside.where.value}:{aside.mark or _digest(aside)}"


def rests(aside: Aside, done: Mapping[str, str]) -> bool:
    """Whether another text of it was added today, so that this one waits. `done`: what the ledger says of asides."""
    return aside.daily and name_of(aside) not in done and done.get(_day_of(aside), "")[:10] == today()


def dated(aside: Aside, done: Mapping[str, str]) -> Mapping[str, str]:
    """What the ledger says of asides, with the day on which this one was added."""
    return {**done, _day_of(aside): today()} if aside.daily else done


def today() -> str:
    """In UTC."""
    return datetime.now(UTC).date().isoformat()


def waits(aside: Aside) -> str:
    """A sentence on one that rests."""
    return (
        f"The {called(aside)} was added today already, and is another one since: it is added again by an export of "
        "another day (UTC)."
    )


def outdated(prepared: Iterable[Aside], done: Mapping[str, str]) -> list[str]:
    """A sentence on what earlier exports added and is the ticket's no more. `done`: what the ledger said of asides."""
    names = {name_of(one) for one in prepared}
    left = [name for name, at in done.items() if at == DONE and name not in names and not name.startswith("day of ")]
    if not left:
        return []
    what = joined(
        [
            counted(count, place.title)
            for where, place in _PLACES.items()
            if (count := sum(one.startswith(f"{where.value}:") for one in left))
        ]
    )
    return [f"What earlier exports added stays there, and is out of date ({what}): take it away there, or say so."]


def _day_of(aside: Aside) -> str:
    return f"day of {aside.where.value}:{aside.name or aside.title}"


def called(aside: Aside) -> str:
    """What a person calls it: "comment “Rollback steps”"."""
    return f"{_PLACES[aside.where].title} {quoted(aside.title, 80)}"


async def add(caller: Caller, record: str, aside: Aside) -> None:
    """Add it, once. Raises `Unsubmitted`."""
    what = f"take the {called(aside)}"
    place = _PLACES.get(aside.where)
    if place is None or not caller.can(place.add):
        raise caller.faults.made(Fault.FORMAT, what)
    if aside.where is Over.COMMENT:
        document = json.loads(aside.text) if aside.markup is Flavour.ADF else None
        await caller.told("comment", what, Filling({"id": record, "text": aside.text}, document=document))
        return
    attached = Attached(file_name(aside), aside.text.encode("utf-8", "replace"), aside.media)
    if len(attached.content) > caller.target.most_file:
        raise caller.faults.made(Fault.TOO_LONG, what)
    values = {"id": record, "name": attached.name, "media": attached.media, "text": aside.title}
    if caller.can("upload"):
        call = caller.call("upload")
        answer = await caller.told("upload", what, Filling(values, attached=attached))
        values["upload"] = answer.words(call.id, _MOST_UPLOAD)
        if not values["upload"]:
            raise caller.faults.made(Fault.UNREADABLE, what, "it does not say what it calls the file")
    await caller.told("attach", what, Filling(values, attached=attached))


async def is_there(caller: Caller, record: str, aside: Aside, told: Any) -> bool | None:
    """Whether it is there already; None where that cannot be known. `told`: the record as it was read."""
    place = _PLACES[aside.where]
    if not caller.can(place.find):
        return True if any(_is_it(aside, leaf) for leaf in _leaves(told)) else None
    call = caller.call(place.find)
    answer = await caller.told(place.find, f"tell its {place.title}s", Filling({"id": record}))
    rows = rows_at(answer.json, call.rows)
    if rows is None and call.id and answer.words(call.id):
        rows = []  # it is the record, and tells none of them
    if rows is None:
        raise caller.faults.made(Fault.UNREADABLE, f"tell its {place.title}s", "it tells no list")
    return any(_is_it(aside, value) for row in rows for value in (at(row, call.holds),))


def file_name(aside: Aside) -> str:
    """The name of an attachment's file: plain, and another one for another text."""
    stem, dot, ending = aside.name.rpartition(".")
    plain = _ODD.sub("-", stem or ending).strip("-.")[:_MOST_NAME] or "text"
    return f"{plain}-{_digest(aside)[:8]}" + (f".{_ODD.sub('', ending)[:8]}" if dot and stem else "")


def _digest(aside: Aside) -> str:
    return sha256(json.dumps([aside.title, aside.name, aside.text]).encode()).hexdigest()[:16]


def _is_it(aside: Aside, value: Any) -> bool:
    if aside.where is Over.ATTACHMENT:
        return isinstance(value, str) and file_name(aside) in value
    document = isinstance(value, Mapping) and isinstance(value.get("content"), list)
    words = _bare(" ".join(_texts(value, 0))) if document else _bare(value) if isinstance(value, str) else ""
    if aside.mark:
        return words.endswith(_bare(aside.mark))
    return bool(words) and words == _words(aside)


def _words(aside: Aside) -> str:
    if aside.markup is Flavour.ADF:
        return _bare(" ".join(_texts(json.loads(aside.text), 0)))
    return _bare(aside.text)


def _bare(text: str) -> str:
    """The letters and digits of a text, which stay the same whatever a site makes of its markup."""
    return "".join(letter for letter in unescape(_TAG.sub(" ", text)) if letter.isalnum())


def _texts(node: Any, depth: int) -> Iterator[str]:
    """The words of a document of Atlassian's."""
    if depth > _DEEP or not isinstance(node, Mapping):
        return
    if isinstance(node.get("text"), str):
        yield node["text"]
    for one in node["content"] if isinstance(node.get("content"), list) else ():
        yield from _texts(one, depth + 1)


def _leaves(told: Any) -> Iterator[Any]:
    """All texts and documents in what a system tells of a record."""
    waiting, count = [told], 0
    while waiting and count < _MOST_LEAVES:
        one = waiting.pop()
        count += 1
        if isinstance(one, str) or (isinstance(one, Mapping) and isinstance(one.get("content"), list)):
            yield one
        elif isinstance(one, Mapping | list):
            waiting += one.values() if isinstance(one, Mapping) else one


def unknown(aside: Aside, error: Unsubmitted | None = None) -> str:
    """A sentence on one of which nobody knows whether it is there."""
    because = f" ({error})" if error else ""
    return (
        f"Whether the {called(aside)} is there already is not known{because}: look at the record, and have it added if "
        "it is missing."
    )
