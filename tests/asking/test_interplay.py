"""A model's draft beside everything else that a person does: answers, dismissals, other drafts, closing the app."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from relman_desktop.drafting.proposal import TEMPLATE, Proposal
from relman_desktop.fields import WRITTEN
from relman_desktop.llm.answer import Fault
from relman_desktop.loaded import Loaded
from relman_desktop.ticket import Status
from tests.llm.server import Received, Scripted, Step, in_turn, plain, refusing

from .making import ANSWER, TITLE, TITLED, WINDOW, Desk, claim, open_desk, reply, texts, whole

DATA: dict[str, Any] = json.loads(ANSWER)
OTHER = "Orders get refunds, and column `order.legacy_id` is dropped"
NO_COLUMN = reply(title=[claim(OTHER, "X2", "X16")])


def _proposals(desk: Desk) -> dict[str, Proposal]:
    assert desk.session.draft
    return {one.name: desk.session.draft.proposals[one.name] for one in WRITTEN}


def _open_questions(desk: Desk) -> list[str]:
    assert desk.session.draft
    return [one.question for one in desk.session.draft.open_questions]


def test_drafting_one_field_anew_keeps_the_others(desk: Desk) -> None:
    with Scripted(in_turn(whole(ANSWER), whole(NO_COLUMN))) as server:
        endpoint = server.endpoint(context=WINDOW)
        desk.draft(endpoint)
        first = _proposals(desk)
        desk.draft(endpoint, "title")
    second = _proposals(desk)
    assert second.pop("title").text == OTHER != first.pop("title").text
    assert second == first and all(one.drafter == "test-model" for one in second.values())


def test_a_model_that_answers_for_more_than_was_asked_changes_one_field(desk: Desk) -> None:
    with Scripted(in_turn(whole(NO_COLUMN), whole(ANSWER))) as server:
        endpoint = server.endpoint(context=WINDOW)
        desk.draft(endpoint)
        desk.draft(endpoint, "rollback")
    drafters = {name: one.drafter for name, one in _proposals(desk).items()}
    assert {name for name, drafter in drafters.items() if drafter != TEMPLATE} == {"title", "rollback"}
    assert _proposals(desk)["title"].text == OTHER


def test_a_second_draft_that_fails_leaves_the_first(desk: Desk) -> None:
    with Scripted(in_turn(whole(ANSWER), plain("<html>", kind="text/html"))) as server:
        endpoint = server.endpoint(context=WINDOW)
        desk.draft(endpoint)
        first = desk.session.draft
        assert desk.draft(endpoint).fault is Fault.NOT_A_MODEL
    assert desk.session.draft == first


def test_what_is_shown_while_a_second_draft_grows(desk: Desk) -> None:
    with Scripted(whole(ANSWER)) as server:
        desk.draft(server.endpoint(context=WINDOW))
    first = _proposals(desk)
    with Scripted(whole(NO_COLUMN[:120])) as server:
        asked = desk.ask(desk.prepared(server.endpoint(context=WINDOW)))
        assert asked.draft
        desk.session.propose(asked.draft)
        assert {**_proposals(desk), "title": first["title"]} == first
        desk.session.take(replace(asked, draft=None)).result()
    assert _proposals(desk) == first, "as if it had not been"


def test_answering_what_a_model_asked(desk: Desk) -> None:
    seen: list[Received] = []

    def script(request: Received) -> list[Step]:
        seen.append(request)
        return list(whole(ANSWER)(request))

    with Scripted(script) as server:
        endpoint = server.endpoint(context=WINDOW)
        desk.draft(endpoint)
        question = DATA["questions"][1]["question"]
        assert question in _open_questions(desk)
        desk.session.answer(question, "They run before the new version starts.").result()
        assert question not in _open_questions(desk)
        desk.draft(endpoint)
    first, second = (json.dumps(one.json["messages"], ensure_ascii=False) for one in seen)
    assert "They run before the new version starts." in second and "before the new version starts" not in first
    assert question not in _open_questions(desk), "asked again, it is answered already"


def test_questions_of_a_field_that_is_drafted_anew_go_with_its_old_draft(desk: Desk) -> None:
    with Scripted(in_turn(whole(ANSWER), whole(reply(rollback=DATA["fields"]["rollback"])))) as server:
        endpoint = server.endpoint(context=WINDOW)
        desk.draft(endpoint)
        asked = {one["field"]: one["question"] for one in DATA["questions"]}
        desk.draft(endpoint, "rollback")
    assert asked["rollback"] not in _open_questions(desk) and asked["deployment"] in _open_questions(desk)


def test_a_draft_is_there_again_after_the_app_was_closed(tmp_path: Path, loaded: Loaded) -> None:
    with open_desk(tmp_path, loaded) as desk, Scripted(whole(ANSWER)) as server:
        desk.draft(server.endpoint(context=WINDOW))
        before, asked = _proposals(desk), _open_questions(desk)
        desk.session.edit("title", "My own title")
    with open_desk(tmp_path, loaded) as desk:
        assert _proposals(desk) == before and _open_questions(desk) == asked
        assert desk.session.entry("title").text == "My own title"
        assert len(desk.session.exchanges) == 1
        desk.session.redraft()
        assert all(one.drafter == TEMPLATE for one in _proposals(desk).values())
    with open_desk(tmp_path, loaded) as desk:
        assert all(one.drafter == TEMPLATE for one in _proposals(desk).values()), "forgotten for good"
        assert len(desk.session.exchanges) == 1, "what was sent is not forgotten"


def test_a_draft_that_was_stopped_is_kept_too(tmp_path: Path, loaded: Loaded) -> None:
    with open_desk(tmp_path, loaded) as desk, Scripted(whole(ANSWER[:2_000], finish="length")) as server:
        desk.draft(server.endpoint(context=WINDOW))
        before = _proposals(desk)
        assert before["title"].text == TITLE
    with open_desk(tmp_path, loaded) as desk:
        assert _proposals(desk) == before and not any(one.growing for one in before.values())


def test_a_fact_that_is_dismissed_takes_a_models_sentences_along(desk: Desk) -> None:
    with Scripted(in_turn(whole(ANSWER))) as server:
        desk.draft(server.endpoint(context=WINDOW))
    before, text = _proposals(desk), texts(desk.session)
    desk.session.dismiss("X2", "The column stays for now.").result()
    for name, proposal in _proposals(desk).items():
        if proposal.drafter == "test-model":
            assert not [one for one in proposal.claims if "X2" in one.evidence]
            kept = [one for one in before[name].claims if "X2" not in one.evidence]
            assert list(proposal.claims) == kept
    assert _proposals(desk)["title"].drafter == TEMPLATE, "nothing of the model's title is left"
    assert texts(desk.session) == text
    desk.session.restore("X2").result()
    assert _proposals(desk) == before


def test_a_dismissed_fact_is_not_in_the_next_request(desk: Desk) -> None:
    with Scripted(whole(TITLED)) as server:
        endpoint = server.endpoint(context=WINDOW)
        before = desk.prepared(endpoint)
        desk.session.dismiss("X2", "The column stays for now.").result()
        after = desk.prepared(endpoint)
        asked = desk.draft(endpoint)
    assert "X2" in before.pack.evidence and "X2" not in after.pack.evidence
    assert asked.draft
    (cited,) = asked.draft.proposals["title"].claims
    assert "X2" not in cited.evidence and cited.status is not Status.SUPPORTED, "whatever a model cites"


def test_accepting_a_draft_is_the_persons_to_do(desk: Desk) -> None:
    before = texts(desk.session)
    with Scripted(whole(ANSWER)) as server:
        desk.draft(server.endpoint(context=WINDOW))
    assert texts(desk.session) == before
    proposal = desk.session.proposal("title")
    assert proposal and proposal.text == TITLE
    desk.session.accept(proposal).result()
    assert desk.session.entry("title").text == TITLE
    assert {name: text for name, text in texts(desk.session).items() if name != "title"} == {
        name: text for name, text in before.items() if name != "title"
    }
    desk.session.accept_all().result()
    assert desk.session.entry("description").text.encode() == before["description"], "it is not empty"


def test_a_refused_key_says_what_to_do(desk: Desk) -> None:
    with Scripted(refusing({"error": "no"}, "401 Unauthorized")) as server:
        asked = desk.draft(server.endpoint(context=WINDOW))
    assert asked.fault is Fault.REFUSED_KEY and "key" in asked.said
