"""What the servers of change systems share: the records that they keep, who may ask, and how they fail."""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import RLock
from time import monotonic
from typing import Any, ClassVar, Self

from relman_desktop.settings import System
from relman_desktop.submitting.outcome import Record
from tests.net.server import Received, Scripted, Step
from tests.trackers.servers.serving import Reply

from .asked import Asked

TOKEN_VARIABLE = "TOKEN_OF_THE_SYSTEMS_TESTS"  # the name, not the token
TOKEN = "token-of-this-test-9876543210"
ADA = "Ada Lovelace"


@dataclass
class Kept:
    """A record as a system keeps it: its fields as they are in its own answers."""

    number: int
    fields: dict[str, Any]
    comments: list[Any] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    made: float = field(default_factory=monotonic)
    changed: int = 0  # how often

    def holds(self, text: str) -> bool:
        return text in repr(self.fields)


class Wrong(Exception):
    """What a server does not take: its answer."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status)
        self.reply = reply


class SystemServer(ABC):
    """One change system. Its methods are called with its lock held, one request after the other."""

    target: ClassVar[str]
    user: ClassVar[str] = ""
    values: ClassVar[Mapping[str, str]] = {}
    base: ClassVar[str] = ""  # of its address, behind the port
    first: ClassVar[int] = 41  # the number of its first record

    def __init__(self) -> None:
        self.records: dict[int, Kept] = {}
        self.rights = {"create", "update", "label", "comment", "attach", "ask"}  # that the token has
        self.lag_s = 0.0  # how long a search does not find what was made
        self.blind = False  # a search that finds nothing at all
        self.lock = RLock()
        self._plans: list[list[Any]] = []
        self._scripted = Scripted(self._script)

    def __enter__(self) -> Self:
        self._scripted.__enter__()
        return self

    def __exit__(self, *told: object) -> None:
        self._scripted.__exit__(*told)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._scripted.port}{self.base}"

    @property
    def token(self) -> str:
        return TOKEN

    @property
    def received(self) -> list[Received]:
        return self._scripted.received

    @property
    def asked(self) -> list[str]:
        """What was asked for, in order: "open", "find", "create", ..."""
        return [self.does(Asked(one)) for one in self.received]

    def system(self, **changed: Any) -> System:
        told = {"name": "change system of the test", "target": self.target, "url": self.url, "user": self.user}
        return System(**(told | {"values": dict(self.values), "key_variable": TOKEN_VARIABLE} | changed))

    def misbehave(self, how: str, on: str = "create", times: int = 1, **more: Any) -> None:
        """Fail so for the next requests of this sort; `how` is a name of `FAILURES`, `more` is what that takes."""
        self._plans.append([on, how, times, more])

    def keep(self, fields: dict[str, Any]) -> Kept:
        """Make a record."""
        number = max(self.records, default=self.first) + 1
        self.records[number] = Kept(number, fields)
        return self.records[number]

    def record(self, number: object) -> Kept:
        """A record by its number. Raises `Wrong` where there is none."""
        found = self.records.get(int(str(number))) if str(number).isdecimal() else None
        if found is None:
            raise Wrong(self.refused("missing"))
        return found

    def number(self, record: Record) -> int:
        """Under which it keeps a record of ours."""
        return next(number for number in self.records if str(number) == record.id)

    def count(self, our_id: str) -> int:
        """How many records hold our id."""
        return sum(one.holds(our_id) for one in self.records.values())

    def all_texts(self, number: int) -> str:
        """All that stands in a record, its comments and its files."""
        one = self.records[number]
        files = "\n".join(content.decode("utf-8", "replace") for content in one.files.values())
        return json.dumps([one.fields, one.comments], ensure_ascii=False) + files

    @property
    def indexed(self) -> list[Kept]:
        """The records that a search finds by now, the newest first."""
        return [] if self.blind else [one for one in reversed(self.records.values()) if self.is_indexed(one)]

    def is_indexed(self, one: Kept) -> bool:
        return monotonic() - one.made >= self.lag_s

    @contextmanager
    def somebody(self) -> Iterator[None]:
        """While a person edits there."""
        with self.lock:
            yield

    @abstractmethod
    def edit(self, number: int, ours: str, text: str) -> None:
        """What a person there writes into the field that one of ours went to: "title", "description"."""

    @abstractmethod
    def text(self, number: int, ours: str) -> str:
        """What stands in that field there, as it would be read."""

    @abstractmethod
    def does(self, asked: Asked) -> str:
        """What a request is for: "self", "find", "create", "read", "update", "comment", "attach", "ask", ..."""

    @abstractmethod
    def may(self, asked: Asked) -> bool:
        """Whether it is authorised, with the right token, sent as it wants it."""

    @abstractmethod
    def answer(self, asked: Asked) -> Reply:
        """What it answers to who may ask."""

    @abstractmethod
    def refused(self, sort: str) -> Reply:
        """Its documented refusal: "token", "access", "missing", "conflict", "invalid", "limit", "fault"."""

    def done(self, asked: Asked) -> Reply:
        """The request, carried out."""
        with self.lock:
            if not self.may(asked):
                return self.refused("token")
            try:
                return self.answer(asked)
            except Wrong as wrong:
                return wrong.reply

    def _script(self, request: Received) -> Iterable[Step]:
        from .failures import FAILURES

        asked = Asked(request)
        does = self.does(asked)
        with self.lock:
            plan = next((one for one in self._plans if one[2] > 0 and one[0] in (does, "any")), None)
            if plan:
                plan[2] -= 1
        return FAILURES[plan[1]](self, asked, **plan[3]) if plan else self.done(asked).steps
