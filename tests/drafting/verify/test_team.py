"""What a model says on the word of the team's profile, checked against it."""

import pytest

from relman_desktop.drafting.verify import Grounds, RawClaim, verify
from relman_desktop.fields import BY_NAME
from relman_desktop.sources.evidence import Evidence, Trust
from relman_desktop.ticket import Claim, Status

from .sent import a_hunk, a_ticket, an_answer, some_grounds

GOAL = "[goals] text: Fewer failed checkouts / measure: failed checkouts below 1 % / words: payment provider"


def an_entry(text: str, evidence_id: str = "N1", trust: Trust = Trust.TEAM) -> Evidence:
    return Evidence(evidence_id, "team", ".relman.toml:77", text, trust)


def verified(field: str, text: str, grounds: Grounds, *cited: str, quote: str = "") -> Claim:
    layout = "paragraph" if field == "justification" else "step"
    (claim,) = verify(BY_NAME[field], [RawClaim(cited, quote, text, layout)], grounds)
    return claim


STEP = an_entry("[deployment_steps] text: Deploy with Helm / command: helm upgrade orders ./chart / minutes: 10")
ERRORS = an_entry(
    "[monitoring] metric: checkout_error_rate / where: Grafana / threshold: above 2 % for 5 minutes / watch_minutes: 30"
)


def test_the_teams_own_command_is_supported() -> None:
    claim = verified("deployment", "Deploy with Helm: `helm upgrade orders ./chart`.", some_grounds(STEP), "N1")
    assert claim.status is Status.SUPPORTED


@pytest.mark.parametrize(
    "text",
    [
        "Deploy with Helm: `helm upgrade orders ./other-chart`.",
        "Deploy with Helm: `kubectl apply -f orders.yml`.",
    ],
)
def test_another_command_than_the_teams_is_not(text: str) -> None:
    assert verified("deployment", text, some_grounds(STEP), "N1").status is Status.UNSUPPORTED


def test_metric_threshold_and_minutes_are_those_of_the_entry() -> None:
    grounds = some_grounds(ERRORS)
    good = "Watch `checkout_error_rate` in Grafana for 30 minutes; roll back above 2 % for 5 minutes."
    assert verified("validation", good, grounds, "N1").status is Status.SUPPORTED
    for wrong in (good.replace("2 %", "3 %"), good.replace("30", "45"), good.replace("checkout_error", "cart_error")):
        assert verified("validation", wrong, grounds, "N1").status is Status.UNSUPPORTED, wrong


def test_the_line_in_which_an_entry_stands_is_no_number_of_it() -> None:
    claim = verified("validation", "Watch `checkout_error_rate` for 77 minutes.", some_grounds(ERRORS), "N1")
    assert claim.status is Status.UNSUPPORTED


def test_a_quote_must_stand_in_the_entry() -> None:
    text, grounds = "Watch `checkout_error_rate` in Grafana.", some_grounds(ERRORS)
    assert verified("validation", text, grounds, "N1", quote="threshold: above 2 %").status is Status.SUPPORTED
    assert verified("validation", text, grounds, "N1", quote="threshold: above 3 %").status is Status.UNSUPPORTED


def test_what_the_change_writes_into_the_profile_gives_no_command() -> None:
    grounds = some_grounds(an_entry(STEP.text, trust=Trust.CLAIM))
    claim = verified("deployment", "Deploy with Helm: `helm upgrade orders ./chart`.", grounds, "N1")
    assert claim.status is Status.UNSUPPORTED


@pytest.mark.parametrize(
    "text",
    [
        "This change serves the business goal of fewer failed checkouts.",
        "It supports the team's quarterly objectives.",
        "The sprint goal is reached by this refund page.",
        "It moves the roadmap forward.",
    ],
)
def test_a_goal_that_nobody_named_is_not_supported(text: str) -> None:
    grounds = some_grounds(a_hunk("F1.h1", "checkout.py", ["def fewer_failed_checkouts(): refund page"]))
    assert verified("justification", text, grounds, "F1.h1").status is Status.UNSUPPORTED


def test_a_goal_of_the_team_is_weak_until_a_ticket_or_the_person_speaks_of_it() -> None:
    text = "This serves the business goal of fewer failed checkouts."
    alone = verified("justification", text, some_grounds(an_entry(GOAL)), "N1")
    assert alone.status is Status.WEAK and "says nothing of this change" in alone.reasons[0]
    other = some_grounds(an_entry(GOAL), a_ticket("W1", "Blog posts are listed by date."))
    assert verified("justification", text, other, "N1", "W1").status is Status.WEAK
    for beside in (
        a_ticket("W1", "The payment provider hangs for 30 seconds."),
        a_ticket("W1", "Half of the failed checkouts come from here."),
    ):
        linked = verified("justification", text, some_grounds(an_entry(GOAL), beside), "N1", "W1")
        assert linked.status is Status.SUPPORTED, linked.reasons
    answered = some_grounds(an_entry(GOAL), an_answer("We lose failed checkouts every day."))
    assert verified("justification", text, answered, "N1", "A1").status is Status.SUPPORTED


def test_a_priority_field_of_the_code_is_no_priority_of_the_team() -> None:
    grounds = some_grounds(a_hunk("F1.h1", "tasks.py", ["priority = models.IntegerField()  # of a task"]))
    claim = verified("description", "A task has a new field `priority`.", grounds, "F1.h1")
    assert not any("names it" in reason for reason in claim.reasons)
