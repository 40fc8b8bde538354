"""Sentences of work items: whole where lines are wrapped, and nothing that is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.sources.work.sentences import is_field, sentences

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
    assert [one.text for one in sentences(body)] == told


def test_a_sentence_knows_what_it_stands_under() -> None:
    body = "## Context\nIt hangs.\n\nAcceptance criteria:\n- a notice\n- no wait\n\nThat is all."
    told = [(one.text, one.under) for one in sentences(body)]
    assert told == [
        ("It hangs.", "Context"),
        ("a notice", "Acceptance criteria"),
        ("no wait", "Acceptance criteria"),
        ("That is all.", ""),
    ]


def test_a_sentence_with_a_colon_is_no_field() -> None:
    assert is_field("Priority: High") and is_field("Fix version/s: 1.2") and not is_field("The problem: it hangs")


@given(st.text(alphabet=st.sampled_from("aA .!?:-*#|`<\n\u202e"), max_size=300) | st.text(max_size=300))
def test_any_text_has_sentences_in_one_line(body: str) -> None:
    for one in sentences(body):
        assert one.text.strip() and "\n" not in one.text and "\u202e" not in one.text
