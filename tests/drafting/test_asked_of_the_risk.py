"""The answers about the risk are evidence like all others, and nothing but the risk asks or tells them."""

import pytest

from relman_desktop.drafting.earlier import Earlier
from relman_desktop.drafting.interview import State, interview
from relman_desktop.drafting.model.reading import questions_of
from relman_desktop.drafting.model.reply import AskedQuestion, Reply
from relman_desktop.drafting.proposal import Draft, Question
from relman_desktop.drafting.question_table import asked_of_the_risk
from relman_desktop.drafting.team.linking import links
from relman_desktop.drafting.template import draft_ticket
from relman_desktop.jobs import Cancel
from relman_desktop.ticket import Ticket
from tests.drafting.interview.telling import entry, item, material, profile

ASKED = sorted(asked_of_the_risk())
RETIRED = "How risky is this change: low, medium, high or critical?"  # asked until the level was computed


@pytest.mark.parametrize("question", ASKED)
def test_an_answer_is_evidence_and_no_sentence_and_no_question_of_the_interview(question: str) -> None:
    given = material(answers={question: "yes, says Zaphod"})
    assert (found := given.book.get("A1", Cancel())) and (found.ref, found.text) == (question, "yes, says Zaphod")
    draft = draft_ticket(given)
    assert not any("Zaphod" in proposal.text for proposal in draft.proposals.values())
    assert draft.questions == draft_ticket(material()).questions
    earlier = (Earlier(question, "yes, as ever", "t", "CHG-1", "2026-11-24"),)
    told = interview(given, earlier, Draft(draft.proposals, (*draft.questions, Question("M1", "notes", question, ""))))
    assert not any(question == one.question or "as ever" in str(one.suggestions) for one in told)


def test_a_model_does_not_ask_it_again() -> None:
    asked = (AskedQuestion("rollback", ASKED[0], ""), AskedQuestion("rollback", "Is the flag kept?", ""))
    assert [(one.id, one.question) for one in questions_of(Reply(questions=asked))] == [("M1", "Is the flag kept?")]


def test_an_answer_rules_no_goal_out() -> None:
    goal = profile(entry("goals", text="Halve failed checkouts"))
    told = material(profile=goal, work=(item(body="For our goal: halve failed checkouts."),))
    against = "not needed: this has nothing to do with the goal to halve failed checkouts"
    assert links(told, "goals")
    assert links(material(answers={ASKED[0]: against}, profile=goal, work=told.work), "goals") == links(told, "goals")


def test_a_ticket_that_answered_the_retired_question_opens_with_its_answer() -> None:
    change = {"location": "/a", "range": "v1..v2", "base": "a", "head": "b", "diff_sha256": ""}
    claim = {"text": "high", "evidence": ["A1"], "quote": "", "status": "user", "reasons": [], "layout": "sentence"}
    kept = {
        "id": "t",
        "change": change,
        "answers": {RETIRED: "high"},
        "entries": {"risk": {"text": "high", "claims": [claim]}},
    }
    ticket = Ticket.from_json(kept)
    assert ticket.entry("risk").text == "high" and ticket.cited == ("A1",)
    told = material(answers=ticket.answers)
    one = next(one for one in interview(told) if one.question == RETIRED)
    assert (one.state, one.answer, one.evidence) == (State.PERSON, "high", ("A1",))
    assert "risk" not in draft_ticket(told).proposals or not draft_ticket(told).proposals["risk"].claims
