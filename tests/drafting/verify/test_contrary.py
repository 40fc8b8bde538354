"""The contrary of what is cited: turned comparisons, denials more or less, plans told as done, steps the wrong way."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from relman_desktop.drafting.template import draft_ticket
from relman_desktop.drafting.verify import RawClaim, verify
from relman_desktop.fields import BY_NAME, WRITTEN
from relman_desktop.sources.evidence import Evidence, Trust
from relman_desktop.sources.profile.profile import TeamEntry
from relman_desktop.ticket import Claim, Status
from tests.drafting.team.making import a_material
from tests.drafting.team.making import a_ticket as another_ticket

from .sent import a_ticket, evidence_of, grounds_of, some_grounds
from .test_team import an_entry

ERRORS = an_entry(
    "[monitoring] metric: checkout_error_rate / where: Grafana / threshold: above 2 % / alert: CheckoutErrors"
)
DEPLOY = an_entry("[deployment_steps] text: Deploy with Helm / command: helm upgrade orders ./chart", "N2")
UNDO = an_entry("[rollback_steps] text: Go back with Helm / command: helm rollback orders", "N3")
CANARY = an_entry(
    "[deployment] strategy: canary / switch: kubectl argo rollouts promote orders"
    " / switch_back: kubectl argo rollouts abort orders",
    "N4",
)
SMOKE = an_entry("[testing] kind: end-to-end / command: make e2e / when: before", "N5")
STAGES = an_entry("[deployment] stages: 5 %, promote to 100 % / switch_back: kubectl argo rollouts abort orders", "N8")
TELL = an_entry("[deployment_steps] text: Tell #releases that the deployment begins", "N9")
GOAL = an_entry("[goals] text: Cut checkout abandonment by a fifth / measure: abandonment below 20 %", "N6")
FRIDAY = an_entry("[deployment_steps] text: Do not deploy on a Friday evening", "N7")
DENIAL = a_ticket("W1", "This is not about the goal: Cut checkout abandonment by a fifth.\nIt makes texts shorter.")
SPEAKS = a_ticket("W2", "Half of the checkout abandonment comes from the slow page.")
ANSWER = Evidence("A1", "answer", "How was it tested?", "We do not know. Tests were not run.", Trust.USER)
NO = Evidence("A2", "answer", "Was the export load tested on staging?", "No.", Trust.USER)
KEEPS = Evidence(
    "A3", "answer", "What if we don't deploy?", "Support has to keep asking the payments team for refunds.", Trust.USER
)
GROUNDS = some_grounds(
    ERRORS, DEPLOY, UNDO, CANARY, SMOKE, STAGES, TELL, GOAL, FRIDAY, DENIAL, SPEAKS, ANSWER, NO, KEEPS
)


def verified(field: str, text: str, *cited: str) -> Claim:
    layout = "step" if field in ("deployment", "rollback", "validation") else "paragraph"
    (claim,) = verify(BY_NAME[field], [RawClaim(cited, "", text, layout)], GROUNDS)
    return claim


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Watch `checkout_error_rate` in Grafana; roll back above 2 %.", Status.SUPPORTED),
        ("Watch `checkout_error_rate` in Grafana; roll back if it is more than 2 %.", Status.SUPPORTED),
        ("Watch `checkout_error_rate` in Grafana; it must stay below 2 %.", Status.SUPPORTED),
        ("Check that `checkout_error_rate` in Grafana does not exceed 2 %.", Status.SUPPORTED),
        ("Go on while `checkout_error_rate` in Grafana stays under 2 %.", Status.SUPPORTED),
        ("Go on, unless `checkout_error_rate` in Grafana is above 2 %.", Status.SUPPORTED),
        ("Watch `checkout_error_rate` in Grafana; roll back below 2 %.", Status.UNSUPPORTED),
        ("Abort if `checkout_error_rate` in Grafana is less than 2 %.", Status.UNSUPPORTED),
        ("Go on while `checkout_error_rate` in Grafana stays above 2 %.", Status.UNSUPPORTED),
        ("Watch `checkout_error_rate` in Grafana: under 2 %.", Status.WEAK),
    ],
)
def test_a_threshold_keeps_its_comparison(text: str, status: Status) -> None:
    claim = verified("validation", text, "N1")
    assert claim.status is status, claim.reasons
    assert status is Status.SUPPORTED or "N1 says “above 2 %”" in claim.reasons[0]


@pytest.mark.parametrize(
    ("text", "cited", "status"),
    [
        ("Tests were not run.", "A1", Status.SUPPORTED),
        ("Tests were run.", "A1", Status.UNSUPPORTED),
        ("The export was load tested on staging.", "A2", Status.UNSUPPORTED),
        ("Support has to keep asking the payments team for refunds.", "A3", Status.SUPPORTED),
        ("Without this change, support has to keep asking the payments team for refunds.", "A3", Status.SUPPORTED),
        ("Support no longer has to ask the payments team for refunds.", "A3", Status.SUPPORTED),
        ("Support does not have to ask the payments team for refunds.", "A3", Status.WEAK),
    ],
)
def test_a_denial_is_kept(text: str, cited: str, status: Status) -> None:
    claim = verified("justification", text, cited)
    assert claim.status is status, claim.reasons


def test_an_entry_that_forbids_something_does_not_ask_for_it() -> None:
    assert verified("deployment", "Do not deploy on a Friday evening.", "N7").status is Status.SUPPORTED
    claim = verified("deployment", "Deploy on a Friday evening.", "N7")
    assert claim.status is Status.UNSUPPORTED and "contrary: “Do not deploy on a Friday" in claim.reasons[0]


@pytest.mark.parametrize(
    ("field", "text", "cited", "status"),
    [
        ("deployment", "Deploy with Helm: `helm upgrade orders ./chart`.", "N2", Status.SUPPORTED),
        ("rollback", "Go back with Helm: `helm rollback orders`.", "N3", Status.SUPPORTED),
        ("rollback", "Send users back: `kubectl argo rollouts abort orders`.", "N4", Status.SUPPORTED),
        ("deployment", "Promote it: `kubectl argo rollouts promote orders`.", "N4", Status.SUPPORTED),
        ("deployment", "If it fails, abort: `kubectl argo rollouts abort orders`.", "N4", Status.SUPPORTED),
        ("deployment", "Then promote it to 100 %.", "N8", Status.SUPPORTED),
        ("rollback", "Tell #releases that it begins.", "N9", Status.WEAK),
        ("rollback", "Roll back with Helm: `helm upgrade orders ./chart`.", "N2", Status.UNSUPPORTED),
        ("rollback", "Deploy the version before again: `helm upgrade orders ./chart`.", "N2", Status.WEAK),
        ("deployment", "Deploy with Helm: `helm rollback orders`.", "N3", Status.UNSUPPORTED),
        ("rollback", "Send users back: `kubectl argo rollouts promote orders`.", "N4", Status.UNSUPPORTED),
        ("deployment", "Promote it: `kubectl argo rollouts abort orders`.", "N4", Status.UNSUPPORTED),
    ],
)
def test_a_step_goes_the_way_that_it_is_for(field: str, text: str, cited: str, status: Status) -> None:
    claim = verified(field, text, cited)
    assert claim.status is status, claim.reasons


@pytest.mark.parametrize(
    ("field", "text", "cited"),
    [
        ("deployment", "Deploy with Helm: `helm upgrade orders ./chart`, which was done on staging.", "N2"),
        ("validation", "Watch the alert `CheckoutErrors`; it has not fired in Grafana.", "N1"),
        ("description", "The end-to-end test with `make e2e` was run before.", "N5"),
    ],
)
def test_what_the_team_plans_was_not_done_by_that(field: str, text: str, cited: str) -> None:
    claim = verified(field, text, cited)
    assert claim.status is Status.WEAK and "not that it was done" in claim.reasons[0], claim


@pytest.mark.parametrize(
    ("field", "text", "cited"),
    [
        ("validation", "See that the end-to-end tests with `make e2e` have passed.", "N5"),
        ("deployment", "After `make e2e` was run, deploy with Helm: `helm upgrade orders ./chart`.", ("N2", "N5")),
    ],
)
def test_a_look_at_what_shall_be_done_is_supported(field: str, text: str, cited: str | tuple[str, ...]) -> None:
    claim = verified(field, text, *((cited,) if isinstance(cited, str) else cited))
    assert claim.status is Status.SUPPORTED, claim.reasons


def test_a_goal_is_no_effect() -> None:
    told = verified("justification", "It cuts checkout abandonment by a fifth.", "N6", "W2")
    assert told.status is Status.WEAK and told.reasons[0].startswith("N6 is a goal"), told
    aimed = "It serves the goal to cut checkout abandonment by a fifth."
    assert verified("justification", aimed, "N6", "W2").status is Status.SUPPORTED


def test_a_ticket_that_denies_a_goal_does_not_link_it() -> None:
    for text in (
        "It serves the goal “Cut checkout abandonment by a fifth”.",
        "It serves the business goal to lower checkout abandonment.",
    ):
        assert verified("justification", text, "N6", "W1").status is not Status.SUPPORTED


def test_a_long_ticket_takes_no_time() -> None:
    ticket = a_ticket("W1", "It does not serve the checkout, which is slow; nobody pays\n" * 3_000)
    grounds = some_grounds(ticket, GOAL)
    said = (f"It serves the goal of checkouts that pay {number} times." for number in range(200))
    claims = [RawClaim(("N6", "W1"), "", one, "item") for one in said]
    before = time.process_time()
    verify(BY_NAME["justification"], claims, grounds)
    assert time.process_time() - before < 5


def test_what_the_template_says_of_the_profile_is_not_the_contrary_of_it() -> None:
    profile = (Path(__file__).parents[2] / "data" / "profiles" / "orders.toml").read_text("utf-8")
    material = a_material(profile, work=(another_ticket(),))
    entries = {one.id: an_entry(_sent(one), one.id) for one in material.profile.entries}
    grounds = replace(grounds_of(material), evidence={**evidence_of(material), **entries})
    told = [
        claim
        for field in WRITTEN
        for drafted in draft_ticket(material).proposals[field.name].claims
        if set(drafted.evidence) & entries.keys() and drafted.status is Status.SUPPORTED
        for claim in verify(field, [RawClaim.of(drafted)], grounds)
    ]
    assert len(told) > 15
    ours = ("contrary", "and not “", "not that it was done", "gives this command", "is the team's for", "is a goal")
    assert [one for one in told if any(words in str(one.reasons) for words in ours)] == []


def _sent(entry: TeamEntry) -> str:
    return f"[{entry.part}] " + " / ".join(f"{key}: {' '.join(entry.get(key).split())}" for key in entry.values)
