"""Further calls: one for what was cut off, one for what failed its check, and never more than three in all."""

import json
from dataclasses import replace
from typing import Any

import pytest

from relman_desktop.asking.asking import Asked
from relman_desktop.drafting.tokens import counter_for
from relman_desktop.errors import ServiceError
from relman_desktop.jobs import Cancel
from relman_desktop.llm.answer import Fault
from relman_desktop.ticket import Status
from tests.llm.server import RESET, Received, Scripted, Step, in_turn, plain, refusing

from .making import ANSWER, FALSE, TITLE, TITLED, WINDOW, Desk, claim, reply, streamed, whole

DATA: dict[str, Any] = json.loads(ANSWER)
CUT = ANSWER[: ANSWER.index('"rollback"') - 300]  # in the middle of the deployment's last sentences
STEP = "Set the environment variable `PAYMENT_TIMEOUT_SECONDS`."
BETTER = "The cache is as it was: column `order.legacy_id` is dropped, and everything else stays."
NO_COMMAND = claim("Run `rm -rf /srv/orders` on every host.", "F1", layout="step")


def _asked_for(request: Received) -> str:
    """The task of a request: what stands behind its evidence."""
    task: str = request.json["messages"][-1]["content"].rpartition("\n# Task")[2]
    return task


def _rest(request: Received) -> list[Step]:
    """Answers only what is asked for."""
    wanted = [name for name in DATA["fields"] if f'## "{name}"' in _asked_for(request)]
    fields = {name: DATA["fields"][name] for name in wanted}
    return list(whole(reply(DATA["questions"], **fields))(request))


def test_what_was_cut_off_is_asked_for_once(desk: Desk) -> None:
    with Scripted(in_turn(whole(ANSWER))) as server:
        at_once = desk.ask(desk.prepared(server.endpoint(context=WINDOW)))
    with Scripted(in_turn(whole(CUT, finish="length"), _rest)) as server:
        prepared = desk.prepared(server.endpoint(context=WINDOW))
        asked = desk.ask(prepared)
        assert asked.requests == len(server.received) == 2
        assert asked.fault is None and at_once.fault is None
        task = _asked_for(server.received[1])
    assert [name for name in DATA["fields"] if f'## "{name}"' in task] == ["deployment", "rollback", "validation"]
    assert asked.draft and at_once.draft
    assert asked.draft.proposals == at_once.draft.proposals, "as if nothing had been cut off"
    assert {one.question for one in asked.draft.questions} == {
        one.question for one in at_once.draft.questions if one.field in ("deployment", "rollback", "validation")
    }
    first, second = (one.json["messages"] for one in server.received)
    assert first[0] == second[0], "the system's words are the same"
    assert second[1]["content"].startswith(prepared.pack.text), "and the evidence"
    assert server.received[0].json["response_format"] == server.received[1].json["response_format"]


@pytest.mark.parametrize("end", [len(ANSWER) - 200, ANSWER.index('"questions"') + 20])
def test_where_only_questions_were_cut_off_nothing_is_asked_again(desk: Desk, end: int) -> None:
    with Scripted(whole(ANSWER[:end], finish="length")) as server:
        asked = desk.ask(desk.prepared(server.endpoint(context=WINDOW)))
        assert asked.requests == len(server.received) == 1 and asked.fault is None
    assert asked.draft and set(asked.draft.proposals) == set(DATA["fields"])


def test_an_answer_that_was_cut_before_its_first_field_ended_is_not_asked_for_again(desk: Desk) -> None:
    with Scripted(whole(TITLED[:60], finish="length")) as server:
        asked = desk.ask(desk.prepared(server.endpoint(context=WINDOW)))
        assert len(server.received) == 1 and asked.fault is Fault.TRUNCATED and asked.said


def test_one_field_that_was_cut_off_is_not_asked_for_again(desk: Desk) -> None:
    with Scripted(whole(TITLED[: TITLED.index('"description"') - 4], finish="length")) as server:
        asked = desk.ask(desk.prepared(server.endpoint(context=WINDOW), "title"))
        assert len(server.received) == 1 and asked.fault is Fault.TRUNCATED
    assert asked.draft and asked.draft.proposals["title"].text == TITLE


@pytest.mark.parametrize(
    "second",
    [refusing({"error": "no"}, "500 Internal Server Error"), lambda request: streamed(CUT[:300], RESET), plain("<p>")],
    ids=["an error", "a dropped connection", "a page"],
)
def test_what_was_whole_stays_when_asking_for_the_rest_fails(desk: Desk, second: Any) -> None:
    with Scripted(in_turn(whole(CUT, finish="length"), second)) as server:
        asked = desk.ask(desk.prepared(server.endpoint(context=WINDOW)))
        assert len(server.received) == 2
    assert asked.fault and asked.said and asked.draft
    with Scripted(whole(CUT, finish="length")) as server:
        alone = desk.ask(desk.prepared(server.endpoint(context=WINDOW), ""))
    assert alone.draft and {**asked.draft.proposals}.keys() == alone.draft.proposals.keys()
    assert len(asked.draft.proposals["deployment"].claims) >= 3


def _with_failing(*more: dict[str, Any]) -> str:
    """Claims that stand, and two that do not."""
    return reply(
        title=[claim(TITLE, "X2", "X16")],
        description=[claim(FALSE, "X2"), claim("Column `order.legacy_id` is dropped.", "X2", quote="drops the column")],
        deployment=[NO_COMMAND, *more],
    )


def _failing_in(request: Received) -> list[dict[str, Any]]:
    lines = [line for line in _asked_for(request).splitlines() if line.startswith("{")]
    return [json.loads(line) for line in lines]


def test_what_failed_is_asked_for_once_and_alone(desk: Desk) -> None:
    mended = reply(
        title=[claim("A title that nobody asked for", "X2")],
        description=[claim(BETTER, "X2"), claim("Another sentence that nobody asked for.", "X2")],
        deployment=[],
    )
    with Scripted(in_turn(whole(_with_failing()), whole(mended))) as server:
        asked = desk.ask(desk.prepared(server.endpoint(context=WINDOW)))
        assert asked.requests == len(server.received) == 2
        told = _failing_in(server.received[1])
    assert [(one["field"], one["text"]) for one in told] == [
        ("description", FALSE),
        ("deployment", "Run `rm -rf /srv/orders` on every host."),
    ]
    assert all(one["reasons"] for one in told)
    assert asked.draft and asked.draft.proposals["title"].text == TITLE, "what passed stays as it was"
    description = asked.draft.proposals["description"]
    assert "order.legacy_id` is dropped." in description.claims[1].text
    assert len(description.claims) == 2 and "nobody asked for" not in repr(asked.draft)
    assert "rm -rf" not in repr(asked.draft), "what the model took back is gone"
    assert [one.repair for one in desk.session.exchanges] == [False, True]


def test_a_sentence_that_comes_back_no_better_stays_as_it_was(desk: Desk) -> None:
    worse = reply(description=[claim(FALSE + ", in 3 weeks", "X2")], deployment=[NO_COMMAND])
    with Scripted(in_turn(whole(_with_failing()), whole(worse))) as server:
        asked = desk.ask(desk.prepared(server.endpoint(context=WINDOW)))
        assert len(server.received) == 2
    assert asked.draft and asked.draft.proposals["description"].claims[0].text == FALSE
    assert asked.draft.proposals["description"].claims[0].status is Status.UNSUPPORTED


def _follow_up(desk: Desk, *, wanted: bool) -> None:
    desk.session.change_settings(replace(desk.session.settings, follow_up=wanted))


@pytest.mark.parametrize(
    "second",
    [
        refusing({"error": "no"}, "500 Internal Server Error"),
        whole("I will not."),
        whole('{"fields": {}, "questions": []}'),
        whole('{"word": "ready"}'),
        whole(_with_failing()[:200], finish="length"),
        lambda request: streamed(_with_failing()[:300], RESET),
    ],
    ids=["an error", "no JSON", "no field", "another form", "cut off", "a dropped connection"],
)
def test_a_repair_that_fails_costs_nothing(desk: Desk, second: Any) -> None:
    with Scripted(whole(_with_failing())) as server:
        _follow_up(desk, wanted=False)
        alone = desk.ask(desk.prepared(server.endpoint(context=WINDOW)))
        _follow_up(desk, wanted=True)
    with Scripted(in_turn(whole(_with_failing()), second)) as server:
        asked = desk.ask(desk.prepared(server.endpoint(context=WINDOW)))
        assert len(server.received) == 2
    assert asked.fault is None and asked.draft == alone.draft


def test_where_the_person_does_not_want_it_there_is_one_request(desk: Desk) -> None:
    _follow_up(desk, wanted=False)
    for text, finish in ((CUT, "length"), (_with_failing(), "stop")):
        with Scripted(whole(text, finish=finish)) as server:
            asked = desk.ask(desk.prepared(server.endpoint(context=WINDOW)))
            assert asked.requests == len(server.received) == 1
            assert asked.draft and asked.draft.proposals["title"].claims


@pytest.mark.parametrize("finish", ["length", "stop"])
def test_there_are_never_more_than_three_requests(desk: Desk, finish: str) -> None:
    """A model that is cut off, and wrong, whatever it is asked."""

    def stubborn(request: Received) -> list[Step]:
        text = _with_failing(claim(f"Everything is {request.number} % faster.", "X1", layout="step"))
        cut = request.number == 0
        return list(whole(text[:-150] if cut else text, finish="length" if cut else finish)(request))

    with Scripted(stubborn) as server:
        asked = desk.ask(desk.prepared(server.endpoint(context=WINDOW)))
        assert len(server.received) == asked.requests == (2 if finish == "length" else 3)
    assert asked.draft and asked.draft.proposals["title"].text == TITLE
    assert len(desk.session.exchanges) == asked.requests


def test_a_repair_stays_within_the_room(desk: Desk) -> None:
    many = [claim(f"Everything is {number} % faster than in the year {number + 1900}.", "X2") for number in range(300)]
    with Scripted(whole(reply(description=many))) as server:
        prepared = desk.prepared(server.endpoint(context=13_000))
        asked = desk.ask(prepared)
        first, second = server.received
    told = _failing_in(second)
    assert 10 < len(told) < 100, "as many as there is room for"
    assert asked.draft and len(asked.draft.proposals["description"].claims) >= 300 - len(told)
    count = counter_for(prepared.endpoint.model).count
    assert sum(count(one["content"]) for one in second.json["messages"]) <= prepared.budget
    assert first.body == prepared.body


def test_what_a_model_asks_for_in_all_its_answers_is_asked_once(desk: Desk) -> None:
    ask = {"field": "deployment", "question": "Who restarts the worker?", "why": "Nobody says."}
    other = {"field": "description", "question": "Is the cache moved?", "why": ""}
    cut = reply(title=[claim(TITLE, "X2", "X16")], description=[claim(FALSE, "X2")])
    at = cut.index('"deployment"')
    rest = reply([ask], deployment=[claim(STEP, "X12", layout="step")])
    with Scripted(in_turn(whole(cut[:at], finish="length"), whole(rest), whole(reply([ask, other])))) as server:
        asked = desk.ask(desk.prepared(server.endpoint(context=WINDOW)))
        assert len(server.received) == 3
    assert asked.draft
    assert [(one.id, one.question) for one in asked.draft.questions] == [
        ("M1", "Who restarts the worker?"),
        ("M2", "Is the cache moved?"),
    ]


def test_what_is_learned_of_the_server_is_learned_once(desk: Desk) -> None:
    """Two answers of one draft teach the same of how the server counts, and not twice as much."""

    def counting(request: Received) -> list[Step]:
        ours = sum(counter_for("test-model").count(one["content"]) for one in request.json["messages"])
        return list(whole(_with_failing(), prompt=round(ours * 1.3))(request))

    with Scripted(counting) as server:
        learned = desk.ask(desk.prepared(server.endpoint(context=WINDOW))).profile.correction
        assert len(server.received) == 2
    assert 1.2 < learned < 1.31


def test_stopping_between_two_calls_sends_no_more(desk: Desk) -> None:
    cancel = Cancel()
    keep = desk.session.keeper()

    def keep_and_stop(exchange: Any) -> None:
        keep(exchange)
        if exchange.answer.text:
            cancel.cancel()

    with Scripted(whole(_with_failing())) as server:
        asked = desk.ask(desk.prepared(server.endpoint(context=WINDOW)), cancel, keep_and_stop)
        assert len(server.received) == 1
    assert asked.draft and asked.draft.proposals["title"].text == TITLE


def test_a_record_that_cannot_be_kept(desk: Desk) -> None:
    """Nothing goes out that cannot be kept; what came back is not lost with its record."""

    def full(exchange: Any) -> None:
        raise ServiceError("The disk is full.")

    def full_later(exchange: Any) -> None:
        if exchange.answer.text:
            raise ServiceError("The disk is full.")

    with Scripted(whole(TITLED)) as server:
        prepared = desk.prepared(server.endpoint(context=WINDOW))
        with pytest.raises(ServiceError, match="disk is full"):
            desk.ask(prepared, keep=full)
        assert not server.received
        asked: Asked = desk.ask(prepared, keep=full_later)
    assert asked.draft and asked.draft.proposals["title"].text == TITLE
    assert any("could not be kept" in note for note in asked.notes)


def test_a_secret_that_a_model_guesses_goes_nowhere(desk: Desk) -> None:
    """A repair sends the sentence back with the guess masked."""
    with Scripted(whole(_with_failing())) as server:
        prepared = desk.prepared(server.endpoint(context=WINDOW))
        prepared.redactor.learn('password = "zT9-kestrel-84"')
        guess = reply(
            title=[claim(TITLE, "X2", "X16")], description=[claim("The password is zT9-kestrel-84 from 2031.", "X2")]
        )
        server.script = whole(guess)
        asked = desk.ask(prepared)
        assert len(server.received) == 2
        assert b"zT9-kestrel-84" not in server.received[1].body and b"The password is [[" in server.received[1].body
    assert asked.fault is None and asked.draft and asked.draft.proposals["title"].text == TITLE
