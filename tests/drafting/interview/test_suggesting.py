"""What may be offered as an answer, in which order, and what a chosen one rests on."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from relman_desktop.drafting.earlier import Earlier
from relman_desktop.drafting.interview import State, Suggestion
from relman_desktop.drafting.interview.wording import filled
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.sources.work.files import read_pasted
from relman_desktop.sources.work.item import WorkItem
from relman_desktop.ticket import Layout
from tests.drafting.interview.telling import (
    BACK,
    END_USER,
    GOAL,
    SCHEDULE,
    USERS,
    VALIDATOR,
    WHY,
    asked,
    entry,
    item,
    material,
    profile,
)

IMPACT = "What is the impact if we don't deploy?"
VALUE = "What value comes from deploying this change?"
THURSDAY = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def offered(question: str, *entries: object, now: datetime | None = THURSDAY, **more: object) -> tuple[Suggestion, ...]:
    return asked(material(profile=profile(*entries), **more), question, now=now).suggestions  # type: ignore[arg-type]


def test_the_goals_of_the_team_are_offered_those_that_something_speaks_of_first() -> None:
    goals = (
        entry("goals", text="Open the shop in Austria"),
        entry("goals", text="Fewer failed payments", words=("checkout",), until="2027-03-31"),
        entry("goals", text="Last year's goal", until="2025-12-31"),
        entry("goals", text="Only for the warehouse", paths=("warehouse/",)),
    )
    told = offered(GOAL, *goals, work=(item(title="The checkout hangs"),))
    assert [one.text for one in told] == [
        "Fewer failed payments",
        "Open the shop in Austria",
        "Only for the warehouse",
    ]
    assert told[0].evidence == ("N2",) and told[0].origin == "business goal until 2027-03-31"


def test_windows_are_offered_in_the_teams_time_and_outside_of_freezes() -> None:
    told = offered(
        SCHEDULE,
        entry("windows", name="evenings", days=("tue", "thu"), from_="20:00", to="22:00"),
        entry("windows", name="night", days=("sat",), from_="23:00", to="01:30"),
        entry("windows", name="once", on="2026-12-09", from_="06:00", to="07:00"),
        entry("windows", name="broken", from_="late", to="later"),
        entry("freezes", name="release week", from_="2026-12-01", to="2026-12-06"),
    )
    assert [one.text for one in told] == [
        "2026-11-26 20:00 to 22:00 Europe/Berlin",
        "2026-11-28 23:00 to 2026-11-29 01:30 Europe/Berlin",
        "2026-12-08 20:00 to 22:00 Europe/Berlin",
        "2026-12-09 06:00 to 07:00 Europe/Berlin",
    ]
    assert told[0].origin == "maintenance window evenings"


def test_without_a_moment_nothing_is_offered_that_depends_on_it() -> None:
    """The command line gives the same bytes on any day."""
    assert offered(SCHEDULE, entry("windows", name="evenings", from_="20:00", to="22:00"), now=None) == ()


def test_a_chosen_window_rests_on_its_entry() -> None:
    windows = profile(entry("windows", name="evenings", days=("thu",), from_="20:00", to="22:00"))
    answers = {SCHEDULE: "2020-01-02 20:00 to 22:00 Europe/Berlin"}
    assert asked(material(answers=answers, profile=windows), SCHEDULE).evidence == ("A1", "N1")
    (claim,) = draft_ticket(material(answers=answers, profile=windows)).proposals["schedule"].claims
    assert claim.evidence == ("A1", "N1")


def test_several_goals_are_several_sentences_each_with_its_own_evidence() -> None:
    goals = profile(entry("goals", text="Halve failed checkouts"), entry("goals", text="Open in Austria"))
    answers = {GOAL: "Open in Austria\nAnd one of our own"}
    told = draft_ticket(material(answers=answers, profile=goals)).proposals["justification"].claims[-2:]
    assert [(one.text, one.evidence, one.layout) for one in told] == [
        ("It serves the business goal “Open in Austria”.", ("N2", "A1"), Layout.PARAGRAPH),
        ("And one of our own", ("A1",), Layout.PARAGRAPH),
    ]


def test_steps_in_an_answer_become_steps_once() -> None:
    claims = draft_ticket(material(answers={BACK: "1. Stop the worker\n2) Go back"})).proposals["rollback"].claims
    assert [one.text for one in claims[-2:]] == ["Stop the worker", "Go back"]
    block = "Run it:\n```\n1. not a step\n```"
    assert draft_ticket(material(answers={BACK: block})).proposals["rollback"].claims[-1].text == block


def test_work_items_offer_their_own_words() -> None:
    told = item(
        title="Checkout hangs", body="# Why\n\nThe provider answers late. More.", criteria=("A notice is shown",)
    )
    assert [one.text for one in offered(END_USER, work=(told,))] == ["A notice is shown"]
    assert offered(WHY, work=(item(title="Checkout hangs"),))[0].evidence == ("W1",)


def test_a_secret_in_somebodys_words_is_not_offered() -> None:
    (one,) = offered(WHY, work=(item(title="Rotate password = hunter2hunter2hunter2"),))
    assert "hunter2" not in one.text


def test_people_are_offered_by_name() -> None:
    people = (entry("people", name="Priya", roles=("reviewer",)), entry("people", name="Sam", paths=("web/",)))
    assert [one.text for one in offered(VALIDATOR, *people)] == ["Priya", "Sam"]


def test_earlier_answers_are_offered_after_the_others_and_never_as_more_than_that() -> None:
    earlier = (
        Earlier(GOAL, "Fewer calls.", "t2", "CHG-2026-0002", "2026-11-20T10:00:00Z"),
        Earlier(GOAL, "halve failed checkouts", "t1", "", "2026-11-01T10:00:00Z"),
        Earlier(GOAL, "Fewer  calls", "t1", "", "2026-11-01T10:00:00Z"),
        Earlier(SCHEDULE, "2026-11-20 20:00 to 21:00 UTC", "t2", "", "2026-11-20T10:00:00Z"),
    )
    goals = profile(entry("goals", text="Halve failed checkouts"))
    one = asked(material(profile=goals), GOAL, earlier=earlier)
    assert [(told.text, told.evidence) for told in one.suggestions] == [
        ("Halve failed checkouts", ("N1",)),
        ("Fewer calls.", ()),
    ]
    assert one.suggestions[1].origin == "your answer in CHG-2026-0002, 2026-11-20" and not one.answer
    assert asked(material(), SCHEDULE, earlier=earlier).suggestions == (), "a window of then is none of now"


@pytest.mark.parametrize(
    ("pattern", "told", "expected"),
    [
        ("Watch {metric}[ at {where}].", {"metric": "errors", "where": "Grafana"}, "Watch errors at Grafana."),
        ("Watch {metric}[ at {where}].", {"metric": "errors"}, "Watch errors."),
        ("Watch {metric}[ at {where}].", {"where": "Grafana"}, ""),
        ("{text}", {"text": "a\n \u202eb {x} [y]"}, "a b {x} [y]"),
    ],
)
def test_patterns_leave_out_what_is_not_known(pattern: str, told: dict[str, str], expected: str) -> None:
    assert filled(pattern, lambda key: told.get(key, "")) == expected


PASTED = """OUT-412 Sign-in fails with 502 for people in many groups

Reported by: Service desk (31 tickets since 9 November)
Status: Ready for release

As an employee who is in more than about 100 Entra groups
I want to sign in to the knowledge base
so that I can read the on-call runbooks at night.

The id_token cookie grows beyond 8 KB and the ingress answers 502. Until this is fixed, 31 people, among them the
whole network on-call team, cannot sign in at all.

Acceptance criteria:
- A person in 250 groups can sign in
"""
STORY = (
    "As an employee who is in more than about 100 Entra groups I want to sign in to the knowledge base so that I can "
    "read the on-call runbooks at night."
)


def pasted() -> tuple[WorkItem, ...]:
    return tuple(replace(one, id="W1") for one in read_pasted(PASTED))


def test_a_pasted_ticket_offers_the_sentence_that_speaks_of_the_matter() -> None:
    told = [one.text for one in offered(IMPACT, work=pasted())]
    assert told == ["Until this is fixed, 31 people, among them the whole network on-call team, cannot sign in at all."]
    assert offered(VALUE, work=pasted())[0].text == STORY
    users = offered(USERS, work=pasted())
    assert [one.text for one in users[:2]] == [STORY, "A person in 250 groups can sign in"]
    assert users[0].origin == "user story of OUT-412"
    layman = offered("Can you explain this in layman's terms?", work=pasted())
    assert layman[0].text == STORY and not any("Service desk" in one.text for one in layman)


def test_titles_and_criteria_do_not_say_what_users_will_notice() -> None:
    told = item(title="Checkout hangs", body="It waits.", criteria=("A notice is shown",))
    assert asked(material(work=(told,)), USERS).state is State.OPEN


@pytest.mark.parametrize(
    ("body", "impact"),
    [
        (
            "Product asks. Without the numbers the licence cannot be renewed.",
            "Without the numbers the licence cannot be renewed.",
        ),
        ("Exports fail at times. They block the close of\nthe books.", "They block the close of the books."),
        ("## Steps to reproduce\n\nOpen it; it cannot be closed.", ""),
        ("It would be nicer in blue.", ""),
    ],
)
def test_what_happens_without_it_is_taken_from_who_says_so(body: str, impact: str) -> None:
    assert "".join(one.text for one in offered(IMPACT, work=(item(body=body),))) == impact


def test_no_window_is_offered_that_the_clock_skips() -> None:
    team = profile(entry("windows", name="w", days=("sun",), from_="02:15", to="02:45"), zone="America/New_York")
    now = datetime(2027, 3, 8, tzinfo=UTC)
    told = [one.text for one in asked(material(profile=team), SCHEDULE, now=now).suggestions]
    assert told and not any("2027-03-14" in one for one in told) and "2027-03-21 02:15" in told[0]
