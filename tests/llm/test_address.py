"""What people paste becomes an address, or a sentence; and what is local is known without asking anybody."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relman_desktop.errors import InputError
from relman_desktop.llm.address import preset_of, root_of, tidied
from relman_desktop.net.address import caution
from relman_desktop.settings import is_local

PASTED = {
    "https://api.openai.com/v1": "https://api.openai.com/v1",
    " https://API.OpenAI.com/v1/ ": "https://api.openai.com/v1",
    "api.openai.com": "https://api.openai.com/v1",
    "https://api.openai.com": "https://api.openai.com/v1",
    "https://api.openai.com/v1/chat/completions": "https://api.openai.com/v1",
    "https://api.openai.com/v1/chat/completions/?x=1#y": "https://api.openai.com/v1",
    "https://api.openai.com/v1/models": "https://api.openai.com/v1",
    "localhost:11434": "http://localhost:11434/v1",
    "http://localhost:11434/": "http://localhost:11434/v1",
    "127.0.0.1:1234/v1": "http://127.0.0.1:1234/v1",
    "[::1]:8080": "http://[::1]:8080/v1",
    "<https://openrouter.ai>": "https://openrouter.ai/api/v1",
    "https://openrouter.ai/api/v1/chat/completions": "https://openrouter.ai/api/v1",
    "https://my-res.openai.azure.com": "https://my-res.openai.azure.com/openai/v1",
    "https://my-res.openai.azure.com/openai/v1/": "https://my-res.openai.azure.com/openai/v1",
    "https://my-res.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2024-02-01": (
        "https://my-res.openai.azure.com/openai/v1"
    ),
    "sk-gpu.example.com": "https://sk-gpu.example.com/v1",
    "sk-gpu-01:8000": "https://sk-gpu-01:8000/v1",
    "https://gateway.ai.cloudflare.com/v1/8f3a91c04be27d65a1b2c3d4e5f60718/team/openai": (
        "https://gateway.ai.cloudflare.com/v1/8f3a91c04be27d65a1b2c3d4e5f60718/team/openai"
    ),
    "http://[fe80::1%25eth0]:8080": "http://[fe80::1%25eth0]:8080/v1",
    "gpu-box:8000": "https://gpu-box:8000/v1",
    "http://192.168.1.7:8000": "http://192.168.1.7:8000/v1",
    "https://gateway.example.com/team/openai/": "https://gateway.example.com/team/openai",
}


@pytest.mark.parametrize("pasted", PASTED)
def test_what_people_paste(pasted: str) -> None:
    assert tidied(pasted) == PASTED[pasted]
    assert tidied(tidied(pasted)) == tidied(pasted)


REFUSED = {
    "ftp://example.com/v1": "no web address",
    "file:///etc/passwd": "no web address",
    "javascript://x": "no web address",
    "https://": "no web address",
    "": "no web address",
    "https://user:secret@example.com/v1": "keyring",
    "https://sk-secret@api.openai.com": "keyring",
    "sk-secret@api.openai.com": "keyring",
    "sk-proj-secret1": "keyring",
    "https://SK-proj-secret1/v1": "keyring",
    "gsk_secret0Secret0": "keyring",
    "AIzaSecret-0123456789": "keyring",
    "secret8f3a91c04be27d65a1b2c3": "keyring",
    "https://gateway.example.com/sk-proj-secret1/v1": "keyring",
    "https://gateway.example.com/v1?key=secret": "keyring",
    "https://gateway.example.com/v1?a=b&subscription-key=secret": "keyring",
    "https://gateway.example.com/v1?ACCESS_TOKEN=secret": "keyring",
    "https://exa mple.com": "no web address",
    "https://example.com:port": "no web address",
    "https://[::1": "no web address",
    "https://example.com/\u202e": "no web address",
    "http://127.0.0.1%.example.com/v1": "no web address",
    "http://127.0.0.1%2eexample.com/v1": "no web address",
    "http://localhost%2eexample.com/v1": "no web address",
    "http://[::1%25a.example.com]:80/v1": "no web address",
    "http://[fe80::1%25eth0%25]/v1": "no web address",
    "https://example.com/" + "x" * 3_000: "no web address",
}


@pytest.mark.parametrize("pasted", REFUSED)
def test_what_is_none(pasted: str) -> None:
    with pytest.raises(InputError, match=REFUSED[pasted]) as raised:
        tidied(pasted)
    assert "secret" not in str(raised.value) and "\u202e" not in str(raised.value)


@given(st.text(max_size=60))
@example("0/<?")
@example("localhost/v1//models")
def test_anything_is_an_address_or_a_sentence(pasted: str) -> None:
    try:
        address = tidied(pasted)
    except InputError as error:
        assert str(error).endswith(".")
    else:
        assert address.startswith(("https://", "http://")) and tidied(address) == address


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "[::1]", "localhost."])
def test_this_machine(host: str) -> None:
    assert is_local(f"http://{host}:80/v1")


@pytest.mark.parametrize(
    "host",
    [
        *("192.168.1.7", "10.0.0.1", "gpu-box", "gpu-box.local", "localhost.example.com", "x.localhost", "0.0.0.0"),
        *("127.0.0.1.example.com", "localhost@example.com", "[fe80::1]", "2130706433", "::1", ""),
        *("127.0.0.1%.example.com", "127.0.0.1%25x.example.com", "[::1%25a.example.com]", "127.0.0.1."),
    ],
)
def test_not_this_machine(host: str) -> None:
    assert not is_local(f"http://{host}/v1")


def test_a_plain_connection_to_another_machine_is_warned_of() -> None:
    assert "not encrypted" in caution("http://192.168.1.7:8000/v1")
    assert caution("http://localhost:1/v1") == caution("https://192.168.1.7/v1") == ""


def test_presets_are_known_by_host_and_by_port() -> None:
    known = {url: preset.id for url in PASTED.values() if (preset := preset_of(url))}
    assert known["https://my-res.openai.azure.com/openai/v1"] == "azure"
    assert known["http://localhost:11434/v1"] == "ollama" and known["http://[::1]:8080/v1"] == "llama.cpp"
    assert "https://gpu-box:8000/v1" not in known, "a port says nothing of another machine"
    assert preset_of("https://notopenrouter.ai/v1") is None


def test_the_servers_own_address() -> None:
    assert root_of("http://localhost:11434/v1") == "http://localhost:11434"
    assert root_of("https://openrouter.ai/api/v1") == "https://openrouter.ai"
