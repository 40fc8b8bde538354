"""ADF: valid against Atlassian's schema, with the same words and the same structure."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from hypothesis import given, settings

from relman_desktop.export.markup import Flavour, render
from relman_desktop.export.markup.reading import read
from relman_desktop.sources.work.markup import adf_to_markdown

from .texts import letters, texts
from .trees import words

_SCHEMA = Path(__file__).parents[2] / "data" / "adf" / "full.json"
_SIMPLE = ("paragraph", "codeBlock", "bulletList", "orderedList", "taskList", "heading", "rule", "table", "blockquote")


@cache
def _validator() -> Any:
    return jsonschema.Draft4Validator(json.loads(_SCHEMA.read_text("utf-8")))


@settings(deadline=None, max_examples=40)
@given(texts)
def test_it_is_valid(text: str) -> None:
    told = json.loads(render(text, Flavour.ADF))
    _validator().validate(told)
    assert letters("".join(_texts(told))) == letters(words(read(text)))


@settings(deadline=None, max_examples=40)
@given(texts)
def test_the_blocks_are_the_same(text: str) -> None:
    names = {"Paragraph": "paragraph", "Heading": "heading", "Code": "codeBlock", "Quote": "blockquote", "Rule": "rule"}
    names |= {"Table": "table", "List": "list"}
    blocks = json.loads(render(text, Flavour.ADF))["content"]
    told = [
        name if (name := block["type"]) not in ("bulletList", "orderedList", "taskList") else "list" for block in blocks
    ]
    assert told == [names[type(block).__name__] for block in read(text).blocks]


@settings(deadline=None, max_examples=40)
@given(texts)
def test_our_own_reader_finds_the_words(text: str) -> None:
    told = letters(adf_to_markdown(render(text, Flavour.ADF)))
    assert all(letters(word) in told for word in text.split() if word.isalnum() and not word.isdigit())


def test_marks_and_tasks() -> None:
    told = json.loads(render("- [ ] **a** `b`\n- [x] [c](https://e.org)", Flavour.ADF))["content"][0]
    assert told["type"] == "taskList" and [item["attrs"]["state"] for item in told["content"]] == ["TODO", "DONE"]
    first, second = (item["content"] for item in told["content"])
    assert [one.get("marks", [{}])[0].get("type") for one in first] == ["strong", None, "code"]
    assert second == [{"type": "text", "text": "c", "marks": [{"type": "link", "attrs": {"href": "https://e.org"}}]}]


def test_what_may_not_stand_in_an_item_is_said_simpler() -> None:
    told = json.loads(render("1. a\n   # b\n   > c\n\n   | d | e |\n   | - | - |\n   | f | g |", Flavour.ADF))
    _validator().validate(told)
    item = told["content"][0]["content"][0]["content"]
    assert ["".join(_texts(one)) for one in item] == ["a", "b", "> c", "d | ef | g"]


def _texts(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [node["text"]] if node.get("type") == "text" else _texts(node.get("content", []))
    return [text for one in node for text in _texts(one)]
