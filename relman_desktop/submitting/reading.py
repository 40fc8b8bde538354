"""Reading a record back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..export.targets.prepared import Prepared
from .answer import Fault
from .client import Caller
from .finding import url_of
from .outcome import Record
from .pointers import NOTHING, at, words_at
from .updating import fields_of

_READ = "tell the ticket"


@dataclass(frozen=True, slots=True)
class Told:
    """A record as it was read."""

    record: Record
    whole: Any  # all that the answer told

    @property
    def fields(self) -> Mapping[str, Any]:
        return self.record.fields


async def read(caller: Caller, prepared: Prepared, record: Record) -> Told:
    """The record with its fields. Raises `Unsubmitted`; the fault is `MISSING` where there is none of that number."""
    call = caller.call("read")
    answer = await caller.told("read", _READ, id=record.id, key=record.key)
    told = at(answer.json, call.record)
    if told is NOTHING or told is None:
        raise caller.faults.made(Fault.MISSING, _READ)
    if not isinstance(told, dict):
        raise caller.faults.made(Fault.UNREADABLE, _READ, "it tells no record")
    key = words_at(answer.json, call.key) or record.key
    url = url_of(caller, record.id, key, words_at(answer.json, call.url, 2_000)) or record.url
    return Told(replace(record, key=key, url=url, fields=fields_of(prepared, told)), answer.json)


def holds(told: Any, word: str) -> bool:
    """Whether a word stands anywhere in what a system told."""
    waiting = [told]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str) and word in one:
            return True
        if isinstance(one, Mapping | list):
            waiting += one.values() if isinstance(one, Mapping) else one
    return False
