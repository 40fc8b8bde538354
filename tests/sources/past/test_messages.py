"""What a message says of its commit."""

import pytest

from relman_desktop.sources.past.messages import reader, reverted_ids


@pytest.mark.parametrize(
    "text",
    [
        "Fix the cart",
        "a BUG",
        "Mends a race condition",
        "NullPointerException in the cart",
        "NPE",
        "it fails",
        "leaked",
    ],
)
def test_a_message_that_speaks_of_a_fault_is_a_fix(text: str) -> None:
    assert reader()(text).fix


@pytest.mark.parametrize(
    "text", ["Add a prefix", "debug", "a race, no condition", "Reverting", "Unfixed", "failover", "", "suffix"]
)
def test_a_word_inside_another_one_says_nothing(text: str) -> None:
    assert not reader()(text).fix


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
    assert reader()(f"{subject}\n\n{body}").revert


def test_who_speaks_of_a_revert_takes_nothing_back() -> None:
    assert not reader()("Do not revert on failure\n\nIt was reverted. This reverts nothing.").revert


def test_who_is_reverting_is_no_revert_in_the_data() -> None:
    assert not reader()("Reverting the last change").revert


def test_all_commits_that_are_taken_back_are_named() -> None:
    text = "This reverts commit 0123abc.\nThis Reverts Commit DEADBEEF00 too. This reverts commit xyz."
    assert reverted_ids(text) == ("0123abc", "deadbeef00")


def test_only_the_beginning_of_an_endless_message_is_looked_at() -> None:
    assert not reader()("x " * (1 << 16) + "fix").fix
