"""A draft is stopped at once, by the person or by a canary, and what had come by then is what is kept."""

import threading
from collections.abc import Callable
from time import monotonic, sleep

import pytest

from relman_desktop.asking.asking import Asked
from relman_desktop.jobs import Cancel
from relman_desktop.llm.answer import Fault
from relman_desktop.ticket import Status
from tests.llm.server import SILENCE, Script, Scripted, in_turn, piece

from .making import ANSWER, TITLED, WINDOW, Desk, claim, reply, streamed, texts, whole

QUICK_S = 0.2
HALF = ANSWER[: ANSWER.index('"deployment"') + 900]


def _stopped(desk: Desk, script: Script, ready: Callable[[], bool]) -> tuple[Asked, float]:
    """The draft that was stopped when it was ready for it, and the seconds that stopping took."""
    cancel, ended = Cancel(), list[tuple[Asked, float]]()
    with Scripted(script) as server:
        prepared = desk.prepared(server.endpoint(context=WINDOW))
        job = threading.Thread(target=lambda: ended.append((desk.ask(prepared, cancel), monotonic())))
        job.start()
        end = monotonic() + 10
        while not (server.received and ready()) and monotonic() < end:
            sleep(0.005)
        stopped = monotonic()
        cancel.cancel()
        job.join()
        assert server.left.wait(2), "the server sees that we went"
    return ended[0][0], ended[0][1] - stopped


def _grown(desk: Desk) -> int:
    return max((len(draft.proposals) for draft, _ in desk.growing), default=0)


def test_what_was_complete_when_it_was_stopped_is_kept_and_verified(desk: Desk) -> None:
    before = texts(desk.session)
    asked, seconds = _stopped(desk, lambda request: streamed(HALF, SILENCE), lambda: _grown(desk) == 4)
    assert seconds < QUICK_S
    assert asked.fault is Fault.STOPPED and "had come by then are kept" in asked.said and asked.draft
    claims = [one for proposal in asked.draft.proposals.values() for one in proposal.claims]
    assert len(claims) > 15 and all(one.status is not Status.UNCHECKED for one in claims)
    assert not any(proposal.growing for proposal in asked.draft.proposals.values())
    assert all(ANSWER.count(f'"{one.text}"') for one in claims if "says:" not in one.text and "say:" not in one.text)
    desk.session.take(asked).result()
    assert desk.session.draft and desk.session.draft.proposals["title"].drafter == "test-model"
    assert texts(desk.session) == before
    (kept,) = desk.session.exchanges
    assert kept.answer.fault is Fault.STOPPED and kept.answer.text == HALF


def test_it_is_stopped_at_once_while_much_is_to_be_verified(desk: Desk) -> None:
    many = [claim(f"Column `order.legacy_id` is dropped, says number {one}.", "X2", "X16") for one in range(400)]
    text = reply(description=many)[:-300]
    _, seconds = _stopped(desk, lambda request: streamed(text, SILENCE, size=4_000), lambda: _grown(desk) == 1)
    assert seconds < QUICK_S


@pytest.mark.parametrize("script", [lambda request: [SILENCE], lambda request: streamed("", SILENCE)], ids=["", "head"])
def test_stopped_before_a_word_came(desk: Desk, script: Script) -> None:
    started = monotonic()
    asked, seconds = _stopped(desk, script, lambda: monotonic() - started > 0.3)
    assert seconds < QUICK_S and asked.fault is Fault.STOPPED and asked.draft and not asked.draft.proposals
    assert asked.said == "You stopped it before a sentence had come; all is as it was before."
    template = desk.session.draft
    desk.session.take(asked).result()
    assert desk.session.draft == template
    assert [one.answer.fault for one in desk.session.exchanges] == [Fault.STOPPED]


def test_a_draft_grows_sentence_by_sentence(desk: Desk) -> None:
    with Scripted(lambda request: streamed(ANSWER, piece(finish="stop"), size=100, pause=0.01)) as server:
        asked = desk.ask(desk.prepared(server.endpoint(context=WINDOW)))
    counts = [sum(len(one.claims) for one in draft.proposals.values()) for draft, _ in desk.growing]
    tokens = [count for _, count in desk.growing]
    assert len(counts) > 5 and counts == sorted(counts) and tokens == sorted(tokens) and tokens[-1] > 1_000
    for draft, _ in desk.growing:
        assert sum(one.growing for one in draft.proposals.values()) <= 1
        assert sum(claim.status is Status.UNCHECKED for one in draft.proposals.values() for claim in one.claims) <= 1
    assert asked.draft and asked.fault is None


def _spelt(canary: str) -> dict[str, str]:
    return {
        "as it is": canary,
        "in capitals": canary.upper(),
        "spaced out": " ".join(canary),
        "reversed": canary[::-1],
        "a part of it": canary[:-6],
    }


@pytest.mark.parametrize("way", _spelt("vellum-000000-quarrel-000000"))
def test_a_canary_in_the_middle_ends_the_call(desk: Desk, way: str) -> None:
    before, template = texts(desk.session), desk.session.draft
    with Scripted(lambda request: []) as server:
        prepared = desk.prepared(server.endpoint(context=WINDOW))
        words = _spelt(prepared.canary)[way]
        said = ANSWER[:3_000].rpartition('"text": "')[0] + f'"text": "Note: {words}. Afterwards nobody sees this. '
        endless = [step for _ in range(500) for step in (piece("and on and on "), 0.02)]
        server.script = lambda request: streamed(said, *endless)
        started = monotonic()
        asked = desk.ask(prepared)
        seconds = monotonic() - started
        assert server.left.wait(2), "the server sees that we went"
        assert len(server.received) == 1
    assert seconds < 2 and asked.draft is None and asked.fault is Fault.DECLINED
    assert "hidden instructions" in asked.said and "Draft again" in asked.said
    assert words not in repr(desk.growing) and "nobody sees this" not in repr(desk.growing)
    desk.session.take(asked).result()
    assert desk.session.draft == template and texts(desk.session) == before
    (kept,) = desk.session.exchanges
    assert kept.answer.fault is Fault.DECLINED and kept.answer.said == asked.said, "and not that somebody stopped it"


@pytest.mark.parametrize("turn", [0, 1])
def test_a_canary_at_the_end_of_any_answer_drops_the_draft(desk: Desk, turn: int) -> None:
    with Scripted(lambda request: []) as server:
        prepared = desk.prepared(server.endpoint(context=WINDOW))
        led = whole(reply([{"field": "title", "question": f"Is it {prepared.canary}?", "why": ""}]))
        server.script = [led, in_turn(whole(reply(title=[claim("It is 40 % faster.", "X2")])), led)][turn]
        asked = desk.ask(prepared)
        assert len(server.received) == turn + 1
    assert asked.draft is None and asked.fault is Fault.DECLINED
    assert desk.session.exchanges[-1].answer.fault is Fault.DECLINED


def test_the_canary_is_in_no_evidence_and_in_no_other_pack(desk: Desk) -> None:
    with Scripted(whole(TITLED)) as server:
        one, other = (desk.prepared(server.endpoint(context=size)) for size in (WINDOW, 16_000))
    assert one.canary != other.canary or one.pack.text == other.pack.text
    assert one.canary not in one.pack.text and one.body.count(one.canary.encode()) == 1
