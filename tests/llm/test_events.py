"""Whatever bytes come, and however they are cut, reading them ends with what they say or with a fault."""

import asyncio
import json
from collections.abc import AsyncIterator
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.llm.answer import Usage
from relman_desktop.llm.events import Event, Page, events
from relman_desktop.llm.reading import Reading, ServerError

from .server import END, event, piece, usage


def _events(parts: list[bytes]) -> list[Event | Page]:
    async def given_parts() -> AsyncIterator[bytes]:
        for part in parts:
            yield part

    async def read() -> list[Event | Page]:
        return [one async for one in events(given_parts())]

    return asyncio.run(read())


def _cut(data: bytes, places: list[int]) -> list[bytes]:
    ends = sorted({place % (len(data) + 1) for place in places} | {0, len(data)})
    return [data[start:end] for start, end in pairwise(ends)]


@settings(deadline=None)
@given(
    st.lists(st.text(max_size=20), max_size=6),
    st.lists(st.integers(0, 10_000), max_size=20),
    st.sampled_from([b"\n", b"\r\n"]),
)
def test_any_text_in_any_pieces(texts: list[str], places: list[int], line_end: bytes) -> None:
    data = b": hello\n\n" + b"".join([*map(piece, texts), piece(finish="stop"), usage(), END])
    reading = Reading(lambda text: None)
    for one in _events(_cut(data.replace(b"\n", line_end), places)):
        assert isinstance(one, Event) and not one.raw
        reading.take(one.data)
    reading.close()
    whole = Reading(lambda text: None)
    whole.take({"choices": [{"message": {"content": "".join(texts)}, "finish_reason": "stop"}]})
    whole.close()
    assert reading.text == whole.text and reading.finish == "stop" and reading.usage == Usage(10, 5)


@settings(deadline=None)
@given(
    st.lists(st.binary(max_size=60) | st.sampled_from([b"data: ", b"\n\n", b"{", b"[DONE]", b"\r", b": "]), max_size=30)
)
def test_any_bytes(parts: list[bytes]) -> None:
    for one in _events(parts):
        assert isinstance(one, Page) or one.data is not None or one.done or one.raw or one == Event()


NAMES = (
    *("choices", "delta", "message", "content", "finish_reason", "usage", "error", "index", "text", "type", "timings"),
    *("prompt_tokens", "refusal", "reasoning", "x_groq", "prompt_n", "prompt_tokens_details", "cached_tokens"),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=25,
)


@given(st.lists(JSON, max_size=4))
def test_any_chunk(chunks: list[Any]) -> None:
    heard: list[str] = []
    reading = Reading(heard.append)
    for chunk in chunks:
        try:
            reading.take(chunk)
        except ServerError:
            break
    reading.close()
    assert reading.text in "".join(heard)
    "".join(heard).encode()
    assert all(value is None or value >= 0 for value in (reading.usage.prompt, reading.usage.cached))


def test_an_event_of_several_lines() -> None:
    text = json.dumps({"choices": [{"delta": {"content": "a"}}]}, indent=1)
    data = "".join(f"data: {line}\n" for line in text.split("\n")) + "\n"
    assert [one.data for one in _events([data.encode()]) if isinstance(one, Event)] == [json.loads(text)]


def test_a_page_is_one() -> None:
    assert _events([b"  <ht", b"ml>"]) == [Page(b"  <html>")] and _events([b" ", b"\n"]) == []
    assert isinstance(_events([event({"a": 1})])[0], Event)
