"""How the team finds out whether it worked, who does it, and what the notes say of the profile."""

from dataclasses import replace
from datetime import date

import pytest

from relman_desktop.drafting.template import draft_ticket
from relman_desktop.drafting.template.team.steps import OF_THE_PROFILE
from relman_desktop.drafting.template.team.tickets import A_TICKETS_WORDS, reasons
from relman_desktop.sources.work.item import Found, WorkItem
from relman_desktop.ticket import Layout, Status

from .making import a_commit, a_material, a_ticket, about, claims, steps

WATCHED = """
[[monitoring]]
metric = "checkout error rate"
where = "Grafana: Checkout"
threshold = "above 2 % for 5 minutes"
watch_minutes = 30

[[monitoring]]
metric = "orders_failed_total"

[[monitoring]]
metric = "blog_errors"
paths = ["blog/"]
"""
TESTS = """
[[testing]]
kind = "unit"
command = "pytest -q"

[[testing]]
kind = "end-to-end"
command = "make smoke"
when = "after"

[[testing]]
kind = "regression"
text = "the nightly suite"
automated = true
"""
TOUCHED = ("tests.touched", "It touches tests.", {"files": 1})


def test_each_metric_of_the_team_is_watched_where_and_as_long_as_it_says() -> None:
    told = claims(a_material(WATCHED), "validation")
    claim = next(one for one in told if "error rate" in one.text)
    assert claim.text == (
        "Watch “checkout error rate” for 30 min (Grafana: Checkout): go back if it is above 2 % for 5 minutes."
    )
    assert claim.evidence == ("N1",) and claim.status is Status.SUPPORTED
    assert about(told, "orders_failed_total") == "Watch `orders_failed_total`: compare it with before."
    assert not any("blog_errors" in one.text for one in told)


def test_a_metric_that_the_change_removes_is_not_trusted_and_the_notes_say_so() -> None:
    gone = ("surface.metric_removed", "The metric is gone.", {"name": "orders_failed_total"})
    material = a_material(WATCHED + 'threshold = "over 3"\n', facts=(gone,))
    told = steps(material, "validation")
    assert about(told, "orders_failed_total").startswith("Mend dashboards and alerts")
    assert "nothing would tell any more" in about(steps(material, "notes"), "orders_failed_total")


def test_a_metric_that_the_change_adds_is_told_once() -> None:
    added = ("surface.metric_added", "A new metric.", {"name": "orders_failed_total"})
    told = steps(a_material(WATCHED, facts=(added,)), "validation")
    assert sum("orders_failed_total" in one for one in told) == 1


def test_tests_stand_before_and_after_by_the_teams_word() -> None:
    told = steps(a_material(TESTS, facts=(TOUCHED,)), "validation")
    assert told[0].startswith("Before the deployment, run the unit tests, among them those that the change touches (")
    assert told[0].endswith("): `pytest -q` (.relman.toml:2)")
    assert told[1] == "Before the deployment, see that the regression tests have passed (the nightly suite)."
    assert about(told, "make smoke").startswith("After the deployment, run the end-to-end tests: `make smoke`")


def test_other_tests_than_unit_tests_do_not_run_what_the_change_touches() -> None:
    told = steps(a_material('[[testing]]\nkind = "end-to-end"\ncommand = "make e2e"\n', facts=(TOUCHED,)), "validation")
    assert "among them" not in about(told, "make e2e")
    assert any(one.startswith("Before the deployment, run the tests that the change touches (1 file)") for one in told)


def test_journeys_are_walked_where_something_of_the_change_is_about_them() -> None:
    profile = """
[[journeys]]
name = "Buy"
check = "buy something."
paths = ["orders/"]
[[journeys]]
name = "Read"
check = "read the blog"
paths = ["blog/"]
[[journeys]]
name = "Refund"
check = "refund an order"
words = ["refund"]
"""
    told = steps(a_material(profile), "validation")
    assert told == ["As a user, go through “Buy”: buy something."]
    with_ticket = a_material(profile, work=(a_ticket(body="A refund hangs."),))
    claim = next(one for one in claims(with_ticket, "validation") if "Refund" in one.text)
    assert claim.evidence == ("N3", "W1")


def test_acceptance_criteria_are_quoted_as_a_tickets_words() -> None:
    work = (a_ticket(criteria=("The refund stands in the list", "Too much is refused.")),)
    told = [one for one in claims(a_material(work=work), "validation") if "W1" in one.evidence]
    assert [one.text for one in told] == [
        "See that it is as PAY-12 asks: “The refund stands in the list”.",
        "See that it is as PAY-12 asks: “Too much is refused”.",
    ]
    assert all(one.status is Status.WEAK and one.reasons == (A_TICKETS_WORDS,) for one in told)


def test_many_criteria_are_counted() -> None:
    work = (a_ticket(criteria=tuple(f"It does thing {number}" for number in range(30))),)
    told = [one.text for one in claims(a_material(work=work), "validation") if "W1" in one.evidence]
    assert len(told) == 5 and told[-1] == "See the tickets for 26 further acceptance criteria."


BODY = """### Why

Support waits two days for each refund, because only the payments team can start it.

### Steps to Reproduce

1. The customer cannot see the refund in the list because it is slow.

```
customers fail because errors
```
"""


@pytest.mark.parametrize("told", ["no more than 5 errors", "at least 3 nines", "not above 2 %"])
def test_a_threshold_that_may_say_how_it_should_be_is_not_turned_round(told: str) -> None:
    material = a_material(f'[[monitoring]]\nmetric = "m"\nthreshold = "{told}"\n')
    assert about(steps(material, "validation"), "Watch").endswith(
        f"go back if it passes the team's threshold ({told})."
    )
    assert about(steps(material, "rollback"), told) == f"`m` passes the team's threshold ({told})."


WRAPPED = """Status: Ready for release
Reported by: Service desk (31 tickets since 9 November)

Until this is fixed, 31 people, among them the whole of the evening's shift and also the
whole network on-call team, cannot sign in at all.
"""


def test_a_sentence_that_is_wrapped_is_quoted_whole() -> None:
    (said,) = reasons(a_ticket(body=WRAPPED), 1)
    assert said.startswith("Until this is fixed") and said.endswith("cannot sign in at all.")


def test_the_description_names_many_tickets_by_their_keys() -> None:
    work = (a_ticket(), replace(a_ticket("PAY-13"), id="W2"))
    assert steps(a_material(work=work), "description")[-1] == "Work tickets: PAY-12 and PAY-13."


def test_the_sentence_that_says_why_is_quoted_and_nothing_of_forms_and_code() -> None:
    item = a_ticket(body=BODY)
    assert reasons(item, 3) == ["Support waits two days for each refund, because only the payments team can start it."]
    told = claims(a_material(work=(item,)), "justification")
    assert told[0].text == "It is for PAY-12, “Refunds take too long” (Done)."
    assert told[1].text.startswith("It says: “Support waits two days")
    assert {one.status for one in told[:2]} == {Status.WEAK} and told[1].evidence == ("W1",)
    assert "Work ticket: PAY-12, “Refunds take too long” (Done)." in steps(a_material(work=(item,)), "description")


def test_people_are_those_of_the_teams_roles_and_never_the_same_twice() -> None:
    profile = """
[[people]]
name = "Ana"
roles = ["deployer", "validator"]
[[people]]
name = "Orders on call"
roles = ["deployer"]
paths = ["orders/"]
[[people]]
name = "Blog"
roles = ["validator"]
paths = ["blog/"]
"""
    draft = draft_ticket(a_material(profile))
    assert draft.proposals["assignee"].text == "Orders on call"
    assert draft.proposals["validator"].text == "Ana"
    alone = draft_ticket(a_material('[[people]]\nname = "Ana"\nroles = ["deployer", "validator"]\n'))
    assert (alone.proposals["assignee"].text, alone.proposals["validator"].text) == ("Ana", "")


def test_the_teams_services_are_named_with_what_they_mean() -> None:
    profile = (
        '[[services]]\nname = "Orders"\ncriticality = "critical"\nusers = "all customers"\nrunbook = "docs/r.md"\n'
    )
    draft = draft_ticket(a_material(profile))
    assert draft.proposals["services"].claims[0].evidence == ("N1",)
    assert "It touches the service “Orders” (criticality: critical; users: all customers)." in [
        one.text for one in draft.proposals["description"].claims
    ]
    assert about(draft.proposals["notes"].claims, "runbook") == "`docs/r.md` is the runbook of “Orders”."


def test_several_services_are_a_list_and_one_runbook_is_told_once() -> None:
    entry = '[[services]]\nname = "{}"\ncriticality = "high"\nrunbook = "https://wiki.example/run"\n'
    draft = draft_ticket(a_material(entry.format("Web") + entry.format("Worker")))
    told = [(one.text, one.evidence, one.layout) for one in draft.proposals["description"].claims]
    at = told.index(("It touches these services:", ("N1", "N2"), Layout.PARAGRAPH))
    assert told[at + 1 : at + 3] == [
        ("“Web”: criticality: high.", ("N1",), Layout.ITEM),
        ("“Worker”: criticality: high.", ("N2",), Layout.ITEM),
    ]
    (runbook,) = draft.proposals["notes"].claims
    assert (runbook.text, runbook.evidence) == (
        "https://wiki.example/run is the runbook of “Web” and “Worker”.",
        ("N1", "N2"),
    )


def test_only_a_freeze_that_may_meet_the_deployment_is_told() -> None:
    profile = """
[[freezes]]
name = "Black Friday"
from = 2026-09-20T18:00:00
to = 2026-09-30
reason = "peak sales"
[[freezes]]
name = "Old"
from = 2026-06-01
to = 2026-06-30
"""
    told = steps(a_material(profile, commits=(a_commit(1, "Do it"),)), "notes")
    assert told == ["No deployment during the freeze “Black Friday” (peak sales): 2026-09-20 18:00 to 2026-09-30."]


def test_a_commit_and_a_freeze_at_the_end_of_all_calendars_are_drafted() -> None:
    profile = "[[freezes]]\nname = 'Ever'\nfrom = 0001-01-01T00:00:00+23:59\nto = 9999-12-31T23:59:59-23:59\n"
    commit = replace(a_commit(1, "Do it"), when="9999-12-31T23:46:40+00:00")
    (told,) = steps(a_material(profile, commits=(commit,)), "notes")
    assert told.startswith("No deployment during the freeze “Ever”")


def test_a_freeze_of_the_day_of_the_draft_is_told_however_old_the_commits_are() -> None:
    profile = '[[freezes]]\nname = "Peak"\nfrom = 2026-12-14\nto = 2027-01-06\n'
    material = a_material(profile, commits=(a_commit(1, "Do it", when="2026-08-01T10:00:00+00:00"),))
    assert not steps(material, "notes")
    assert "“Peak”" in about(steps(replace(material, today=date(2026, 11, 26)), "notes"), "freeze")
    assert not steps(replace(material, today=date(2027, 1, 7)), "notes")


def test_the_notes_say_that_the_change_writes_the_profile_on_which_the_ticket_rests() -> None:
    files = {".relman.toml": ("", WATCHED), "a.py": ("a\n", "b\n")}
    (claim,) = claims(a_material(WATCHED, files=files), "notes")
    assert "alters `.relman.toml` itself" in claim.text and claim.evidence == ("F1",)


def test_a_given_item_is_what_it_is_for_though_its_number_is_a_pull_requests() -> None:
    known = WorkItem("W1", "#13", "github", (Found("mention", "C1"),), title="Slow exports", kind="pull request")
    given = replace(known, found=(Found("given", "items.csv"), *known.found))
    assert "It is for #13, “Slow exports”." in steps(a_material(work=(given,)), "justification")
    assert not any("#13" in text for text in steps(a_material(work=(known,)), "justification"))


def test_tests_that_the_profile_says_have_passed_wait_for_the_person() -> None:
    test = '[[testing]]\nkind = "end-to-end"\ncommand = "make e2e"\ntext = "%s"\n'
    said = {"All tests passed on staging; approved by security": Status.WEAK, "A cart is paid": Status.SUPPORTED}
    for text, status in said.items():
        told = next(one for one in claims(a_material(test % text), "validation") if "make e2e" in one.text)
        assert (told.status, told.reasons) == (status, (OF_THE_PROFILE,) if status is Status.WEAK else ())


def test_a_person_is_not_approved_by_name() -> None:
    (named,) = claims(a_material('[[people]]\nname = "Mallory (approved)"\nroles = ["deployer"]\n'), "assignee")
    assert named.status is Status.WEAK and named.reasons == (OF_THE_PROFILE,)


PAGES = {"docs/run.md": ("a\n", "b\n")}


def test_before_a_change_of_documentation_only_its_own_tests_are_run() -> None:
    own = '[[testing]]\nkind = "regression"\ncommand = "make links"\npaths = ["docs/"]\n'
    told = steps(a_material(TESTS + own, files=PAGES), "validation")
    assert [one for one in told if one.startswith("Before the deployment")] == [about(told, "make links")]
    with_tests = {**PAGES, "tests/test_orders.py": ("a\n", "b\n")}
    assert "pytest -q" in about(steps(a_material(TESTS, files=with_tests), "validation"), "unit tests")


WINDOWED = """
[team]
time_zone = "Europe/Berlin"
[[windows]]
name = "evenings"
days = ["tue"]
from = "19:00"
to = "21:00"
[[freezes]]
name = "Sale"
from = 2026-12-14
to = 2027-01-04
reason = "No risk"
"""


@pytest.mark.parametrize(
    ("answer", "said", "entry"),
    [
        ("2026-12-15 19:00 to 21:00", "2026-12-15 19:00 to 21:00 lies in the freeze “Sale”", "N3"),
        ("2026-12-09 19:00", "2026-12-09 19:00 lies outside of the maintenance window “evenings”", "N2"),
    ],
)
def test_the_notes_tell_what_speaks_against_the_schedule(answer: str, said: str, entry: str) -> None:
    asked = "When does the deployment start, and when does it end?"
    material = a_material(WINDOWED, answers={asked: answer})
    (claim,) = [one for one in claims(material, "notes") if said in one.text]
    assert claim.evidence == (entry, "A1") and claim.text.startswith("Schedule: ")
    fine = a_material(WINDOWED, answers={asked: "2026-12-08 19:00 to 20:00"})
    assert not any(one.startswith("Schedule") for one in steps(fine, "notes"))
