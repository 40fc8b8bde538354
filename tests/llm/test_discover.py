"""What each kind of server tells of its models and their windows, and which are found on this machine."""

from dataclasses import replace
from time import monotonic

import pytest

from relman_desktop.jobs import Cancel
from relman_desktop.llm import discover
from relman_desktop.llm.discover import context_of, find_local, listing, models
from relman_desktop.llm.fetching import Untold
from relman_desktop.llm.presets import BY_ID, PRESETS
from relman_desktop.llm.profile import Profile

from .scenarios import BAD
from .server import Script, Scripted, by_path, plain

LISTED = {
    "object": "list",
    "data": [{"id": "test-model", "owned_by": "vllm", "max_model_len": 8_192}, {"id": "bge-m3"}],
}


def test_models_to_chat_with_are_listed() -> None:
    with Scripted(by_path({"/v1/models": plain(LISTED)})) as server:
        assert models(server.endpoint(), "key", Cancel()) == ("test-model",)
    assert server.received[0].headers["authorization"] == "Bearer key"
    assert server.received[0].method == "GET" and not server.received[0].body


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ([{"id": "a"}, {"id": "b", "type": "embedding"}], ("a",)),  # Together
        ({"models": [{"name": "a"}, {"model": "c"}]}, ("a", "c")),  # Ollama's own
        ({"data": [{"id": "a"}, {"id": "a"}, {"id": 7}, 3, {"id": "x\u202ey"}]}, ("a",)),
        ({"data": "none"}, ()),
        ({}, ()),
    ],
)
def test_lists_of_every_form(body: object, names: tuple[str, ...]) -> None:
    with Scripted(plain(body)) as server:
        assert models(server.endpoint(), "", Cancel()) == names


@pytest.mark.parametrize("owner", [owner for preset in PRESETS for owner in preset.owners])
def test_a_list_tells_which_server_it_is(owner: str) -> None:
    with Scripted(plain({"data": [{"id": "a", "owned_by": owner}]})) as server:
        assert owner in BY_ID[listing(server.endpoint(), "", Cancel()).server].owners


@pytest.mark.parametrize(
    "name", ["a login page", "no key", "an internal error", "a redirect", "nothing at all", "broken JSON"]
)
def test_a_server_that_tells_nothing_says_why(name: str) -> None:
    with Scripted(BAD[name].script) as server, pytest.raises(Untold) as raised:
        models(server.endpoint(), "", Cancel())
    assert server.endpoint().host in str(raised.value) and raised.value.exit_status == 3


def test_nobody_there() -> None:
    with Scripted(plain({})) as server:
        endpoint = server.endpoint()
    with pytest.raises(Untold, match="nothing listens there"):
        models(endpoint, "", Cancel())


WINDOWS: dict[str, tuple[str, Script, int]] = {
    "llama.cpp": (
        "llama.cpp",
        by_path({"/props": plain({"default_generation_settings": {"n_ctx": 2_048}, "n_ctx_train": 131_072})}),
        2_048,
    ),
    "ollama, loaded": (
        "ollama",
        by_path({"/api/ps": plain({"models": [{"name": "test-model:latest", "context_length": 16_384}]})}),
        16_384,
    ),
    "ollama, another loaded": (
        "ollama",
        by_path(
            {
                "/api/ps": plain({"models": [{"name": "other", "context_length": 16_384}]}),
                "/api/show": plain(
                    {"parameters": "stop x\nnum_ctx    32768", "model_info": {"llama.context_length": 131_072}}
                ),
            }
        ),
        32_768,
    ),
    "ollama, not loaded": (
        "ollama",
        by_path(
            {"/api/ps": plain({"models": []}), "/api/show": plain({"model_info": {"llama.context_length": 131_072}})}
        ),
        4_096,
    ),
    "ollama, a small model": (
        "ollama",
        by_path({"/api/ps": plain({}), "/api/show": plain({"model_info": {"x.context_length": 2_048}})}),
        2_048,
    ),
    "LM Studio, loaded": (
        "lmstudio",
        by_path(
            {
                "/api/v1/models": plain(
                    {
                        "models": [
                            {"key": "other", "max_context_length": 1},
                            {
                                "key": "test-model",
                                "max_context_length": 131_072,
                                "loaded_instances": [{"id": "test-model", "config": {"context_length": 4_096}}],
                            },
                        ]
                    }
                )
            }
        ),
        4_096,
    ),
    "LM Studio, not loaded": (
        "lmstudio",
        by_path({"/api/v1/models": plain({"models": [{"key": "test-model", "max_context_length": 131_072}]})}),
        131_072,
    ),
    "LM Studio, an older one": (
        "lmstudio",
        by_path({"/api/v0/models": plain({"data": [{"id": "test-model", "loaded_context_length": 8_192}]})}),
        8_192,
    ),
    "vLLM": ("vllm", by_path({"/v1/models": plain(LISTED)}), 8_192),
    "OpenRouter": (
        "openrouter",
        by_path(
            {
                "/v1/models": plain(
                    {
                        "data": [
                            {"id": "test-model", "context_length": 200_000, "top_provider": {"context_length": 128_000}}
                        ]
                    }
                )
            }
        ),
        128_000,
    ),
    "Groq": (
        "other",
        by_path({"/v1/models": plain({"data": [{"id": "test-model", "context_window": 131_072}]})}),
        131_072,
    ),
    "LiteLLM": (
        "litellm",
        by_path(
            {"/model/info": plain({"data": [{"model_name": "test-model", "model_info": {"max_input_tokens": 1_000}}]})}
        ),
        1_000,
    ),
    "nonsense": (
        "llama.cpp",
        plain({"default_generation_settings": [], "n_ctx": "many", "data": {"id": "test-model"}}),
        0,
    ),
    "nothing": ("ollama", plain({}, "404 Not Found"), 0),
}


@pytest.mark.parametrize("name", WINDOWS)
def test_windows(name: str) -> None:
    kind, script, tokens = WINDOWS[name]
    with Scripted(script) as server:
        window = context_of(server.endpoint(), "key", Cancel(), Profile(server=kind))
    assert window.tokens == tokens and bool(window.source) == bool(tokens)


def test_a_window_from_the_table_and_from_the_person() -> None:
    with Scripted(plain({}, "404 Not Found")) as server:
        openai = Profile(server="openai")
        assert context_of(server.endpoint(model="gpt-4o"), "", Cancel(), openai).tokens == 128_000
        assert context_of(server.endpoint(context=7), "", Cancel(), openai).tokens == 7
        assert context_of(server.endpoint(), "", Cancel(), replace(openai, context=5)).tokens == 5


def test_servers_of_this_machine_are_found_on_their_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    silent: Script = lambda request: [60.0]  # noqa: E731
    locked = plain({"error": {"message": "No API key"}}, "401 Unauthorized")
    with Scripted(plain(LISTED)) as vllm, Scripted(silent) as mute, Scripted(locked) as litellm:
        ports = {"ollama": mute.port, "lmstudio": 9, "llama.cpp": vllm.port, "vllm": 9, "litellm": litellm.port}
        moved = tuple(replace(preset, port=ports.get(preset.id, 0)) for preset in PRESETS)
        monkeypatch.setattr(discover, "PRESETS", moved)
        started = monotonic()
        found = find_local(Cancel())
        assert monotonic() - started < 1.5
    assert [(one.preset, one.model) for one in found] == [("vllm", "test-model"), ("litellm", "")], (
        "whoever it says it is"
    )
    assert all(one.url.startswith("http://127.0.0.1:") for one in found)
    assert "authorization" not in litellm.received[0].headers, "no key is sent to whoever listens there"
