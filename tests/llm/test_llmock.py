"""A server that others wrote to break clients with: llmock, which also judges what a client made of it."""

import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.request import Request as HttpRequest
from urllib.request import urlopen

import pytest

from relman_desktop.drafting.request import Message, Request
from relman_desktop.jobs import Cancel, silent
from relman_desktop.llm.adapting import ask_adapting
from relman_desktop.llm.answer import Answer, Fault
from relman_desktop.llm.connection import test_connection
from relman_desktop.llm.discover import models
from relman_desktop.llm.profiles import first_guess
from relman_desktop.settings import Endpoint

from .peers import free_port, running

pytestmark = pytest.mark.slow
SCHEMA = {"type": "object", "properties": {"title": {"type": "string"}}, "required": ["title"]}
REQUEST = Request((Message("system", "You draft."), Message("user", "Draft a title.")), SCHEMA, 200)


class Peer:
    """The running server and its own interface."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._url = endpoint.url.removesuffix("/v1") + "/_llmock/"

    def tell(self, what: str, data: object = None) -> Any:
        body = None if data is None else json.dumps(data).encode()
        request = HttpRequest(self._url + what, body, {"content-type": "application/json"})
        with urlopen(request, timeout=10) as response:
            return json.loads(response.read())

    def behave(self, *behaviours: dict[str, Any]) -> None:
        self.tell("reset", {})
        if behaviours:
            self.tell("scenario", {"behaviors": list(behaviours)})

    def ask(self) -> tuple[Answer, str]:
        pieces: list[str] = []
        profile = first_guess(self.endpoint)
        answer, _ = ask_adapting(self.endpoint, "key", REQUEST, profile, pieces.append, Cancel())
        return answer, "".join(pieces)


@pytest.fixture(scope="module")
def peer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peer]:
    if find_spec("llmock") is None:
        pytest.skip("the package llmock of the test requirements is not installed")
    port = free_port()
    serve = "from llmock.cli import app; app()"
    command: list[str | Path] = [sys.executable, "-c", serve, "serve", "--port", str(port), "--log-level", "warning"]
    with running(command, port, tmp_path_factory.mktemp("llmock") / "log"):
        url = f"http://127.0.0.1:{port}/v1"
        yield Peer(Endpoint("llmock", url, "gpt-4o", "openai", first_token_s=3, between_tokens_s=1))


def test_an_answer_by_a_schema(peer: Peer) -> None:
    peer.behave()
    answer, shown = peer.ask()
    assert answer.fault is None and list(json.loads(answer.text)) == ["title"] and shown == answer.text
    assert answer.usage.prompt and answer.usage.completion


# behaviour: the end that it must come to, and how many requests it may take
BEHAVIOURS: dict[str, tuple[dict[str, Any], Fault | None, int]] = {
    "busy, and says for how long": ({"type": "fail", "status": 429, "retry_after": 1, "times": 2}, None, 3),
    "overloaded": ({"type": "fail", "status": 503, "times": 1}, None, 2),
    "down": ({"type": "fail", "status": 503, "times": None}, Fault.BUSY, 3),
    "broken": ({"type": "fail", "status": 500, "times": None}, Fault.SERVER, 1),
    "a wrong key": ({"type": "fail", "status": 401, "times": None}, Fault.REFUSED_KEY, 1),
    "no such model": ({"type": "fail", "status": 404, "times": None}, Fault.NO_MODEL, 1),
    "a connection that drops": ({"type": "stream_fault", "kind": "disconnect", "after_chunks": 3}, Fault.CUT_OFF, 1),
    "a stream that ends early": ({"type": "stream_fault", "kind": "truncate", "after_chunks": 3}, Fault.CUT_OFF, 1),
    "a broken chunk": ({"type": "stream_fault", "kind": "malformed", "after_chunks": 3}, Fault.SERVER, 1),
    "a stall": ({"type": "stream_fault", "kind": "stall", "after_chunks": 3, "stall_seconds": 30}, Fault.STALLED, 1),
    "a slow first token": ({"type": "slow_first_token", "seconds": 1.5}, None, 1),
    "words": ({"type": "reply", "text": "Certainly! I would be happy to."}, Fault.NOT_JSON, 1),
    "a fence": ({"type": "reply", "text": '```json\n{"title": "x"}\n```'}, None, 1),
}
# It takes a call that is not repeated for one that was believed; we tell the person, and keep what came.
TOLD = ("truncated_stream_accepted",)


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_what_it_breaks(peer: Peer, name: str) -> None:
    behaviour, fault, requests = BEHAVIOURS[name]
    peer.behave(behaviour)
    answer, _ = peer.ask()
    assert answer.fault == fault, (answer.said, answer.detail)
    assert bool(answer.said) == bool(fault)
    assert len(peer.tell("requests")["requests"]) == requests
    wrong = [one for one in peer.tell("verdict")["findings"] if one["severity"] == "error"]
    assert [one["code"] for one in wrong if one["code"] not in TOLD] == [], wrong


def test_the_connection_test(peer: Peer) -> None:
    peer.behave()
    assert "gpt-4o" in models(peer.endpoint, "key", Cancel())
    report = test_connection(peer.endpoint, "key", Cancel(), silent)
    assert report.works, report.lines
