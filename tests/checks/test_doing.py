"""Steps with checks, and checks of what users and monitoring see."""

import pytest

from relman_desktop.checks import Severity
from tests.checks.cases import about
from tests.drafting.interview.telling import entry

CHECKS = "1. Pay a cart as a customer.\n2. Watch the error rate for 15 minutes."


BY_HAND = "1. Set `TIMEOUT` to 30 in the console.\n2. Change mail.sender to orders@example.com.\n3. Take `legacy` out."


def test_what_is_changed_by_hand_wants_a_check() -> None:
    told = about("step-without-check", deployment=BY_HAND, validation=CHECKS)
    assert [one.id for one in told] == [f"step-without-check:{number}" for number in (1, 2, 3)]
    assert told[0].severity is Severity.WARN and told[0].quote == "1. Set `TIMEOUT` to 30 in the console."


def test_each_check_afterwards_may_be_that_of_a_step() -> None:
    assert not about("step-without-check", deployment=BY_HAND, validation=f"{CHECKS}\n3. Ask `/health`.")


@pytest.mark.parametrize(
    "steps",
    [
        "1. Set `TIMEOUT` to 30 and check that the console shows it.",
        "1. Set `TIMEOUT` to 30.\n2. Verify it in the console.",
        "1. Run `make deploy`.\n2. Restart the workers.\n3. Deploy `1.5.0`.",
        "1. Tell #shop.\n2. Build the image.\n3. Back up the database.",
        "1. Switch the error page on by hand.",
    ],
)
def test_what_is_checked_or_changes_nothing_wants_none(steps: str) -> None:
    assert not about("step-without-check", deployment=steps, validation=CHECKS)


def test_a_validation_step_about_the_same_checks_it() -> None:
    steps = BY_HAND.replace("TIMEOUT", "PAYMENT_TIMEOUT")
    of_it = "1. Let a customer's payment hang: payment_timeout ends it, and the error rate stays."
    told = about("step-without-check", deployment=steps, validation=of_it)
    assert [one.id for one in told] == [f"step-without-check:{number}" for number in (2, 3)]


def test_tests_before_the_deployment_are_no_validation() -> None:
    (one,) = about("no-check-afterwards", validation="1. Before the deployment, run `pytest`.")
    assert one.severity is Severity.BLOCK
    assert not about("no-check-afterwards", validation=f"Before the deployment, run `pytest`.\n{CHECKS}")


def test_somebody_looks_as_a_user_and_at_the_monitoring() -> None:
    assert about("no-user-check", validation="1. Watch the error rate.\n2. Ask `/health`.")
    assert about("no-monitoring-check", validation="1. Pay a cart as a customer.")
    assert not about("no-user-check", validation=CHECKS) and not about("no-monitoring-check", validation=CHECKS)


def test_what_the_team_watches_is_offered() -> None:
    watch = entry("monitoring", metric="failed orders", where="Grafana", threshold="above 2 %")
    validation = "1. Pay a cart as a customer."
    (one,) = about("no-monitoring-check", watch, validation=validation)
    assert one.mend and validation in one.mend.texts["validation"] and "failed orders" in one.mend.texts["validation"]
    assert not about("no-monitoring-check", watch, validation=one.mend.texts["validation"])


def test_an_unknown_command_is_looked_for_only_where_a_team_wants_it() -> None:
    steps = "1. Run `make frobnicate NOW=1` (5 min)."
    assert not about("unknown-command", deployment=steps)
    wanted = entry("checks", id="unknown-command", severity="note")
    known = entry("rollback_steps", command="make rollback ENV=production")
    (one,) = about("unknown-command", wanted, known, deployment=steps)
    assert one.severity is Severity.NOTE and "make frobnicate NOW=1" in one.text
