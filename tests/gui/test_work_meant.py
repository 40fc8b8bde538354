"""What a person means by what they type to add a work item."""

import pytest

from relman_desktop.gui.work_meant import meant

PASTED = "PAY-12 Checkout hangs\n\nThe provider answers late."


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("pay-12", ["PAY-12"]),
        ("PAY-12, PAY-13 and #7", ["PAY-12", "PAY-13", "#7"]),
        ("PAY-12\nPAY-13\n", ["PAY-12", "PAY-13"]),
        ("https://github.com/o/r/issues/5", ["o/r#5"]),
    ],
)
def test_references_alone_are_keys(text: str, keys: list[str]) -> None:
    assert [one.key for one in meant(text).keys] == keys
    assert meant(text).hint(("Jira",)).startswith("Enter adds ")


@pytest.mark.parametrize("text", [PASTED, "PAY-12: Checkout hangs when the provider is late", "word " * 1000])
def test_a_text_is_a_ticket_that_was_pasted(text: str) -> None:
    assert meant(text).text == text.strip() and not meant(text).keys
    assert meant(text).hint(()) == "Enter adds this text as a work item."


def test_a_line_of_words_is_searched_for_where_that_can_be() -> None:
    assert meant(" retry   budget ").words == "retry budget"
    assert meant("retry budget").hint(("Jira at e.org",)) == "Enter searches Jira at e.org."
    assert "names no work item" in meant("retry budget").hint(())
    assert meant("  \n").hint(("Jira",)) == ""
