"""When to go back, how, and how long it takes."""

import pytest

from relman_desktop.checks import Severity
from tests.checks.cases import a_case, a_ticket, about, found
from tests.drafting.interview.telling import entry
from tests.facts.changes import a_change

RUN = "1. Run `make rollback` (takes 5 minutes)."
WATCH = entry("monitoring", metric="failed orders", where="Grafana", threshold="above 2 % for 5 minutes")


def test_without_a_trigger_it_blocks_and_the_teams_threshold_is_offered() -> None:
    (one,) = about("no-rollback-trigger", WATCH, rollback=RUN)
    assert one.severity is Severity.BLOCK and one.mend
    text = one.mend.texts["rollback"]
    assert RUN in text and "“failed orders” is above 2 % for 5 minutes" in text
    assert not about("no-rollback-trigger", WATCH, rollback=text)
    (bare,) = about("no-rollback-trigger", rollback=RUN)
    assert bare.mend is None


@pytest.mark.parametrize("field", ["rollback", "validation", "deployment"])
def test_a_trigger_counts_wherever_it_stands(field: str) -> None:
    trigger = "Roll back if the health check fails twice."
    fields = {"rollback": RUN} | {field: f"{a_ticket().entry(field).text if field != 'rollback' else RUN}\n{trigger}"}
    assert not about("no-rollback-trigger", **fields) and not about("vague-rollback-trigger", **fields)


@pytest.mark.parametrize("trigger", ["Roll back if users complain.", "Go back when the team wants to."])
def test_a_trigger_says_what_one_sees(trigger: str) -> None:
    (one,) = about("vague-rollback-trigger", rollback=f"{trigger}\n{RUN}")
    assert one.severity is Severity.WARN and one.quote == trigger


@pytest.mark.parametrize(
    "text", ["Revert the change.", "1. Roll back", "git revert the commit", "Redeploy the previous version", "Undo it"]
)
def test_empty_words_are_no_rollback(text: str) -> None:
    (one,) = about("empty-rollback", rollback=text)
    assert one.severity is Severity.BLOCK and one.quote == text


@pytest.mark.parametrize(
    "text",
    [RUN, "Redeploy the previous version, `2.64.0`.", "Revert the change with the pipeline “rollback”, 5 minutes.",
     "Roll back with Argo: choose revision 12 in the application checkout."],
)  # fmt: skip
def test_words_that_say_how_are_some(text: str) -> None:
    assert not about("empty-rollback", rollback=text)


def test_how_long_it_takes_is_said_somewhere() -> None:
    assert about("no-rollback-duration", rollback="Go back if the check fails.\n\n1. Run `make rollback`.")
    assert not about("no-rollback-duration", rollback="Takes 5 minutes in all.\n\n1. Run `make rollback`.")
    assert about("no-duration", deployment="1. Run `make deploy`.")
    assert not about("no-duration", deployment="1. Run `make deploy` (10 min).\n2. Run `make warm`.")


def test_documentation_needs_no_way_back() -> None:
    docs = a_change({"README.md": ("a\n", "b\n"), "docs/x.md": ("a\n", "b\n")})
    ticket = a_ticket(rollback="Revert the change.", validation="1. Look at the page.", deployment="1. Merge it.")
    assert not found(a_case(ticket, change=docs))
