"""A tracker on 127.0.0.1: what each kind answers as it is documented, and how it misbehaves as a test wants it.

with SERVERS["github"]("limited") as server:
    look_up(["acme/shop#12"], [server.tracker()], ...)
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self
from urllib.parse import parse_qs, urlsplit

from relman_desktop.settings import Tracker
from tests.net.server import Received, Scripted, Step, head

from .stored import Store

TOKEN_VARIABLE = "TOKEN_OF_THE_TRACKERS_TESTS"  # the name, not the token
TOKEN = "token-of-this-test-0123456789"
PROJECT = "acme/shop"
_REASONS = {200: "OK", 203: "Non-Authoritative Information", 301: "Moved Permanently", 404: "Not Found"}


@dataclass(frozen=True)
class Reply:
    """An answer: JSON, a text of another media type, or nothing at all (b"")."""

    body: Any
    status: int = 200
    kind: str = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        return self.body.encode() if self.kind.startswith("text/") else json.dumps(self.body).encode()

    @property
    def head(self) -> bytes:
        status = f"{self.status} {_REASONS.get(self.status, 'Told')}"
        return head(status, self.kind, **{"content-length": str(len(self.content)), **self.headers})

    @property
    def steps(self) -> list[Step]:
        return [self.head, self.content]


@dataclass(frozen=True)
class Asked:
    """A request, taken apart. The path is as it came: a server that is not told "%2F" for "/" finds nothing."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any

    @classmethod
    def of(cls, request: Received) -> "Asked":
        parts = urlsplit(request.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        return cls(request.method, parts.path, query, request.headers, request.json if request.body else None)


class TrackerServer(ABC):
    """One kind of tracker. `behaviour` is a name of `BEHAVIOURS`; it goes for the first `times` requests."""

    kind: ClassVar[str]
    user: ClassVar[str] = ""
    projects: ClassVar[tuple[str, ...]] = ()
    keeps_number = False  # an item that goes to another project keeps the number that it is asked by

    def __init__(self, behaviour: str = "plain", times: int = 1_000) -> None:
        self.behaviour, self.times = behaviour, times
        self.store = Store()
        self._scripted = Scripted(self._script)

    def __enter__(self) -> Self:
        self._scripted.__enter__()
        return self

    def __exit__(self, *told: object) -> None:
        self._scripted.__exit__(*told)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._scripted.port}"

    @property
    def received(self) -> list[Received]:
        return self._scripted.received

    def left(self, within_s: float) -> bool:
        """Whether a client that was kept waiting goes."""
        return self._scripted.left.wait(within_s)

    def tracker(self, **changed: Any) -> Tracker:
        values = {"name": "test", "kind": self.kind, "url": self.url, "user": self.user, "projects": self.projects}
        return Tracker(**(values | {"key_variable": TOKEN_VARIABLE} | changed))

    @abstractmethod
    def key(self, number: int) -> str:
        """How a commit names an item."""

    @abstractmethod
    def answer(self, asked: Asked) -> Reply:
        """What it answers to who may ask."""

    @abstractmethod
    def may(self, asked: Asked) -> bool:
        """Whether the token is the right one, sent as it wants it."""

    @abstractmethod
    def refused(self, sort: str) -> Reply:
        """Its documented refusal: "token", "access", "missing", "limit", "fault"."""

    def login_page(self) -> Reply:
        """What comes where a gateway signs people in, or a session is over."""
        return Reply("<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in</body></html>",
                     kind="text/html; charset=utf-8")  # fmt: skip

    def plain(self, request: Received) -> Reply:
        asked = Asked.of(request)
        return self.answer(asked) if self.may(asked) else self.refused("token")

    def _script(self, request: Received) -> Iterable[Step]:
        from .behaviours import BEHAVIOURS

        return BEHAVIOURS[self.behaviour if request.number < self.times else "plain"](self, request)
