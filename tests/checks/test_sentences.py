"""Sentences of ours on nothing, on little, and on what is not so any more."""

from relman_desktop.checks import Severity
from relman_desktop.drafting.moving.claims import MOVED
from relman_desktop.ticket import Claim, Layout, Status
from tests.checks.cases import a_case, a_ticket, found

OURS = Claim("The cart asks for the postcode.", ("F1",), layout=Layout.PARAGRAPH)
FAST = Claim("It is twice as fast.", (), status=Status.UNSUPPORTED, reasons=("Twice stands in none of F1.",))


def test_an_unsupported_sentence_blocks_and_can_be_taken_out() -> None:
    ticket = a_ticket().with_claims("description", (OURS, FAST))
    (one,) = found(a_case(ticket), "unsupported-sentence")
    assert one.severity is Severity.BLOCK and one.quote == FAST.text and "twice stands in none of F1" in one.text
    assert one.mend and one.mend.texts == {"description": OURS.text}
    assert not found(a_case(ticket.with_text("description", OURS.text)), "unsupported-sentence")


def test_what_the_person_wrote_over_is_theirs() -> None:
    ticket = a_ticket().with_claims("description", (OURS, FAST))
    changed = ticket.with_text("description", "The cart asks for the postcode. It is somewhat faster.")
    assert not found(a_case(changed), "unsupported-sentence")


def test_an_unchecked_sentence_blocks() -> None:
    claim = Claim("It is safe.", ("F1",), status=Status.UNCHECKED)
    assert found(a_case(a_ticket().with_claims("description", (claim,))), "unchecked-sentence")


def test_a_weak_sentence_of_a_models_is_a_note_and_none_of_the_templates() -> None:
    weak = Claim("It is for Kafka.", ("C1",), status=Status.WEAK, reasons=("`Kafka` stands only in somebody's words.",))
    (one,) = found(a_case(a_ticket().with_claims("description", (weak,))), "weak-sentence")
    assert one.severity is Severity.NOTE and one.mend and one.mend.texts == {"description": weak.text}
    told = Claim("Fix it.", ("C1",), status=Status.WEAK, reasons=("Rests on the authors' own words, not on the code.",))
    assert not found(a_case(a_ticket().with_claims("description", (told,))), "weak-sentence")


def test_a_stale_sentence_says_what_happened_to_its_evidence() -> None:
    stale = Claim("It drops a column.", ("F1",), status=Status.WEAK, reasons=(f"{MOVED}the migration is gone.",))
    ticket = a_ticket().with_claims("description", (OURS, stale))
    (one,) = found(a_case(ticket))
    assert one.id.startswith("stale-sentence") and one.severity is Severity.BLOCK
    assert "the migration is gone" in one.text and one.mend and one.mend.texts == {"description": OURS.text}


def test_a_branch_that_moved_is_told() -> None:
    (one,) = found(a_case(moved="3 new commits"), "stale-draft")
    assert "3 new commits" in one.text and one.severity is Severity.WARN


def test_a_sentence_on_a_dismissed_fact_is_told() -> None:
    claim = Claim("It locks the table.", ("X4",))
    case = a_case(a_ticket().with_claims("description", (OURS, claim)), dismissed={"X4": "The table is empty."})
    (one,) = found(case, "dismissed-evidence")
    assert "X4" in one.text and "The table is empty" in one.text and one.mend
    assert one.mend.texts == {"description": OURS.text}
