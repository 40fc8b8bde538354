"""What leaves is exactly what was shown: these bytes, to this host, with this key and nothing else of the person's."""

import json
import socket
import ssl
import threading
from pathlib import Path

import pytest

from relman_desktop.errors import ServiceError
from relman_desktop.jobs import Cancel
from relman_desktop.llm.answer import Fault
from relman_desktop.llm.client import ask
from relman_desktop.settings import Endpoint

from .scenarios import JSON
from .server import Scripted, answering, in_turn, plain, refusing

BODY = '{"model":"m","messages":[{"role":"user","content":"ü 🚀 \\u0000 </script>"}],"stream":true}'.encode()
KEY = "sk-test-0123456789abcdef"


def _ignore(text: str) -> None: ...


def test_the_bytes_are_those_that_were_given_and_checked() -> None:
    checked: list[bytes] = []
    with Scripted(answering(JSON)) as server:
        ask(server.endpoint(), KEY, BODY, _ignore, Cancel(), check=checked.append)
    assert checked == [BODY] == [request.body for request in server.received]
    assert server.received[0].path == "/v1/chat/completions" and server.received[0].method == "POST"


def test_nothing_leaves_when_the_check_objects() -> None:
    def objects(body: bytes) -> None:
        raise ServiceError("A masked value stands in the request.")

    with Scripted(answering(JSON)) as server, pytest.raises(ServiceError, match="masked value"):
        ask(server.endpoint(), KEY, BODY, _ignore, Cancel(), check=objects)
    assert not server.received


def test_it_is_checked_each_time() -> None:
    checked: list[bytes] = []
    with Scripted(in_turn(refusing({}, "503 Service Unavailable", retry_after="0"), answering(JSON))) as server:
        ask(server.endpoint(), KEY, BODY, _ignore, Cancel(), check=checked.append)
    assert checked == [BODY, BODY] == [request.body for request in server.received]


def test_nothing_of_the_environment_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("API_KEY", "ORG_ID", "PROJECT_ID", "ADMIN_KEY", "WEBHOOK_SECRET", "CUSTOM_HEADERS"):
        monkeypatch.setenv(f"OPENAI_{name}", "X-Secret: of-another-server")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    for key in ("", KEY):
        with Scripted(answering(JSON)) as server:
            assert ask(server.endpoint(), key, BODY, _ignore, Cancel()).fault is None
        headers = dict(server.received[0].headers)
        assert "another-server" not in json.dumps(headers) and "secret" not in json.dumps(headers).lower()
        assert headers.get("authorization") == (f"Bearer {KEY}" if key else None)
        assert not [name for name in headers if name.startswith(("x-", "openai"))], "nor what system this is"
        assert headers["user-agent"].startswith("relman-desktop/")


def test_no_proxy_stands_between_us_and_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with Scripted(plain("<html>", kind="text/html")) as proxy, Scripted(answering(JSON)) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        for host in ("127.0.0.1", "localhost"):
            endpoint = server.endpoint(url=f"http://{host}:{server.port}/v1")
            assert ask(endpoint, KEY, BODY, _ignore, Cancel()).fault is None
        assert not proxy.received
        answer = ask(server.endpoint(url="http://models.example/v1"), KEY, BODY, _ignore, Cancel())
        assert answer.fault is Fault.NOT_A_MODEL and proxy.received, "the system's proxy is used for others"


def test_a_redirect_takes_neither_the_request_nor_the_key_elsewhere() -> None:
    with Scripted(answering(JSON)) as other:
        moved = refusing("", "307 Temporary Redirect", location=f"{other.url}/chat/completions")
        with Scripted(moved) as server:
            answer = ask(server.endpoint(), KEY, BODY, _ignore, Cancel())
        assert answer.fault is Fault.NOT_A_MODEL and other.endpoint().host in answer.said
        assert not other.received


@pytest.mark.parametrize(
    "echo",
    [
        KEY,
        KEY[:12],
        f"Incorrect API key provided: {KEY}.",
        f'{{"key":"{KEY}"}}',
        f"Bearer {KEY}\u202e\x1b[31m\U000e0041",
    ],
)
def test_the_key_is_not_shown_when_the_server_echoes_it(echo: str) -> None:
    with Scripted(refusing({"error": {"message": echo}}, "401 Unauthorized")) as server:
        answer = ask(server.endpoint(), KEY, BODY, _ignore, Cancel())
    assert answer.fault is Fault.REFUSED_KEY and "[key]" in answer.detail
    assert KEY[:9] not in f"{answer}" and answer.detail.isprintable()


def test_the_key_is_not_kept_when_the_model_repeats_it() -> None:
    with Scripted(answering(f'{{"word": "{KEY}"}}')) as server:
        assert ask(server.endpoint(), KEY, BODY, _ignore, Cancel()).text == '{"word": "[key]"}'


@pytest.mark.parametrize("key", ["schlüssel", "a\nX-Header: b", "a\r\n\r\nGET /", "\x00"])
def test_a_key_that_is_none_is_not_sent(key: str) -> None:
    with Scripted(answering(JSON)) as server:
        answer = ask(server.endpoint(), key, BODY, _ignore, Cancel())
    assert answer.fault is Fault.REFUSED_KEY and not server.received


def test_nobody_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with Scripted(answering(JSON)) as server:
        answer = ask(server.endpoint(url=f"http://127.0.0.1:{port}/v1"), KEY, BODY, _ignore, Cancel())
    assert answer.fault is Fault.UNREACHABLE and "nothing listens there. Start the server." in answer.said


def test_no_such_host() -> None:
    with Scripted(answering(JSON)) as server:
        answer = ask(server.endpoint(url="http://no-such-host.invalid/v1"), KEY, BODY, _ignore, Cancel())
    assert answer.fault is Fault.UNREACHABLE and "“no-such-host.invalid” cannot be reached" in answer.said


def test_tls_to_a_port_that_speaks_none() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def speak() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(1)
                connection.sendall(b"hello, who is there?\n")

        thread = threading.Thread(target=speak)
        thread.start()
        endpoint = Endpoint("test", f"https://127.0.0.1:{listener.getsockname()[1]}/v1", "m")
        answer = ask(endpoint, KEY, BODY, _ignore, Cancel())
        thread.join()
    assert answer.fault is Fault.UNREACHABLE and answer.said.endswith("http://.")


def test_a_certificate_that_nobody_knows(tmp_path: Path, certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()

        def serve() -> None:
            connection, _ = listener.accept()
            with connection, pytest.raises((ssl.SSLError, OSError)):
                context.wrap_socket(connection, server_side=True).recv(1)

        thread = threading.Thread(target=serve)
        thread.start()
        with Scripted(answering(JSON)) as server:
            url = f"https://127.0.0.1:{listener.getsockname()[1]}/v1"
            answer = ask(server.endpoint(url=url), KEY, BODY, _ignore, Cancel())
        thread.join()
    assert answer.fault is Fault.UNREACHABLE and "certificate is not trusted" in answer.said


@pytest.mark.parametrize("key", ["none", "ollama", "lmstudio"])
def test_a_word_that_a_server_without_keys_is_given_stays_a_word(key: str) -> None:
    said = f'{{"word": "{key} of it, {key}theless"}}'
    with Scripted(answering(said)) as server:
        assert ask(server.endpoint(), key, BODY, _ignore, Cancel()).text == said
