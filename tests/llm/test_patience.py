"""A server that never falls silent and never ends is not waited for without end."""

from collections.abc import Callable, Iterable

import pytest

from relman_desktop.jobs import Cancel
from relman_desktop.llm import patience
from relman_desktop.llm.answer import Fault
from relman_desktop.llm.client import ask

from .server import Received, Scripted, Step, piece, stream


@pytest.mark.parametrize(
    ("drop", "text"), [(piece("a"), "a"), (b": wait\n\n", ""), (piece(reasoning="hm"), "")], ids=str
)
def test_a_drip_ends(drop: bytes, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "MOST_S", 0.2)
    monkeypatch.setattr(patience, "WAITS", 1)
    script: Callable[[Received], Iterable[Step]] = stream(*[drop, 0.05] * 60)
    with Scripted(script) as server:
        endpoint = server.endpoint(first_token_s=1.0, between_tokens_s=0.7)
        answer = ask(endpoint, "", b'{"stream":true}', lambda piece: None, Cancel())
    assert answer.fault is Fault.STALLED and answer.total_s < 2.5
    assert set(answer.text) == set(text)
    assert endpoint.host in answer.said and (("no end of its answer in 1 s" in answer.said) == (drop != b": wait\n\n"))


def test_an_answer_within_the_bound_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "MOST_S", 5.0)
    with Scripted(stream(*[piece("a"), 0.05] * 8, piece(finish="stop"))) as server:
        answer = ask(server.endpoint(first_token_s=1.0), "", b'{"stream":true}', lambda piece: None, Cancel())
    assert answer.fault is None and answer.text == "a" * 8
