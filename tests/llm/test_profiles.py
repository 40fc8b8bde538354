"""What is believed of a model: by its name and address at first, then as it was learned."""

import json
from pathlib import Path

import pytest

from relman_desktop.llm import profiles
from relman_desktop.llm.presets import PRESETS, chats, known_model
from relman_desktop.llm.profile import Profile
from relman_desktop.llm.profiles import first_guess, forget, profile_of, remember
from relman_desktop.settings import Endpoint


def _endpoint(model: str = "m", url: str = "https://api.openai.com/v1", **more: object) -> Endpoint:
    return Endpoint("test", url, model, **more)  # type: ignore[arg-type]


LEARNED = Profile(
    server="vllm", json="object", limit_name="", temperature=False, context=4_096, learned=("It refused.",)
)


def test_what_was_learned_is_kept_by_address_and_model(home: Path) -> None:
    remember(_endpoint("a"), LEARNED)
    assert profile_of(_endpoint("a")) == (LEARNED, "")
    assert profile_of(_endpoint("b"))[0] == first_guess(_endpoint("b"))
    assert profile_of(_endpoint("a", "https://x.example/v1"))[0].json == "schema"
    forget(_endpoint("a"))
    assert profile_of(_endpoint("a"))[0] == first_guess(_endpoint("a"))


def test_no_key_and_no_name_of_the_persons_is_kept(home: Path) -> None:
    remember(_endpoint("a", key_variable="MY_KEY"), LEARNED)
    assert "MY_KEY" not in (home / "profiles.json").read_text() and "test" not in (home / "profiles.json").read_text()


@pytest.mark.parametrize("content", [b"{", b"\xff", b"[]", b"null", b"[" * 100_000])
def test_a_file_that_cannot_be_read_is_forgotten_with_a_note(home: Path, content: bytes) -> None:
    home.mkdir(parents=True)
    (home / "profiles.json").write_bytes(content)
    profile, note = profile_of(_endpoint("gpt-4o"))
    assert profile == first_guess(_endpoint("gpt-4o")) and "it is learned again." in note
    remember(_endpoint("gpt-4o"), LEARNED)
    assert profile_of(_endpoint("gpt-4o")) == (LEARNED, "")


@pytest.mark.parametrize("wrong", [{"json": "xml"}, {"context": "many"}, {"temperature": 1}, {"learned": 3}, 7, None])
def test_an_entry_of_another_version_is_not_believed(home: Path, wrong: object) -> None:
    home.mkdir(parents=True)
    (home / "profiles.json").write_text(json.dumps({"https://api.openai.com/v1 m": wrong}))
    assert profile_of(_endpoint())[0] == first_guess(_endpoint())


def test_an_unknown_name_in_an_entry_is_left_out(home: Path) -> None:
    home.mkdir(parents=True)
    (home / "profiles.json").write_text(json.dumps({"https://api.openai.com/v1 m": {"json": "object", "new": 1}}))
    assert profile_of(_endpoint())[0] == Profile(json="object")


def test_the_oldest_are_forgotten(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "MOST_KEPT", 5)
    for number in range(10):
        remember(_endpoint(str(number)), LEARNED)
    assert profile_of(_endpoint("4"))[0] != LEARNED and profile_of(_endpoint("5"))[0] == LEARNED


def test_what_the_person_sets_counts_most(home: Path) -> None:
    remember(_endpoint(), LEARNED)
    assert profile_of(_endpoint(context=9_000))[0].context == 9_000


GUESSES = {
    "gpt-4o": {"reasons": False, "temperature": True, "context": 128_000, "cache": ""},
    "gpt-5": {"reasons": True, "temperature": False, "effort": True, "cache": ""},
    "gpt-5.6-mini": {"reasons": True, "cache": "openai"},
    "gpt-5-chat-latest": {"reasons": False, "temperature": True},
    "o3": {"reasons": True, "limit_name": "max_completion_tokens"},
    "o4-mini": {"reasons": True, "context": 200_000},
    "o1-mini": {"reasons": True, "effort": False},
    "gpt-4": {"context": 8_192},
    "omni-thing": {"reasons": False, "context": 0},
}


@pytest.mark.parametrize("model", GUESSES)
def test_openais_models(model: str) -> None:
    guess = first_guess(_endpoint(model))
    assert {name: getattr(guess, name) for name in GUESSES[model]} == GUESSES[model]


def test_a_mark_is_sent_only_where_it_is_understood() -> None:
    def cache(model: str, url: str, preset: str = "") -> str:
        return first_guess(_endpoint(model, url, preset=preset)).cache

    assert cache("gpt-6", "https://x.openai.azure.com/openai/v1") == "openai"
    assert cache("openai/gpt-6", "https://openrouter.ai/api/v1") == "anthropic", "which it translates"
    assert cache("anthropic/claude-sonnet-5", "https://openrouter.ai/api/v1") == "anthropic"
    assert cache("claude-sonnet-5", "http://localhost:4000/v1") == "anthropic"
    assert cache("gpt-6", "http://localhost:4000/v1") == cache("claude-x", "https://gateway.example/v1") == ""
    assert cache("openai/gpt-4o", "https://openrouter.ai/api/v1") == ""


def test_local_servers_know_max_tokens() -> None:
    assert first_guess(_endpoint("llama3.1:8b", "http://localhost:11434/v1")).limit_name == "max_tokens"
    assert first_guess(_endpoint("gpt-oss:20b", "http://localhost:11434/v1")).limit_name == "max_tokens"


def test_each_preset_makes_an_endpoint() -> None:
    assert [preset.id for preset in PRESETS] == [
        *("openai", "azure", "ollama", "lmstudio", "llama.cpp", "vllm", "openrouter", "litellm", "other")
    ]
    for preset in PRESETS:
        assert first_guess(_endpoint("m", preset.url, preset=preset.id)).server == preset.id
        assert bool(preset.key_variable) == preset.needs_key


@pytest.mark.parametrize(
    "name",
    ["gpt-4o", "llama3.1:8b", "qwen/qwen3-32b", "claude-sonnet-5", "o3", "deepseek-r1", "command-r", "codestral"],
)
def test_models_to_chat_with(name: str) -> None:
    assert chats(name)


@pytest.mark.parametrize(
    "name",
    [
        *("text-embedding-3-large", "nomic-embed-text:latest", "bge-m3", "whisper-1", "tts-1-hd", "dall-e-3"),
        *("omni-moderation-latest", "gpt-4o-transcribe", "davinci-002", "jina-reranker-v2", "mxbai-embed-large"),
    ],
)
def test_models_for_something_else(name: str) -> None:
    assert not chats(name)


def test_a_type_says_it_too() -> None:
    assert not chats("some-model", "embedding") and chats("some-model", "llm")


def test_a_proxys_name_is_the_models() -> None:
    assert known_model("openai/gpt-4o") == known_model("gpt-4o")
