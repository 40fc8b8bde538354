"""`relman request`, `relman draft --drafter model` and `relman doctor --probe`: what a pipeline relies on."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from relman_desktop.drafting.redaction.masking import MASKED
from relman_desktop.fields import WRITTEN
from relman_desktop.sample import RANGE
from relman_desktop.settings import Endpoint, Settings, save_settings
from tests.asking.making import ANSWER, FALSE, TITLE, TITLED, WINDOW, claim, reply, streamed, whole
from tests.llm.scenarios import PAGE
from tests.llm.server import Scripted, by_path, in_turn, plain, refusing
from tests.test_cli import Capture, run

REMOTE = Endpoint("far", "https://api.openai.com/v1", "gpt-4o", context=WINDOW)


@pytest.fixture
def server() -> Iterator[Scripted]:
    """The endpoint that drafts; it answers well unless a test says otherwise."""
    with Scripted(whole(ANSWER)) as made:
        endpoint = made.endpoint(context=WINDOW)
        none = Endpoint("no model", made.url, "")
        save_settings(Settings(endpoints=(endpoint, REMOTE, none), endpoint=endpoint.name))
        yield made


@pytest.fixture
def words(sample: Path) -> list[str]:
    return ["--repo", str(sample), "--range", RANGE]


def _json(capsys: Capture, *said: str) -> Any:
    status, out, err = run(capsys, *said, "--format", "json")
    assert (status, err) == (0, "")
    return json.loads(out)


# relman request


def test_a_request_has_the_keys_of_the_contract(capsys: Capture, server: Scripted, words: list[str]) -> None:
    shown = _json(capsys, "request", *words)
    assert set(shown) == {
        *("schema", "endpoint", "model", "field", "body", "tokens", "cost", "coverage", "redactions", "warnings"),
    }
    assert shown["schema"] == 1 and shown["endpoint"] == server.url and shown["model"] == "test-model"
    assert set(shown["tokens"]) == {"estimated", "exact", "budget"}
    assert 0 < shown["tokens"]["estimated"] <= shown["tokens"]["budget"]
    assert shown["cost"] == {"currency": "USD", "amount": 0.0}, "it runs on this machine"
    assert all(
        set(one) == {"id", "path", "level", "hunks_sent", "hunks", "reason"}
        and one["level"] in ("full", "partial", "condensed", "named")
        for one in shown["coverage"]
    )
    assert all(set(one) == {"placeholder", "rule", "ref", "count"} for one in shown["redactions"])
    files = _json(capsys, "files", *words)["files"]
    assert [(one["id"], one["path"]) for one in shown["coverage"]] == [(one["id"], one["path"]) for one in files]
    assert not server.received


def test_the_three_formats_tell_of_the_same_bytes(capsys: Capture, server: Scripted, words: list[str]) -> None:
    status, raw, err = run(capsys, "request", *words, "--format", "raw")
    assert (status, err) == (0, "")
    assert json.loads(raw) == _json(capsys, "request", *words)["body"]
    status, text, err = run(capsys, "request", *words)
    assert (status, err) == (0, "") and server.url in text and "free (runs on this machine)" in text
    for message in json.loads(raw)["messages"]:
        assert all(part in text for part in message["content"].split("\n\n"))
    assert not server.received


@pytest.mark.parametrize("one", [field.name for field in WRITTEN])
def test_a_request_for_one_field(capsys: Capture, server: Scripted, words: list[str], one: str) -> None:
    shown = _json(capsys, "request", *words, "--field", one)
    task = shown["body"]["messages"][-1]["content"].rpartition("# Task")[2]
    assert shown["field"] == one
    assert [field.name for field in WRITTEN if f'## "{field.name}"' in task] == [one]


def test_a_budget_is_kept(capsys: Capture, server: Scripted, words: list[str]) -> None:
    small, large = (_json(capsys, "request", *words, "--budget", size) for size in ("5000", "20000"))
    assert small["tokens"]["budget"] == 5_000 and small["tokens"]["estimated"] <= 5_000 < large["tokens"]["estimated"]
    levels = [{one["level"] for one in each["coverage"]} for each in (small, large)]
    assert levels[0] - {"full"} and levels[1] == {"full"}
    _, text, _ = run(capsys, "request", *words, "--budget", "5000")
    assert "condensed" in text or "by name" in text or "in part" in text


def test_another_endpoint_than_the_chosen(capsys: Capture, server: Scripted, words: list[str]) -> None:
    shown = _json(capsys, "request", *words, "--endpoint", "far")
    assert shown["endpoint"] == REMOTE.url and shown["body"]["model"] == "gpt-4o"
    assert shown["tokens"]["exact"] is True and shown["cost"]["amount"] > 0
    assert not server.received


def test_without_an_endpoint_the_request_is_shown_all_the_same(capsys: Capture, words: list[str]) -> None:
    shown = _json(capsys, "request", *words)
    assert shown["endpoint"] is None and shown["model"] is None and shown["cost"] is None
    assert any("assumed" in one for one in shown["warnings"])
    status, text, _ = run(capsys, "request", *words)
    assert status == 0 and "nowhere: no model is set up" in text


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--field", "risk"], "drafts no field 'risk'"),
        (["--field", "nonsense"], "drafts no field 'nonsense'"),
        (["--field", "title", "--field", "nonsense"], "drafts no field 'nonsense'"),
        (["--budget", "0"], "--budget 0"),
        (["--budget", "-5"], "--budget -5"),
        (["--budget", "2500"], "raise the budget, which is 2,500"),
        (["--endpoint", "nowhere"], "nowhere"),
        (["--endpoint", "no model"], "No model of the endpoint no model is chosen yet"),
    ],
)
@pytest.mark.parametrize("command", [["request"], ["draft", "--drafter", "model"]])
def test_wrong_words_get_one_sentence(
    capsys: Capture, server: Scripted, words: list[str], more: list[str], says: str, command: list[str]
) -> None:
    status, out, err = run(capsys, *command, *words, *more)
    assert (status, out) == (2, "") and len(err.splitlines()) == 1
    assert says in err or (command[0] == "draft" and "nonsense" in err)
    assert not server.received


@pytest.mark.parametrize("more", [["--endpoint", "far"], ["--budget", "9000"], ["--agree"]])
def test_words_for_a_model_that_is_not_to_draft(capsys: Capture, server: Scripted, words: list[str], more: Any) -> None:
    status, out, err = run(capsys, "draft", *words, *more)
    assert (status, out) == (2, "") and len(err.splitlines()) == 1
    assert more[0] in err and "--drafter model" in err


def test_several_fields_are_asked_for_as_all(capsys: Capture, server: Scripted, words: list[str]) -> None:
    two = ["--field", "title", "--field", "rollback", "--field", "risk"]
    shown = _json(capsys, "request", *words, *two)
    assert shown["field"] is None and "for title and rollback, it is asked for all" in shown["warnings"][0]
    status, out, err = run(capsys, "draft", *words, "--drafter", "model", *two)
    assert status == 0 and TITLE in out and "for title and rollback, it is asked for all" in err


def test_answers_are_a_part_of_the_request(capsys: Capture, server: Scripted, words: list[str], tmp_path: Path) -> None:
    question = next(one for one in _json(capsys, "draft", *words)["questions"] if one["field"] == "justification")
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({question["id"]: "Support waits three days for each refund; token ghp_" + "a1B2" * 9}))
    status, raw, _ = run(capsys, "request", *words, "--format", "raw", "--answers", str(file))
    assert status == 0 and "Support waits three days" in raw and "ghp_" not in raw and MASKED.search(raw)


def test_answers_that_are_not_there_are_said_without_numbers(capsys: Capture, words: list[str]) -> None:
    status, out, err = run(capsys, "draft", *words, "--answers", "nowhere.json")
    assert (status, out) == (2, "") and "nowhere.json cannot be read (No such file or directory)" in err


# relman draft --drafter model


def test_a_models_draft(capsys: Capture, server: Scripted, words: list[str]) -> None:
    status, out, err = run(capsys, "draft", *words, "--drafter", "model")
    assert status == 0 and out.startswith(f"# {TITLE}") and "Take a backup" in out
    assert len(err.splitlines()) == 1 and "questions are open" in err
    assert len(server.received) == 1


def test_a_models_draft_as_json(capsys: Capture, server: Scripted, words: list[str]) -> None:
    status, out, _ = run(capsys, "draft", *words, "--drafter", "model", "--format", "json")
    data = json.loads(out)
    assert status == 0 and data["drafter"] == "model"
    keys = {"schema", "change", "drafter", "fields", "questions", "work", "provenance", "coverage"}
    assert set(data) >= keys
    made = data["provenance"]
    assert made["model"] == "test-model" and made["endpoint"] == server.url and made["requests"] == 1
    assert {"system", "task", *(field.name for field in WRITTEN)} <= set(made["prompts"])
    assert data["coverage"] == _json(capsys, "request", *words)["coverage"]
    title = data["fields"]["title"]
    assert title["text"] == TITLE and title["drafter"] == "test-model" and title["claims"][0]["status"] == "supported"
    assert data["fields"]["risk"]["drafter"] == "template"
    assert any(one["id"].startswith("M") for one in data["questions"])
    assert len({one["id"] for one in data["questions"]}) == len(data["questions"])


def test_one_field_by_a_model_and_nothing_else(capsys: Capture, server: Scripted, words: list[str]) -> None:
    server.script = whole(TITLED)
    status, out, _ = run(
        capsys, "draft", *words, "--drafter", "model", "--field", "title", "--field", "risk", "--format", "json"
    )
    fields = json.loads(out)["fields"]
    assert status == 0 and set(fields) == {"title", "risk"} and fields["title"]["text"] == TITLE
    assert len(server.received) == 1
    assert 'field "rollback"' not in server.received[0].json["messages"][-1]["content"]


@pytest.mark.parametrize(
    ("script", "says"),
    [
        (refusing({"error": "Incorrect API key"}, "401 Unauthorized"), "key"),
        (plain(PAGE, kind="text/html"), "web page"),
        (lambda request: [], "closed the connection"),
        (whole("Sorry, no."), "in the form that was asked for"),
        (whole('{"word": "ready"}'), "another form"),
        (whole(reply()), "nothing in the evidence"),
    ],
    ids=["a wrong key", "a page", "nobody", "no JSON", "another form", "nothing"],
)
@pytest.mark.parametrize("form", ["markdown", "json"])
def test_when_the_model_fails_the_templates_draft_is_there(
    capsys: Capture, server: Scripted, words: list[str], script: Any, says: str, form: str
) -> None:
    _, template, _ = run(capsys, "draft", *words, "--format", form)
    server.script = script
    status, out, err = run(capsys, "draft", *words, "--drafter", "model", "--format", form)
    assert status == 3 and len(err.splitlines()) == 1 and says in err and "The draft is the template's" in err
    if form == "markdown":
        assert out == template
    else:
        assert json.loads(out)["fields"] == json.loads(template)["fields"]


def test_what_a_failing_model_wrote_stands_in_the_draft(capsys: Capture, server: Scripted, words: list[str]) -> None:
    server.script = whole(TITLED[: TITLED.index('"justification"')], finish="length")
    status, out, err = run(capsys, "draft", *words, "--drafter", "model", "--field", "title")
    assert status == 0 and TITLE in out, err
    once = whole(ANSWER[:3_000], finish="length")
    server.script = in_turn(once, once, refusing({"error": "no"}, "500 Oh"))  # one came before
    status, out, err = run(capsys, "draft", *words, "--drafter", "model")
    assert status == 3 and out.startswith(f"# {TITLE}") and "Traceback" not in err


@pytest.mark.parametrize("form", ["markdown", "json"])
def test_where_nothing_of_the_models_stands_the_templates_field_does(
    capsys: Capture, server: Scripted, words: list[str], form: str
) -> None:
    _, template, _ = run(capsys, "draft", *words, "--format", "json")
    steps = json.loads(template)["fields"]["rollback"]
    wild = [claim(FALSE, "X999")]
    server.script = whole(reply(title=[claim(TITLE, "X2", "X16")], rollback=wild, justification=wild))
    status, out, err = run(capsys, "draft", *words, "--drafter", "model", "--format", form)
    assert status == 0 and TITLE in out
    assert "rollback and justification are the template's" in err or "justification and rollback are" in err
    if form == "json":
        refused = (rollback := json.loads(out)["fields"]["rollback"]).pop("refused")
        assert rollback == steps and refused["drafter"] == "test-model" and len(refused["claims"]) == 1
    else:
        assert steps["text"].splitlines()[-1] in out and FALSE not in out
    server.script = lambda request: streamed(reply(rollback=wild))  # and nothing more: the stream has no end
    status, out, err = run(capsys, "draft", *words, "--drafter", "model", "--field", "rollback", "--format", form)
    assert status == 3 and "rollback is the template's" in err and len(err.splitlines()) == 1


def test_a_model_that_cannot_hold_the_request_leaves_the_templates_ticket(
    capsys: Capture, server: Scripted, words: list[str]
) -> None:
    _, template, _ = run(capsys, "draft", *words)
    save_settings(Settings(endpoints=(server.endpoint(context=2_500),), endpoint="test"))
    status, out, err = run(capsys, "draft", *words, "--drafter", "model")
    assert (status, out) == (3, template) and len(err.splitlines()) == 1 and not server.received
    assert "larger window than 2,500" in err and "the draft is the template's" in err


def test_a_server_on_this_machine_is_asked_for_its_window_by_a_draft_alone(capsys: Capture, words: list[str]) -> None:
    models = plain({"data": [{"id": "test-model", "max_model_len": 30_000}]})
    with Scripted(by_path({"/v1/models": models, "/v1/chat/completions": whole(ANSWER)})) as server:
        save_settings(Settings(endpoints=(server.endpoint(),), endpoint="test"))
        assert any("8,192 tokens are assumed" in one for one in _json(capsys, "request", *words)["warnings"])
        assert not server.received
        status, out, _ = run(capsys, "draft", *words, "--drafter", "model")
        assert status == 0 and out.startswith(f"# {TITLE}") and server.received[0].method == "GET"
        assert _json(capsys, "request", *words)["tokens"]["budget"] > 8_192


def test_what_a_server_read_is_room_for_the_next_request(capsys: Capture, words: list[str]) -> None:
    chat = whole(ANSWER, prompt=9_000)
    with Scripted(by_path({"/v1/models": plain({"data": []}), "/v1/chat/completions": chat})) as server:
        save_settings(Settings(endpoints=(server.endpoint(),), endpoint="test"))
        before = _json(capsys, "request", *words)["tokens"]["budget"]
        for _ in range(2):
            assert run(capsys, "draft", *words, "--drafter", "model")[0] == 0
        assert _json(capsys, "request", *words)["tokens"]["budget"] > before


def test_a_draft_can_be_written_to_a_file_though_the_model_failed(
    capsys: Capture, server: Scripted, words: list[str], tmp_path: Path
) -> None:
    server.script = refusing({"error": "no"}, "500 Oh")
    status, out, _ = run(capsys, "draft", *words, "--drafter", "model", "-o", str(tmp_path / "ticket.md"))
    assert (status, out) == (3, "") and (tmp_path / "ticket.md").read_text("utf-8").startswith("# ")


def test_nothing_is_sent_where_nobody_agreed(capsys: Capture, words: list[str]) -> None:
    with Scripted(whole(ANSWER)) as server:
        passing_on = server.endpoint(context=WINDOW, preset="litellm")  # a proxy, which sends it on
        save_settings(Settings(endpoints=(passing_on,), endpoint=passing_on.name))
        status, out, err = run(capsys, "draft", *words, "--drafter", "model")
        assert (status, out) == (2, "") and len(err.splitlines()) == 1
        assert "Nothing was sent" in err and "--agree" in err and passing_on.host in err
        assert not server.received
        status, out, _ = run(capsys, "draft", *words, "--drafter", "model", "--agree")
        assert status == 0 and out.startswith(f"# {TITLE}") and len(server.received) == 1
        status, _, _ = run(capsys, "draft", *words, "--drafter", "model")
        assert status == 2, "agreeing once on a command line is for that once"
        save_settings(Settings(endpoints=(passing_on,), endpoint=passing_on.name, consented=(passing_on.host,)))
        assert run(capsys, "draft", *words, "--drafter", "model")[0] == 2, "that was for https"
        save_settings(Settings(endpoints=(passing_on,), endpoint=passing_on.name, consented=(passing_on.origin,)))
        assert run(capsys, "draft", *words, "--drafter", "model")[0] == 0


@pytest.mark.parametrize("endpoints", [(), (REMOTE,)])
def test_without_a_chosen_endpoint_no_model_drafts(
    capsys: Capture, words: list[str], endpoints: tuple[Endpoint, ...]
) -> None:
    save_settings(Settings(endpoints=endpoints))
    status, out, err = run(capsys, "draft", *words, "--drafter", "model")
    assert (status, out) == (2, "") and len(err.splitlines()) == 1 and "model" in err.lower()


def test_what_a_model_only_asks_is_said(capsys: Capture, server: Scripted, words: list[str]) -> None:
    server.script = whole(reply([{"field": "title", "question": "Which shop?", "why": ""}]))
    status, out, err = run(capsys, "draft", *words, "--drafter", "model", "--format", "json")
    assert status == 0 and "asks instead" in err
    assert "Which shop?" in [one["question"] for one in json.loads(out)["questions"]]


def test_what_was_left_out_of_the_request_is_said(capsys: Capture, server: Scripted, words: list[str]) -> None:
    refusal = {"error": {"message": "Unsupported parameter: 'temperature'", "param": "temperature"}}
    server.script = in_turn(refusing(refusal), whole(TITLED))
    status, _, err = run(capsys, "draft", *words, "--drafter", "model")
    assert status == 0 and "temperature" in err and "Traceback" not in err


def test_a_claim_that_failed_is_in_the_json_and_not_in_the_text(
    capsys: Capture, server: Scripted, words: list[str]
) -> None:
    server.script = whole(reply(title=[claim(TITLE, "X2", "X16")], description=[claim("It is 40 % faster.", "X2")]))
    _, out, _ = run(capsys, "draft", *words, "--drafter", "model", "--format", "json")
    description = json.loads(out)["fields"]["description"]
    assert description["drafter"] == "template" and "40 %" not in description["text"]
    refused = description["refused"]
    assert refused["text"] == "" and refused["claims"][0]["status"] == "unsupported"
    assert refused["claims"][0]["reasons"]


# relman doctor


def test_doctor_tells_of_the_model_and_sends_nothing(capsys: Capture, server: Scripted) -> None:
    status, out, _ = run(capsys, "doctor")
    assert status == 0 and "3 endpoints, test-model at 127.0.0.1" in out and "--probe" in out
    assert not server.received


def test_doctor_probes_every_endpoint(capsys: Capture) -> None:
    chat = whole('{"word": "ready"}', prompt=20)
    models = plain({"data": [{"id": "test-model", "max_model_len": 32_768}]})
    with Scripted(by_path({"/v1/models": models, "/v1/chat": chat})) as server:
        endpoint = server.endpoint()
        save_settings(Settings(endpoints=(endpoint,), endpoint=endpoint.name))
        status, out, err = run(capsys, "doctor", "--probe")
    lines = [line for line in out.splitlines() if "  test  " in line]
    assert (status, err) == (0, "") and len(lines) >= 3 and not any(line.startswith("!!") for line in lines)
    assert "32,768" in out
    assert all(b"refund" not in request.body for request in server.received), "nothing of the person's"


def test_doctor_says_what_fails(capsys: Capture, server: Scripted) -> None:
    server.script = refusing({"error": "Incorrect API key"}, "401 Unauthorized")
    save_settings(Settings(endpoints=(server.endpoint(),)))
    status, out, err = run(capsys, "doctor", "--probe")
    assert status == 3 and len(err.splitlines()) == 1 and "lines with !!" in err
    assert any(line.startswith("!!  test") and "key" in line for line in out.splitlines())


def test_doctor_without_an_endpoint(capsys: Capture) -> None:
    status, out, _ = run(capsys, "doctor", "--probe")
    assert status == 0 and "there is no endpoint to test" in out
