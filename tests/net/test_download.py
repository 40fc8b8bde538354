"""A file at an address that the person gave: whole, or a sentence that names the host only."""

from collections.abc import Iterable

import pytest

from relman_desktop.errors import ServiceError
from relman_desktop.jobs import Cancel
from relman_desktop.net import download as downloading
from relman_desktop.net.download import download

from .server import RESET, Received, Scripted, Step

FILE = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def answering(head: str, body: bytes = b"") -> Scripted:
    def script(received: Received) -> Iterable[Step]:
        yield f"HTTP/1.1 {head}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body

    return Scripted(script)


def fetched(server: Scripted) -> bytes:
    return download(f"http://127.0.0.1:{server.port}/private-0123/basic.ics", Cancel())


def test_a_file_is_fetched_whole_with_nothing_of_ours() -> None:
    with answering("200 OK", FILE) as server:
        assert fetched(server) == FILE
    assert [one.path for one in server.received] == ["/private-0123/basic.ics"]
    assert "authorization" not in server.received[0].headers and "cookie" not in server.received[0].headers


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("302 Found\r\nLocation: http://127.0.0.2/", "sends us elsewhere"),
        ("401 Unauthorized", "asks for a login"),
        ("404 Not Found", "nothing at this address"),
        ("500 Internal Server Error", "try again later"),
    ],
)
def test_a_refusal_is_told_without_the_secret_of_the_address(head: str, said: str) -> None:
    with answering(head, b"<html>private-0123</html>") as server, pytest.raises(ServiceError, match=said) as error:
        fetched(server)
    assert "private" not in str(error.value) and "127.0.0.1" in str(error.value)


def test_what_breaks_or_never_ends_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with Scripted(lambda received: [RESET]) as server, pytest.raises(ServiceError, match="cannot be reached") as error:
        fetched(server)
    assert "private" not in str(error.value)
    monkeypatch.setattr(downloading, "MOST_BYTES", 10)
    with answering("200 OK", FILE) as server, pytest.raises(ServiceError, match="was not taken"):
        fetched(server)
    monkeypatch.setattr(downloading, "MOST_S", 0.1)
    with Scripted(lambda received: [30.0]) as server, pytest.raises(ServiceError, match="did not answer"):
        fetched(server)


def test_nothing_there_is_told() -> None:
    with pytest.raises(ServiceError, match="nothing listens there"):
        download("http://127.0.0.1:9/private-0123", Cancel())
