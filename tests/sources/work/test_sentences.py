"""Sentences of work items: whole where lines are wrapped, and nothing that is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.sources.work.lines import is_field
from relman_desktop.sources.work.sentences import sentences

WRAPPED = """The cookie grows beyond 8 KB and the ingress answers with 502. Until this is fixed, the
whole on-call team cannot sign in."""


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            WRAPPED,
            [
                "The cookie grows beyond 8 KB and the ingress answers with 502.",
                "Until this is fixed, the whole on-call team cannot sign in.",
            ],
        ),
        ("Status: Done\nReported by: Maya\nIt hangs.", ["It hangs."]),
        (
            "- **As a** buyer\n- **I want** to pay\n- **so that** it comes",
            ["As a buyer I want to pay so that it comes"],
        ),
        ("- one\n  goes on\n- two\n\n1. three", ["one goes on", "two", "three"]),
        ("Ring Maya\nRing Jo", ["Ring Maya", "Ring Jo"]),
        (
            "# Why\n\n```\ncode here\n```\n| a | b |\n![x](y)\n<div>\nIt hangs, e.g. at night.",
            ["It hangs, e.g. at night."],
        ),
    ],
)
def test_sentences_are_whole(body: str, told: list[str]) -> None:
    assert [one.text for one in sentences(body) if one.is_prose] == told


def test_a_sentence_knows_what_it_stands_under() -> None:
    body = "## Context\nIt hangs.\n\nAcceptance criteria:\n- a notice\n- no wait\n\nThat is all."
    told = [(one.text, one.under) for one in sentences(body) if one.is_prose]
    assert told == [
        ("It hangs.", "Context"),
        ("a notice", "Acceptance criteria"),
        ("no wait", "Acceptance criteria"),
        ("That is all.", "Context"),
    ]


def test_what_is_no_prose_is_told_to_be_none() -> None:
    body = "# Why\n<!-- Say\nwhy -->\n```\n# run it\n```\n| a | b |\nStatus: Done\nIt hangs. See:"
    told = [(one.text, one.is_prose) for one in sentences(body)]
    assert told == [
        ("Why", False),
        ("# run it", False),
        ("| a | b |", False),
        ("Status: Done", False),
        ("It hangs.", True),
        ("See:", True),
    ]


def test_a_sentence_ends_behind_its_quotation_mark() -> None:
    told = [one.text for one in sentences("She said “It hangs.” Then it did. «Ну» вот. Не то.")]
    assert told == ["She said “It hangs.”", "Then it did. «Ну» вот.", "Не то."]


def test_a_sentence_has_those_of_its_paragraph_beside_it_and_knows_its_box() -> None:
    told = sentences("One. Two. Three.\n\nFour.\n- [ ] Five.\n- [x] Six.")
    assert [one.beside for one in told[:4]] == ["Two.", "One.\nThree.", "Two.", ""]
    assert [one.text for one in told if one.is_unticked] == ["Five."]


def test_a_long_line_that_ends_with_a_colon_is_a_sentence_and_stands_over_what_follows() -> None:
    line = "This ticket, unlike what we said in the meeting (of June), does not bring:"
    first, told, second = sentences(f"## Why\n\n{line}\n\n- quick refunds")
    assert first.text == "Why" and not first.is_prose
    assert told.is_prose and (second.label, second.under) == (line, "Why")


def test_a_sentence_with_a_colon_is_no_field() -> None:
    assert is_field("Priority: High") and is_field("Fix version/s: 1.2") and not is_field("The problem: it hangs")


@given(st.text(alphabet=st.sampled_from("aA .!?:-*#|`<\n\u202e"), max_size=300) | st.text(max_size=300))
def test_any_text_has_sentences_in_one_line(body: str) -> None:
    for one in sentences(body):
        assert one.text.strip() and "\n" not in one.text and "\u202e" not in one.text
