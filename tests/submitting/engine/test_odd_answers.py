"""Whatever a system answers, an export ends with an outcome or a sentence, and never with more than one record."""

import json
import random
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relman_desktop.errors import RelmanError
from relman_desktop.submitting.ledger import Ledger
from tests.net.server import Received, Scripted, head

from .making import attachment, comment, export, prepared, text
from .office import Office

KINDS = ["find", "create", "read", "update", "comments", "comment", "files", "file"]
names = st.sampled_from(["records", "record", "id", "ref", "subject", "text", "plan", "comments", "error", "content"])
odd = st.recursive(
    st.sampled_from([None, True, text("x"), 10**45]) | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=5),
    max_leaves=16,
)
BYTES = [
    b"", b"\xff\xfe", b"null", b"[" * 100_000, b'{"a":' * 900 + b"1" + b"}" * 900, b'{"records": [', b"NaN",
    b'"\\ud800"', b'{"records": [], "record": {"id": 1e999}}', b'{"record": {"id": ' + b"9" * 6_000 + b"}}", b"<html>",
    b"\0" * 100,
]  # fmt: skip


@pytest.fixture(scope="module")
def place() -> Iterator[Office]:
    with Office() as one:
        yield one


def answering(place: Office, answers: dict[str, Any], number: int) -> None:
    """Exports of a ticket to an office that answers oddly, then as it should."""
    place.records.clear()
    place.visits.clear()
    ticket = f"{number:016x}"
    Ledger().forget(ticket)
    ready = prepared(place.url, ticket=ticket, asides=(comment(), attachment()))
    for place.answers in (answers, {}, answers):
        with suppress(RelmanError):
            export(ready)
    place.answers = {}
    assert place.count("create") <= 1 or answers.keys() & {"find", "read"}
    with suppress(RelmanError):
        export(prepared(place.url, "Changed.", ticket=ticket))


odd_answers = st.dictionaries(st.sampled_from(KINDS), odd, min_size=1, max_size=3)
unhurried = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@settings(max_examples=15, **unhurried)
@given(odd_answers, st.integers(0, 2**40))
def test_no_answer_is_too_odd(place: Office, answers: dict[str, Any], number: int) -> None:
    answering(place, answers, number)


@pytest.mark.slow
@settings(max_examples=500, **unhurried)
@given(odd_answers, st.integers(0, 2**40))
def test_none_of_many_answers_is_too_odd(place: Office, answers: dict[str, Any], number: int) -> None:
    answering(place, answers, number)


@pytest.mark.parametrize("content", BYTES, ids=range(len(BYTES)))
def test_no_bytes_are_too_odd(content: bytes) -> None:
    def script(request: Received) -> Any:
        chance = random.Random(request.number)
        told = content if request.method == "POST" or chance.random() < 0.5 else json.dumps({"records": []}).encode()
        return [head("200 OK", content_length=str(len(told))), told]

    with Scripted(script) as server, suppress(RelmanError):
        for number in range(4):
            export(prepared(f"http://127.0.0.1:{server.port}", ticket=f"{number:016x}", asides=(comment(),)))
