"""Every end of a call is a typed one with a sentence, whatever the server does."""

import pytest

from relman_desktop.jobs import Cancel
from relman_desktop.llm.client import ask

from .scenarios import EVERY, Scenario
from .server import Scripted

BODY = b'{"model":"test-model","messages":[],"stream":true}'
KEY = "sk-test-0123456789abcdef"


@pytest.mark.parametrize("name", EVERY)
def test_what_servers_do(name: str) -> None:
    scenario = EVERY[name]
    pieces: list[str] = []
    with Scripted(scenario.script) as server:
        endpoint = server.endpoint(first_token_s=scenario.first_token_s, between_tokens_s=scenario.between_tokens_s)
        answer = ask(endpoint, KEY, BODY, pieces.append, Cancel())
    assert answer.fault == scenario.fault, (answer.said, answer.detail)
    assert answer.text.strip() == scenario.text.strip() or len(answer.text) > 1_000_000
    assert answer.text in "".join(pieces), "what was shown while it came is what is kept"
    assert [request.body for request in server.received] == [BODY] * scenario.requests
    assert len(answer.notes) == scenario.requests - 1
    assert scenario.usage is None or answer.usage == scenario.usage
    assert answer.window == scenario.window
    _has_its_sentence(scenario, answer.said, answer.detail, server.endpoint().host)


def _has_its_sentence(scenario: Scenario, said: str, detail: str, host: str) -> None:
    if scenario.fault is None:
        assert not said
        return
    assert scenario.says in f"{said} {detail}"
    assert host in said and said.endswith(".") and "{" not in said and "\n" not in said
    assert len(detail) <= 300 and detail.isprintable() and KEY not in detail
