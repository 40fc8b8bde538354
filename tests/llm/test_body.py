"""The bytes of a request: what each profile allows and nothing else, the same each time."""

import json
from dataclasses import replace
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.request import Message, Request
from relman_desktop.llm.body import REASONING_ROOM, body_of, output_limit
from relman_desktop.llm.profile import Profile

SCHEMA = {"type": "object", "properties": {"b": {"type": "string"}, "a": {"type": "string"}}}
REQUEST = Request(
    (Message("system", "Rules."), Message("user", "Evidence: ü 🚀", ends_prefix=True), Message("user", "Draft.")),
    SCHEMA,
    most_output=100,
)


def _body(request: Request = REQUEST, **profile: Any) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(body_of(request, "m", Profile(**profile)))
    return parsed


def test_it_is_utf8_compact_and_in_one_order() -> None:
    body = body_of(REQUEST, "m", Profile())
    assert body.startswith(b'{"model":"m","messages":[{"role":"system","content":"Rules."},')
    assert "ü 🚀".encode() in body and b'"b"' in body[: body.index(b'"a"')], "the schema keeps its order"
    assert body == body_of(replace(REQUEST), "m", Profile())


def test_a_schema_is_strict() -> None:
    form = _body()["response_format"]
    assert form["type"] == "json_schema" and form["json_schema"]["strict"] is True
    assert form["json_schema"]["schema"] == SCHEMA


@pytest.mark.parametrize(("json_mode", "form"), [("object", {"type": "json_object"}), ("prompt", None)])
def test_without_a_schema_it_is_described_in_words(json_mode: str, form: object) -> None:
    body = _body(json=json_mode)
    assert body.get("response_format") == form
    assert body["messages"][0]["content"].startswith("Rules.") and '"properties"' in body["messages"][0]["content"]
    assert body["messages"][1:] == _body()["messages"][1:]
    alone = _body(Request((Message("user", "Hi"),), SCHEMA, 5), json=json_mode)
    assert alone["messages"][0]["content"].startswith("Hi") and "JSON" in alone["messages"][0]["content"]


@pytest.mark.parametrize("name", ["max_tokens", "max_completion_tokens", ""])
def test_one_limit_at_most(name: str) -> None:
    limits = {key: value for key, value in _body(limit_name=name).items() if key.startswith("max_")}
    assert limits == ({name: 100} if name else {})


def test_the_limit_leaves_room_for_thoughts_and_keeps_to_the_servers() -> None:
    assert output_limit(REQUEST, Profile(reasons=True)) == 100 + REASONING_ROOM
    assert output_limit(REQUEST, Profile(reasons=True, most_output=64)) == 64
    assert _body(most_output=64)["max_completion_tokens"] == 64


def test_a_reasoning_model_gets_no_temperature() -> None:
    assert _body()["temperature"] == 0.2
    assert "temperature" not in _body(reasons=True) and "temperature" not in _body(temperature=False)
    assert _body(reasons=True, effort=True)["reasoning_effort"] == "low"


def test_streams() -> None:
    assert _body()["stream"] is True and _body()["stream_options"] == {"include_usage": True}
    assert "stream_options" not in _body(stream_options=False)
    assert not {"stream", "stream_options"} & set(_body(stream=False))


def test_the_prefix_is_marked_in_each_dialect() -> None:
    openai, anthropic, none = (_body(cache=mark) for mark in ("openai", "anthropic", ""))
    text, task = {"type": "text", "text": "Evidence: ü 🚀"}, {"type": "text", "text": "Draft."}
    assert openai["messages"][1]["content"] == [text | {"prompt_cache_breakpoint": {"mode": "explicit"}}, task]
    assert openai["prompt_cache_options"] == {"mode": "explicit"} and len(openai["prompt_cache_key"]) == 32
    assert anthropic["messages"][1]["content"] == [text | {"cache_control": {"type": "ephemeral"}}, task]
    assert none["messages"][1]["content"] == "Evidence: ü 🚀\n\nDraft."
    assert all("prompt_cache_key" not in body for body in (anthropic, none))


def test_no_role_speaks_twice_in_a_row() -> None:
    """Chat templates of many local models raise an error where user and assistant do not take turns."""
    for mark in ("openai", "anthropic", ""):
        assert [message["role"] for message in _body(cache=mark)["messages"]] == ["system", "user"]


def test_the_key_of_a_cache_is_that_of_the_prefix() -> None:
    def key(*messages: Message) -> str:
        return str(_body(Request(messages, SCHEMA, 5), cache="openai")["prompt_cache_key"])

    first, other = REQUEST.messages[:2], Message("user", "Another question.")
    assert key(*first, REQUEST.messages[2]) == key(*first, other) != key(replace(first[0], text="x"), *first[1:])


def test_no_cache_is_spoken_of_where_nothing_is_marked() -> None:
    body = _body(Request((Message("user", "Hi"),), SCHEMA, 5), cache="openai")
    assert not [name for name in body if "cache" in name]


@given(st.lists(st.text(st.characters()), min_size=1, max_size=4), st.sampled_from(["schema", "object", "prompt"]))
def test_any_text_comes_through(texts: list[str], mode: Any) -> None:
    roles: tuple[Literal["user", "assistant"], ...] = ("user", "assistant")
    request = Request(tuple(Message(roles[at % 2], text) for at, text in enumerate(texts)), SCHEMA, 5)
    body = json.loads(body_of(request, "m", Profile(json=mode)))
    for text, message in zip(texts, body["messages"], strict=True):
        assert message["content"].startswith(text.encode("utf-8", "replace").decode())
