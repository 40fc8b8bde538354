"""The signals of a ticket: its numbers add up for any text, and a ticket that we drafted is read as it is meant."""

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.advice import Signals, WayBack, signals
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.loaded import Loaded
from relman_desktop.ticket import ChangeRef, Claim, Entry, Ticket

QUESTION = "How does this change get us closer to a business goal?"


def a_ticket(**fields: str) -> Ticket:
    ticket = Ticket("t1", ChangeRef("/somewhere/orders", "v1..v2", "a" * 40, "b" * 40, ""))
    for name, text in fields.items():
        ticket = ticket.with_text(name, text)
    return ticket


def drafted(loaded: Loaded) -> Ticket:
    """The sample's ticket with all that is drafted for it."""
    ticket = Ticket("t1", loaded.reference)
    material = loaded.material(ticket)
    for name, proposal in draft_ticket(material).proposals.items():
        ticket = ticket.with_claims(name, proposal.usable)
    return replace(ticket, meant=material.means)


def test_the_samples_ticket_is_read_as_it_is_meant(with_team: Loaded) -> None:
    told = signals(drafted(with_team))
    assert (told.steps, told.preparing, told.run, told.by_hand) == (7, 3, 3, 1)
    assert told.minutes == 20
    assert (told.checks, told.automated_checks, told.tests_before, told.watched) == (12, 2, 1, 3)
    assert told.goal
    assert told.trigger
    assert told.way_back is WayBack.TOLD


def test_an_empty_ticket_has_nothing() -> None:
    assert signals(a_ticket()) == Signals()
    assert not signals(a_ticket(title="Something", notes="1. Call Ann")).is_begun


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", WayBack.NONE),
        ("N/A", WayBack.NONE),
        ("TBD", WayBack.NONE),
        ("Redeploy the previous version.", WayBack.REDEPLOY),
        ("1. Redeploy the previous version, `v1.9.0` (f0f935e38e), published as `a/b`, as before.", WayBack.REDEPLOY),
        ("Nothing was found that prevents it.\n\n1. Redeploy the previous version, `v1`.", WayBack.REDEPLOY),
        ("Roll back", WayBack.REDEPLOY),
        ("Revert the PR and redeploy", WayBack.REDEPLOY),
        ("- Tell #ops\n- Deploy the old image", WayBack.REDEPLOY),
        ("`kubectl rollout undo deployment/orders`", WayBack.TOLD),
        ("1. Redeploy the previous version: `make rollback`", WayBack.TOLD),
        ("1. Reverse the migrations\n2. Redeploy the previous version", WayBack.TOLD),
        ("Restore the database snapshot of this morning", WayBack.TOLD),
        ("Switch the feature flag off", WayBack.TOLD),
    ],
)
def test_a_way_back_is_more_than_the_previous_version(text: str, expected: WayBack) -> None:
    assert signals(a_ticket(rollback=text)).way_back is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Run the smoke tests", True),
        ("1. `curl -f https://a.example/health`", True),
        ("1. See that the pipeline is green", True),
        ("1. Go manually through the regression tests", False),
        ("1. Look as a user at what is new: Expose workflow errors; Automatic retries", False),
        ("1. Try the new `GET /orders`", False),
        ("1. There are no automated checks: click through the shop", False),
        ("1. Log in and place an order", False),
    ],
)
def test_a_check_is_automated_where_a_machine_makes_it(text: str, *, expected: bool) -> None:
    assert bool(signals(a_ticket(validation=text)).automated_checks) is expected


def test_tests_before_the_deployment_do_not_check_it() -> None:
    told = signals(
        a_ticket(validation="1. Before the deployment, run the unit tests: `make test`\n2. Look at the page")
    )
    assert (told.checks, told.automated_checks, told.tests_before) == (2, 0, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Watch the error rate in Grafana", True),
        ("1. The alert OrdersFailing stays quiet", True),
        ("1. Check the logs", True),
        ("1. Mend dashboards and alerts that use the removed metric", False),
        ("1. There is no monitoring for it", False),
        ("1. Log in once, and fail to once", False),
        ("1. Look as a user at what is new: Metrics for all", False),
    ],
)
def test_something_is_watched_where_a_step_looks_at_it(text: str, *, expected: bool) -> None:
    assert bool(signals(a_ticket(validation=text)).watched) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Go back if the error rate is above 2 %", True),
        ("If p95 is over 800 ms for 5 minutes, roll back.", True),
        ("Rollback trigger: threshold for rollback is 1 %", True),
        ("Roll back if needed", False),
        ("If something goes wrong, revert the change", False),
        ("In case of problems roll back", False),
        ("If the lost data is needed, restore it", False),
        ("Check before going back that it can read them", False),
    ],
)
def test_a_sign_to_go_back_is_more_than_if_needed(text: str, *, expected: bool) -> None:
    assert signals(a_ticket(rollback=text)).trigger is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This brings us closer to the Q3 objective of fewer refunds.", True),
        ("It serves OKR 2.", True),
        ("No business goal is known.", False),
        ("It is good to have.", False),
        ("TBD", False),
    ],
)
def test_a_goal_may_be_named_in_words(text: str, *, expected: bool) -> None:
    assert signals(a_ticket(justification=text)).goal is expected


def test_a_goal_is_reached_by_the_entry_that_a_standing_sentence_cites() -> None:
    claim = Claim("It helps the customers.", ("N3",))
    ticket = replace(a_ticket(), entries={"justification": Entry(claim.text, (claim,))})
    assert signals(replace(ticket, meant={"N3": "goals 0123"})).goal
    assert not signals(replace(ticket, meant={"N3": "monitoring 0123"})).goal
    assert not signals(ticket).goal
    rewritten = replace(ticket, meant={"N3": "goals 0123"}).with_text("justification", "It helps.")
    assert not signals(rewritten).goal


@pytest.mark.parametrize(
    ("answer", "expected"), [("Fewer lost orders", True), ("None", False), ("It doesn't", False), ("n/a", False)]
)
def test_an_answer_names_a_goal_unless_it_says_that_there_is_none(answer: str, *, expected: bool) -> None:
    assert signals(a_ticket().with_answer(QUESTION, answer)).goal is expected


_WORDS = st.sampled_from(
    [
        "1. ",
        "- ",
        "\n",
        "```",
        "`make`",
        "run ",
        "no ",
        "pipeline",
        " by hand",
        "if ",
        "roll back",
        "(5 min)",
        ":",
        "é",
        " ",
    ]
)
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=60).map("".join))


@given(_TEXTS, _TEXTS, _TEXTS, _TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_text_gives_numbers_that_add_up(deployment: str, rollback: str, validation: str, why: str) -> None:
    told = signals(a_ticket(deployment=deployment, rollback=rollback, validation=validation, justification=why))
    assert told.steps == told.preparing + told.run + told.by_hand
    assert told.automated_checks + told.tests_before <= told.checks
    assert told.watched <= told.checks
    assert told.minutes is None or told.minutes > 0
    assert (told.way_back is not WayBack.NONE) <= (told.rollback_steps > 0)


_LONG = ["`", "` ", "``a` ", "run ", "if ", "1. ", "a\n", "no the ", "(5 ", "make ", "a=b ", "no ", ". ", "*_"]


@pytest.mark.parametrize("piece", [*_LONG, "- `a --b` ", "roll back ", "before ", "have the "])
def test_a_long_hostile_text_costs_little(piece: str) -> None:
    assert _cost(piece, 60_000) < 6 * 4 * _cost(piece, 15_000) + 0.5  # a square would be 16 times as long, for seconds


def _cost(piece: str, length: int) -> float:
    text = piece * (length // len(piece))
    before = process_time()
    signals(a_ticket(deployment=text, rollback=text, validation=text, justification=text))
    return process_time() - before
