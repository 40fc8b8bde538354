"""Reading an answer: whatever a model writes around its JSON, and wherever it stops."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.drafting.model.reply import Reply, read_reply
from relman_desktop.drafting.model.schema import answer_schema
from relman_desktop.fields import WRITTEN


def _claim(text: str, *evidence: str, quote: str = "", layout: str = "sentence") -> dict[str, Any]:
    return {"evidence": list(evidence), "quote": quote, "layout": layout, "text": text}


ANSWER = {
    "fields": {
        "title": [_claim("Drop the column legacy_id of orders", "F1.h1", quote="DROP COLUMN legacy_id")],
        "description": [_claim("First.", "X1", layout="paragraph"), _claim("Second “{not json}”.", "F2.h1", "X3")],
        "justification": [],
        "deployment": [_claim("Run `migrate`.", "X2", layout="step")],
        "rollback": [],
        "validation": [],
    },
    "questions": [{"field": "justification", "question": "Why now?", "why": "No ticket says so."}],
}
TEXT = json.dumps(ANSWER, ensure_ascii=False)


def _texts(reply: Reply) -> dict[str, list[str]]:
    return {name: [claim.text for claim in claims] for name, claims in reply.fields.items()}


def test_a_whole_answer_is_read_with_its_evidence_and_its_questions() -> None:
    reply = read_reply(TEXT)
    assert reply.complete
    assert reply.fields["title"][0].evidence == ("F1.h1",)
    assert reply.fields["title"][0].quote == "DROP COLUMN legacy_id"
    assert [claim.layout for claim in reply.fields["description"]] == ["paragraph", "sentence"]
    assert [(one.field, one.question) for one in reply.questions] == [("justification", "Why now?")]


@pytest.mark.parametrize(
    "around",
    [
        "```json\n%s\n```",
        "Sure! {Here} is the ticket you asked for:\n\n%s\n\nLet me know {if} you need more.",
        "%s\n%s",  # said twice
        "  \n\n%s",
        '{"thoughts": {"a": 1}} %s',
    ],
)
def test_what_stands_around_the_answer_does_not_matter(around: str) -> None:
    reply = read_reply(around.replace("%s", TEXT))
    assert _texts(reply) == _texts(read_reply(TEXT))
    assert reply.complete


def test_an_answer_without_its_outer_object_is_read() -> None:
    assert _texts(read_reply(json.dumps(ANSWER["fields"]))) == _texts(read_reply(TEXT))


def test_a_field_that_is_plain_text_is_a_claim_without_evidence() -> None:
    reply = read_reply('{"fields": {"title": "A title", "deployment": ["Deploy it", 3, null, {"text": 4}]}}')
    assert _texts(reply) == {"title": ["A title"], "deployment": ["Deploy it"]}
    assert reply.fields["deployment"][0].layout == "step"
    assert reply.fields["title"][0].evidence == ()


@pytest.mark.parametrize("text", ["", "I cannot help with that.", "<html>{}</html>", "[1, 2]", "{" * 100_000])
def test_what_is_no_answer_is_empty(text: str) -> None:
    assert read_reply(text).is_empty


@given(st.integers(0, len(TEXT)))
def test_every_beginning_holds_whole_claims_and_at_most_one_that_grows(end: int) -> None:
    final, whole, begun = _texts(read_reply(TEXT)), read_reply(TEXT[:end]), read_reply(TEXT[:end], growing=True)
    assert whole.complete == (end == len(TEXT))
    grown = 0
    for name, texts in _texts(begun).items():
        count = len(whole.fields.get(name, ()))
        assert texts[:count] == final[name][:count]
        grown += len(texts) - count
        assert len(texts) == count or final[name][count].startswith(texts[count])
    assert grown <= 1


ODD = {  # what a model writes in a string, and what is read
    "half a pair": (r"It is \ud83d now", "It is \ufffd now"),
    "the other half": (r"It is \uDE80 now", "It is \ufffd now"),
    "half before a pair": (r"\ud83d\ud83d\ude80", "\ufffd🚀"),
    "half at the end": (r"It is \ud83d", "It is \ufffd"),
    "a pair": (r"It is \uD83D\uDE80", "It is 🚀"),
    "no escape": (r"The path \\ud83d", r"The path \ud83d"),
    "an escape behind one": (r"The path \\\ud83d", "The path \\\ufffd"),
    "a line break as it is": ("It is\nnow", "It is now"),
    "a tabulator as it is": ("It is\tnow", "It is now"),
}


@pytest.mark.parametrize("name", ODD)
def test_one_odd_character_loses_nothing(name: str) -> None:
    written, read = ODD[name]
    text = TEXT.replace("First.", written)
    reply = read_reply(text)
    assert _texts(reply) == {**_texts(read_reply(TEXT)), "description": [read, "Second “{not json}”."]}
    assert reply.complete and reply.questions


@given(st.sampled_from([*ODD]), st.integers(0, len(TEXT) + 20))
def test_what_grows_goes_on_as_it_began(name: str, end: int) -> None:
    text = TEXT.replace("First.", ODD[name][0])
    final = _texts(read_reply(text))
    for field, texts in _texts(read_reply(text[:end], growing=True)).items():
        assert texts[:-1] == final[field][: len(texts[:-1])]
        assert not texts or final[field][len(texts) - 1].startswith(texts[-1].rstrip())


@given(st.text() | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(json.dumps))
def test_nothing_raises(text: str) -> None:
    read_reply(text)
    read_reply(TEXT[:200] + text)
    read_reply('{"fields": {"title": ' + text)


def test_the_schema_is_strict_throughout_and_puts_evidence_before_text() -> None:
    schema = answer_schema()
    assert list(schema["properties"]["fields"]["properties"]) == [field.name for field in WRITTEN]
    claim = schema["properties"]["fields"]["properties"]["title"]["items"]
    assert list(claim["properties"]) == ["evidence", "quote", "layout", "text"]
    assert _loose(schema) == []


def _loose(schema: dict[str, Any], path: str = "") -> list[str]:
    """Where the schema lets in more, or asks for less, than it names: what a strict server refuses."""
    inner = {**schema.get("properties", {}), **({"[]": schema["items"]} if "items" in schema else {})}
    is_loose = schema["type"] == "object" and (
        schema["required"] != list(schema["properties"]) or schema["additionalProperties"] is not False
    )
    return [path] * is_loose + [one for name, part in inner.items() for one in _loose(part, f"{path}.{name}")]
