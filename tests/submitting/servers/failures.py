"""How a change system fails: one table for all of them. What a refusal looks like is each one's own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from tests.net.server import RESET, SILENCE, Step, head
from tests.trackers.servers.serving import Reply

from .asked import Asked
from .serving import SystemServer

Failure = Callable[..., Iterable[Step]]
LOGIN = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in</body></html>"
GATEWAY = "<html><head><title>504 Gateway Time-out</title></head><body>nginx</body></html>"


def _refusing(sort: str) -> Failure:
    return lambda server, asked: server.refused(sort).steps


def _limited(server: SystemServer, asked: Asked, wait: str = "1") -> Iterable[Step]:
    reply = server.refused("limit")
    return replace(reply, headers={**reply.headers, "retry-after": wait}).steps


def _redirect(server: SystemServer, asked: Asked, to: str = "https://sso.example.com/login?from=1") -> Iterable[Step]:
    return Reply("", 302, "text/html", {"location": to}).steps


def _page(status: int, body: str) -> Failure:
    return lambda server, asked: Reply(body, status, "text/html; charset=utf-8").steps


def _after(then: Callable[[Reply], Iterable[Step]]) -> Failure:
    """It is carried out, and the answer does not come."""

    def failure(server: SystemServer, asked: Asked) -> Iterable[Step]:
        return then(server.done(asked))

    return failure


def _half(reply: Reply) -> Iterable[Step]:
    return [reply.head, reply.content[: len(reply.content) // 2], RESET]


def _slow(server: SystemServer, asked: Asked, seconds: float = 0.3) -> Iterable[Step]:
    return [seconds, *server.done(asked).steps]


def _late(server: SystemServer, asked: Asked, seconds: float = 0.1) -> Iterable[Step]:
    """It goes on with what nobody waits for any more: the record is there a moment after the connection was cut."""
    from threading import Timer

    later = Timer(seconds, server.done, (asked,))
    later.daemon = True
    later.start()
    return [RESET]


def _instead(body: Any, kind: str = "application/json") -> Failure:
    return lambda server, asked: Reply(body, kind=kind).steps


def _echo(server: SystemServer, asked: Asked) -> Iterable[Step]:
    """A server that is set up badly tells all that it was sent."""
    told = "; ".join(f"{name}: {value}" for name, value in asked.headers.items())
    told += f"; {asked.body.decode('utf-8', 'replace')[:2_000]}"
    return Reply({"error": told, "message": told, "errorMessages": [told], "errors": [told]}, 400).steps


def _endless(server: SystemServer, asked: Asked) -> Iterable[Step]:
    yield head("200 OK", "application/json")
    yield b'{"title": "'
    for _ in range(4_096):
        yield b"A" * (1 << 20)


FAILURES: Mapping[str, Failure] = {
    "token": _refusing("token"),
    "access": _refusing("access"),
    "missing": _refusing("missing"),
    "conflict": _refusing("conflict"),
    "invalid": _refusing("invalid"),
    "limit": _limited,
    "fault": _refusing("fault"),
    "redirect": _redirect,
    "login page": _page(200, LOGIN),
    "gateway": _page(504, GATEWAY),
    "silent": lambda server, asked: [SILENCE],
    "cut": lambda server, asked: [RESET],
    "slow": _slow,
    # the record is made, and we are not told so
    "silent after": _after(lambda reply: [SILENCE]),
    "cut after": _after(lambda reply: [RESET]),
    "half after": _after(_half),
    "gateway after": _after(lambda reply: Reply(GATEWAY, 504, "text/html").steps),
    "fault after": _after(lambda reply: Reply({"error": "Internal Server Error"}, 500).steps),
    "nonsense after": _after(lambda reply: Reply("OK", 200, "text/plain").steps),
    "late": _late,
    # what no such system says
    "a list": _instead([1, "two", None]),
    "nothing": _instead(None),
    "deep": _instead(b'{"a":' * 20_000 + b"1" + b"}" * 20_000),
    "binary": _instead(b"\xff\xfe\x00\x01"),
    "endless": _endless,
    "echo": _echo,
}
"""Those that end with "after" carry the request out first; "late" does so when we are gone."""
