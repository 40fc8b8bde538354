"""Facts, work items and questions of which the ticket is silent."""

from dataclasses import replace

import pytest

from relman_desktop.checks import Severity
from relman_desktop.facts.book import Facts
from relman_desktop.facts.fact import Fact
from relman_desktop.ticket import Claim
from tests.checks.cases import a_case, a_ticket, found
from tests.drafting.interview.telling import item

DROP = Fact(
    "X1",
    "migration.drop_column",
    "Drops the column `orders.legacy_id`.",
    ("F3.h1",),
    {"table": "orders", "column": "legacy_id", "loses_data": True},
    100,
)
GONE = Fact(
    "X2", "surface.endpoint_removed", "The endpoint `GET /v1/refund` is gone.", ("F4.h1",), {"path": "/v1/refund"}, 60
)


def test_a_loss_that_nobody_tells_of_is_told() -> None:
    (one,) = found(a_case(facts=Facts((DROP,))), "unmentioned-fact")
    assert one.severity is Severity.WARN and one.field == "rollback" and one.evidence == ("X1",)
    assert DROP.text in one.text and one.mend
    mended = a_ticket(**dict(one.mend.texts))
    assert not found(a_case(mended, facts=Facts((DROP,))), "unmentioned-fact")


def test_it_is_told_by_a_sentence_that_cites_it_or_names_it() -> None:
    facts = Facts((DROP, GONE))
    cited = a_ticket().with_claims(
        "description", (Claim("A column goes.", ("F3.h1",)), Claim("So does one more.", ("X2",)))
    )
    assert not found(a_case(cited, facts=facts), "unmentioned-fact")
    own = a_ticket(description="We drop legacy_id of the orders, and /v1/refund is gone, too.")
    assert not found(a_case(own, facts=facts), "unmentioned-fact")


def test_a_light_fact_may_go_unsaid() -> None:
    assert not found(a_case(facts=Facts((replace(GONE, weight=20),))), "unmentioned-fact")


@pytest.mark.parametrize(
    ("status", "done", "is_told"),
    [
        ("In Progress", False, True),
        ("To Do", False, True),
        ("Done", True, False),
        ("Ready for release", False, False),
        ("In review", False, False),
    ],
)
def test_a_work_item_that_is_not_done_is_told(status: str, done: bool, is_told: bool) -> None:
    work = (item("PAY-12", title="Ask", status=status, done=done),)
    case = a_case()
    case = replace(case, material=replace(case.material, work=work))
    assert bool(found(case, "work-not-done")) is is_told


def test_an_open_question_is_told_of_a_field_that_was_only_drafted() -> None:
    drafted = a_ticket().with_claims("justification", (Claim("It changes the cart.", ("F1",)),))
    (one,) = found(a_case(drafted), "open-question")
    assert one.field == "justification" and "“" in one.text
    own = drafted.with_text("justification", f"{drafted.entry('justification').text} One payment in fifty fails.")
    assert not found(a_case(own), "open-question"), "nobody can tell whether the person's words answer it"
