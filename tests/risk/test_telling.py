"""The risk in the ticket's words: each sentence stands on something, nothing is told twice, silence has its price."""

import re

import pytest

from relman_desktop.beginning import new_ticket
from relman_desktop.jobs import Cancel
from relman_desktop.loaded import Loaded
from relman_desktop.risk import Assessment, Case
from relman_desktop.risk.assessing import assess
from relman_desktop.risk.reading import read_background
from relman_desktop.risk.telling import OVERRIDE, proposals
from relman_desktop.ticket import Status


@pytest.fixture(scope="module")
def case(loaded: Loaded) -> Case:
    ticket = new_ticket("t", loaded.reference)
    return Case(loaded.material(ticket), ticket, read_background(loaded.opened, loaded.facts, Cancel()))


@pytest.fixture(scope="module")
def now(case: Case) -> Assessment:
    return assess(case)


def test_every_sentence_stands_on_evidence_that_is_there(case: Case, now: Assessment) -> None:
    book = case.material.book
    for name, proposal in proposals(case, now).items():
        assert proposal.field == name and proposal.usable == proposal.claims
        for claim in proposal.claims:
            assert claim.evidence and all(book.get(one, Cancel()) for one in claim.evidence), claim.text


def test_the_field_of_the_level_holds_the_level_and_the_text_its_score(case: Case, now: Assessment) -> None:
    told = proposals(case, now)
    assert told["risk"].text == now.level and told["change_type"].text == now.suggested.type
    assert told["risk_analysis"].text.startswith(f"The risk is {now.level}: {now.score} of 100 (")


def test_what_nobody_answered_is_told_with_its_points(case: Case, now: Assessment) -> None:
    text = proposals(case, now)["risk_analysis"].text
    points = sum(one.points for one in now.open_questions)
    assert points and f"count as no, {points} of the points: " in text
    assert all(one.short in text for one in now.open_questions[:5] if one.points)


def test_the_riskiest_commit_is_named_by_its_subject(case: Case, now: Assessment) -> None:
    text = proposals(case, now)["risk_analysis"].text
    commit = next(one for one in case.material.change.commits if one.id == now.commits[0].id)
    assert f"the riskiest commit, {commit.short}, is “{commit.subject}”" in text
    assert text.count(commit.short) == 1


def test_no_id_of_ours_stands_in_what_leaves(case: Case, now: Assessment) -> None:
    told = {name: one.text for name, one in proposals(case, now).items()}
    assert not [text for text in told.values() if re.search(r"\b[FCWXRNAT]\d+\b", text)]


def test_nothing_is_told_twice(case: Case, now: Assessment) -> None:
    claims = proposals(case, now)["risk_analysis"].claims
    assert len({one.text for one in claims}) == len(claims)
    assert sum("its data is lost" in one.text for one in claims) == 1, "neither as a reason and by the rehearsal"


def test_a_persons_reason_for_another_level_stands_there_in_their_words(case: Case) -> None:
    answered = case.with_answer(OVERRIDE, "Only two shops use it.")
    claims = proposals(answered, assess(answered))["risk_analysis"].claims
    said = next(one for one in claims if one.text == "Only two shops use it.")
    assert said.status is Status.USER and said.evidence == (answered.material.said[-1].id,)
