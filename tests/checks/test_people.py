"""Who deploys, validates and approves: somebody, another, and as the policy wants."""

from dataclasses import replace

import pytest

from relman_desktop.checks import Case, Severity
from relman_desktop.ticket import Claim, Status
from tests.checks.cases import CODE, a_case, a_ticket, about, found
from tests.drafting.interview.telling import entry
from tests.facts.changes import a_change
from tests.risk.questions.cases import a_person_commit

DEPLOYER = entry("people", name="Ada Lovelace", roles=("deployer", "validator"))
VALIDATOR = entry("people", name="Grace Hopper", roles=("validator",))
BOARD = entry("people", name="Change board", roles=("approver",))


@pytest.mark.parametrize("text", ["", "TBD", "n/a", "nobody", "unassigned", "?", "to be determined"])
def test_nobody_is_named(text: str) -> None:
    assert about("no-assignee", assignee=text) and about("no-validator", validator=text)


def test_the_teams_validator_is_offered_and_never_who_deploys() -> None:
    (one,) = about("no-validator", DEPLOYER, VALIDATOR, validator="", assignee="ada.lovelace@example.com")
    assert one.mend and one.mend.texts == {"validator": "Grace Hopper"} and "team's validator" in one.mend.label
    (alone,) = about("no-validator", DEPLOYER, validator="", assignee="@AdaLovelace")
    assert alone.mend is None


SAME = [("Ada Lovelace", "ada lovelace"), ("Ada Lovelace", "@ada.lovelace"), ("Ada Lovelace", "ada.lovelace@x.org"),
        ("Lovelace, Ada", "Ada Lovelace"), ("Ada Lovelace <a@x.org>", "a@x.org"), ("Ada Lovelace", "alovelace"),
        ("Ádá Lovelace", "Ada Lovelace"), ("Ada Lovelace (on call)", "Ada  Lovelace"), ("@ada", "ADA"),
        ("Ada Lovelace and Bob Ray", "Bob Ray")]  # fmt: skip
OTHERS = [("Ada Lovelace", "Grace Hopper"), ("Ada Lovelace", "Alan Lovelace"), ("Ann", "Anna Bell"), ("Ada", "Adam"),
          ("Ada Lovelace", "Ada Lovelace, Bob Ray"), ("Payments on-call", "Payments on-call"), ("Ada", "Ada's team"),
          ("Jo Smith", "jsmith2@x.org"), ("@shop/reviewers", "@shop/reviewers"), ("李雷", "韩梅梅")]  # fmt: skip


@pytest.mark.parametrize(("assignee", "validator"), SAME)
def test_one_person_in_both_fields_is_known_in_whatever_spelling(assignee: str, validator: str) -> None:
    (one,) = about("validator-is-assignee", assignee=assignee, validator=validator)
    assert one.severity is Severity.BLOCK and one.quote == validator


@pytest.mark.parametrize(("assignee", "validator"), OTHERS)
def test_two_persons_are_two(assignee: str, validator: str) -> None:
    assert not about("validator-is-assignee", assignee=assignee, validator=validator)


def test_commits_tell_that_a_name_and_an_address_are_one() -> None:
    commit = replace(a_person_commit(1, author="Ada Lovelace"), email="countess@example.org")
    change = replace(a_change(CODE), commits=(commit,))
    ticket = a_ticket(validator="countess@example.org")
    assert found(a_case(ticket, change=change), "validator-is-assignee")
    assert not found(a_case(ticket), "validator-is-assignee")


def test_a_program_validates_nothing() -> None:
    (one,) = about("validator-is-robot", VALIDATOR, validator="dependabot[bot]")
    assert one.severity is Severity.BLOCK and one.mend and one.mend.texts == {"validator": "Grace Hopper"}


def test_a_suggestion_is_told_until_somebody_takes_it() -> None:
    claim = Claim("Ada Lovelace", ("X1",), status=Status.WEAK, reasons=("Suggested: wrote most of the change.",))
    ticket = a_ticket().with_claims("assignee", (claim,))
    (one,) = found(a_case(ticket), "only-suggested")
    assert one.severity is Severity.WARN and "wrote most of the change" in one.text
    assert one.mend and one.mend.texts == {"assignee": "Ada Lovelace"}, "the same text: it is the person's word then"


def severe(ticket_notes: str = "", *entries: object, **more: object) -> Case:
    ticket = a_ticket(notes=ticket_notes, risk="high", **{k: str(v) for k, v in more.items()})
    return a_case(ticket, *entries)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "notes",
    ["Approver: Grace Hopper", "Approved by the board: @gh", "To be approved by Mary Ray.", "Sign-off by Mary Ray"],
)
def test_a_severe_change_names_who_approves_it(notes: str) -> None:
    (one,) = found(severe(), "no-approver")
    assert "high" in one.text and one.mend is None
    assert not found(severe(notes), "no-approver") or notes.startswith("Approved by the board")


def test_the_teams_approver_is_offered_and_known_by_name() -> None:
    (one,) = found(severe("", BOARD), "no-approver")
    assert one.mend and one.mend.texts == {"notes": "Approver: Change board"}
    assert not found(severe("The change board has seen it.", BOARD), "no-approver")
    assert not about("no-approver", BOARD), "a medium risk needs none"


def test_a_policy_names_whom_it_misses() -> None:
    policy = entry("approvals", name="Severe ones", from_=("Change board", "Mary Ray"), levels=("high", "critical"))
    (one,) = found(severe("Approver: Mary Ray", policy), "missing-approval")
    assert one.severity is Severity.BLOCK and one.evidence == ("N1",) and "does not name “Change board”" in one.text
    assert one.mend and one.mend.texts["notes"] == "Approver: Mary Ray\nApprover: Change board"
    assert not found(severe("Approvers: Mary Ray and the Change board", policy), "missing-approval")
    assert not about("missing-approval", policy), "of another level"


def test_a_policy_may_want_some_of_them_or_a_number() -> None:
    one_of = entry("approvals", name="One", from_=("Change board", "Mary Ray"), number=1, services=("checkout",))
    assert not about("missing-approval", one_of, notes="Approved by Mary Ray")
    assert about("missing-approval", one_of) and not about("missing-approval", one_of, services="mailer")
    two = entry("approvals", name="Two", number=2)
    assert about("missing-approval", two, notes="Approver: Mary Ray")
    assert not about("missing-approval", two, notes="Approvers: Mary Ray, Grace Hopper")


def test_reviewers_that_commits_name_count() -> None:
    commit = a_person_commit(1, "Reviewed-by: Mary Ray <mary@x.org>\n")
    policy = entry("approvals", name="P", from_=("Mary Ray",))
    change = replace(a_change(CODE), commits=(commit,))
    assert not found(a_case(None, policy, change=change), "missing-approval")
    assert about("missing-approval", policy)
