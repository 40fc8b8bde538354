"""Thoughts are no part of an answer, however they are cut into pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.llm.thinking import Thoughts, without_thoughts

CASES = {
    "<think>no</think>yes": "yes",
    "\n<think>\nno\n</think>\n\nyes": "yes",
    "<thinking>{}</thinking>{": "{",
    "[THINK]a[/THINK]b": "b",
    "<think>a</think><think>b</think>c": "c",
    "<think></think>": "",
    "<think>for ever": "",
    "<thin": "<thin",
    "<b>yes": "<b>yes",
    "a <think>stays</think>": "a <think>stays</think>",
    "": "",
}


def _read(pieces: list[str]) -> str:
    thoughts = Thoughts()
    return "".join(map(thoughts.rest, pieces)) + thoughts.last()


@pytest.mark.parametrize("text", CASES)
def test_however_it_is_cut(text: str) -> None:
    for size in range(1, len(text) + 2):
        assert _read([text[at : at + size] for at in range(0, len(text), size)]) == CASES[text]


@given(st.lists(st.text("<think/>[THINK] \nab{", max_size=6)))
def test_what_is_given_stands_at_the_end_of_what_came(pieces: list[str]) -> None:
    assert "".join(pieces).endswith(_read(pieces))


def test_thoughts_without_their_beginning() -> None:
    assert without_thoughts('I think {"a"}. </think>\n{"b": 1}') == '{"b": 1}'
    assert without_thoughts('{"a": "</think>"}') == '{"a": "</think>"}', "within the answer it is text"
