"""Level, type, services, the review's questions, and an emergency's reason."""

from dataclasses import replace

import pytest

from relman_desktop.checks import Severity
from relman_desktop.risk.telling import OVERRIDE
from tests.checks.cases import YES, a_case, a_ticket, about, found


def test_a_lower_level_than_computed_wants_a_reason() -> None:
    (one,) = about("risk-lower", risk="low")
    assert one.severity is Severity.BLOCK and one.mend and one.mend.texts == {"risk": "medium"}
    reasoned = a_case(a_ticket({**YES, OVERRIDE: "Only two people use it."}, risk="low"))
    assert not found(reasoned, "risk-lower")
    assert not about("risk-lower", risk="high") and not about("risk-lower", risk="medium")


def test_a_level_is_there() -> None:
    (one,) = about("no-risk-level", risk="")
    assert one.mend and one.mend.texts == {"risk": "medium"}


def test_a_severe_risk_is_explained() -> None:
    assert about("no-risk-analysis", risk="high", risk_analysis="") and about(
        "no-risk-analysis", risk="high", risk_analysis="n/a"
    )
    assert not about("no-risk-analysis", risk="medium", risk_analysis="")


def test_open_questions_of_the_review_are_one_finding() -> None:
    (one,) = found(a_case(a_ticket({})), "unanswered-review")
    assert one.severity is Severity.WARN and "unit tests" in one.text
    assert not found(a_case(), "unanswered-review")
    answered = a_case(a_ticket(dict.fromkeys(YES, "no")))
    assert not found(answered, "unanswered-review"), "an answer is one, whatever it says"


def test_type_and_services_are_there() -> None:
    (one,) = about("no-type", change_type="")
    assert one.mend and one.mend.texts["change_type"] in ("standard", "normal", "emergency")
    assert about("no-services", services="")


@pytest.mark.parametrize(
    ("reason", "is_one"),
    [
        ("The new page is nicer, and marketing likes it.", False),
        ("Nobody can pay since 09:00: the payment provider rejects our certificate.", True),
        ("It closes CVE-2026-1234, which is exploited already.", True),
        ("The certificate expires tonight.", True),
    ],
)
def test_an_emergency_says_what_is_broken(reason: str, is_one: bool) -> None:
    told = about("emergency-without-reason", change_type="emergency", justification=reason)
    assert bool(told) is not is_one
    assert not about("emergency-without-reason", justification=reason), "a normal change needs none"


def test_without_an_assessment_nothing_is_said_of_it() -> None:
    case = replace(a_case(a_ticket({}, risk="low")), assessment=None)
    assert not found(case, "risk-lower") and not found(case, "unanswered-review")
