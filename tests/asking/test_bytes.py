"""The bytes that are shown are the bytes that are sent, for the window and the command line, in every process."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from relman_desktop.cli import main
from relman_desktop.fields import WRITTEN
from relman_desktop.sample import RANGE
from relman_desktop.settings import Endpoint, Settings, save_settings
from tests.llm.server import Scripted

from .making import TITLED, WINDOW, Desk, whole

ROOT = Path(__file__).parents[2]
ENDPOINT = Endpoint("here", "http://127.0.0.1:9/v1", "qwen3", context=WINDOW)


def _raw(sample: Path, *words: str, seed: str = "0") -> bytes:
    """What another process shows as raw bytes."""
    command = [sys.executable, "-m", "relman_desktop.cli", "request", "--repo", sample, "--range", RANGE]

    environment = os.environ | {"PYTHONHASHSEED": seed}
    return subprocess.run(
        [*command, "--format", "raw", *words], cwd=ROOT, env=environment, capture_output=True, check=True
    ).stdout


@pytest.mark.parametrize("one", ["", "rollback"])
def test_what_is_shown_is_what_is_sent(
    desk: Desk, sample: Path, capfdbinary: pytest.CaptureFixture[bytes], one: str
) -> None:
    with Scripted(whole(TITLED)) as server:
        endpoint = server.endpoint(context=WINDOW)
        prepared = desk.prepared(endpoint, one)
        desk.ask(prepared)
        assert server.received[0].body == prepared.body
        save_settings(replace(Settings(), endpoints=(endpoint,), endpoint=endpoint.name))
        words = ["--repo", str(sample), "--range", RANGE, *(["--field", one] if one else [])]
        assert main(["request", *words, "--format", "raw"]) == 0
        shown = capfdbinary.readouterr().out
        assert len(server.received) == 1, "showing sends nothing"
        assert main(["draft", *words, "--drafter", "model"]) in (0, 3)
        assert server.received[1].body == shown
    ours, theirs = json.loads(prepared.body), json.loads(shown)
    assert ours["response_format"] == theirs["response_format"] and ours["model"] == theirs["model"]


def test_the_same_input_gives_the_same_bytes_in_every_process(sample: Path) -> None:
    save_settings(replace(Settings(), endpoints=(ENDPOINT,), endpoint="here"))
    first = _raw(sample, seed="1")
    assert first == _raw(sample, seed="4242") and json.loads(first)["model"] == "qwen3"


def test_all_fields_and_one_share_their_prefix(desk: Desk) -> None:
    bodies = [json.loads(desk.prepared(ENDPOINT, one).body) for one in ("", *(field.name for field in WRITTEN))]
    evidence = {body["messages"][1]["content"].partition("\n# Task")[0] for body in bodies}
    assert len(evidence) == 1, "a server reuses what it has read"
    assert len({json.dumps(body["messages"][0]) for body in bodies}) == 1
    assert len({json.dumps(body["response_format"]) for body in bodies}) == 1


def test_nothing_of_the_environment_leaves(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("API_KEY", "ORG_ID", "PROJECT_ID", "ADMIN_KEY", "WEBHOOK_SECRET", "CUSTOM_HEADERS"):
        monkeypatch.setenv(f"OPENAI_{name}", "X-Secret: of-another-server")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with Scripted(whole(TITLED)) as server:
        assert desk.draft(server.endpoint(context=WINDOW)).fault is None
        (received,) = server.received
    assert "another-server" not in f"{received.headers}{received.body!r}".lower()
    assert received.path == "/v1/chat/completions"
