"""What a message says of its commit."""

import pytest

from relman_desktop.risk.past.messages import LONGEST, is_fix, is_revert, reverted_ids


@pytest.mark.parametrize(
    "text",
    [
        "Fix the cart",
        "a BUG",
        "Mends a\nrace\n condition",
        "NullPointerException in the cart",
        "NPE",
        "it fails",
        "leaked",
    ],
)
def test_a_message_that_speaks_of_a_fault_is_a_fix(text: str) -> None:
    assert is_fix(text)


@pytest.mark.parametrize("text", ["Add a prefix", "debug", "a race, no condition", "Unfixed", "failover", "", "suffix"])
def test_a_word_inside_another_one_says_nothing(text: str) -> None:
    assert not is_fix(text)


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ('Revert "Add carts"', ""),
        ("Reverts changes of yesterday", ""),
        ("Backed out the cart", ""),
        ("Rollback of carts", ""),
        ("No carts any more", "Sorry.\n\nThis reverts commit 0123456789abcdef, which broke it."),
    ],
)
def test_a_revert_says_so_in_its_subject_or_names_a_commit(subject: str, body: str) -> None:
    assert is_revert(subject, body)


def test_who_speaks_of_a_revert_takes_nothing_back() -> None:
    assert not is_revert("Do not revert on failure", "It was reverted. This reverts nothing.")


def test_all_commits_that_are_taken_back_are_named() -> None:
    text = "This reverts commit 0123abc.\nThis Reverts Commit DEADBEEF00 too. This reverts commit xyz."
    assert reverted_ids(text) == ("0123abc", "deadbeef00")


def test_only_the_beginning_of_an_endless_message_is_looked_at() -> None:
    assert not is_fix("x " * LONGEST + "fix")
