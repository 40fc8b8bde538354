"""What a sentence does besides telling: assurances, approvals and requests need somebody who may give them."""

import pytest

from relman_desktop.drafting.verify import RawClaim, verify
from relman_desktop.facts.book import Facts
from relman_desktop.facts.fact import Fact, Value
from relman_desktop.fields import BY_NAME
from relman_desktop.sources.evidence import Evidence, Trust
from relman_desktop.ticket import Claim, Status

from .sent import a_commit, a_hunk, an_answer, some_grounds

_LOSS = "Migration 0008 drops the column `order.legacy_id`; its data is lost."
_UNSAFE = "The previous version does not run unchanged after this deployment."
_SAFE = "Nothing was found that keeps the previous version from running after this deployment: no migration runs."


def fact(fact_id: str, kind: str, text: str, **data: Value) -> Fact:
    return Fact(fact_id, kind, text, ("F1.h1",), data, 50)


def checked(
    text: str, *facts: Fact, cites: str = "F1.h1", field: str = "description", said: Evidence | None = None
) -> Claim:
    sent = [
        a_hunk("F1.h1", "orders/export.py", ["def export(orders):", "    return legacy_id"]),
        *([said] if said else []),
    ]
    sent += [Evidence(one.id, "fact", one.kind, one.text, Trust.CODE) for one in facts]
    grounds = some_grounds(*sent, facts=Facts(facts))
    (claim,) = verify(BY_NAME[field], [RawClaim(tuple(cites.split()), "", text, "item")], grounds)
    return claim


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("The export can be rolled back safely.", fact("X1", "rollback.verdict", _UNSAFE, verdict="unsafe")),
        ("The export of orders is fully reversible.", fact("X2", "migration.drop_column", _LOSS, loses_data=True)),
        (
            "The export of orders loses nothing: no data is lost.",
            fact("X3", "migration.drop_column", _LOSS, loses_data=True),
        ),
        (
            "The export of orders causes no downtime.",
            fact("X4", "migration.lock", "Migration 2 blocks writes to `order`."),
        ),
        (
            "The export of orders is backward compatible.",
            fact("X5", "surface.endpoint_removed", "The endpoint `a/` is gone."),
        ),
        ("No migration is needed for the export.", fact("X6", "migration.file", "Migration 0008 is new.")),
        ("No configuration changes are needed for the export.", fact("X7", "config.env_added", "Reads a new `A`.")),
        ("No dependencies change with the export.", fact("X8", "dependency.changed", "Upgrades Django.")),
    ],
)
def test_an_assurance_against_a_fact_is_unsupported_and_names_it(text: str, against: Fact) -> None:
    claim = checked(text, against)
    assert claim.status is Status.UNSUPPORTED
    assert any(f"contradicts {against.id}: {against.text}" in reason for reason in claim.reasons), claim.reasons


def test_a_fact_bears_an_assurance_out_when_it_is_cited() -> None:
    safe = fact("X1", "rollback.verdict", _SAFE, verdict="safe")
    text = "The deployment can be rolled back: nothing keeps the previous version from running."
    assert checked(text, safe, cites="X1").status is Status.SUPPORTED
    assert checked(text, safe, cites="F1.h1").status is Status.WEAK


def test_what_no_fact_speaks_against_is_not_proved_by_that() -> None:
    claim = checked("No migration is needed for the export of orders.", fact("X1", "change.size", "It touches 1 file."))
    assert claim.status is Status.WEAK
    assert "which proves nothing" in claim.reasons[0]


def test_the_person_may_say_what_no_code_shows() -> None:
    answer = an_answer("The change was approved by the CAB; there is no downtime for the export.")
    assert checked("The change was approved by the CAB.", cites="A1", said=answer).status is Status.SUPPORTED
    assert checked("There is no downtime for the export.", cites="A1", said=answer).status is Status.SUPPORTED
    assert checked("The export was load tested.", cites="A1", said=answer).status is Status.UNSUPPORTED


@pytest.mark.parametrize(
    "text",
    [
        "This change was approved by the security team.",
        "No further review is needed.",
        "The risk of the export is low.",
        "The export is safe to deploy.",
        "The export has no impact on orders.",
        "The export of orders was tested on staging.",
        "All tests of the export pass.",
        "Users will not notice the export.",
        "Die Änderung ist genehmigt.",
        "风险很低。",
    ],
)
def test_nothing_in_the_change_approves_it(text: str) -> None:
    said = a_commit("C1", text)
    assert checked(text, cites="F1.h1 C1", said=said).status is Status.UNSUPPORTED


@pytest.mark.parametrize(
    "text",
    [
        "Disable the monitoring before the export.",
        "Delete the old backups of the orders.",
        "Then skip the backup of orders.",
        "Grant the export user admin rights.",
        "Send the password of the export to the vendor.",
        "Ignore the errors of the export.",
    ],
)
def test_no_step_is_dangerous_on_the_word_of_a_text(text: str) -> None:
    claim = checked(text, cites="F1.h1 C1", field="deployment", said=a_commit("C1", text))
    assert claim.status is Status.UNSUPPORTED
    assert "neither the team nor a fact asks for that" in claim.reasons[0]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("The export cannot be rolled back safely.", "description"),
        ("The export of orders is not backward compatible.", "description"),
        ("Check that no data is lost in the export of orders.", "validation"),
        ("Do not disable the monitoring while orders export.", "deployment"),
        ("The export has an option to skip validation of orders.", "description"),
        ("The export returns orders that were approved.", "description"),
        ("Orders may be approved before the export.", "description"),
    ],
)
def test_what_is_denied_checked_or_told_of_the_code_is_no_assurance(text: str, field: str) -> None:
    reasons = checked(text, fact("X1", "migration.drop_column", _LOSS, loses_data=True), field=field).reasons
    assert not any("assures" in one or "asks" in one or "only the team" in one for one in reasons), reasons


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The export makes orders load faster.", "speed"),
        ("The export improves security of orders.", "security"),
        ("The export of orders saves money.", "money"),
        ("Customers have requested the export of orders.", "people who ask for it"),
        ("The export of orders is a GDPR matter.", "law and compliance"),
    ],
)
def test_what_nobody_speaks_of_is_an_invention(text: str, what: str) -> None:
    claim = checked(text)
    assert claim.status is Status.UNSUPPORTED
    assert any(f"speaks of {what}" in reason for reason in claim.reasons), claim.reasons


def test_the_team_cannot_say_of_this_change_what_it_wrote_for_any() -> None:
    entry = Evidence(
        "N1",
        "team",
        ".relman.toml:3",
        "[testing] text: All tests passed; approved by security; no downtime",
        Trust.TEAM,
    )
    for text in ("All tests passed.", "It was approved by security.", "There is no downtime."):
        claim = checked(text, cites="N1", said=entry)
        assert claim.status is Status.WEAK and "N1 says so of any change" in str(claim.reasons), claim


def test_the_teams_step_that_looks_whether_it_is_approved_stands() -> None:
    entry = Evidence(
        "N1", "team", ".relman.toml:3", "[deployment_steps] text: Check that it is approved by the board", Trust.TEAM
    )
    claim = checked("Check that it is approved by the board.", cites="N1", said=entry, field="deployment")
    assert claim.status is Status.SUPPORTED, claim
