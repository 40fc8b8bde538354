"""How a proposal is told from what stands in the field."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.gui.difference import Part, difference

words = st.lists(st.sampled_from(["a", "b", "the", "column", "\n\n", "  ", "1."]), max_size=30).map(" ".join)


@given(words, words)
def test_what_is_not_removed_is_the_new_text(old: str, new: str) -> None:
    parts = difference(old, new)
    assert "".join(part.text for part in parts if part.mark != "removed") == new
    if len(parts) > 1:
        kept = "".join(part.text for part in parts if part.mark != "added")
        assert kept.split() == old.split()


def test_changed_words_are_marked_and_the_rest_is_not() -> None:
    old = "The job now drops the column at once. Tell support."
    new = "The job now drops the column at night. Tell support."
    assert difference(old, new) == (
        Part("same", "The job now drops the column at "),
        Part("removed", "once. "),
        Part("added", "night. "),
        Part("same", "Tell support."),
    )


def test_another_text_is_shown_as_one() -> None:
    assert difference("Nothing of this stays.", "All words are new here now") == (
        Part("added", "All words are new here now"),
    )


@pytest.mark.parametrize("word", ["a ", "a b ", "a b c d e "])
def test_a_hostile_text_takes_no_longer_than_a_blink(word: str) -> None:
    began = time.monotonic()
    difference("x " + word * 5000 + "y", word * 2 + "z " + word * 5000)
    difference("x " + word * 700 + "y", "b " + word * 600 + "z")
    assert time.monotonic() - began < 2
