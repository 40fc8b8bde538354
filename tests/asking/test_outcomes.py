"""Whatever a server does, a draft ends in a typed outcome, with a sentence, and nobody's text is touched."""

import json
from dataclasses import replace

import pytest

from relman_desktop.asking.asking import Asked
from relman_desktop.drafting.proposal import TEMPLATE, Draft
from relman_desktop.fields import WRITTEN
from relman_desktop.llm.answer import Fault
from tests.llm.scenarios import BAD, EVERY, GOOD, HALF, JSON, Scenario
from tests.llm.server import Received, Script, Scripted, Step, in_turn, piece, plain, refusing, stream

from .making import ANSWER, TITLE, TITLED, WINDOW, Desk, claim, reply, texts, whole

BEGUN = TITLED[: TITLED.index("is new") + len('is new"}')]  # the title is whole, and the rest is not
QUICK = ["a whole answer", "a login page", "it drops the connection", "silence in the middle", "it says nothing"]
QUICK += ["too long, as vLLM says", "no quota", "a wrong key", "a JSON error with status 200", "one line without end"]


def _drafting(script: Script) -> Script:
    """The same behaviour of a server that drafts: where it said a word, it says a ticket's words."""
    swaps = [(JSON, TITLED), (HALF, BEGUN), ('ady"}', ""), ('{"word": "a\u2028b\u0085c"}', TITLED)]
    inner = [(json.dumps(old)[1:-1].encode(), json.dumps(new)[1:-1].encode()) for old, new in swaps]

    def swapped(request: Received) -> list[Step]:
        return [_swapped(step, inner) if isinstance(step, bytes) else step for step in script(request)]

    return swapped


def _swapped(step: bytes, pairs: list[tuple[bytes, bytes]]) -> bytes:
    for old, new in pairs:
        step = step.replace(old, new)
    return step


def _held(desk: Desk, asked: Asked, before: dict[str, bytes], template: Draft) -> None:
    """What holds of every draft, however it ended."""
    session = desk.session
    assert texts(session) == before, "no field's text changes by itself"
    assert isinstance(asked.fault, Fault | None) and isinstance(asked.draft, Draft | None)
    if asked.fault:
        assert asked.said.strip().endswith((".", "!", "?", "…")) and len(asked.said) < 600, asked.said
    else:
        assert asked.draft and (asked.draft.proposals or asked.draft.questions)
    assert session.draft
    for one in WRITTEN:
        told = asked.draft.proposals.get(one.name) if asked.draft else None
        standing = session.draft.proposals[one.name]
        assert standing == (told.settled if told and told.settled.claims else template.proposals[one.name])
        assert not standing.growing
    kept = session.exchanges
    assert len(kept) == asked.requests and all(one.answer.fault is not Fault.CUT_OFF or one.answer.said for one in kept)


@pytest.mark.parametrize("swapped", [False, True], ids=["as it is", "drafting"])
@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in EVERY]
)
def test_every_behaviour_of_a_server_ends_well(desk: Desk, name: str, swapped: bool) -> None:
    scenario: Scenario = EVERY[name]
    template = desk.session.draft
    assert template
    before = texts(desk.session)
    with Scripted(_drafting(scenario.script) if swapped else scenario.script) as server:
        times = {"first_token_s": scenario.first_token_s, "between_tokens_s": scenario.between_tokens_s}
        asked = desk.draft(server.endpoint(context=WINDOW, **times))
    _held(desk, asked, before, template)
    if name in BAD:
        assert asked.fault is not None
    elif not swapped:
        assert asked.fault is Fault.NOT_JSON and "another form" in asked.said, "it is JSON, and no draft"


@pytest.mark.parametrize("name", ["a whole answer", "a drip of single bytes", "thoughts in the text", "compressed"])
def test_a_good_servers_draft_is_there(desk: Desk, name: str) -> None:
    script = whole(TITLED) if name in ("a drip of single bytes", "compressed") else _drafting(GOOD[name].script)
    with Scripted(script) as server:
        asked = desk.draft(server.endpoint(context=WINDOW))
    assert asked.fault is None and asked.draft and asked.draft.proposals["title"].text == TITLE


@pytest.mark.parametrize("name", ["it drops the connection", "an error in the middle", "silence in the middle"])
def test_what_was_whole_before_it_failed_is_kept(desk: Desk, name: str) -> None:
    scenario = BAD[name]
    with Scripted(_drafting(scenario.script)) as server:
        asked = desk.draft(server.endpoint(context=WINDOW, between_tokens_s=scenario.between_tokens_s))
    assert asked.fault is scenario.fault and desk.session.draft
    assert desk.session.draft.proposals["title"].text == TITLE
    assert desk.session.draft.proposals["rollback"].drafter == TEMPLATE


@pytest.mark.parametrize(
    ("text", "fault", "says"),
    [
        ('{"subject": 7, "body": "x"}', Fault.NOT_JSON, "another form"),
        ('{"fields": "none of it"}', Fault.NOT_JSON, "another form"),
        ("[1, 2]", Fault.NOT_JSON, ""),
        ("Here is your ticket: all is well.", Fault.NOT_JSON, ""),
        (reply(), Fault.EMPTY, "nothing in the evidence"),
        (reply([{"field": "title", "question": "Which one?", "why": ""}]), None, "asks instead"),
        (f"```json\n{TITLED}\n```", None, ""),
        (f"Sure! Here you go:\n{TITLED}\nAnything else?", None, ""),
        (reply(title=[claim("")]), Fault.EMPTY, "nothing in the evidence"),
    ],
)
def test_an_answer_of_any_form_is_told_apart(desk: Desk, text: str, fault: Fault | None, says: str) -> None:
    template, before = desk.session.draft, texts(desk.session)
    assert template
    with Scripted(whole(text)) as server:
        asked = desk.draft(server.endpoint(context=WINDOW))
    _held(desk, asked, before, template)
    assert asked.fault is fault and says in asked.said


def test_what_a_model_only_asks_is_asked(desk: Desk) -> None:
    with Scripted(whole(reply([{"field": "title", "question": "Which shop?", "why": ""}]))) as server:
        desk.draft(server.endpoint(context=WINDOW))
    assert desk.session.draft and "Which shop?" in [one.question for one in desk.session.draft.open_questions]


def test_words_that_a_server_without_a_key_is_sent_stay_in_the_draft(desk: Desk) -> None:
    assert "none" in ANSWER  # the word that stands for the key of a server on this machine
    with Scripted(whole(ANSWER)) as server:
        asked = desk.draft(server.endpoint(context=WINDOW))
    assert asked.draft and "[key]" not in repr(asked.draft)


REFUSALS = ["temperature", "max_completion_tokens", "response_format", "stream_options"]


def test_parameters_that_are_refused_one_by_one(desk: Desk) -> None:
    def script(request: Received) -> list[Step]:
        for name in REFUSALS:
            if name in request.json:
                error = {"error": {"message": f"Unsupported parameter: '{name}' is not supported.", "param": name}}
                return list(refusing(error)(request))
        return list(whole(TITLED)(request))

    template, before = desk.session.draft, texts(desk.session)
    assert template
    with Scripted(script) as server:
        endpoint = server.endpoint(context=WINDOW)
        asked = desk.draft(endpoint)
        sent = [one.body for one in server.received]
        _held(desk, asked, before, template)
        assert asked.fault is None and asked.requests == len(sent) == len(set(sent))
        assert [one.body for one in desk.session.exchanges] == sent, "each form that went out is kept"
        again = desk.draft(endpoint)
    assert again.requests == 1 and len(server.received) == len(sent) + 1, "what was learned is remembered"


def test_a_request_that_is_repeated_is_kept_once(desk: Desk) -> None:
    busy = refusing({"error": "busy"}, "503 Service Unavailable", retry_after="0")
    with Scripted(in_turn(busy, busy, whole(TITLED))) as server:
        asked = desk.draft(server.endpoint(context=WINDOW))
    assert len(server.received) == 3 and asked.requests == 1 and len(desk.session.exchanges) == 1
    assert any("asked again" in note for note in asked.notes)


def test_a_window_that_a_refusal_names_is_remembered(desk: Desk) -> None:
    too_long = {"error": {"message": "This model's maximum context length is 8192 tokens.", "code": "context_length"}}
    with Scripted(in_turn(refusing(too_long), whole(TITLED))) as server:
        endpoint = server.endpoint()
        large = desk.prepared(replace(endpoint, budget=20_000))
        assert desk.ask(large).fault is Fault.TOO_LONG
        small = desk.prepared(replace(endpoint, budget=20_000))
        assert small.budget < 8_192 < large.budget
        assert desk.ask(small).fault is None


def test_a_prompt_that_was_cut_is_told(desk: Desk) -> None:
    with Scripted(stream(piece(TITLED), piece(finish="stop"), *whole(TITLED, prompt=4_096)(None)[-2:])) as server:  # type: ignore[arg-type]
        asked = desk.draft(server.endpoint(context=WINDOW))
    assert asked.fault is None and any("probably cut it" in note for note in asked.notes)


def test_html_is_no_draft(desk: Desk) -> None:
    with Scripted(plain("<html><title>Log in</title>", kind="text/html")) as server:
        assert desk.draft(server.endpoint(context=WINDOW)).fault is Fault.NOT_A_MODEL
