"""How a tracker misbehaves: one table for all kinds of them. What a refusal looks like is each kind's own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from tests.net.server import RESET, SILENCE, Received, Step, head

from .serving import Reply, TrackerServer

Behaviour = Callable[[TrackerServer, Received], Iterable[Step]]


def _refusing(sort: str) -> Behaviour:
    return lambda server, request: server.refused(sort).steps


def _instead(body: Any, kind: str = "application/json") -> Behaviour:
    return lambda server, request: Reply(body, kind=kind).steps


def _cut(server: TrackerServer, request: Received) -> Iterable[Step]:
    reply = server.plain(request)
    return [reply.head, reply.content[: len(reply.content) // 2]]


def _dripping(server: TrackerServer, request: Received) -> Iterable[Step]:
    reply = server.plain(request)
    return [reply.head, *(step for byte in reply.content[:200] for step in (bytes([byte]), 0.2)), SILENCE]


def _endless(server: TrackerServer, request: Received) -> Iterable[Step]:
    yield head("200 OK", "application/json")
    yield b'{"title": "'
    for _ in range(4_096):
        yield b"A" * (1 << 20)


def _twisted(server: TrackerServer, request: Received) -> Iterable[Step]:
    """Each part of the answer is of another type than it should be."""
    reply = server.plain(request)
    return replace(reply, body=_wrong(reply.body, 0)).steps


def _wrong(told: Any, depth: int) -> Any:
    if isinstance(told, dict) and depth < 3:
        return {name: _wrong(one, depth + 1) for name, one in told.items()}
    wrong = {str: 7, int: ["7"], bool: "yes", list: {"0": None}, dict: "text"}
    return wrong.get(type(told), 1.5)


def _binary(server: TrackerServer, request: Received) -> Iterable[Step]:
    reply = server.plain(request)
    return replace(reply, body=b"\xff\xfe" + reply.content).steps


BEHAVIOURS: Mapping[str, Behaviour] = {
    "plain": lambda server, request: server.plain(request).steps,
    "access": _refusing("access"),
    "missing": _refusing("missing"),
    "limit": _refusing("limit"),
    "fault": _refusing("fault"),
    "login page": lambda server, request: server.login_page().steps,
    "silent": lambda server, request: [SILENCE],
    "slow": lambda server, request: [0.3, *server.plain(request).steps],
    "dripping": _dripping,
    "cut": _cut,
    "dropped": lambda server, request: [RESET],
    "endless": _endless,
    "a list": _instead([1, "two", None]),
    "a text": _instead("no item at all"),
    "nothing": _instead(None),
    "half": _instead(b'{"id": 1, "title": '),
    "deep": _instead(b'{"a":' * 20_000 + b"1" + b"}" * 20_000),
    "binary": _binary,
    "twisted": _twisted,
}
