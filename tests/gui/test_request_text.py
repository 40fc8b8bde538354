"""A request in readable form: everything that stands in the bytes, whatever the form of its messages."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.gui.request_text import raw_parts, readable_parts

from . import call_scenes as scenes

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def test_messages_stand_with_their_line_breaks_and_the_rest_behind_them() -> None:
    parts = readable_parts(scenes.a_body("first\nsecond"))
    assert [part.heading for part in parts] == [
        "Message 1 of 3, system",
        "Message 2 of 3, user",
        "Message 3 of 3, user",
        "All else in the request",
    ]
    assert parts[1].text == "first\nsecond"
    assert "max_completion_tokens" in parts[3].text and "json_schema" in parts[3].text


def test_the_bytes_are_shown_as_they_are() -> None:
    assert raw_parts(b'{"a":1}\xff')[0].text == '{"a":1}\udcff'


def test_what_is_no_chat_is_shown_as_it_is() -> None:
    for body in (b"<html>", b"[1]", b'{"messages": 3}', b'{"messages": ["a"]}', b'{"messages": [{"role": "user"}]}'):
        (part,) = readable_parts(body)
        assert part.text == body.decode()


CONTENT = st.one_of(
    TEXTS,
    st.lists(
        st.one_of(
            st.fixed_dictionaries({"type": st.just("text"), "text": TEXTS}),
            st.fixed_dictionaries(
                {"type": st.just("text"), "text": TEXTS, "cache_control": st.just({"type": "ephemeral"})}
            ),
        ),
        max_size=3,
    ),
)


@given(st.lists(st.fixed_dictionaries({"role": TEXTS, "content": CONTENT}), max_size=3), st.dictionaries(TEXTS, TEXTS))
def test_no_text_of_a_request_is_left_out(messages: list[dict[str, Any]], others: dict[str, str]) -> None:
    body = json.dumps({**others, "messages": messages}, ensure_ascii=False).encode()
    shown = "\n".join(f"{part.heading}\n{part.text}" for part in readable_parts(body))
    for message in messages:
        content = message["content"]
        texts = [content] if isinstance(content, str) else [piece["text"] for piece in content]
        assert all(text in shown for text in (message["role"], *texts))
        assert ("ephemeral" in shown) >= ("ephemeral" in str(content))
    for name, value in others.items():
        if name != "messages":
            assert f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}" in shown
