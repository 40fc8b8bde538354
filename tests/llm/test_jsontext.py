"""The JSON object in an answer, whatever a model writes around it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.llm.jsontext import json_in

JSON = '{"a": "b}", "c": [1, {"d": null}]}'


@pytest.mark.parametrize(
    "before", ["", "Sure, here it is:\n", "```json\n", "~~~\n", "The form {like this} is:\n", "{\n{ "]
)
@pytest.mark.parametrize("after", ["", "\n```", "\nHope {that} helps!", "}}", "\n\n{"])
def test_it_is_found(before: str, after: str) -> None:
    assert json_in(before + JSON + after) == JSON


def test_the_longest_counts() -> None:
    assert (
        json_in('For example {"a": 1}. Now yours: {"a": "something longer"} as {"b": 2}.')
        == '{"a": "something longer"}'
    )


def test_line_breaks_in_strings_are_mended() -> None:
    assert json.loads(json_in('{"a": "b\nc\td"}')) == {"a": "b\nc\td"}


@pytest.mark.parametrize("text", ["", "no", "{", "{}x"[:1], '{"a": ', "[1, 2]", '"{', "{a: 1}", "{'a': 1}"])
def test_there_is_none(text: str) -> None:
    assert json_in(text) == ""


def test_an_empty_object_is_one() -> None:
    assert json_in("{}") == "{}"


def test_hostile_text_takes_no_time() -> None:
    for text in ("{" * 200_000, '{"' * 200_000, '{"a":' * 100_000, "{ " * 100_000, " " * 500_000 + "{"):
        json_in(text)


WORDS = st.text(st.characters(exclude_characters="{}"), max_size=40)


@given(WORDS, st.dictionaries(st.text(max_size=5), st.text() | st.integers() | st.lists(st.text())), WORDS)
def test_any_object_between_any_words(before: str, value: dict[str, Any], after: str) -> None:
    assert json.loads(json_in(before + json.dumps(value, ensure_ascii=False) + after)) == value
