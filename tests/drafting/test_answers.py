"""The person's answers in the fields: in their words, with what tells which question they answer."""

import pytest

from relman_desktop.drafting.template import draft_ticket
from relman_desktop.ticket import Layout, Status, text_of
from tests.drafting.interview.telling import BACK, GOAL, USERS, WHY, entry, material, profile

IMPACT = "What is the impact if we don't deploy?"
LAYMAN = "Can you explain this in layman's terms?"
VALUE = "What value comes from deploying this change?"
QUESTIONS = {"why": WHY, "impact": IMPACT, "value": VALUE, "users": USERS, "layman": LAYMAN, "goal": GOAL}


@pytest.mark.parametrize(
    ("field", "question", "answer", "text"),
    [
        ("justification", "impact", "31 people cannot sign in.", "Without this deployment: 31 people cannot sign in."),
        ("justification", "impact", "Without it 31 people wait.", "Without it 31 people wait."),
        ("justification", "value", "120 teams save an hour.", "Value: 120 teams save an hour."),
        ("justification", "value", "an hour saved\ncalls saved", "Value:\n\n- an hour saved\n- calls saved"),
        ("justification", "why", "Support asked for it.", "Why it is needed: Support asked for it."),
        ("justification", "why", "- one\ntwo", "Why it is needed:\n- one\ntwo"),
        ("justification", "goal", "Fewer calls", "Fewer calls"),
        ("description", "users", "The page stays.", "For users: The page stays."),
        ("description", "layman", "Paying is faster now.", "Paying is faster now."),
    ],
)
def test_an_answer_stands_with_what_it_answers(field: str, question: str, answer: str, text: str) -> None:
    claims = draft_ticket(material(answers={QUESTIONS[question]: answer})).proposals[field].claims
    assert text_of([claim for claim in claims if "A1" in claim.evidence]) == text


def test_what_everybody_understands_stands_first() -> None:
    claims = draft_ticket(material(answers={LAYMAN: "Paying is faster now."})).proposals["description"].claims
    assert (claims[0].text, claims[0].evidence, claims[0].status) == ("Paying is faster now.", ("A1",), Status.USER)
    assert len(claims) > 1


def test_a_chosen_goal_is_told_once_and_ones_own_words_stand_alone() -> None:
    goals = profile(entry("goals", text="Halve failed checkouts"))
    answers = {GOAL: "Halve failed checkouts\nFewer calls"}
    proposal = draft_ticket(material(answers=answers, profile=goals)).proposals["justification"]
    text = text_of(proposal.claims)
    assert text.count("Halve failed checkouts") == 1 and text.endswith("\n\nFewer calls")
    (claim,) = [claim for claim in proposal.claims if "Halve failed" in claim.text]
    assert {"A1", "N1"} <= set(claim.evidence)


def test_steps_are_steps_without_a_lead() -> None:
    claims = draft_ticket(material(answers={BACK: "Stop it\nGo back"})).proposals["rollback"].claims[-2:]
    assert [(one.text, one.layout) for one in claims] == [("Stop it", Layout.STEP), ("Go back", Layout.STEP)]
