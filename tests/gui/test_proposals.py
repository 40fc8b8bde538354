"""How a proposal is told from what stands in the field."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from relman_desktop.drafting.proposal import Proposal
from relman_desktop.gui.difference import Part, difference
from relman_desktop.gui.proposal_view import ProposalView
from relman_desktop.ticket import Claim

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


def test_added_is_underlined_and_removed_struck_through_not_by_colour_alone(qtbot: QtBot) -> None:
    view = ProposalView("Description")
    qtbot.addWidget(view)
    view.show_proposal(Proposal("description", (Claim("One two three four FIVE six"),)), "One two three four five six")
    document, marks = view._text.document(), {}
    for fragment in fragments(document.firstBlock()):
        marks[fragment.text().strip()] = (fragment.charFormat().fontUnderline(), fragment.charFormat().fontStrikeOut())
    assert marks["FIVE"] == (True, False)
    assert marks["five"] == (False, True)
    assert marks["One two three four"] == (False, False)


def fragments(block):  # type: ignore[no-untyped-def]
    iterator = block.begin()
    while not iterator.atEnd():
        yield iterator.fragment()
        iterator += 1


def test_markup_in_a_proposal_is_shown_as_it_is(qtbot: QtBot) -> None:
    view = ProposalView("Description")
    qtbot.addWidget(view)
    view.show_proposal(Proposal("description", (Claim("<b>bold</b> &amp; <img src=x>"),)), "")
    assert view._text.text == "<b>bold</b> &amp; <img src=x>"
