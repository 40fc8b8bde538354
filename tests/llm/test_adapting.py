"""A server that refuses parts of a request is asked for less, and what helped is remembered."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from relman_desktop.drafting.request import Message, Request
from relman_desktop.errors import ServiceError
from relman_desktop.jobs import Cancel
from relman_desktop.llm.adapting import ask_adapting
from relman_desktop.llm.answer import Answer, Fault
from relman_desktop.llm.profile import Profile

from .scenarios import BAD, EVERY, JSON
from .server import Received, Scripted, Step, answering, piece, plain, refusing, stream, usage

REQUEST = Request((Message("system", "Rules."), Message("user", "Draft.", ends_prefix=True)), {"type": "object"}, 100)


def _ask(server: Scripted, profile: Profile = Profile(), **more: Any) -> tuple[Answer, Profile]:  # noqa: B008
    return ask_adapting(server.endpoint(), "key", REQUEST, profile, lambda text: None, Cancel(), **more)


def _without(*refused: tuple[Callable[[dict[str, Any]], bool], object, int]) -> Callable[[Received], Iterable[Step]]:
    """A server that refuses a request while it holds any of these, one a request."""

    def script(request: Received) -> Iterable[Step]:
        for holds, body, status in refused:
            if holds(request.json):
                return refusing(body, f"{status} No")(request)
        return answering(JSON)(request)

    return script


def _has(name: str) -> Callable[[dict[str, Any]], bool]:
    return lambda body: name in body


def _format(kind: str) -> Callable[[dict[str, Any]], bool]:
    return lambda body: body.get("response_format", {}).get("type") == kind


def _parts(body: dict[str, Any]) -> bool:
    return any(isinstance(message["content"], list) for message in body["messages"])


def _openai(message: str, param: str | None = None) -> dict[str, Any]:
    return {"error": {"message": message, "type": "invalid_request_error", "param": param, "code": "unsupported_value"}}


# name: what is refused, how, and what of the profile it changes
REFUSALS: dict[str, tuple[Any, dict[str, Any]]] = {
    "temperature, as OpenAI says": (
        (
            _has("temperature"),
            _openai("Unsupported value: 'temperature' does not support 0.2 with this model.", "temperature"),
            400,
        ),
        {"temperature": False},
    ),
    "max_completion_tokens, in FastAPI's words": (
        (
            _has("max_completion_tokens"),
            {"detail": [{"type": "extra_forbidden", "loc": ["body", "max_completion_tokens"], "msg": "Extra inputs"}]},
            422,
        ),
        {"limit_name": "max_tokens"},
    ),
    "response_format, as LM Studio says": (
        (_format("json_object"), {"error": "'response_format.type' must be 'json_schema' or 'text'"}, 400),
        {"json": "prompt"},
    ),
    "json_schema, flat": (
        (_format("json_schema"), {"object": "error", "message": "json_schema is not supported", "code": 400}, 400),
        {"json": "object"},
    ),
    "json_schema, in a plain string": (
        (_format("json_schema"), "Invalid value for response_format", 400),
        {"json": "object"},
    ),
    "a schema, as an error of the server": (
        (_format("json_schema"), {"error": {"message": "Failed to parse grammar"}}, 500),
        {"json": "object"},
    ),
    "stream_options": (
        (_has("stream_options"), _openai("Unknown parameter: 'stream_options'.", "stream_options"), 400),
        {"stream_options": False},
    ),
    "reasoning_effort": (
        (_has("reasoning_effort"), _openai("Unrecognized request argument supplied: reasoning_effort"), 400),
        {"effort": False},
    ),
    "prompt_cache_options": (
        (
            _has("prompt_cache_options"),
            _openai("Unknown parameter: 'prompt_cache_options'.", "prompt_cache_options"),
            400,
        ),
        {"cache": ""},
    ),
    "content in parts": (
        (
            _parts,
            {"detail": [{"loc": ["body", "messages", 1, "content"], "msg": "Input content must be a string"}]},
            422,
        ),
        {"cache": ""},
    ),
    "streaming": (
        (_has("stream"), _openai("Your organization must be verified to stream this model.", "stream"), 400),
        {"stream": False},
    ),
    "too long an answer": (
        (
            lambda body: body.get("max_completion_tokens", 0) > 50,
            _openai("max_tokens is too large: 100. This model supports at most 50 completion tokens"),
            400,
        ),
        {"most_output": 50},
    ),
}
STARTS = {
    "response_format, as LM Studio says": Profile(json="object"),
    "reasoning_effort": Profile(effort=True),
    "prompt_cache_options": Profile(cache="openai"),
    "content in parts": Profile(cache="anthropic"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_one_refusal_drops_one_thing(name: str) -> None:
    refusal, changes = REFUSALS[name]
    notes: list[str] = []
    with Scripted(_without(refusal)) as server:
        answer, profile = _ask(server, STARTS.get(name, Profile()), on_note=notes.append)
        again, same = _ask(server, profile)
    assert answer.fault is None and answer.text == JSON and len(server.received) == 3, "the second is right at once"
    assert {key: getattr(profile, key) for key in changes} == changes
    assert len(profile.learned) == len(answer.notes) == len(notes) == 1 and profile.learned[0].startswith(
        ("It ", "An ")
    )
    assert again.notes == () and same.learned == profile.learned


def test_several_are_dropped_one_by_one() -> None:
    refused = [REFUSALS[name][0] for name in ("temperature, as OpenAI says", "stream_options", "json_schema, flat")]
    with Scripted(_without(*refused)) as server:
        answer, profile = _ask(server)
    assert answer.fault is None and len(server.received) == 4 and len(answer.notes) == 3
    assert (profile.temperature, profile.stream_options, profile.json) == (False, False, "object")


def test_all_forms_of_json_are_tried() -> None:
    with Scripted(_without((_has("response_format"), {"error": "response_format is unknown"}, 400))) as server:
        answer, profile = _ask(server)
    assert profile.json == "prompt" and answer.fault is None
    assert [request.json.get("response_format", {}).get("type") for request in server.received] == [
        "json_schema",
        "json_object",
        None,
    ]


def test_both_limits_refused_leave_none() -> None:
    names = ("max_completion_tokens", "max_tokens")
    with Scripted(_without(*((_has(name), _openai(f"Unknown: {name}"), 400) for name in names))) as server:
        answer, profile = _ask(server)
    assert profile.limit_name == "" and answer.fault is None
    assert not [one for request in server.received for one in [set(names) & set(request.json)] if len(one) > 1]


def test_openais_hint_at_the_other_name_is_followed() -> None:
    hint = _openai(
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
    )
    with Scripted(_without((_has("max_tokens"), hint, 400))) as server:
        answer, profile = _ask(server, Profile(limit_name="max_tokens"))
    assert profile.limit_name == "max_completion_tokens" and answer.fault is None


def test_the_fourth_leaves_out_all_that_is_optional() -> None:
    names = ("temperature", "stream_options", "max_completion_tokens", "max_tokens", "response_format")
    with Scripted(_without(*((_has(name), _openai(f"Unknown: {name}"), 400) for name in names))) as server:
        answer, _ = _ask(server)
    assert answer.fault is None and len(server.received) == 5


def test_a_refusal_that_names_nothing_leaves_out_all_that_is_optional_once() -> None:
    with Scripted(_without((_has("temperature"), "Bad Request", 400))) as server:
        answer, profile = _ask(server)
    assert answer.fault is None and len(server.received) == 2 and not profile.temperature


def test_nothing_is_learned_where_nothing_helped() -> None:
    with Scripted(refusing(_openai("Unknown: temperature"))) as server:
        answer, profile = _ask(server)
    assert answer.fault is Fault.BAD_REQUEST and "Unknown: temperature" in answer.detail
    assert profile == Profile() and 2 <= len(server.received) <= 5


def test_every_body_that_went_out_is_told_and_checked() -> None:
    told: list[bytes] = []
    checked: list[bytes] = []
    with Scripted(_without(*(REFUSALS[name][0] for name in ("stream_options", "json_schema, flat")))) as server:
        _ask(server, on_body=told.append, check=checked.append)
    assert told == checked == [request.body for request in server.received] and len(set(told)) == 3


def test_what_the_check_stops_is_not_told_as_sent() -> None:
    def objects(body: bytes) -> None:
        raise ServiceError("No.")

    told: list[bytes] = []
    with Scripted(answering(JSON)) as server, pytest.raises(ServiceError):
        _ask(server, on_body=told.append, check=objects)
    assert not told and not server.received


@pytest.mark.parametrize("name", [name for name in BAD if "too long" in name and BAD[name].window])
def test_a_window_is_learned(name: str) -> None:
    with Scripted(BAD[name].script) as server:
        answer, profile = _ask(server)
    assert answer.fault is Fault.TOO_LONG and profile.context == BAD[name].window and len(server.received) == 1


@pytest.mark.parametrize("tokens", ["0", "7", "1,999"])
def test_a_window_that_no_model_has_is_not_kept(tokens: str) -> None:
    known = Profile(context=32_768)
    with Scripted(refusing(_openai(f"This model's maximum context length is {tokens} tokens."))) as server:
        answer, profile = _ask(server, known, counted=9_000)
    assert answer.fault is Fault.TOO_LONG and profile == known


def test_a_prompt_that_was_cut_without_a_word_is_told() -> None:
    script = stream(piece(JSON), piece(finish="stop"), usage(prompt=4_096))
    with Scripted(script) as server:
        answer, profile = _ask(server, counted=9_000)
    assert answer.fault is None and "4,096 tokens of a request of about 9,000" in answer.notes[-1]
    assert answer.said == answer.notes[-1]
    assert profile.correction == 1.0, "a cut prompt says nothing about how it counts"
    assert profile.held == 0, "nor about what the model holds"


def test_a_count_corrects_the_next() -> None:
    with Scripted(stream(piece(JSON), piece(finish="stop"), usage(prompt=1_200))) as server:
        answer, profile = _ask(server, counted=1_000)
        assert 1.1 < profile.correction < 1.2 and not answer.notes
        for _ in range(5):
            _, profile = _ask(server, profile, counted=round(1_000 * profile.correction))
    assert profile.correction == pytest.approx(1.2, abs=0.002)


def test_a_count_out_of_all_reason_leaves_room_for_a_request() -> None:
    with Scripted(stream(piece(JSON), piece(finish="stop"), usage(prompt=10**9))) as server:
        _, profile = _ask(server, counted=1_000)
    assert profile.correction == 2.0


@pytest.mark.parametrize("text", ["", "Sure! Here is your ticket.", "{not json}", '{"cut": "of'])
def test_an_answer_without_json_is_none(text: str) -> None:
    with Scripted(answering(text)) as server:
        answer, _ = _ask(server)
    assert answer.fault is (Fault.NOT_JSON if text else Fault.EMPTY) and answer.text == text


@pytest.mark.parametrize(
    "text", [f"```json\n{JSON}\n```", f"Sure!\n{JSON}\nHope that helps.", f"<think>{{}}</think>{JSON}"]
)
def test_json_is_found_in_what_stands_around_it(text: str) -> None:
    with Scripted(answering(text)) as server:
        answer, _ = _ask(server)
    assert answer.fault is None


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_every_behaviour_ends_in_a_typed_outcome(name: str) -> None:
    scenario = EVERY[name]
    with Scripted(scenario.script) as server:
        endpoint = server.endpoint(first_token_s=scenario.first_token_s, between_tokens_s=scenario.between_tokens_s)
        answer, profile = ask_adapting(endpoint, "key", REQUEST, Profile(), lambda text: None, Cancel())
    assert answer.fault == scenario.fault and bool(answer.said) == bool(answer.fault)
    assert len(json.dumps(profile.learned)) < 1_000


def test_a_server_that_cannot_stream_may_take_its_time() -> None:
    def slow(request: Received) -> Iterable[Step]:
        return [0.5, *plain({"choices": [{"message": {"content": JSON}, "finish_reason": "stop"}]})(request)]

    with Scripted(slow) as server:
        endpoint = server.endpoint(first_token_s=0.3)
        words = (endpoint, "key", REQUEST)
        answer, _ = ask_adapting(*words, Profile(stream=False), lambda text: None, Cancel())
        assert answer.fault is None and answer.text == JSON
        answer, _ = ask_adapting(*words, Profile(), lambda text: None, Cancel())
        assert answer.fault is Fault.STALLED
