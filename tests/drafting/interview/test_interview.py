"""How it stands with every question about a change: answered by what, worth how much, and why it is asked."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relman_desktop.drafting.interview import State, asked_first, interview
from relman_desktop.drafting.proposal import Draft, Material, Question
from relman_desktop.drafting.question_table import question_rows, weighing
from relman_desktop.drafting.questions import questions
from relman_desktop.drafting.spoken import matters
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.fields import FIELDS
from relman_desktop.files import resource
from relman_desktop.loaded import Loaded
from relman_desktop.sources.profile.schema import parts_by_name
from relman_desktop.ticket import Status
from tests.drafting.interview.telling import (
    BACK,
    END_USER,
    FULL,
    GOAL,
    MONITORING,
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
from tests.drafting.test_template import a_release, facts
from tests.facts.changes import a_change

UNSAFE = ("rollback.verdict", "The previous version does not run.", {"verdict": "unsafe", "weight": 95})
REMOVED = ("surface.endpoint_removed", "The endpoint `a` is gone.", {"route": "a"})


def test_every_question_of_the_seed_has_a_row_and_no_two_are_the_same() -> None:
    rows = {(row.field, row.text) for row in question_rows()}
    assert {(field.name, text) for field in FIELDS for text in field.questions} <= rows
    texts = [row.text for row in question_rows()]
    assert len(texts) == len(set(texts)), "an answer is known by its question"


def test_what_the_table_names_is_there() -> None:
    """Parts and keys of the profile, fields of work items, and kinds of facts that something finds."""
    table = resource("questions.toml").read_text("utf-8")
    known = "\n".join(
        path.read_text("utf-8") for path in resource("..").rglob("*.toml") if path.name != "questions.toml"
    )
    known += "\n".join(path.read_text("utf-8") for path in (resource("..") / "relman_desktop" / "facts").rglob("*.py"))
    for name in sorted(set(re.findall(r'"([a-z_]+\.[a-z_]+(?:\.[a-z_]+)?(?:=\w+)?)"', table))):
        topic, what, key = (*name.partition("=")[0].split("."), "")[:3]
        if topic in ("team", "profile", "linked", "served"):
            assert not key or key in parts_by_name()[what].by_name, name
        elif topic == "work":
            assert what in {"title", "body", "criteria", "key", *matters()}, name
        else:
            assert re.sub("_(added|changed|removed)$", "", what) in known, name


def test_what_may_be_kept_may_stand_in_a_profile() -> None:
    for row in question_rows():
        if row.keep:
            part = parts_by_name()[row.keep.part]
            said = {row.keep.key, *row.keep.also, *([row.keep.name] if row.keep.name else [])}
            assert said <= set(part.by_name), row.text
            assert {key.name for key in part.keys if key.required} <= said, row.text


def test_the_open_ones_come_first_in_the_order_of_what_they_would_add(loaded: Loaded) -> None:
    told = interview(Material(loaded.change, loaded.facts, loaded.work))
    assert len(told) == len(question_rows())
    ranks = [(one.state is not State.OPEN, -one.worth) for one in told]
    assert ranks == sorted(ranks)
    assert all(one.evidence for one in told if one.state is not State.OPEN)
    open_ones = {one.question for one in told if one.state is State.OPEN}
    assert open_ones == {one.question for one in questions(Material(loaded.change, loaded.facts, loaded.work))}


def test_only_a_few_that_matter_are_asked_first() -> None:
    told = interview(material(facts(UNSAFE, REMOVED)))
    first = asked_first(told)
    assert len(first) == weighing().at_first < sum(one.state is State.OPEN for one in told)
    assert first[0].question == BACK, "going back is not safe, and nobody says how"
    assert all(one.worth >= weighing().matters for one in first)


def test_a_question_says_what_of_this_change_makes_it_matter() -> None:
    plain, told = asked(material(), USERS), asked(material(facts(UNSAFE, REMOVED, REMOVED)), USERS)
    assert told.why == "2 endpoints are removed (X2 and X3), and nothing says what users will notice."
    assert told.worth > plain.worth and "X" not in plain.why
    assert asked(material(facts(UNSAFE)), BACK).worth > asked(material(), BACK).worth


def test_documentation_and_tests_ask_little() -> None:
    docs = replace(a_release(), files=a_change({"README.md": ("a\n", "b\n"), "tests/test_a.py": ("a\n", "b\n")}).files)
    told = interview(replace(material(), change=docs))
    assert {one.question for one in asked_first(told)} <= {WHY}


def test_facts_work_and_profile_answer() -> None:
    note = ("notes.entry", "Release notes: Faster.", {"text": "Faster", "sort": "feature"})
    assert (one := asked(material(facts(note)), WHY)).state is State.EVIDENCE and one.evidence == ("X1",)
    told = material(work=(item(title="Checkout hangs", body="It waits for ever."),))
    assert (one := asked(told, WHY)).state is State.EVIDENCE and one.evidence == ("W1",)
    titled = asked(material(work=(item(title="Checkout hangs"),)), WHY)
    assert titled.state is State.OPEN and "only the titles" in titled.why
    team = material(profile=profile(entry("monitoring", metric="errors", paths=("src/",))))
    assert (one := asked(team, MONITORING)).state is State.TEAM and one.evidence == ("N1",)
    assert asked(
        material(profile=profile(entry("monitoring", metric="errors", paths=("web/",)))), MONITORING
    ).state is (State.OPEN)


def test_people_answer_only_in_their_role() -> None:
    team = profile(
        entry("people", name="Priya", roles=("reviewer",)), entry("people", name="Sam", roles=("validator",))
    )
    assert asked(material(profile=team), VALIDATOR).evidence == ("N2",)


def test_an_answer_of_the_persons_stands_over_what_answers_it() -> None:
    given_answer = material(facts(REMOVED), {WHY: "Support asked for it."}, work=(item(body="Because."),))
    one = asked(given_answer, WHY)
    assert (one.state, one.evidence, one.answer, one.worth) == (State.PERSON, ("A1",), "Support asked for it.", 0)
    claim = draft_ticket(given_answer).proposals["justification"].claims[-1]
    told = "Why it is needed: Support asked for it."
    assert (claim.text, claim.evidence, claim.status) == (told, ("A1",), Status.USER)


def test_what_a_person_says_takes_the_place_of_a_value_that_was_only_suggested() -> None:
    authors = facts(("people.author", "Maya wrote it.", {"name": "Maya"}), ("people.author", "Jo.", {"name": "Jo"}))
    answers = {"Who carries out the deployment?": "Sam", "What is changing?": "Orders come faster"}
    proposals = draft_ticket(material(authors, answers)).proposals
    assert proposals["assignee"].text == "Sam" and proposals["title"].text == "Orders come faster"


def test_what_a_model_asks_is_asked_and_answered_with_the_rest() -> None:
    draft = Draft({}, (Question("M1", "rollback", "Is the flag kept?", "C1 says so."),))
    open_one = asked(material(), "Is the flag kept?", draft=draft)
    assert (open_one.field, open_one.state, open_one.why) == ("rollback", State.OPEN, "C1 says so.")
    assert open_one.worth >= weighing().matters
    assert asked(material(answers={"Is the flag kept?": "Yes."}), "Is the flag kept?").state is State.PERSON


def test_a_goal_is_asked_for_unless_somebody_names_it() -> None:
    goals = profile(
        entry("goals", text="Halve failed checkouts", words=("checkout",)), entry("goals", text="Open in Austria")
    )
    nothing = asked(material(profile=goals), GOAL)
    assert nothing.state is State.OPEN and "2 business goals are known (N1 and N2)" in nothing.why
    spoken = asked(material(profile=goals, work=(item(title="The checkout hangs"),)), GOAL)
    assert spoken.state is State.OPEN and "PAY-12 speaks of" in spoken.why and spoken.worth > nothing.worth
    named = asked(material(profile=goals, work=(item(title="Halve failed checkouts"),)), GOAL)
    assert (named.state, named.evidence) == (State.TEAM, ("N1",))


def test_answering_one_with_a_goal_leaves_the_numbers_of_all() -> None:
    goals = profile(entry("goals", text="Halve failed checkouts"))
    before = questions(material(profile=goals))
    after = questions(material(answers={GOAL: "Halve failed checkouts"}, profile=goals))
    assert before == after


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.sampled_from([row.text for row in question_rows()]), st.text(min_size=1, max_size=80)))
def test_answering_never_renames_another(answers: Mapping[str, str]) -> None:
    known = facts(UNSAFE, REMOVED, ("notes.entry", "Faster.", {"text": "Faster"}))
    before, after = (questions(material(known, given_answers)) for given_answers in ({}, answers))
    assert [(one.id, one.question) for one in before] == [(one.id, one.question) for one in after]
    told = {one.question: one for one in interview(material(known, answers))}
    assert all(told[question].state is State.PERSON for question in answers)


def test_a_full_profile_leaves_fewer_questions_than_an_empty_one() -> None:
    full, empty = (interview(material(profile=told)) for told in (FULL, profile()))
    open_in_full, open_in_empty = ({one.question for one in told if one.state is State.OPEN} for told in (full, empty))
    assert open_in_full < open_in_empty
    assert {BACK, END_USER, MONITORING, VALIDATOR} <= open_in_empty - open_in_full
    assert all(one.evidence[0].startswith("N") for one in full if one.state is State.TEAM)


def test_an_empty_profile_yields_questions_and_no_inventions() -> None:
    told = interview(material(profile=profile()))
    assert not any(one.suggestions for one in told)
    assert not any(one.state in (State.TEAM, State.PERSON) for one in told)


def test_the_end_user_is_asked_about_in_terms_of_the_change() -> None:
    assert "1 endpoint is changed or removed (X1)" in asked(material(facts(REMOVED)), END_USER).why


def test_a_change_of_documentation_needs_few_questions_and_those_keep_their_numbers() -> None:
    docs = replace(a_release(), files=a_change({"README.md": ("a\n", "b\n"), "tests/test_a.py": ("a\n", "b\n")}).files)
    given_docs = replace(material(profile=profile(entry("goals", text="Halve failed checkouts"))), change=docs)
    told = interview(given_docs)
    needed = [one.question for one in told if one.is_needed]
    assert needed[0] == WHY and set(needed) == {WHY, "Can you explain this in layman's terms?"}
    needless = {one.question for one in told if one.is_needless}
    assert {BACK, END_USER, MONITORING, USERS, GOAL, SCHEDULE} <= needless
    assert {one.id for one in told if one.state is State.OPEN} == {one.id for one in questions(given_docs)}
    assert not any(one.is_needless for one in interview(material())), "a change of code needs all"


@pytest.mark.parametrize(
    ("entries", "question", "why"),
    [
        ([("goals", "text", 1)], GOAL, "One business goal is known (N1), and nothing ties this change to it."),
        (
            [("goals", "text", 3)],
            GOAL,
            "3 business goals are known (N1, N2 and N3), and nothing ties this change to one of them.",
        ),
        (
            [("sprint_goals", "text", 2)],
            GOAL,
            "No business goal is known, but 2 sprint goals are (N1 and N2), and nothing ties this change to one of "
            "them.",
        ),
        (
            [("windows", "name", 1)],
            SCHEDULE,
            "One maintenance window is known (N1); whether it is to be then is yours to say.",
        ),
    ],
)
def test_a_why_counts_what_is_known_and_says_it_of_one(
    entries: list[tuple[str, str, int]], question: str, why: str
) -> None:
    known = [
        entry(part, **{key: f"zzz {at}"}, paths=("web/",) if at == 1 else ())
        for part, key, number in entries
        for at in range(number)
    ]
    given_profile = profile(*(replace(one, values={k: v for k, v in one.values.items() if v}) for one in known))
    assert asked(material(profile=given_profile), question).why == why


def test_a_service_of_the_whole_repository_answers_which_services() -> None:
    told = asked(
        material(profile=profile(entry("services", name="outline"))), "Which services does this change affect?"
    )
    assert (told.state, told.evidence) == (State.TEAM, ("N1",))


def test_journeys_are_no_goals() -> None:
    team = profile(entry("journeys", name="Pay"), entry("goals", text="Fewer calls"))
    assert [one.text for one in asked(material(profile=team), GOAL).suggestions] == ["Fewer calls"]


def test_a_reason_names_only_the_goals_that_it_is_the_reason_of() -> None:
    goals = (entry("goals", text="Quick sign-in pages"), entry("goals", text="Fewer failed refunds"))
    told = item(title="Mend it", body="Quick sign-in pages hang.\n\nThe failed refunds are fewer.")
    one = asked(material(work=(told,), profile=profile(*goals)), GOAL)
    assert "(N1)" in one.why and "N2" not in one.why


DEPLOYER = "Who carries out the deployment?"
TEAM = profile(entry("people", name="Orders on-call", roles=("deployer",)))


@pytest.mark.parametrize("value", ["", "Orders on-call", "orders on-call, Maya"])
def test_the_profile_answers_who_deploys_while_the_field_is_empty_or_says_so(value: str) -> None:
    one = asked(material(profile=TEAM), DEPLOYER, values={"assignee": value})
    assert (one.state, one.evidence) == (State.TEAM, ("N1",))


def test_a_field_that_says_somebody_else_is_not_answered_by_the_profile() -> None:
    one = asked(material(profile=TEAM), DEPLOYER, values={"assignee": "Maya Lindgren"})
    assert one.state is State.OPEN and one.evidence == () and one.is_needed
    assert one.why == "The field says “Maya Lindgren”; your team's profile suggests “Orders on-call” (N1)."
    assert [of.text for of in one.suggestions] == ["Orders on-call"]
    assert one.worth < weighing().matters, "it is nothing that the ticket lacks"


def test_evidence_that_the_field_contradicts_is_a_suggestion_too() -> None:
    authors = facts(("people.author", "Maya wrote it.", {"name": "Maya"}))
    one = asked(material(authors), DEPLOYER, values={"assignee": "Jo"})
    assert one.why == "The field says “Jo”; evidence suggests “Maya” (X1)." and one.suggestions[0].text == "Maya"
    assert asked(material(authors), DEPLOYER, values={"assignee": "Maya"}).state is State.EVIDENCE


def test_what_the_person_put_into_a_field_answers_what_nothing_else_does() -> None:
    one = asked(material(), SCHEDULE, values={"schedule": "on Tuesday"})
    assert (one.state, one.evidence, one.worth, one.held) == (State.PERSON, (), 0, "on Tuesday")
    assert asked(material(), SCHEDULE, values={"schedule": ""}).state is State.OPEN
    assert asked(material(), WHY, values={"justification": "Because."}).state is State.OPEN, "only short values"
