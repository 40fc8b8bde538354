"""What a reader of a work item's evidence sees."""

from relman_desktop.facts.book import EvidenceBook, Facts
from relman_desktop.jobs import Cancel
from relman_desktop.sources.work.item import WorkItem
from tests.drafting.test_template import a_release


def test_criteria_of_a_field_of_their_own_are_shown_below_the_body() -> None:
    item = WorkItem(
        "W1", "PAY-12", "jira", (), "Refunds", body="It hangs. It is quick.", criteria=("It is quick.", "B")
    )
    seen = EvidenceBook(a_release(), Facts(), (item,)).get("W1", Cancel())
    assert seen and seen.text == "Refunds\nIt hangs. It is quick.\n\n- B"
