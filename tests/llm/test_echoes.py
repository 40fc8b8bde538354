"""A server that says the key back: it is neither shown nor kept, wherever it stands and however it is cut up."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.jobs import Cancel
from relman_desktop.llm.answer import Answer
from relman_desktop.llm.client import ask
from relman_desktop.llm.reading import Reading
from relman_desktop.net.words import masked

from .server import END, Script, Scripted, piece, plain, stream

KEY = "sk-secret-1234567890abcdef"
ECHO = f'{{"text": "Your key is \\"{KEY}\\" now, or {KEY[:12]}…"}}'


def _asked(script: Script) -> tuple[Answer, str]:
    heard: list[str] = []
    with Scripted(script) as server:
        answer = ask(server.endpoint(), KEY, b'{"stream":true}', heard.append, Cancel())
    return answer, "".join(heard)


def _read(pieces: list[str], key: str = KEY) -> tuple[str, str]:
    heard: list[str] = []
    reading = Reading(heard.append, key)
    for one in pieces:
        reading.take({"choices": [{"delta": {"content": one}}]})
        assert key[:8] not in "".join(heard)
    reading.close()
    return "".join(heard), reading.text


@pytest.mark.parametrize("size", [1, 3, 9, 1_000])
def test_it_is_masked_while_it_streams(size: int) -> None:
    steps = [piece(ECHO[at : at + size]) for at in range(0, len(ECHO), size)]
    answer, heard = _asked(stream(*steps, piece(finish="stop"), END))
    assert answer.fault is None and answer.text == heard
    assert heard == '{"text": "Your key is \\"[key]\\" now, or [key]"}'


@given(
    st.lists(st.sampled_from([KEY, KEY[:8], KEY[:7], KEY[8:], "s", "sk-", " ", '"', "x" * 300, "é", "}"]), max_size=12)
)
def test_masking_piece_by_piece_is_masking_the_whole(pieces: list[str]) -> None:
    heard, text = _read(["{", *pieces])
    assert heard == text == masked("".join(["{", *pieces]), KEY)


def test_a_key_that_is_a_word_holds_nothing_back() -> None:
    heard: list[str] = []
    Reading(heard.append, "ollama").take({"choices": [{"delta": {"content": "By oll"}}]})
    assert heard == ["By oll"]


@pytest.mark.parametrize(
    "script",
    [
        plain("", "302 Found", location=f"https://{KEY}.example.com/"),
        plain(f"<title>{KEY}</title>", kind="text/html"),
        plain("no", kind=f"text/{KEY}"),
        plain({"error": {"message": KEY}}, "400 Bad Request"),
        stream(piece(refusal=f"Not with {KEY}"), piece(finish="stop"), END),
    ],
    ids=["a redirect", "a title", "a type", "a refusal", "the model's refusal"],
)
def test_it_stands_in_no_sentence(script: Script) -> None:
    answer, _ = _asked(script)
    words: Any = (answer.said, answer.detail, answer.refusal, *answer.notes)
    assert answer.fault and KEY[:8] not in " ".join(words)
