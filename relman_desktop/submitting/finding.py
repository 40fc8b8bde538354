"""Finds the records that hold our id. An answer that cannot be read is never taken for "there is none"."""

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlsplit

from ..export.targets.target import Call
from ..wording import joined, quoted
from .answer import Fault
from .client import Answer, Caller
from .marks import is_marked
from .outcome import Record
from .pointers import agrees, at, rows_at, words_at
from .templates import Filling

_LOOK = "look for the ticket"
_MOST_URL = 2_000
_NUMBERS = re.compile(r"\d{1,30}")


@dataclass(frozen=True, slots=True)
class Found:
    """The ticket's record, which is the one that was made first if nothing else tells, and others that hold our id."""

    record: Record
    others: tuple[Record, ...] = ()

    def known(self, id: str) -> "Found | None":
        """The same, where the record of a number is the ticket's; None where that is not among them."""
        every = (self.record, *self.others)
        one = next((record for record in every if record.id == id), None)
        return Found(one, tuple(record for record in every if record.id != id)) if one else None


async def find(caller: Caller, our_id: str) -> Found | None:
    """The record of a ticket; None where there is certainly none that can be found now. Raises `Unsubmitted`."""
    searches = [name for name in ("find", "search") if caller.can(name)]
    count, is_sure = 0, False
    for name in searches:
        looked = await _rows(caller, name, our_id)
        if looked.rows:
            first, *others = sorted(looked.rows, key=lambda row: _age(row, caller.call(name)))
            made = [record_of(caller, caller.call(name), row) for row in (first, *others)]
            return Found(made[0], tuple(one for one in made[1:] if one.id != made[0].id))
        count, is_sure = max(count, looked.count), is_sure or looked.is_all
    if not is_sure:
        raise caller.faults.made(Fault.UNSEEN, count=f"{count:,}", id=our_id)
    return None


def only(caller: Caller, found: Found | None) -> Found | None:
    """The record, where there is but one: which of several is the change only people can say. Raises `Unsubmitted`."""
    if found and found.others:
        keys = [quoted(one.key, 60) for one in (found.record, *found.others)]
        raise caller.faults.made(Fault.AMBIGUOUS, keys=joined(keys, 5))
    return found


def record_of(caller: Caller, call: Call, told: Any) -> Record:
    """The record that an answer or a row tells. Raises `Unsubmitted` where it has no id."""
    id = words_at(told, call.id)
    if not id:
        raise caller.faults.made(Fault.UNREADABLE, _LOOK, "there is a record without a number in it")
    key = words_at(told, call.key) or id
    return Record(id, key, url_of(caller, id, key, words_at(told, call.url, _MOST_URL)))


def url_of(caller: Caller, id: str, key: str, told: str) -> str:
    """Where people see a record: as the system tells it, if that is on the system itself, else as the table does."""
    if told and _is_of(told, caller.values["url"]):
        return told
    values = {name: value if name == "url" else quote(value, safe="") for name, value in caller.values.items()}
    values |= {"id": quote(id, safe=""), "key": quote(key, safe="")}
    secret = {"token": "", "basic": ""}
    return re.sub(r"\{([a-z_]+)\}", lambda one: (values | secret).get(one[1], ""), caller.target.page)


def _is_of(told: str, url: str) -> bool:
    """Whether an address that a system tells lies on it: what a person is to open must be no stranger's."""
    try:
        there, ours = urlsplit(told), urlsplit(url)
        same_port = there.port == ours.port
    except ValueError:
        return False
    hosts = {ours.hostname, (ours.hostname or "").removeprefix("api.")}
    return there.scheme in ("https", ours.scheme) and there.hostname in hosts and same_port and "@" not in there.netloc


@dataclass(frozen=True, slots=True)
class _Looked:
    """What a search told."""

    rows: list[Any]  # that hold our id, each record once
    count: int  # that were looked at
    is_all: bool  # whether there are no more of them, as far as is known


async def _rows(caller: Caller, name: str, our_id: str) -> _Looked:
    """What is on all the pages of a search that are looked through."""
    call = caller.call(name)
    found: dict[str, Any] = {}
    seen: set[str] = set()
    is_full = False
    for page in range(1, max(1, call.pages) + 1):
        rows = await _page(caller, call, page)
        ids = {words_at(row, call.id) for row in rows}
        if "" in ids:
            raise caller.faults.made(Fault.UNREADABLE, _LOOK, "there is a record without a number in it")
        is_full = bool(call.most) and len(rows) >= call.most and not ids <= seen
        if ids <= seen:  # the last page again, or none
            break
        seen |= ids
        found |= {words_at(row, call.id): row for row in rows if _is_held(row, call.holds, our_id)}
        if call.most and not is_full:
            break
    return _Looked(list(found.values()), len(seen), not is_full)


def _is_held(row: Any, holds: str, our_id: str) -> bool:
    """Whether a row is the ticket's: our id stands at one of the pointers as what it is there for."""
    return not holds or any(is_marked(at(row, pointer), our_id) for pointer in holds.split(" or "))


async def _page(caller: Caller, call: Call, page: int) -> list[Any]:
    asked = replace(call, query={**call.query, call.page: str(page)}) if call.page else call
    answer: Answer = await caller.sent(asked, _LOOK, Filling({}), writes=False)
    rows = rows_at(answer.json, call.rows)
    if rows is None and call.none and agrees(answer.json, call.none):
        return []
    if rows is None:
        raise caller.faults.made(Fault.UNREADABLE, _LOOK, "it tells no list of records")
    return list(rows)


def _age(row: Any, call: Call) -> tuple[str, tuple[int, ...], str]:
    """What sorts by when a record was made: the moment where it is told, then the numbers in its key."""
    key = words_at(row, call.key) or words_at(row, call.id)
    return words_at(row, call.made), tuple(int(one) for one in _NUMBERS.findall(key)[:8]), key
