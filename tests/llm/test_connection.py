"""The connection test finds what works, says what does not, and sends nothing of the person's."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from relman_desktop.jobs import Cancel, silent
from relman_desktop.llm.connection import Report, test_connection
from relman_desktop.llm.profiles import profile_of

from .scenarios import BAD, EVERY
from .server import Received, Script, Scripted, Step, answering, by_path, head, plain, refusing

MODELS = plain({"data": [{"id": "test-model", "max_model_len": 32_768}, {"id": "other"}]})
READY = answering('{"word": "ready"}')


def _report(server: Scripted, key: str = "key", **endpoint: object) -> Report:
    return test_connection(server.endpoint(**endpoint), key, Cancel(), silent)


def _server(chat: Script, models: Script = MODELS) -> Scripted:
    return Scripted(by_path({"/v1/models": models, "/v1/chat/completions": chat}))


def _said(report: Report, what: str) -> str:
    return next(line.said for line in report.lines if line.what == what)


def test_all_is_well() -> None:
    with _server(READY) as server:
        report = _report(server)
        endpoint = server.endpoint()
    assert report.works and {line.mark for line in report.lines} == {"ok"}
    assert [line.what for line in report.lines] == [
        *("Reachable", "Key", "Model", "Answer", "Window", "Usage", "First token")
    ]
    assert not any("`" in line.said for line in report.lines), "they are shown as they are, and are no Markdown"
    assert "nothing leaves it" in _said(report, "Reachable") and "32,768 tokens" in _said(report, "Window")
    assert report.models == ("test-model", "other") and report.profile.context == 32_768
    assert profile_of(endpoint)[0] == report.profile, "what was learned is kept"


def test_only_a_fixed_request_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USER", "the-persons-name")
    with _server(READY) as server:
        _report(server)
    body = next(request.json for request in server.received if request.method == "POST")
    assert [message["content"] for message in body["messages"]] == [
        "You answer in JSON.",
        'Answer with {"word": "ready"} and nothing else.',
    ]
    assert "the-persons-name" not in str([(request.headers, request.body) for request in server.received])


def test_a_model_that_fails_the_schema_is_asked_more_plainly() -> None:
    def small(request: Received) -> Iterable[Step]:
        form = request.json.get("response_format", {}).get("type")
        return answering("ready!" if form == "json_schema" else '{"word": "ready"}')(request)

    with _server(small) as server:
        report = _report(server)
    assert report.works and report.profile.json == "object"
    assert any("did not answer in JSON when it was asked by a schema" in line.said for line in report.lines)


def test_a_model_that_never_answers_in_json() -> None:
    with _server(answering("ready!")) as server:
        report = _report(server)
        assert profile_of(server.endpoint())[0].json == "schema", "nothing is kept of what does not work"
    assert not report.works and "not answer in the form" in _said(report, "Answer")
    assert len([one for one in server.received if one.method == "POST"]) == 3


def test_a_model_that_is_not_there() -> None:
    with _server(refusing({"error": {"code": "model_not_found", "message": "no"}}, "404 Not Found")) as server:
        report = _report(server)
    assert not report.works and "It offers “test-model” and “other”." in _said(report, "Model")


def test_a_name_that_is_not_listed_is_warned_of() -> None:
    with _server(READY) as server:
        report = _report(server, model="typo")
    assert [line.mark for line in report.lines if line.what == "Model"] == ["warn"] and report.works
    assert "not among 2 listed models" in _said(report, "Model")


def test_without_a_model_nothing_is_asked_of_one() -> None:
    with _server(READY) as server:
        report = _report(server, model="")
    assert not report.works and {request.method for request in server.received} == {"GET"}
    assert "No model is chosen" in _said(report, "Model") and "test-model" in _said(report, "Model")
    with Scripted(BAD["a login page"].script) as server:
        report = _report(server, model="")
    assert [line.mark for line in report.lines] == ["fail", "fail"] and report.lines[0].what == "Reachable"


@pytest.mark.parametrize("chat", [lambda request: [head(), 60.0], refusing("<h1>Bad gateway</h1>", "502 Bad Gateway")])
@pytest.mark.parametrize("key", ["key", ""])
def test_who_does_not_answer_has_accepted_nothing(chat: Script, key: str) -> None:
    with _server(chat) as server:
        report = _report(server, key, first_token_s=0.2)
    marks = {line.what: line.mark for line in report.lines}
    assert marks["Reachable"] == marks["Key"] == "warn" and marks["Answer"] == "fail" and not report.works
    assert "not known" in _said(report, "Key")


def test_a_word_for_a_key_is_none_that_was_accepted() -> None:
    with _server(READY) as server:
        report = test_connection(server.endpoint(), "none", Cancel(), silent, key_given=False)
    assert _said(report, "Key") == "None is needed."


def test_a_server_without_a_list() -> None:
    with _server(READY, plain({}, "404 Not Found")) as server:
        report = _report(server)
    assert report.works and "no list" in _said(report, "Model") and "does not tell" in _said(report, "Window")


def test_a_server_that_counts_nothing() -> None:
    with _server(plain({"choices": [{"message": {"content": "{}"}, "finish_reason": "stop"}]})) as server:
        assert "estimates" in _said(_report(server), "Usage")


def test_a_small_window_is_warned_of() -> None:
    with _server(READY, plain({"data": [{"id": "test-model", "max_model_len": 4_096}]})) as server:
        assert "that is little" in _said(_report(server), "Window")


def test_what_was_learned_is_told() -> None:
    def picky(request: Received) -> Iterable[Step]:
        if "temperature" in request.json:
            return refusing({"error": "temperature is not supported"})(request)
        return READY(request)

    with _server(picky) as server:
        report = _report(server)
    assert _said(report, "Learned") == "It refused a temperature, which is left out." and report.works


FAILS = ["a login page", "no key", "no such model", "no quota", "an internal error", "a refusal", "too many requests"]


@pytest.mark.parametrize("name", FAILS)
def test_what_fails_says_so_in_one_line(name: str, home: Path) -> None:
    with Scripted(BAD[name].script) as server:
        report = _report(server)
    fails = [line.said for line in report.lines if line.mark == "fail"]
    assert len(fails) == 1 and server.endpoint().host in fails[0]
    assert not (home / "profiles.json").exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_every_behaviour_makes_a_report(name: str) -> None:
    scenario = EVERY[name]
    with _server(scenario.script) as server:
        report = _report(server, first_token_s=scenario.first_token_s, between_tokens_s=scenario.between_tokens_s)
    assert report.works == (scenario.fault is None)
    assert all(line.said.endswith((".", "s")) or "It says:" in line.said for line in report.lines)


def test_a_plain_connection_to_another_machine_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    with _server(READY) as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        report = _report(proxy, url="http://models.example/v1")
    assert "not encrypted" in _said(report, "Reachable") or not report.works


def test_the_key_stands_in_no_line() -> None:
    key = "sk-test-0123456789"
    with _server(refusing({"error": f"Incorrect API key {key}"}, "401 Unauthorized")) as server:
        report = _report(server, key)
    assert key not in json.dumps([line.said for line in report.lines])


def test_silence_is_a_finding() -> None:
    with _server(lambda request: [head(), 60.0]) as server:
        report = _report(server, first_token_s=0.2)
    assert "went silent" in _said(report, "Answer")
